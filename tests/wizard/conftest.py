"""The parts of the wizard as tests give them: real questions and words, a decision made by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ros1_desktop.case.case import Case
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
    Unknown,
)
from ros1_desktop.place import resources
from ros1_desktop.wizard.parts import Parts
from ros1_desktop.wizard.window import Window, build_window
from ros1_desktop.words import read_words

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
                ("outcome-1", "outcome-2"),
                (),
                "fits",
                ("check_pmda_list",),
                (NOT_CHECKED, PRESENT),
                ("ros1_tests[0].specimen",),
                *BECAUSE,
            ),
        ),
        excluded=(Excluded("lorlatinib", "outside_label", (), *BECAUSE),),
        cautions=(PRESENT,),
        conflicts=(
            Conflict("compound_mutation", "note", ("resistance.ros1_mutations",), *BECAUSE),
            Conflict("ros1_and_other_driver", "check_first", ("other_drivers.EGFR",), *BECAUSE),
        ),
        unknowns=(Unknown("disease.extent", "not_asked", ("options", "tests")),),
        referrals=(Referral("expert_panel", *BECAUSE),),
        not_settled=(NotSettled("age_75_or_over", (), *BECAUSE),),
        trace=(),
    )


@dataclass
class Desk:
    """What a test hands to the wizard and finds again afterwards."""

    written: dict[Path, dict[str, Any]] = field(default_factory=dict)
    files: dict[Path, dict[str, Any]] = field(default_factory=dict)
    decided: list[tuple[Case, str]] = field(default_factory=list)

    def decide(self, case: Case, jurisdiction: str) -> Decision:
        """Return the decision made by hand."""
        self.decided.append((case, jurisdiction))
        return decision(jurisdiction)

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
            make_pdf=lambda _case, decision, language: (
                f"%PDF {decision.jurisdiction} {language}".encode()
            ),
            read_case=lambda path: self.files[path],
            write_case=self.written.__setitem__,
            source_name=lambda source, language: f"{source} ({language})",
            caution_text=lambda caution, language: f"{caution} ({language})",
            today=date(2026, 11, 24),
            version="0",
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


Open = Callable[..., Window]


@pytest.fixture
def open_window(qtbot: QtBot, desk: Desk) -> Open:
    """Return a function that shows the window; it closes without asking."""

    def let_go(window: QWidget) -> None:
        assert isinstance(window, Window)
        window.session.draft.unread.clear()
        window.session.was_saved()

    def shown(case: dict[str, Any] | None = None) -> Window:
        window = build_window(desk.parts(), case)
        qtbot.addWidget(window, before_close_func=let_go)
        window.resize(1366, 728)
        window.show()
        qtbot.waitExposed(window)
        return window

    return shown
