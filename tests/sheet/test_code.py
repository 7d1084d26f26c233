"""The 2D code on the sheet is read as a scanner reads it, and gives the case back."""

import json
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from ros1_desktop.case.case import Case
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.decision.decision import Decision
from ros1_desktop.exchange.code2d import read_pieces
from ros1_desktop.exchange.opened import Opened, open_code
from ros1_desktop.sheet.compose_band import MOST_SIGNS
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.draw_code import LEAST_MODULE, SIDE, WHITE, matrix
from ros1_desktop.sheet.sheet import PrintError, Sheet, strings
from ros1_desktop.words import Words

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
BARE: dict[str, Any] = {"schema": "ros1-case/1"}
PRINTER, FAX = 300, 200  # dots per inch
LONG: dict[str, Any] = {
    **BARE,
    "ros1_tests": [
        {"assay": "other_rna_ngs", "assay_name": f"{number}{'検' * 70}", "result": "positive"}
        for number in range(12)
    ],
}


def scanned(content: bytes, folder: Path, dots: int) -> list[str]:
    """Return the texts of the codes on the first page, printed in black and white and scanned."""
    path = folder / "sheet.pdf"
    path.write_bytes(content)
    picture = folder / "page"
    subprocess.run(
        ["pdftoppm", "-r", str(dots), "-mono", "-f", "1", "-l", "1", str(path), str(picture)],
        check=True,
    )
    (page,) = folder.glob("page*.pbm")
    return [found.text for found in zxingcpp.read_barcodes(Image.open(page).convert("L"))]


@pytest.fixture(scope="module")
def full(resources: Path) -> dict[str, Any]:
    """Return a case with an answer almost everywhere."""
    text = (resources / "sample.ros1.json").read_text(encoding="utf-8")
    return {**json.loads(text), "label": "A-12"}


@pytest.fixture
def read_back(resources: Path, fonts: Path, tmp_path: Path) -> Callable[..., Opened]:
    """Return what prints a sheet, scans it, and opens the one code that is found."""

    def opened(sheet: Sheet, dots: int = PRINTER) -> Opened:
        (code,) = scanned(pdf(sheet, fonts), tmp_path, dots)
        return open_code(code, read_vocabulary(resources), read_pieces(resources))

    return opened


@pytest.mark.parametrize("dots", [PRINTER, FAX])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_code_of_a_printed_page_gives_the_case_back(
    language: str,
    dots: int,
    full: dict[str, Any],
    compose: Compose,
    read_back: Callable[..., Opened],
) -> None:
    sheet, decision = compose(full, language)
    opened = read_back(sheet, dots)
    without = {name: answer for name, answer in full.items() if name != "label"}
    assert opened.case == Case(without)
    assert opened.scanned is not None
    assert opened.scanned.is_of(decision.edition, decision.fingerprint)


def test_a_code_of_an_empty_case_is_read_too(
    compose: Compose, read_back: Callable[..., Opened]
) -> None:
    assert read_back(compose(BARE)[0]).case == Case(BARE)


@pytest.mark.parametrize("signs", [20, 300, 600, MOST_SIGNS])
def test_no_module_is_smaller_than_a_printer_draws(signs: int) -> None:
    modules = len(matrix(b"ROS1CASE1" + b"A" * (signs - 9)))
    assert SIDE / (modules + 2 * WHITE) >= LEAST_MODULE


def test_the_smaller_the_code_the_stronger_its_repair() -> None:
    short, long = (len(matrix(b"A" * signs)) for signs in (100, MOST_SIGNS))
    assert short < long


def test_what_would_need_smaller_modules_is_refused() -> None:
    with pytest.raises(PrintError, match="code_too_long"):
        matrix(b"A" * (MOST_SIGNS + 400))


def test_a_case_too_long_for_a_code_has_none_and_the_sheet_says_so(
    compose: Compose, words: dict[str, Words], fonts: Path, tmp_path: Path
) -> None:
    sheet, _ = compose(LONG)
    assert sheet.band.code is None
    assert words["ja"].say("sheet.code_too_long") in "\n".join(strings(sheet.band))
    assert scanned(pdf(sheet, fonts), tmp_path, PRINTER) == []


def test_the_code_is_a_figure_with_its_text_and_is_no_text_itself(
    compose: Compose, words: dict[str, Words], fonts: Path
) -> None:
    sheet, _ = compose(BARE)
    assert sheet.band.code is not None
    content = pdf(sheet, fonts)
    reader = PdfReader(BytesIO(content))
    assert "ROS1CASE" not in "".join(page.extract_text() for page in reader.pages)
    alts = [
        str(element.get_object()["/Alt"])
        for element in _elements(reader.root_object["/StructTreeRoot"])
        if "/Alt" in element.get_object()
    ]
    assert words["ja"].say("sheet.code_said") in alts


def _elements(node: Any) -> list[Any]:  # noqa: ANN401 (pypdf's object)
    found = node.get_object()
    kids = found.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    below = [kid for kid in kids if not isinstance(kid, int) and "/S" in kid.get_object()]
    return [node, *(one for kid in below for one in _elements(kid))]
