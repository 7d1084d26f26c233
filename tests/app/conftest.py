"""Two ways to run the command: in this process (fast), and as a program of its own (real).

Both give the exit code and, as text, what was written to standard output and standard error.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ros1_desktop.app import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[..., CompletedProcess[str]]:
    """Run the command in this process; an exception of the program fails the test."""

    def run(*arguments: str | Path) -> CompletedProcess[str]:
        given = [str(argument) for argument in arguments]
        try:
            code = main(given)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        said = capsys.readouterr()
        return CompletedProcess(given, code, said.out, said.err)

    return run


@pytest.fixture
def environment() -> dict[str, str]:
    """Return an environment that finds the program and knows only ASCII; output is buffered."""
    return {
        **{name: word for name, word in os.environ.items() if not name.startswith("PYTHON")},
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONIOENCODING": "ascii",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "0",
    }


@pytest.fixture
def start(tmp_path: Path, environment: dict[str, str]) -> Callable[..., CompletedProcess[str]]:
    """Run the command as a program of its own in an empty folder."""

    def run(*arguments: str | bytes | Path, typed: bytes = b"") -> CompletedProcess[str]:
        program = [sys.executable, "-m", "ros1_desktop", *arguments]
        ended = subprocess.run(
            program, check=False, input=typed, capture_output=True, cwd=tmp_path, env=environment
        )
        out, err = ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8")
        return CompletedProcess(program, ended.returncode, out, err)

    return run


@pytest.fixture
def sample() -> Path:
    """Return the sample case that the program carries."""
    return ROOT / "resources" / "sample.ros1.json"
