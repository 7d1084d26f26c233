"""The parts of the wizard as tests give them: real questions and words, a decision made by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.questionnaire import read_questionnaire
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.decision.decision import (
    CautionShown,
    Conflict,
    Decision,
    Excluded,
    NotSettled,
    Option,
    RecommendationShown,
    Referral,
    Test,
    Traced,
    Unknown,
)
from ros1_desktop.decision.nearest import Failed, Near
from ros1_desktop.exchange.code2d import read_pieces
from ros1_desktop.exchange.opened import Opened, open_code
from ros1_desktop.exchange.sealed import Key, Strength, make_key
from ros1_desktop.knowledge.records import Row
from ros1_desktop.place import resources
from ros1_desktop.sheet.figures import (
    Axis,
    Calendar,
    CalendarDrug,
    CalendarRow,
    EventRow,
    Interval,
    IntervalFigure,
    IntervalPanel,
    IntervalRow,
    Measured,
    ToxicityGrid,
)
from ros1_desktop.sheet.shown import Shown
from ros1_desktop.wizard.document import Offer
from ros1_desktop.wizard.facts import Facts
from ros1_desktop.wizard.keep_none import keep_none
from ros1_desktop.wizard.parts import Parts
from ros1_desktop.wizard.provenance import Licence, Proven
from ros1_desktop.wizard.style import load_font
from ros1_desktop.wizard.window import LANGUAGE, Window, build_window
from ros1_desktop.words import Words, read_words
from tests.wizard.detectors import SCREEN

keep_none()  # tests also make widgets without a window of the wizard

BECAUSE = (("TP-06",), ("jlcs-ros1-guide",))
NOT_CHECKED = CautionShown("caution-1", "safety.qtc_ms", "not_checked", *BECAUSE)
PRESENT = CautionShown("caution-2", "safety.lomitapide", "present", *BECAUSE)
RECOMMENDED = RecommendationShown(
    id="rec-1",
    guideline="JLCS",
    edition=2023,
    setting="first",
    direction="recommended",
    strength="1",
    evidence_level="C",
    agreement_percent=100.0,
    superseded=True,
    superseded_by="JLCS 2024",
)


def in_both(name: str, text: str) -> dict[str, str]:
    """Return a text as a fact has it in both languages."""
    return {f"{name}_ja": f"{text} (ja)", f"{name}_en": f"{text} (en)"}


def outcome(trial: str, endpoint: str, **found: Any) -> dict[str, Any]:  # noqa: ANN401 (a fact)
    """Return a figure of a trial."""
    given = {"drug": "crizotinib", "unit": "percent", "n": 53, "reported": "2024", "source": trial}
    population = in_both("population", f"population of {trial}")
    return {"trial": trial, "endpoint": endpoint} | given | population | found


PROVEN = Proven(
    fingerprint="fedcba9876543210" * 4,
    tables=23,
    states=40870,
    twice=41788,
    vignettes=105,
    rows=317,
    faults=(),
)
PHASE = "phase I, with dose escalation, dose expansion, and a cohort in each of two regions"
WARNING = "a warning that takes more than one line of what stands behind a line, as labels have it"
FACTS = Facts(
    edition={
        "id": "2026-11",
        "date": "2026-11-23",
        "review_by": "2027-05-23",
        "amber_after_days": 183,
        "red_after_days": 365,
        **in_both("reviewers", "reviewers"),
        **in_both("intended_use", "intended use"),
    },
    fingerprint="0123456789abcdef" * 4,
    few_patients=20.0,
    sources={
        name: {"date": "2026-01", **in_both("title", f"title of {name}")}
        for name in ("jlcs-ros1-guide", "trial-1", "trial-2")
    },
    trials={
        name: {"name": name.upper(), "design": "single_arm", **in_both("phase", PHASE)}
        for name in ("trial-1", "trial-2")
    },
    outcomes={
        "trial-1.orr": outcome("trial-1", "ORR", value=67.9, low=53.7, high=80.1, events=36)
        | {"data_cut": "2023-10-15"}
        | in_both("note", "a note"),
        "trial-1.pfs": outcome("trial-1", "PFS", value="NR", unit="months", low=9.2, high="NE")
        | {"data_cut": "2023-10-15"},
        "trial-2.dor": outcome("trial-2", "DOR", value=14.8, unit="months", n=9),
        "trial-1.old": outcome("trial-1", "ORR", value=11.1, data_cut="2019-01-01"),
    },
    cautions={
        name: {"field": "safety.lomitapide", **in_both("says", says)}
        for name, says in (("caution-1", WARNING), ("caution-2", "caution-2"))
    },
    rows={
        "TP-06": Row("TP-06", {}, "x", ("jlcs-ros1-guide", "trial-1"), "5-3"),
        "NS-04": Row("NS-04", {}, "choose_first_treatment", ("jlcs-ros1-guide",), "6"),
        "NS-05": Row("NS-05", {}, "continue_tki", ("trial-1",), None),
        "NS-06": Row("NS-06", {}, "choose_next_treatment", ("trial-1",), None),
    },
    resistance={
        "g2032r": {"mutation": "G2032R", "activity": "resistant", "level": "clinical"}
        | in_both("says", "from reviews"),
    },
)


NEAR = tuple(
    Near("next_step", FACTS.rows[row], (Failed("tki_history", "none", (word,)),))
    for row, word in (("NS-05", "ongoing"), ("NS-06", "stopped"))
)


def figures(_case: Case, made: Decision, words: Words) -> Shown:
    """Return one of each figure, in the manner of paper; the option's rows stand between others."""
    say = words.say
    here, other = (say(f"option.{name}") for name in (made.options[0].id, "entrectinib"))

    def row(name: str, text: str, interval: Interval) -> IntervalRow:
        value = f"{interval.value} (x)"
        cells = (Measured(value, interval), Measured(f"DOR {text}", interval), Measured("–", None))
        return IntervalRow((name, text), cells)

    def figure(*panels: IntervalPanel) -> IntervalFigure:
        axes = (Axis("rate", (0, 50, 100)), Axis("DOR", (0, 100)), Axis("PFS", (0, 100)))
        heads = ("drug", "trial, k/n")
        warning = say("sheet.not_head_to_head")
        return IntervalFigure(warning, heads, axes, panels, ("a note on marks",))

    panels = (
        IntervalPanel(
            "panel one",
            (
                row(other, "TRIAL-0 1/9", Interval(11.0, 1.0, 99.0, few=True)),
                row(here, "TRIAL-1 36/53 2023-10-15 [2]", Interval(67.9, 53.7, 80.1, few=False)),
                row("", "TRIAL-2 4/9 [3]", Interval(44.0, None, None, few=True)),
                row(say("option.lorlatinib"), "TRIAL-9 2/3", Interval(66.0, None, None, few=True)),
            ),
        ),
        IntervalPanel(
            "panel two", (row(other, "TRIAL-0 2/9", Interval(22.0, 2.0, 88.0, few=True)),)
        ),
    )
    return Shown(
        figure(*panels),
        figure(IntervalPanel("panel of medians", (row(here, "TRIAL-3 [3]", OPEN),))),
        ToxicityGrid("note of grid", "drug", "counted", ("nausea", "rash"), (TOLD, ALSO)),
        Calendar(
            "note of calendar",
            "check",
            ("before", "during"),
            (CalendarDrug(here, "warning: ILD", (CalendarRow("ECG [2]", ("named", "weekly")),)),),
        ),
        {"jlcs-ros1-guide": 1, "trial-1": 2, "trial-2": 3},
    )


