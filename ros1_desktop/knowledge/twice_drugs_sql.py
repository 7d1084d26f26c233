"""The second evaluation as SQL, treatment: how every drug stands, or why it is not listed.

Rules:
 * As in `twice_sql`: from the clinical logic (section 5 and its settled readings), not from code.
 * A label, a guideline's line and a companion diagnostic hold from `holds_from` until `valid_to`.
 * A line of treatment is what was given before it: while a drug goes on, its setting is the one in
   which it was begun, it is the only drug listed, and an exclusion of any drug still stands.
 * A mutation, an off-target finding or a brain state left out is none recorded.
"""

# ruff: noqa: S608 (every part is a constant of these modules; answers are bound, never pasted in)

from ros1_desktop.knowledge.twice_sql import ALLOWED, NUMBER, PATIENT, meets

_IN_FORCE = """
    {0}.jurisdiction = :here AND {0}.holds_from <= :day
    AND ({0}.valid_to IS NULL OR {0}.valid_to > :day)"""

_CASES = """
case_(n, c, step, stage) AS MATERIALIZED (
  SELECT n, json_extract(:cases, '$[' || n || ']'), step,
    CASE step WHEN 'choose_first_treatment' THEN 'first' WHEN 'continue_tki' THEN 'continuing'
      ELSE 'after_tki' END
  FROM (SELECT n, json_extract(:steps, '$[' || n || ']') AS step FROM number
    WHERE n < json_array_length(:steps))),
"""

_FOUND = """
past(n, drug) AS MATERIALIZED (
  SELECT course.n, course.drug FROM course JOIN case_ ON case_.n = course.n
  JOIN last ON last.n = course.n WHERE stage <> 'continuing' OR m < last.courses - 1),
ended(n, drug, how) AS MATERIALIZED (
  SELECT n, drug, (SELECT json_extract(maps, '$.' || outcome) FROM finding WHERE id = 'course_end')
  FROM course),
recorded(n, mutation) AS MATERIALIZED (
  SELECT case_.n, json_extract(c, '$.resistance.ros1_mutations[' || m.n || ']')
  FROM case_ JOIN number AS m
    ON m.n < coalesce(json_array_length(c, '$.resistance.ros1_mutations'), 0)),
beside(n, kind) AS MATERIALIZED (
  SELECT case_.n, (SELECT json_extract(maps,
      '$.' || json_extract(c, '$.resistance.off_target[' || m.n || ']'))
    FROM finding WHERE id = 'off_target_kind')
  FROM case_ JOIN number AS m
    ON m.n < coalesce(json_array_length(c, '$.resistance.off_target'), 0)),
"""

_REASONS = """
reason(n, drug, reason) AS MATERIALIZED (
  SELECT n, drug, 'progressed_on_it' FROM ended WHERE how = 'progression'
  UNION SELECT n, drug, 'stopped_for_toxicity' FROM ended WHERE how = 'toxicity'
  UNION SELECT recorded.n, drug, 'resistant_mutation' FROM recorded
    JOIN resistance AS r ON r.mutation = recorded.mutation AND r.activity = 'resistant'
    WHERE together_with IS NULL OR (recorded.n, together_with) IN (SELECT n, mutation FROM recorded)
  UNION SELECT n, next.word, 'no_evidence_after_this_tki' FROM ended
    JOIN allowed AS before ON before.asks = 'sequence' AND before.place = 1
      AND before.word = ended.drug
    JOIN allowed AS next ON next.row = before.row AND next.place = 0
    JOIN decision_row AS r ON r.id = before.row
    WHERE how = 'progression' AND r.gives = 'no_evidence'
  UNION SELECT n, drug, 'contraindicated' FROM case_ JOIN caution
    ON instr(forbids, '"' || json_extract(c, '$.' || field) || '"')
    WHERE jurisdiction IS NULL OR jurisdiction = :here),
"""

_GUIDELINES = f"""
held(n, subject, direction) AS MATERIALIZED (
  SELECT case_.n, subject, direction FROM case_ JOIN recommendation AS r ON
{_IN_FORCE.format("r")}
  WHERE (setting = 'first' AND case_.n NOT IN (SELECT n FROM past))
    OR (case_.n IN (SELECT n FROM past) AND (setting = 'after_tki'
      OR (case_.n, setting, 'progression') IN (
        SELECT n, 'after_progression_on_' || drug, how FROM ended)
      OR (setting = 'after_tki_not_given_before'
        AND (case_.n, subject) NOT IN (SELECT * FROM past))
      OR (setting = 'after_tki_with_mutation' AND case_.n IN (
        SELECT n FROM recorded WHERE mutation NOT IN ('none_found', 'unknown')))
      OR (setting = 'after_tki_symptomatic_brain_metastases'
        AND json_extract(c, '$.disease.brain_metastases') = 'symptomatic')))),
"""

