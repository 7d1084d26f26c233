"""Fills in the real wizard on a real display, as a person would, and saves the sheet.

usage: a_person.py LANGUAGE CASE.json SHEET.pdf PICTURES
Every answer goes through the keyboard or the mouse; what was entered is saved as CASE.json by the
wizard itself, the sheet as SHEET.pdf, a handout as handout.pdf beside it, and a picture of every
page in the folder PICTURES. What the strips said on the way, and all that the result says once
everything is opened, is read.json there.
"""

import json
import sys
from itertools import product
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLabel, QWidget

from ros1_desktop import place
from ros1_desktop.app.start import Start, open_here
from ros1_desktop.app.window import parts_for
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.wizard.choices import Choice
from ros1_desktop.wizard.details import Details
from ros1_desktop.wizard.documents import Documents
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.style import application
from ros1_desktop.wizard.table import Table
from ros1_desktop.wizard.window import Window, build_window
from ros1_desktop.words import read_words

NEXT = Window.WizardButton.NextButton
ANSWERS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "patient",
        (
            ("label", "TB-7"),
            ("meeting_on", "２０２６－１１－２０"),
            ("question", "#after_tki"),
            ("age_band", "#40_64"),
            ("ecog_ps", "#1"),
            ("disease.extent", "#metastatic_or_recurrent"),
            ("disease.brain_metastases", "#not_imaged"),
            ("disease.leptomeningeal_disease", "#no"),
        ),
    ),
    (
        "material",
        (
            ("disease.histology", "adenocarcinoma"),
            ("material.available", "#ffpe_tissue"),
            ("material.amount", "#sufficient"),
        ),
    ),
    (
        "tests",
        (
            ("+", ""),
            ("ros1_tests[0].assay", "oncomine_dx_target_test"),
            ("ros1_tests[0].result", "#positive"),
            ("ros1_tests[0].specimen", "#ffpe_tissue"),
            ("ros1_tests[0].timing", "#before_ros1_tki"),
        ),
    ),
    ("reports", (("ros1_tests[0].fusion.partner", "CD74"),)),
    (
        "treatment",
        (
            ("ros1_tki_history.given", "#yes"),
            ("+", ""),
            ("ros1_tki_history.courses[0].drug", "entrectinib"),
            ("ros1_tki_history.courses[0].outcome", "systemic_progression"),
            ("resistance.tested_on", "#tissue"),
            ("resistance.ros1_mutations", "G2032R"),
        ),
    ),
    ("organs", (("safety.interstitial_lung_disease", "#history"),)),
)


def main(language: str, case: Path, sheet: Path, pictures: Path) -> None:
    """Fill in, look at every page, save the case and the sheet."""
    resources = place.resources()
    words = read_words(resources, "en")
    start = Start(resources, open_here(resources), read_vocabulary(resources), words)
    _app = application(resources)  # it lives as long as its name
    window = build_window(parts_for(start, language))
    window.resize(1366, 768)
    window.show()
    QTest.qWaitForWindowExposed(window)
    names = [page.id for page in window.session.parts.questionnaire.pages]
    strips: dict[str, str] = {}
    for name, answers in ANSWERS:
        while not at(window, name):
            turn(window)
        for path, typed in answers:
            give(window, path, typed)
        page = window.page_now()
        assert page is not None
        strips[name] = page.strip.accessibleDescription()
        window.grab().save(str(pictures / f"{names.index(name):02d}-{name}.png"))
    result = window.page_now()
    while not isinstance(result, ResultPage):
        turn(window)
        result = window.page_now()
    window.grab().save(str(pictures / "99-result.png"))
    read = {"strips": strips, "result": read_all(result)}
    (pictures / "read.json").write_text(json.dumps(read), encoding="utf-8")
    with patch.object(QFileDialog, "getSaveFileName", return_value=(str(sheet), "")):
        press(result.save)
    choose_handout(result)
    with patch.object(
        QFileDialog, "getSaveFileName", return_value=(str(sheet.with_name("handout.pdf")), "")
    ):
        press(result.save)
    with patch.object(QFileDialog, "getSaveFileName", return_value=(str(case), "")):
        window.save_case()
    start.store.close()


def choose_handout(result: ResultPage) -> None:
    """Choose the handout on the options in the first words there are, all that fits on it."""
    (documents,) = result.findChildren(Documents)
    press(next(one for one in documents.findChildren(Choice) if one.objectName() == "options"))
    press(documents.rest.findChildren(Choice)[0])


def read_all(result: ResultPage) -> str:
    """Open whatever stands behind a line and return all that is written, figures included."""
    while shut := [one for one in result.findChildren(Details) if not one.line.isChecked()]:
        for one in shut:
            press(one.line)
            if not one.line.isChecked():
                message = f"{one.title} did not open"
                raise RuntimeError(message)
    texts = [label.text() for label in result.findChildren(QLabel)]
    texts += [button.text() for button in result.findChildren(QAbstractButton)]
    for table in result.findChildren(Table):
        texts.append(table.accessibleDescription())
        cells = product(range(table.rowCount()), range(table.columnCount()))
        texts += [table.text(row, place) for row, place in cells]
    return "\n".join(texts)


def at(window: Window, name: str) -> bool:
    """Tell whether the page is the one of this name."""
    page = window.page_now()
    return isinstance(page, QuestionPage) and page.page.id == name


def turn(window: Window) -> None:
    """Press Next, and see that the page turned."""
    before = window.currentId()
    press(window.button(NEXT))
    if window.currentId() == before:
        message = f"page {before} did not turn"
        raise RuntimeError(message)


def give(window: Window, path: str, typed: str) -> None:
    """Give one answer: `#word` presses a button, `+` adds an item, the rest is typed or chosen."""
    page = window.page_now()
    assert isinstance(page, QuestionPage)
    if path == "+":
        press(next(box for box in page.boxes if hasattr(box, "add")).add)
        return
    control = next(row for row in page.rows() if row.path == path).input
    if typed.startswith("#"):
        press(next(one for one in control.controls() if one.objectName() == typed[1:]))
        return
    combos = control.findChildren(QComboBox)
    if combos:
        choose(combos[0], control.question.words.index(typed) + 1)
        return
    field = next(one for one in control.controls() if not isinstance(one, QAbstractButton))
    field.setFocus()
    if typed.isascii():
        QTest.keyClicks(field, typed)
    else:  # as a Japanese input method commits it
        event = QInputMethodEvent()
        event.setCommitString(typed)
        QApplication.sendEvent(field, event)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def press(button: QWidget) -> None:
    """Click a button in its middle."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, button.height() // 2))


def choose(combo: QComboBox, number: int) -> None:
    """Walk down a list with the keyboard."""
    combo.setFocus()
    for _ in range(number):
        QTest.keyClick(combo, Qt.Key.Key_Down)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
