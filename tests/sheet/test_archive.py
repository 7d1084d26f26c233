"""What a file says of itself, and that the same sheet is the same file."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader

from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.archive import icc_profile
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.sheet import Band, Look, Section, Sheet, Text, plain, strong

pytestmark = pytest.mark.uncovered

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
SCRIPT = """
import hashlib, pathlib, sys
sys.path[:0] = [{tests!r}, {root!r}]
import test_archive
print(hashlib.sha256(test_archive.pdf(test_archive.small(), pathlib.Path({fonts!r}))).hexdigest())
"""


def small(text: str = "本文", language: str = "ja-JP") -> Sheet:
    """Return a sheet with a title that XML would take for markup."""
    return Sheet(
        language,
        Band("表題 <A> & B", "医療者用", (plain("症例"),), strong("結論")),
        (Section("見出し", (Text(plain(text), Look.BODY),)),),
        ("足",),
        "{page} / {pages}",
        date(2026, 11, 24),
    )


def reader_of(content: bytes) -> PdfReader:
    """Open a file; anything odd in it is an error."""
    return PdfReader(BytesIO(content), strict=True)


@pytest.mark.parametrize("language", ["ja-JP", "en"])
def test_title_language_and_date_are_the_same_wherever_they_stand(
    language: str, fonts: Path
) -> None:
    reader = reader_of(pdf(small(language=language), fonts))
    said, known = reader.xmp_metadata, reader.metadata
    assert said
    assert known
    assert known.title == "表題 <A> & B"
    assert said.dc_title == {"x-default": known.title}
    assert said.dc_creator == [known.author]
    assert said.dc_description == {"x-default": known.subject}
    assert said.dc_language == [language]
    assert said.pdf_producer == known.producer
    assert said.xmp_creator_tool == known.creator
    assert known.creation_date == known.modification_date
    assert known.creation_date_raw == "D:20261124000000+00'00'"
    assert said.xmp_create_date == said.xmp_modify_date
    assert str(said.xmp_create_date) == "2026-11-24 00:00:00"
    assert str(reader.root_object["/Lang"]) == language


def test_the_file_claims_what_it_is_and_shows_its_title(fonts: Path) -> None:
    reader = reader_of(pdf(small(), fonts))
    root: Any = reader.root_object
    said = root["/Metadata"].get_data().decode()
    claims = ("pdfaid:part>2<", "pdfaid:conformance>A<", "pdfuaid:part>1<")
    assert all(claim in said for claim in claims)
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.pdf_header == "%PDF-1.7"
    (intent,) = root["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].get_data() == icc_profile()


def test_the_profile_means_the_colours_that_everyone_calls_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(BytesIO(icc_profile()))
    theirs = ImageCms.createProfile("sRGB")
    assert ImageCms.getProfileDescription(ours).strip() == "sRGB"
    ramp = Image.new("RGB", (256, 3))
    for level in range(256):
        for row, colour in enumerate(((level,) * 3, (level, 0, 0), (255, level, 255 - level))):
            ramp.putpixel((level, row), colour)
    same = ImageCms.profileToProfile(ramp, ours, theirs)
    assert same
    pairs = zip(ramp.tobytes(), same.tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 1


@pytest.mark.parametrize("number", ["196", "280"])
def test_every_font_is_embedded_and_says_its_characters(
    number: str, example: Compose, fonts: Path
) -> None:
    reader = reader_of(pdf(example(number)[0], fonts))
    found: dict[str, Any] = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        found |= {name: font.get_object() for name, font in resources["/Font"].items()}
        assert not {"/ExtGState", "/XObject"} & resources.keys()  # no transparency
        assert "/Group" not in page
    assert found
    for font in found.values():
        assert "BIZUDPGothic" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font


def test_every_stream_ends_with_a_line(fonts: Path) -> None:
    content = pdf(small(), fonts)
    ends = [match.start() for match in re.finditer(rb"endstream\nendobj\n", content)]
    assert len(ends) > 5
    assert all(content[end - 1 : end] == b"\n" for end in ends)
    for match in re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\n", content):
        end = match.end() + int(match[1])
        assert content[end : end + 10] == b"\nendstream"


def test_the_name_of_the_file_is_made_from_its_content(fonts: Path) -> None:
    names: list[Any] = [
        reader_of(pdf(small(text), fonts)).trailer["/ID"] for text in ("一", "一", "二")
    ]
    assert names[0] == names[1] != names[2]
    assert all(name[0] == name[1] for name in names)


def test_neither_clock_zone_language_nor_chance_changes_a_byte(fonts: Path, root: Path) -> None:
    script = SCRIPT.format(tests=str(Path(__file__).parent), root=str(root), fonts=str(fonts))
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "3", "TZ": "America/New_York", "SOURCE_DATE_EPOCH": "86400"},
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            text=True,
            env={"PATH": os.environ["PATH"], **surrounding},
        ).stdout
        for surrounding in surroundings
    }
    assert len(found) == 1
    assert pdf(small(), fonts) == pdf(small(), fonts)