_DRUGS = f"""
compared(n, drug, stage, label, shown, excluded, recommendation) AS MATERIALIZED (
  SELECT n, drug.id, stage,
    coalesce((SELECT CASE max(CASE setting WHEN 'naive_only' THEN n NOT IN (SELECT n FROM past)
        WHEN 'pretreated_only' THEN n IN (SELECT n FROM past) ELSE 1 END)
      WHEN 1 THEN 'covers' WHEN 0 THEN 'other_setting' END
      FROM approval AS a WHERE a.drug = drug.id AND {_IN_FORCE.format("a")}), 'none'),
    CASE WHEN shown_before_label THEN 'yes' ELSE 'no' END,
    CASE WHEN (n, drug.id) IN (SELECT n, drug FROM reason)
      OR (n, 'small_cell') IN (SELECT * FROM beside) THEN 'yes' ELSE 'no' END,
    CASE WHEN (n, drug.id, 'recommended') IN (SELECT * FROM held) THEN 'recommended'
      WHEN (n, drug.id, 'uncertain') IN (SELECT * FROM held) THEN 'uncertain' ELSE 'none' END
  FROM case_ JOIN drug),
stood(n, drug, standing) AS MATERIALIZED (
  SELECT n, drug, option_row.gives FROM compared
"""
_DRUGS += (
    meets("option", "stage", "label", "shown", "excluded", "recommendation")
    + """),
listed(n, drug, standing) AS MATERIALIZED (
  SELECT stood.n, stood.drug, standing FROM stood JOIN case_ ON case_.n = stood.n
  LEFT JOIN last ON last.n = stood.n
  WHERE standing NOT IN ('excluded', 'outside_label', 'unlisted')
    AND (stage <> 'continuing' OR last.drug = stood.drug)
  UNION ALL
  SELECT case_.n, last.drug, 'not_applicable' FROM case_ JOIN last ON last.n = case_.n
  WHERE stage = 'continuing' AND last.drug NOT IN (SELECT id FROM drug)
    AND (case_.n, last.drug) NOT IN (SELECT n, drug FROM reason)
    AND (case_.n, 'small_cell') NOT IN (SELECT * FROM beside)),
"""
)

_OTHERS = f"""
around(n, stage, course, forbidden, bypass, usable) AS MATERIALIZED (
  SELECT case_.n, stage,
    (SELECT json_extract(maps, '$.' || coalesce(last.outcome, 'not_asked'))
      FROM finding WHERE id = 'last_course'),
    CASE WHEN (case_.n, last.drug, 'contraindicated') IN (SELECT * FROM reason)
      THEN 'yes' ELSE 'no' END,
    CASE WHEN (case_.n, 'bypass') IN (SELECT * FROM beside) THEN 'yes' ELSE 'no' END,
    CASE WHEN case_.n IN (SELECT n FROM listed WHERE stage = 'continuing' OR standing IN
      ('approved', 'guideline_recommended', 'guideline_uncertain')) THEN 'yes' ELSE 'no' END
  FROM case_ LEFT JOIN last ON last.n = case_.n),
other(n, option, standing) AS MATERIALIZED (
  SELECT n, o.id, CASE WHEN (n, o.id, 'recommended') IN (SELECT * FROM held)
    THEN 'guideline_recommended' ELSE o.standing_without_guideline END
  FROM around
{meets("other_option", "around.stage", "course", "forbidden", "bypass", "usable")}
  JOIN other_option AS o ON instr('+' || other_option_row.gives || '+', '+' || o.part || '+'))
"""

# Every case that is at a treatment step: each option and each reason against a drug, a line each.
TREATMENTS = f"""
WITH {NUMBER} {ALLOWED}, {_CASES} {PATIENT} {_FOUND} {_REASONS} {_GUIDELINES} {_DRUGS} {_OTHERS}
SELECT n, 'listed' AS how, drug AS id, standing AS word FROM listed
UNION SELECT n, 'listed', option, standing FROM other
UNION SELECT n, 'excluded', drug, 'outside_label' FROM stood WHERE standing = 'outside_label'
UNION SELECT stood.n, 'excluded', stood.drug, reason FROM stood
  JOIN reason ON reason.n = stood.n AND reason.drug = stood.drug
  WHERE standing IN ('excluded', 'outside_label')
UNION SELECT reason.n, 'excluded', reason.drug, reason FROM reason
  JOIN case_ ON case_.n = reason.n JOIN last ON last.n = reason.n
  WHERE stage = 'continuing' AND last.drug = reason.drug
    AND last.drug NOT IN (SELECT id FROM drug)
ORDER BY 1, 2, 3, 4"""
