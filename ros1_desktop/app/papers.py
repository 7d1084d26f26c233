"""The papers of a decision as the window asks for them: which there are, and how they are made."""

from ros1_desktop.app.arguments import CLINICIAN, SHEETS
from ros1_desktop.app.offered import LANGUAGES
from ros1_desktop.app.start import PLAIN, Start, handout, paper, printed_on
from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.compose_choices import candidates
from ros1_desktop.sheet.compose_handout import OPTIONS, check
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.plan import read_plan
from ros1_desktop.sheet.sheet import PrintError
from ros1_desktop.wizard.document import Document, Offer
from ros1_desktop.words import read_words

FORMS = (LANGUAGES[0], PLAIN, *LANGUAGES[1:])


def offers(start: Start, library: Library, decision: Decision) -> tuple[Offer, ...]:
    """Return every kind of paper: that for clinicians always, a handout or why there is none."""
    handouts = (kind for kind in SHEETS if kind != CLINICIAN)
    found = (_handout(kind, start, library, decision) for kind in handouts)
    return (Offer(CLINICIAN, LANGUAGES), *found)


def make(
    start: Start, library: Library, case: Case, decision: Decision, document: Document
) -> bytes:
    """Return a paper as PDF; it can be made in any thread.

    Raises:
        CaseError: it cannot be made of this case or decision.
    """
    if document.kind == CLINICIAN:
        return paper(start, case, decision, read_words(start.resources, document.form), library)
    return handout(
        start,
        case,
        decision,
        document.kind,
        document.form,
        library=library,
        chosen=document.columns,
        supplement=document.supplement,
    )


def _handout(kind: str, start: Start, library: Library, decision: Decision) -> Offer:
    try:
        check(decision, library, printed_on(), kind)
    except PrintError as error:
        return Offer(kind, FORMS, CaseError("--kind", error.code, **error.values_of_sentence))
    if kind != OPTIONS:
        return Offer(kind, FORMS)
    return Offer(
        kind,
        FORMS,
        columns=tuple(option.id for option in candidates(decision, library)),
        most=read_plan(start.resources).most_columns,
        has_supplement=True,
    )
