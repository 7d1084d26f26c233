"""The house keeps its rules: who may import whom, where facts stand, how long a thing may be."""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "ros1_desktop"
MODULES = sorted(PROGRAM.rglob("*.py"))
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 300, 40
# Words of the vocabulary that say nothing about a drug or an assay.
ORDINARY = {"unknown"}
TOP = {
    *("LICENSE", "README.md", "pyproject.toml", "requirements.lock"),
    *("packaging", "resources", "ros1_desktop", "tests"),
}  # fixed by its user; a mistyped command can leave more there
BUILT = {"build", "dist", "ros1_desktop.egg-info"}  # never committed


def name_of(path: Path) -> str:
    """Return the path of a module as a test names it."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=name_of(path))


# --- the top level -------------------------------------------------------------------------------


def test_the_top_level_holds_what_its_user_fixed_and_nothing_more() -> None:
    names = {path.name for path in ROOT.iterdir() if path.name[0] != "." and path.suffix != ".pdf"}
    assert names - BUILT == TOP


# --- what PySide keeps ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_signal_is_connected_itself_and_never_its_emit(path: Path) -> None:
    tree = tree_of(path)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    bound = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "emit" and id(node) not in called
    ]
    assert bound == [], "PySide keeps each emit that was connected as long as its sender lives"


# --- imports -------------------------------------------------------------------------------------


def lint_imports(folder: Path) -> CompletedProcess[str]:
    """Run import-linter on a checkout."""
    program = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    return subprocess.run(program, capture_output=True, check=False, text=True, cwd=folder)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of the program in which a test may do wrong."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(PROGRAM, tmp_path / PROGRAM.name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_imports_point_one_way() -> None:
    said = lint_imports(ROOT)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize(
    ("path", "line", "contract"),
    [
        ("case/case.py", "import ros1_desktop.decision.decide", "Imports point one way"),
        ("knowledge/records.py", "import ros1_desktop.exchange.read", "Imports point one way"),
        ("place.py", "import ros1_desktop.app", "Imports point one way"),
        ("nowhere.py", '"""A module without a layer."""', "Imports point one way"),
        ("decision/decide.py", "import PySide6.QtCore", "Qt lives in the wizard"),
        ("decision/decide.py", "import sqlite3", "SQL stays with the knowledge"),
        ("exchange/write.py", "import reportlab", "ReportLab draws the sheet"),
        ("exchange/read.py", "import cryptography", "Cases are sealed in one place"),
        ("app/commands.py", "import sqlite_utils", "sqlite-utils only builds the store"),
    ],
)
def test_an_import_that_points_the_wrong_way_is_caught(
    checkout: Path, path: str, line: str, contract: str
) -> None:
    module = checkout / "ros1_desktop" / path
    before = module.read_text(encoding="utf-8") if module.exists() else ""
    module.write_text(f"{before}\n{line}\n", encoding="utf-8")
    said = lint_imports(checkout)
    assert said.returncode == 1
    assert f"{contract} BROKEN" in said.stdout or "not listed as layers" in said.stdout


# --- facts ---------------------------------------------------------------------------------------


def ids() -> set[str]:
    """Return the ids of assays and drugs that a case may use."""
    schema = json.loads((ROOT / "resources" / "case.schema.json").read_text(encoding="utf-8"))
    fields = schema["properties"]
    assays = fields["ros1_tests"]["items"]["properties"]["assay"]["enum"]
    courses = fields["ros1_tki_history"]["properties"]["courses"]
    drugs = courses["items"]["properties"]["drug"]["enum"]
    return {*assays, *drugs} - ORDINARY


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every string constant of a module with its line; docstrings are prose and left out."""
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def named(tree: ast.Module) -> list[str]:
    """Return where a module names a drug or an assay in its code: `line: id`."""
    return [
        f"{line}: {word}"
        for line, text in sorted(strings(tree))
        for word in sorted(ids() & set(re.findall(r"\w+", text.lower())))
    ]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_code_names_no_drug_and_no_assay(path: Path) -> None:
    assert named(tree_of(path)) == []


def test_a_drug_or_an_assay_in_the_code_is_found() -> None:
    wrong = '''"""A docstring may speak of crizotinib."""
if drug == "crizotinib":
    rows("SELECT * FROM assay WHERE id = 'ihc_d4d6'")
print(f"{drug} or Entrectinib", "unknown")
'''
    assert named(ast.parse(wrong)) == ["2: crizotinib", "3: ihc_d4d6", "4: entrectinib"]
    assert len(ids()) > 20


# --- lengths -------------------------------------------------------------------------------------


def long_functions(tree: ast.Module) -> list[str]:
    """Return the functions that are too long, with their lines."""
    return [
        f"{node.name}: {length} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    ]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_are_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert long_functions(tree_of(path)) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_means(path: Path) -> None:
    said = ast.get_docstring(tree_of(path))
    assert said
    assert said.splitlines()[0].endswith((".", "!", "?", ":"))


def test_a_function_that_is_too_long_is_found() -> None:
    body = "    pass\n" * MOST_LINES_OF_A_FUNCTION
    assert long_functions(ast.parse(f"def short():\n{body[9:]}")) == []
    assert long_functions(ast.parse(f"def long():\n{body}")) == ["long: 41 lines"]
