"""The program as it starts: what is there at the first paint, what comes later, what is told."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

ROOT = Path(__file__).parents[2]

# Starts the program, and says after the first paint and at the end what there is.
STARTED = """
import os
import sys
sys.path.insert(0, sys.argv[1])
from ros1_desktop.app import main

LATE = ("Qt", "QIcon", "QKeySequence", "QStyle", "QComboBox")  # each with many enumerations

def late():
    from PySide6 import QtCore, QtGui, QtWidgets
    there = {**vars(QtCore), **vars(QtGui), **vars(QtWidgets)}
    return ",".join(name for name in LATE if name in there) or "-"

def shown():
    from PySide6.QtWidgets import QApplication, QWizard
    app = QApplication.instance()
    (window,) = (one for one in app.topLevelWidgets() if isinstance(one, QWizard))
    page = window.currentPage()
    while not (page.isVisible() and window.rest._begun):
        app.processEvents()
    print(*sys.modules)
    print(late(), page.strip.status.text(), window.session.is_read)
    while not (window.session.is_read and window.dressing.is_on):
        app.processEvents()
    print(*sys.modules)
    print(late(), page.strip.status.text(), window.session.is_read)
    sys.stdout.flush()
    os._exit(0)

class Loop:
    def find_spec(self, name, *_):
        if name == "ros1_desktop.wizard.window":
            sys.meta_path.remove(self)
            from PySide6.QtWidgets import QApplication
            QApplication.exec = staticmethod(shown)

sys.meta_path.insert(0, Loop())
sys.exit(main([]))
"""

# Starts the program and goes on until it ends by itself; a box is printed instead of shown.
ENDED = """
import sys
sys.path.insert(0, sys.argv[1])
from ros1_desktop.wizard.telling import Telling
Telling.tell = lambda window, text: print(window.currentId(), text)
from ros1_desktop.app import main
from ros1_desktop.decision import decide
decide.decide = lambda *_: print("decided")
sys.exit(main([]))
"""

WRONG = """
import sys
sys.path.insert(0, sys.argv[1])
if sys.argv[2:]:
    from ros1_desktop.wizard.binding import load_lightly
    load_lightly()
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget
app = QApplication([])
for wrong in (
    lambda: QLabel(3.5, 2),
    lambda: QLabel().setText(3),
    lambda: QSize("a"),
    lambda: QWidget().resize(1, 2, 3),
    lambda: QLabel(no_such="a"),
    lambda: QLabel().no_such,
):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(QLabel.__doc__)
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return a folder with the program as it is installed."""
    folder = tmp_path / "installed"
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "ros1_desktop", folder / "ros1_desktop", ignore=skip)
    shutil.copytree(ROOT / "resources", folder / "ros1_desktop" / "resources")
    return folder


def run(script: str, folder: Path, *more: str) -> CompletedProcess[str]:
    """Run a script that finds the program in a folder."""
    environment = {name: word for name, word in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(folder / "user")}
    program = [sys.executable, "-c", script, str(folder), *more]
    return subprocess.run(program, capture_output=True, check=False, text=True, env=environment)


def test_up_to_the_first_paint_only_the_first_page_is_loaded_and_then_the_rest(
    installed: Path,
) -> None:
    ended = run(STARTED, installed)
    assert ended.returncode == 0, ended.stderr
    first, at_first, later, at_last = ended.stdout.splitlines()
    assert at_first.split() == ["-", "False"]
    loaded = set(first.split())
    assert {"ros1_desktop.wizard.pages", "PySide6.QtWidgets"} <= loaded
    for room in ("decision", "knowledge", "sheet", "exchange", "keep", "wizard.box"):
        assert not [name for name in loaded if name.startswith(f"ros1_desktop.{room}")], room
    for room in ("icons", "lists", "ring", "report"):
        assert f"ros1_desktop.wizard.{room}" not in loaded, room
    assert not loaded & {"argparse", "dataclasses", "sqlite3", "tomllib", "hashlib", "ast", "dis"}
    assert not loaded & {"json", "datetime", "ctypes", "copy", "tokenize", "_bz2", "_lzma"}
    assert {"ros1_desktop.decision.decide", "ros1_desktop.knowledge.store"} <= set(later.split())
    assert not set(later.split()) & {"reportlab", "cryptography", "ros1_desktop.wizard.drawing"}
    assert at_last.startswith("Qt,QIcon")
    assert at_last.endswith(" True")
    assert len(at_last.split()) > 2  # the strip says where the answers lead


@pytest.mark.parametrize("name", ["knowledge.sqlite", "knowledge.sqlite.sha256"])
@pytest.mark.parametrize("damage", ["flipped", "gone"])
def test_a_damaged_store_is_told_in_one_box_over_the_first_page_and_nothing_is_decided(
    installed: Path, name: str, damage: str
) -> None:
    file = installed / "ros1_desktop" / "resources" / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(content)
    ended = run(ENDED, installed)
    assert ended.returncode == 1, ended.stderr
    (said,) = ended.stdout.splitlines()
    assert said.startswith("0 知識のファイルが壊れているか")
    assert "knowledge.sqlite" in said
    assert "Traceback" not in ended.stderr


def test_a_wrong_call_into_qt_is_told_as_it_is_without_what_we_put_off(installed: Path) -> None:
    usual, ours = run(WRONG, installed), run(WRONG, installed, "lightly")
    assert usual.stdout.count("TypeError") == 4
    assert "Supported signatures" in usual.stdout
    assert (ours.returncode, ours.stdout) == (usual.returncode, usual.stdout)
