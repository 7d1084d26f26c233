"""What the tests of the sheet share: facts and rules built from the text, and sheets of cases."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from ros1_desktop.case.case import Case
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.exchange.code2d import read_pieces, to_code
from ros1_desktop.exchange.vignettes import read_vignettes
from ros1_desktop.knowledge.store import Store
from ros1_desktop.sheet.checklist import read_checklist
from ros1_desktop.sheet.compose import compose_clinician
from ros1_desktop.sheet.compose_band import Printing
from ros1_desktop.sheet.compose_handout import Asking, compose_handout
from ros1_desktop.sheet.handout import Handout
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.plan import FOLDER, read_plan
from ros1_desktop.sheet.sheet import Sheet
from ros1_desktop.words import Words, read_words

AS_OF, PRINTED = "2026-11-23", date(2026, 11, 24)
SCHEMA = "ros1-case/1"
Drawn: TypeAlias = tuple[Sheet, Decision]


@pytest.fixture(scope="session")
def words(resources: Path) -> dict[str, Words]:
    """Return the words of both languages."""
    return {language: read_words(resources, language) for language in ("ja", "en")}


@pytest.fixture(scope="session")
def fonts(resources: Path) -> Path:
    """Return the folder of the fonts."""
    return resources / "fonts"


@pytest.fixture(scope="session")
def compose(
    resources: Path, store: Store, library: Library, words: dict[str, Words]
) -> Callable[..., Drawn]:
    """Return what decides a case and composes its sheet."""
    pieces = read_pieces(resources)
    ready: dict[tuple[str, str], Rules] = {}

    def composed(
        answers: dict[str, Any],
        language: str = "ja",
        as_of: str = AS_OF,
        jurisdiction: str = "JP",
        printed_on: date = PRINTED,
    ) -> Drawn:
        key = (as_of, jurisdiction)
        if key not in ready:
            ready[key] = prepare(store.in_force(*key))
        case = Case({"schema": "ros1-case/1", **answers})
        decision = decide(case, ready[key])
        code = to_code(case, decision.edition, decision.fingerprint, pieces)
        printing = Printing(printed_on, "9.9", code)
        sheet = compose_clinician(case, decision, library, words[language], printing)
        return sheet, decision

    return composed


@pytest.fixture(scope="session")
def example(root: Path, compose: Callable[..., Drawn]) -> Callable[..., Drawn]:
    """Return what composes the sheet of an example by the number of its file."""

    def drawn(number: str, language: str = "ja") -> Drawn:
        (path,) = (root / "tests" / "examples").glob(f"{number}-*.case.json")
        expected = path.with_name(path.name.replace(".case.", ".expect."))
        args = json.loads(expected.read_text(encoding="utf-8")).get("args", [])
        given = dict(zip(args[::2], args[1::2], strict=True))
        return compose(
            json.loads(path.read_text(encoding="utf-8")),
            language,
            given.get("--as-of", AS_OF),
            given.get("--jurisdiction", "JP"),
        )

    return drawn


@pytest.fixture(scope="session")
def example_case(root: Path, store: Store) -> Callable[[str], tuple[Case, Decision]]:
    """Return what decides an example by the number of its file."""
    ready: dict[tuple[str, str], Rules] = {}

    def decided(number: str) -> tuple[Case, Decision]:
        (path,) = (root / "tests" / "examples").glob(f"{number}-*.case.json")
        expected = path.with_name(path.name.replace(".case.", ".expect."))
        args = json.loads(expected.read_text(encoding="utf-8")).get("args", [])
        given = dict(zip(args[::2], args[1::2], strict=True))
        key = (given.get("--as-of", AS_OF), given.get("--jurisdiction", "JP"))
        if key not in ready:
            ready[key] = prepare(store.in_force(*key))
        case = Case(json.loads(path.read_text(encoding="utf-8")))
        return case, decide(case, ready[key])

    return decided


@pytest.fixture(scope="session")
def patients(
    root: Path,
    resources: Path,
    store: Store,
    vocabulary: Vocabulary,
    example_case: Callable[[str], tuple[Case, Decision]],
) -> tuple[tuple[str, Case, Decision], ...]:
    """Return every example and every vignette, by number or id, decided."""
    names = sorted(path.name[:3] for path in (root / "tests" / "examples").glob("*.case.json"))
    found = [(name, *example_case(name)) for name in names]
    for one in read_vignettes(resources).patients:
        case = to_case({"schema": SCHEMA, **one.case}, vocabulary)
        ready = prepare(store.in_force(one.as_of, one.jurisdiction))
        found.append((one.id, case, decide(case, ready)))
    return tuple(found)


@pytest.fixture(scope="session")
def asking(resources: Path) -> Callable[..., Asking]:
    """Return what asks for a handout of a kind in a form."""

    def asked(kind: str = "options", form: str = "ja", **more: Any) -> Asking:  # noqa: ANN401
        given = {"printed_on": PRINTED, "version": "9.9", **more}
        words, plan = read_words(resources, form, FOLDER), read_plan(resources)
        return Asking(words, plan, read_checklist(resources, kind), **given)

    return asked


@pytest.fixture(scope="session")
def handout(
    example_case: Callable[[str], tuple[Case, Decision]],
    library: Library,
    asking: Callable[..., Asking],
) -> Callable[..., Handout]:
    """Return what composes the handout of an example by the number of its file."""

    def composed(number: str, kind: str = "options", form: str = "ja", **more: Any) -> Handout:  # noqa: ANN401
        case, decision = example_case(number)
        return compose_handout(kind, case, decision, library, asking(kind, form, **more))

    return composed