OPEN = Interval(None, 7.0, None, few=False, beyond=True)
REFUSED = CaseError("--kind", "handout_no_test")
OFFERS = (
    Offer("clinician", ("ja", "en")),
    Offer(
        "options",
        ("ja", "ja_plain", "en"),
        columns=("crizotinib", "lorlatinib"),
        most=1,
        has_supplement=True,
    ),
    Offer("next-test", ("ja", "ja_plain", "en"), REFUSED),
)
TOLD = EventRow("crizotinib", "n = 53, all causes [2]", ("21/<1", "–"))
ALSO = EventRow("crizotinib", "n = 9, related [3]", ("–", "7/1"))


def decision(jurisdiction: str) -> Decision:
    """Return one of everything that a decision may hold."""
    return Decision(
        edition="2026-11",
        fingerprint="0123456789abcdef" * 4,
        as_of="2026-11-24",
        jurisdiction=jurisdiction,
        ros1_status="positive_confirmed",
        next_step="choose_first_treatment",
        readings=(),
        tests=(
            Test("genminetop", "companion", ("crizotinib",), ("research_use_only",), *BECAUSE),
            Test("rebiopsy", "rebiopsy", (), (), *BECAUSE),
        ),
        options=(
            Option(
                "crizotinib",
                "ros1_tki",
                "guideline_recommended",
                "satisfied",
                RECOMMENDED,
                ("trial-1.orr", "trial-1.pfs", "trial-2.dor"),
                ("trial-1.old",),
                "fits",
                ("check_pmda_list",),
                (NOT_CHECKED, PRESENT),
                ("ros1_tests[0].specimen",),
                *BECAUSE,
            ),
        ),
        excluded=(
            Excluded("lorlatinib", "outside_label", (), *BECAUSE),
            Excluded("entrectinib", "resistant_mutation", ("g2032r",), *BECAUSE),
            Excluded("repotrectinib", "contraindicated", ("caution-2",), *BECAUSE),
        ),
        cautions=(PRESENT,),
        conflicts=(
            Conflict("compound_mutation", "note", ("resistance.ros1_mutations",), *BECAUSE),
            Conflict("ros1_and_other_driver", "check_first", ("other_drivers.EGFR",), *BECAUSE),
        ),
        unknowns=(Unknown("disease.extent", "not_asked", ("options", "tests")),),
        referrals=(Referral("expert_panel", *BECAUSE),),
        not_settled=(NotSettled("age_75_or_over", (), *BECAUSE),),
        trace=(
            Traced("next_step", "NS-04", "met", "", ()),
            Traced("next_step", "NS-05", "not_met", "", ("tki_history",)),
        ),
    )


