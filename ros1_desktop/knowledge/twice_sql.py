"""The second evaluation as SQL: which rows are met, which step follows, how every drug stands.

Rules:
 * Written from the clinical logic and the meaning of the tables, never from the code that decides.
 * A row is met when no input has a cell for the row without the state's word. `allowed` holds, for
   every input, the words under which a row is still met; a state meets the rows that all its
   words allow. An input that a table does not have is filled with the empty word.
 * Cases come as one JSON list; whoever opens the store may only read, so there is no recursion
   and no `json_each`: the places of a list come from `number`.
"""

# ruff: noqa: S608 (every part is a constant of these modules; answers are bound, never pasted in)

NUMBER = """
digit(d) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)),
number(n) AS MATERIALIZED (
  SELECT 100 * a.d + 10 * b.d + c.d FROM digit AS a, digit AS b, digit AS c),
"""

ALLOWED = """
input(asks, place, finding) AS MATERIALIZED (
  SELECT t.id, n, json_extract(t.inputs, '$[' || n || ']') FROM decision_table AS t
  JOIN number ON n < json_array_length(t.inputs) WHERE t.id IN (:first, :second, :third)),
word(asks, place, finding, word) AS MATERIALIZED (
  SELECT i.asks, i.place, i.finding, json_extract(f.words, '$[' || n || ']') FROM input AS i
  JOIN finding AS f ON f.id = i.finding JOIN number ON n < json_array_length(f.words)
  UNION ALL
  SELECT t.id, n, '', '' FROM decision_table AS t JOIN number ON n < 8
  WHERE t.id IN (:first, :second, :third) AND n >= json_array_length(t.inputs)),
needs(row, finding) AS MATERIALIZED (SELECT DISTINCT decision_row, finding FROM decision_cell),
indifferent(row, asks, place, finding) AS (
  SELECT r.id, w.asks, w.place, w.finding FROM decision_row AS r
  JOIN (SELECT DISTINCT asks, place, finding FROM word) AS w ON w.asks = r.decision_table
  WHERE (r.id, w.finding) NOT IN (SELECT row, finding FROM needs)),
allowed(asks, place, word, row) AS MATERIALIZED (
  SELECT w.asks, w.place, w.word, i.row FROM indifferent AS i
  JOIN word AS w ON w.asks = i.asks AND w.place = i.place
  UNION ALL
  SELECT i.asks, i.place, c.word, c.decision_row FROM decision_cell AS c
  JOIN decision_row AS r ON r.id = c.decision_row
  JOIN input AS i ON i.asks = r.decision_table AND i.finding = c.finding)
"""


def meets(asks: str, *words: str) -> str:
    """Join the rows of a table that all of these words allow, as `<asks>_0.row`."""
    joins = ""
    for place, word in enumerate(words):
        same = f" AND {asks}_{place}.row = {asks}_0.row" if place else ""
        joins += (
            f"CROSS JOIN allowed AS {asks}_{place} ON {asks}_{place}.asks = '{asks}'"
            f" AND {asks}_{place}.place = {place} AND {asks}_{place}.word = {word}{same}\n"
        )
    return joins + f"CROSS JOIN decision_row AS {asks}_row ON {asks}_row.id = {asks}_0.row\n"


_PLACES = range(8)
_STATE = " || '|' || ".join(f"w{place}.word" for place in _PLACES)
_WORDS = ", ".join(f"word AS w{place}" for place in _PLACES)
_EACH = " AND ".join(f"w{place}.place = {place}" for place in _PLACES)
_DIVIDED = " ".join(
    f"CROSS JOIN allowed AS w{place} ON w{place}.row = w0.row AND w{place}.place = {place}"
    for place in _PLACES[1:]
)

# Every state of one table, and beside it the rows it meets.
ROWS_MET = f"""
WITH {NUMBER} {ALLOWED}
SELECT state, group_concat(row, '|') AS met FROM (
  SELECT {_STATE} AS state, NULL AS row FROM {_WORDS} WHERE {_EACH}
  UNION ALL
  SELECT {_STATE}, w0.row FROM allowed AS w0 {_DIVIDED} WHERE w0.place = 0)
GROUP BY state"""

