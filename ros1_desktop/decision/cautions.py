"""What labels name for this patient.

Rules:
 * One caution a drug and patient fact, from the label; a fact not asked or not known is
   `not_checked`, never absent.
 * Lung disease that a ROS1-TKI has caused comes first, on every ROS1-TKI.
"""

from collections.abc import Iterable, Iterator

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import CautionShown, Option
from ros1_desktop.decision.history import History
from ros1_desktop.decision.rules import Asking

LUNG_DISEASE = "safety.interstitial_lung_disease"


def cautions_of(drug: str, case: Case, past: History, asking: Asking) -> Iterator[CautionShown]:
    """Yield the cautions of a drug for this patient, the most pressing first."""
    if past.lung_disease:
        row = asking.row("caution_answer", "yes", about=f"{drug} {LUNG_DISEASE}")
        yield CautionShown("caution.previous-ild", LUNG_DISEASE, row.gives, (row.id,), row.sources)
    for caution in asking.rules.knowledge.cautions.get(drug, ()):
        said = answer(case, caution.field)
        row = asking.row("caution_answer", said, about=f"{drug} {caution.field}")
        forbidden = case.at(caution.field) in caution.forbids
        state = "label_forbids" if forbidden else row.gives
        if state != "absent":
            yield CautionShown(caution.id, caution.field, state, (row.id,), caution.sources)


def common(options: Iterable[Option]) -> tuple[CautionShown, ...]:
    """Return the cautions that concern every listed drug, under an id without a drug."""
    drugs = [option for option in options if option.kind in ("ros1_tki", "continue")]
    if not drugs:
        return ()
    shared = set.intersection(
        *({(caution.field, caution.state) for caution in option.cautions} for option in drugs)
    )
    found: dict[str, CautionShown] = {}
    for option in drugs:
        for caution in option.cautions:
            if (caution.field, caution.state) not in shared:
                continue
            before = found.get(caution.field)
            read = (*(before.sources if before else ()), *caution.sources)
            found[caution.field] = CautionShown(
                f"caution.every.{caution.field.rpartition('.')[2]}",
                caution.field,
                caution.state,
                caution.because,
                tuple(dict.fromkeys(read)),
            )
    return tuple(found.values())


def answer(case: Case, field: str) -> str:
    """Return the answer to a safety question as a word; a measured value is `measured`."""
    said = case.at(field)
    if said is None:
        return "not_asked"
    return said if isinstance(said, str) else "measured"
