"""Which line of a guideline belongs beside an option.

Rules:
 * Only a guideline of this jurisdiction, in force on that date, for a setting that holds.
 * A recommendation decides before an uncertainty; other directions are shown, they decide nothing.
"""

from ros1_desktop.decision.decision import RecommendationShown
from ros1_desktop.decision.patient import Patient
from ros1_desktop.decision.rules import Asking
from ros1_desktop.knowledge.records import Recommendation

DECIDING = ("recommended", "uncertain")


def deciding(subject: str, who: Patient, asking: Asking) -> Recommendation | None:
    """Return the line that decides how a drug or other option stands for this patient."""
    knowledge = asking.rules.knowledge
    holds = set(who.settings)
    if who.past.past and subject not in who.past.given:
        holds.add("after_tki_not_given_before")
    lines = [
        line
        for line in knowledge.recommendations
        if line.subject == subject
        and line.jurisdiction == knowledge.jurisdiction
        and line.setting in holds
        and line.direction in DECIDING
    ]
    return min(lines, key=lambda line: (DECIDING.index(line.direction), line.id), default=None)


def shown(line: Recommendation | None) -> RecommendationShown | None:
    """Return a guideline's line as it stands beside an option."""
    if line is None:
        return None
    return RecommendationShown(
        line.id,
        line.guideline,
        line.year,
        line.setting,
        line.direction,
        line.strength,
        line.evidence_level,
        line.agreement_percent,
        line.superseded,
        line.superseded_by,
    )