# Every case: the reading of each result, the ROS1 status, the next step.
_RESULTS = """
case_(n, c) AS MATERIALIZED (
  SELECT n, json_extract(:cases, '$[' || n || ']') FROM number
  WHERE n < json_array_length(:cases)),
test(n, m, t, given) AS MATERIALIZED (
  SELECT case_.n, m.n, json_extract(c, '$.ros1_tests[' || m.n || ']'),
    coalesce(json_extract(c, '$.ros1_tki_history.given'), 'not_asked')
  FROM case_ JOIN number AS m ON m.n < coalesce(json_array_length(c, '$.ros1_tests'), 0)),
result(n, m, assay, name, result, specimen, rna, percent, cells, positive, before, method,
       least) AS MATERIALIZED (
  SELECT n, m, a.id, coalesce(json_extract(t, '$.assay_name'), ''), json_extract(t, '$.result'),
    coalesce(json_extract(t, '$.specimen'), 'unknown'),
    CASE WHEN json_extract(t, '$.rna_quality') IN ('adequate', 'inadequate')
      THEN json_extract(t, '$.rna_quality') ELSE 'not_known' END,
    json_extract(t, '$.tumour_cell_percent'),
    json_extract(t, '$.fish.evaluable_cells'), json_extract(t, '$.fish.positive_percent'),
    CASE coalesce(json_extract(t, '$.timing'), 'unknown') WHEN 'before_ros1_tki' THEN 1
      WHEN 'unknown' THEN given = 'no' ELSE 0 END,
    CASE WHEN a.asks_partner_agnostic AND json_extract(t, '$.partner_agnostic') = 'yes'
      THEN 'rna_open' ELSE a.method END,
    a.minimum_tumour_percent
  FROM test JOIN assay AS a ON a.id = json_extract(t, '$.assay')),
worded(n, m, assay, name, before, method, result, cdx, rna, share, cells, positive)
AS MATERIALIZED (
  SELECT n, m, assay, name, before,
    CASE WHEN result = 'negative' AND rna = 'inadequate' AND method IN ('rna_fixed', 'rna_open')
        THEN method
      WHEN specimen = 'plasma' AND method IN ('rna_fixed', 'rna_open', 'dna') THEN 'plasma'
      WHEN specimen = 'plasma' AND result = 'negative' AND method <> 'ihc' AND coalesce(cells >=
        (SELECT value FROM threshold WHERE id = 'fish_least_cells'), 1) THEN 'plasma'
      ELSE method END,
    result,
    CASE WHEN EXISTS (
      SELECT 1 FROM companion_diagnostic AS d WHERE d.assay = result.assay
        AND d.standing = 'approved' AND d.jurisdiction = :here AND d.holds_from <= :day
        AND (d.valid_to IS NULL OR d.valid_to > :day)
        AND (specimen = 'unknown' OR instr(d.specimens, '"' || specimen || '"')))
      THEN 'yes' ELSE 'no' END,
    rna,
    CASE WHEN least IS NULL THEN 'not_below'
      WHEN percent IS NULL OR typeof(percent) = 'text' THEN 'not_known'
      WHEN percent < least THEN 'below_minimum' ELSE 'not_below' END,
    CASE WHEN cells IS NULL OR method <> 'fish' THEN 'not_entered'
      WHEN cells < (SELECT value FROM threshold WHERE id = 'fish_least_cells') THEN 'below'
      ELSE 'enough' END,
    CASE WHEN positive IS NULL OR method <> 'fish' THEN 'not_entered'
      WHEN positive < (SELECT value FROM threshold WHERE id = 'fish_least_percent') THEN 'below'
      ELSE 'reached' END
  FROM result),
read(n, m, assay, name, before, row, says) AS MATERIALIZED (
  SELECT n, m, assay, name, before, reading_row.id, reading_row.gives FROM worded
"""
_RESULTS += meets(
    "reading",
    *("method", "result", "cdx", "rna", "share", "worded.cells", "worded.positive"),
)
_RESULTS += "),"


def _any(*says: str) -> str:
    """Say whether a case has a result that is read as one of these."""
    listed = ", ".join(f"'{word}'" for word in says)
    return f"CASE WHEN coalesce(max(says IN ({listed})), 0) THEN 'yes' ELSE 'no' END"