def key_of(passphrase: str | None) -> Key | None:
    """Return a key that costs nothing."""
    return None if passphrase is None else make_key(passphrase, Strength(8, 1, 1))


@dataclass
class Desk:
    """What a test hands to the wizard and finds again afterwards."""

    drafts: Path
    written: dict[Path, dict[str, Any]] = field(default_factory=dict)
    files: dict[Path, dict[str, Any]] = field(default_factory=dict)
    passphrases: dict[Path, str | None] = field(default_factory=dict)
    decided: list[tuple[Case, str]] = field(default_factory=list)
    proven: Proven = PROVEN
    licences: tuple[Licence, ...] = ()

    def decide(self, case: Case, jurisdiction: str) -> Decision:
        """Return the decision made by hand."""
        self.decided.append((case, jurisdiction))
        return decision(jurisdiction)

    def read(self, path: Path, passphrase: str | None) -> Opened:
        """Return the answers of a file, if this is its passphrase."""
        if self.passphrases.get(path) != passphrase:
            field = "case"
            raise CaseError(field, "sealed" if passphrase is None else "cannot_unseal")
        return Opened(Case(self.files[path]), key=key_of(passphrase))

    def write(self, path: Path, answers: dict[str, Any], passphrase: str | None) -> Key | None:
        """Keep the answers of a file, and its passphrase."""
        self.written[path] = answers
        self.passphrases[path] = passphrase
        return key_of(passphrase)

    def parts(self) -> Parts:
        """Return the parts."""
        folder = resources()
        vocabulary = read_vocabulary(folder)
        return Parts(
            resources=folder,
            questionnaire=read_questionnaire(folder, vocabulary),
            vocabulary=vocabulary,
            words=lambda language: read_words(folder, language),
            languages=("ja", "en"),
            jurisdictions=("JP", "US"),
            to_case=lambda answers: to_case(answers, vocabulary),
            decide=self.decide,
            near_misses=lambda _case, _here: NEAR,
            figures=figures,
            offers=lambda _decision: OFFERS,
            make_pdf=lambda _case, decision, document: (
                f"%PDF {decision.jurisdiction} {document.form}".encode()
            ),
            read_case=self.read,
            read_code=lambda text: open_code(text, vocabulary, read_pieces(folder)),
            write_case=self.write,
            read_facts=lambda: FACTS,
            prove=lambda: self.proven,
            licences=lambda: self.licences,
            drafts=self.drafts,
            read_today=lambda: date(2026, 11, 24),
            version="0",
        )


@pytest.fixture(scope="session", autouse=True)
def _kept() -> None:
    """Keep `None` alive in tests that open no window."""
    keep_none()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "drafts")


Open = Callable[..., Window]


@pytest.fixture
def open_window(qtbot: QtBot, desk: Desk) -> Open:
    """Return a function that shows the window, with other parts by name; it closes unasked."""

    def let_go(window: Window) -> None:
        window.session.draft.unread.clear()
        window.session.was_saved()

    def shown(case: dict[str, Any] | None = None, **other: Any) -> Window:  # noqa: ANN401 (parts)
        window = build_window(desk.parts()._replace(**other), case)
        # Named here the window lives to the end of the test; qtbot alone would not hold it.
        qtbot.addWidget(window, before_close_func=lambda _: let_go(window))
        window.resize(1366, 728)
        window.show()
        qtbot.waitExposed(window)
        return window

    return shown


@pytest.fixture(params=[1, 2, 3], ids=["100", "200", "300"])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    """Set the size of the type of everything."""
    before, style = qapp.font(), qapp.style().objectName()
    load_font(resources(), qapp)
    large = qapp.font()
    large.setPointSizeF(large.pointSizeF() * request.param)
    qapp.setFont(large)
    yield request.param
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or what is gone is laid out
    qapp.setFont(before)
    qapp.setStyle(style)


@pytest.fixture(params=["ja", "en"])
def shown(request: pytest.FixtureRequest, scale: int, open_window: Open) -> Open:  # noqa: ARG001
    """Return a function that shows the window in a language."""

    def show(case: dict[str, Any] | None = None) -> Window:
        window = open_window(case)
        window.resize(SCREEN)
        if request.param != window.session.language:
            window.button(LANGUAGE).click()
        return window

    return show
