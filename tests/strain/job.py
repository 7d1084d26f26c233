"""A whole job in one process, as a tumour board does it, with a word in every field that is typed.

    python tests/strain/job.py FOLDER WORD done|killed|protected|control

The case is assessed and its sheet made by command; then the window is filled in, page by page, the
draft kept, the case saved and opened again, the sheet made, looked at and saved. What the job would
show of itself outside its windows (their titles) and whom it had import a network goes to
`FOLDER/seen.json`. `killed`: the end comes by SIGKILL while a draft is there;
`protected`: the same, after the case was saved with a passphrase and changed. `control` is the
opposite of all this: a socket, and a file of its own beside the folder, which must be noticed.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
NETWORK = {"socket", "_socket", "ssl", "_ssl", "http.client", "urllib.request", "asyncio"}
IMPORTED: list[str] = []


class Watch(MetaPathFinder):
    """Notes who imports a network; finds nothing itself."""

    def find_spec(self, name: str, *_: object) -> None:
        """Note the first frame that is not the import itself."""
        if name in NETWORK or name.startswith("PySide6.QtNetwork"):
            frame = sys._getframe(1)  # noqa: SLF001 (who asks stands nowhere else)
            while frame.f_back and "importlib" in frame.f_code.co_filename:
                frame = frame.f_back
            IMPORTED.append(f"{name} by {frame.f_globals.get('__name__', '?')}")


sys.meta_path.insert(0, Watch())

from PySide6.QtTest import QTest  # noqa: E402 (the watch stands first)
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QRadioButton  # noqa: E402

from ros1_desktop.app import main as command  # noqa: E402
from ros1_desktop.wizard import case_file  # noqa: E402
from ros1_desktop.wizard.files import CaseWindow  # noqa: E402
from ros1_desktop.wizard.pages import QuestionPage, WizardPage  # noqa: E402
from ros1_desktop.wizard.paper import Paper  # noqa: E402
from ros1_desktop.wizard.rows import ListBox  # noqa: E402
from ros1_desktop.wizard.style import application  # noqa: E402
from ros1_desktop.wizard.window import Window, build_window  # noqa: E402
from tests.strain.desk import AS_OF, RESOURCES, SAMPLE, parts  # noqa: E402

AT = ("--as-of", AS_OF)


def titles() -> Iterator[str]:
    """Yield what every window is called, and its file."""
    for widget in QApplication.topLevelWidgets():
        yield f"{widget.windowTitle()} {widget.windowFilePath()} {widget.windowIconText()}"


def fill(window: Window, page: QuestionPage, word: str) -> None:
    """Choose something everywhere, type the word in every field, and leave what can be read."""
    for box in page.boxes:
        if isinstance(box, ListBox):
            box.add.click()
    for row in page.rows():
        radios = row.input.findChildren(QRadioButton)
        if radios:
            radios[0].click()
    for field in page.findChildren(QLineEdit):
        if field.isVisible() and field.isEnabled():
            field.setFocus()
            QTest.keyClicks(field, word)
    QApplication.processEvents()
    window.keep_draft()
    window.session.switch_language()
    window.session.switch_language()
    for path in list(window.session.draft.unread_now()):
        window.session.draft.clear(path)
    for error in window.session.errors():
        if window.session.parts.questionnaire.page_of(error.field) is page.page:
            window.session.draft.clear(error.field.partition("[")[0])
    page.enter()


def walk(window: Window, word: str, seen: set[str]) -> None:
    """Go through every page to the result."""
    for _ in range(60):
        page = window.page_now()
        assert isinstance(page, WizardPage)
        if isinstance(page, QuestionPage):
            fill(window, page, word)
        seen.update(titles())
        before = window.currentId()
        window.next()
        if window.currentId() == before:
            if page.nextId() == -1:
                return
            message = f"page {before} did not turn: {[str(e) for e in window.session.errors()]}"
            raise RuntimeError(message)


def choose(path: Path) -> None:
    """Choose this file in whatever is asked next; unittest.mock would import a network itself."""
    for name in ("getSaveFileName", "getOpenFileName"):
        setattr(QFileDialog, name, lambda *_: (str(path), ""))


def save_all(window: Window, folder: Path, seen: set[str]) -> None:
    """Save the case, open it again, and save the sheet."""
    case, sheet = folder / "case.ros1.json", folder / "sheet.pdf"
    choose(case)
    setattr(CaseWindow, "tell", lambda _, text: seen.add(text))  # noqa: B010 (mypy would object)
    if not window.save_case():
        raise RuntimeError(seen)
    window.open_case()
    given = window.session.case()
    decision = window.session.parts.decide(given, window.session.jurisdiction)
    paper = Paper(given, decision, window.session)
    choose(sheet)
    paper.save(window)
    seen.update(titles())


def protect(window: Window, folder: Path, seen: set[str]) -> None:
    """Save the case with a passphrase, change it, and have its draft kept."""
    choose(folder / "case.ros1.sealed")
    setattr(case_file, "ask_passphrase", lambda *_, **__: "three dry herons")  # noqa: B010 (mypy)
    if not window.save_sealed():
        raise RuntimeError(seen)
    window.session.draft.set("question", "after_tki")
    window.session.draft.set("age_band", "75_or_over")
    window.keep_draft()


def control(folder: Path, word: str) -> None:
    """Do what must be noticed."""
    import socket  # noqa: PLC0415, TID251 (it must be noticed)

    with socket.socket() as opened:
        opened.connect_ex(("127.0.0.1", 9))
    (folder.parent / "recent.txt").write_text(word, encoding="utf-16")
    tell(folder, {word})


def main(folder: Path, word: str, ending: str) -> None:
    """Do it all."""
    for given in (["assess", str(SAMPLE)], ["sheet", str(SAMPLE), "-o", str(folder / "own.pdf")]):
        if command([*given, *AT]):
            raise RuntimeError(given)
    _app = application(RESOURCES)  # it lives as long as its name
    window = build_window(parts())
    window.show()
    window.begin_drafts()
    seen: set[str] = set()
    walk(window, word, seen)
    if ending == "protected":
        protect(window, folder, seen)
    if ending != "done":
        window.keep_draft()
        os.kill(os.getpid(), signal.SIGKILL)
    save_all(window, folder, seen)
    window.close()
    tell(folder, seen)


def tell(folder: Path, seen: set[str]) -> None:
    """Write down what was seen."""
    said = json.dumps({"seen": sorted(seen), "imported": IMPORTED}, ensure_ascii=False)
    (folder / "seen.json").write_text(said, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[3] == "control":
        control(Path(sys.argv[1]), sys.argv[2])
    else:
        main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