_MOLECULAR = ("negative_open", "negative_molecular", "negative_unassessed")
_TISSUE = ", ".join(f"'{word}'" for word in (*_MOLECULAR, "negative_fish"))
_FLAGS = f"""
pair(n) AS MATERIALIZED (
  SELECT p.n FROM read AS p JOIN read AS q ON q.n = p.n
  WHERE p.says = 'positive' AND q.says IN ({_TISSUE})
    AND p.before AND q.before AND (p.assay <> q.assay OR p.name <> q.name)),
flags(n, c, cdx_positive, discordant, other_positive, ihc_positive, pending, negatives,
      indeterminate, failed, cdx_pending, weak, readings) AS MATERIALIZED (
  SELECT case_.n, c, {_any("cdx_positive")},
    CASE WHEN case_.n IN (SELECT n FROM pair) THEN 'yes' ELSE 'no' END,
    {_any("positive", "positive_unknown_assay")}, {_any("ihc_positive")},
    {_any("pending", "pending_cdx")},
    CASE WHEN max(says = 'negative_open') THEN 'enough'
      WHEN max(says = 'negative_fish') AND max(says IN ('negative_open', 'negative_molecular'))
        THEN 'enough'
      WHEN max(says IN ({_TISSUE})) THEN 'tissue'
      WHEN max(says = 'negative_unknown_assay') THEN 'unknown_assay'
      WHEN max(says IN ('negative_ihc', 'negative_plasma')) THEN 'screening_only'
      ELSE 'none' END,
    {_any("indeterminate", "indeterminate_cdx")}, {_any("failed")}, {_any("pending_cdx")},
    CASE WHEN max(says = 'indeterminate_cdx') THEN 'cdx_indeterminate'
      WHEN max(says IN ('negative_ihc', 'negative_plasma'))
        AND NOT max(says IN ({_TISSUE}, 'negative_unknown_assay')) THEN 'screening_negative_only'
      ELSE 'other' END,
    group_concat((100 + m) || says, ' ')
  FROM case_ LEFT JOIN read ON read.n = case_.n GROUP BY case_.n),
"""


def mapped(finding: str, path: str) -> str:
    """Say which word of a finding the answer at a path becomes."""
    answer = f"coalesce(json_extract(c, '$.{path}'), 'not_asked')"
    return f"(SELECT json_extract(maps, '$.' || {answer}) FROM finding WHERE id = '{finding}')"


PATIENT = """
course(n, m, drug, outcome) AS MATERIALIZED (
  SELECT case_.n, m.n, json_extract(c, '$.ros1_tki_history.courses[' || m.n || '].drug'),
    coalesce(json_extract(c, '$.ros1_tki_history.courses[' || m.n || '].outcome'), 'unknown')
  FROM case_ JOIN number AS m
    ON m.n < coalesce(json_array_length(c, '$.ros1_tki_history.courses'), 0)),
last(n, drug, outcome, courses) AS MATERIALIZED (
  SELECT n, drug, outcome, max(m) + 1 FROM course GROUP BY n),
open_course(n) AS MATERIALIZED (
  SELECT n FROM course WHERE drug = 'unknown' OR outcome = 'unknown'),
"""
_FINDINGS = f"""
driven(n) AS MATERIALIZED (
  SELECT case_.n FROM case_ JOIN finding AS f ON f.id = 'driver'
  JOIN number AS m ON m.n < json_array_length(f.words)
  WHERE json_extract(c, '$.other_drivers.' || json_extract(f.words, '$[' || m.n || ']'))
    = 'positive'),
findings(n, histology, age, extent, history, driver) AS MATERIALIZED (
  SELECT case_.n, {mapped("histology", "disease.histology")}, {mapped("age", "age_band")},
    {mapped("extent", "disease.extent")},
    CASE coalesce(json_extract(c, '$.ros1_tki_history.given'), 'unknown')
      WHEN 'no' THEN 'none'
      WHEN 'unknown' THEN 'incomplete'
      ELSE CASE WHEN last.n IS NULL OR case_.n IN (SELECT n FROM open_course) THEN 'incomplete'
        WHEN last.outcome = 'ongoing_no_progression' THEN 'ongoing' ELSE 'stopped' END END,
    CASE WHEN case_.n IN (SELECT n FROM driven) THEN 'yes' ELSE 'no' END
  FROM case_ LEFT JOIN last ON last.n = case_.n)
"""

STEPS = (
    f"WITH {NUMBER} {ALLOWED}, {_RESULTS} {_FLAGS} {PATIENT} {_FINDINGS}"
    "SELECT flags.n, readings, ros1_status_row.id AS status_row, ros1_status_row.gives AS status,"
    " next_step_row.id AS step_row, next_step_row.gives AS step FROM flags\n"
    "JOIN findings ON findings.n = flags.n\n"
    + meets(
        "ros1_status",
        *("cdx_positive", "discordant", "other_positive", "ihc_positive", "flags.pending"),
        *("flags.negatives", "flags.indeterminate", "flags.failed"),
    )
    + meets(
        "next_step",
        *("histology", "age", "ros1_status_row.gives", "extent", "history"),
        *("cdx_pending", "driver", "weak"),
    )
)
