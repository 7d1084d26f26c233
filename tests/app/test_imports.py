"""A command loads what it needs and no more: only modules are counted here, time in the benches."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = str(ROOT / "resources" / "sample.ros1.json")
# Runs the command as `ros1-desktop` does, then says on standard error what has been loaded.
LOADED = """
import sys
from ros1_desktop.app import main
code = main(sys.argv[1:])
print(*sys.modules, sep="\\n", file=sys.stderr)
sys.exit(code)
"""
WINDOW = {"PySide6", "shiboken6", "ros1_desktop.wizard"}
PAPER = {"reportlab", "PIL", "ros1_desktop.sheet"}
BUILDING = {"sqlite_utils", "click", "pip", "ros1_desktop.knowledge.build"}
SEALING = {"cryptography"}
NETWORK = {"socket", "ssl", "http.client", "urllib.request", "asyncio"}


def loaded(*arguments: str) -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-c", LOADED, *arguments]
    ended = subprocess.run(program, capture_output=True, check=True, text=True, env=environment)
    return set(ended.stderr.splitlines())


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    loaded("--version")  # in a checkout, the first start after a change builds the store


@pytest.mark.parametrize(
    "arguments",
    [f"assess {SAMPLE}", "facts outcomes", "check", "--version"],
    ids=["assess", "facts", "check", "version"],
)
def test_a_command_of_text_loads_neither_window_nor_paper(arguments: str) -> None:
    found = loaded(*arguments.split(" "))
    assert "ros1_desktop.app" in found
    assert not found & (WINDOW | PAPER | BUILDING | SEALING | NETWORK)


def test_the_sheet_loads_paper_and_no_window(tmp_path: Path) -> None:
    found = loaded("sheet", SAMPLE, "-o", str(tmp_path / "sheet.pdf"))
    assert "reportlab" in found  # so the names above are names that a module really has
    assert not found & (WINDOW | BUILDING)


def test_the_window_loads_what_prints_and_previews_only_when_it_is_asked_for() -> None:
    program = [sys.executable, "-c", "import sys, ros1_desktop.wizard.window; print(*sys.modules)"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(program, capture_output=True, check=True, text=True, env=environment)
    found = set(ended.stdout.split())
    assert "PySide6.QtWidgets" in found
    later = {"PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport", "PySide6.QtSvg"}
    assert not found & (later | SEALING | NETWORK | {"reportlab"})


def test_a_case_is_read_without_the_knowledge() -> None:
    program = [sys.executable, "-c", "import sys, ros1_desktop.case.refuse; print(*sys.modules)"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(program, capture_output=True, check=True, text=True, env=environment)
    assert "ros1_desktop.case.refuse" in ended.stdout.split()
    assert not {"sqlite3", "ros1_desktop.knowledge"} & set(ended.stdout.split())


WITHOUT_A_TERMINAL = """
import sys
from pathlib import Path
from ros1_desktop import place
from ros1_desktop.app import main
from ros1_desktop.wizard import alone
told = []
alone.tell_alone = told.append
sys.stdout = sys.stderr = None  # as Windows starts a program with a window
code = main(sys.argv[1:])
Path(sys.argv[-1]).with_suffix(".told").write_text("".join(told), encoding="utf-8")
sys.exit(code)
"""


def test_a_window_without_a_terminal_says_in_a_box_why_it_does_not_open(tmp_path: Path) -> None:
    case = tmp_path / "wrong.ros1.json"
    case.write_bytes(b'{"schema":"ros1-case/1","ecog_ps":true}\n')
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-c", WITHOUT_A_TERMINAL, str(case)]
    ended = subprocess.run(program, capture_output=True, check=False, text=True, env=environment)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "ecog_ps" in case.with_suffix(".told").read_text(encoding="utf-8")
