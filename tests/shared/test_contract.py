"""The outside of the program is what the contract says; collected only beside the contract."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = ROOT.parent / "shared" / "contract"


def command() -> str:
    """Return the installed command where there is one, else the package of this checkout."""
    installed = Path(sys.executable).with_name("ros1-desktop")
    words = [str(installed)] if installed.is_file() else [sys.executable, "-m", "ros1_desktop"]
    return shlex.join(words)


def test_the_examples_of_the_contract_hold_through_the_command() -> None:
    words = [sys.executable, str(CONTRACT / "run_examples.py"), "--command", command()]
    run = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    assert ", 0 failed" in run.stdout
    assert "jsonschema is not installed" not in run.stdout


def test_an_expectation_of_the_contract_that_does_not_hold_fails(tmp_path: Path) -> None:
    (tmp_path / "x.case.json").write_text('{"schema": "ros1-case/1"}', encoding="utf-8")
    expected = {"args": ["--as-of", "2026-11-23"], "ros1_status": "positive_confirmed"}
    (tmp_path / "x.expect.json").write_text(json.dumps(expected), encoding="utf-8")
    words = [sys.executable, str(CONTRACT / "run_examples.py"), str(tmp_path)]
    words += ["--command", command()]
    run = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 1
    assert "expected 'positive_confirmed'" in run.stdout


@pytest.mark.parametrize("name", ["case.schema.json", "decision.schema.json"])
def test_the_schema_is_the_one_of_the_contract(resources: Path, name: str) -> None:
    assert json.loads((resources / name).read_bytes()) == json.loads((CONTRACT / name).read_bytes())
