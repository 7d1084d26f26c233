"""The offline kit says of each installer what was tested, and makes no promise for another one."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

import kit
import kit_sheet
import sbom
from freeze import ROOT
from parts import Part, package_of
from ros1_desktop.words import read_words

LOCK = """cffi==2.1.1 \\
    --hash=sha256:046bfc24911b37851ee1b51aab8bffe713d89c68c6a057b09484ce9fd5f69b4e \\
    --hash=sha256:06c72bb76605a4b0cd0aad6930b69d4baf7dd5d806cfc409b824191099700e66
    # via cryptography
PySide6_Essentials==6.12.0 ; sys_platform != 'x' \\
    --hash=sha256:8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa
"""
TOLD = {
    "edition": "2026-11",
    "fingerprint": "f8" * 32,
    "public": "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3",
    "walks": "",
    "rehearsal": "",
}


def told_of(installer: Path, log: str) -> str:
    """Return the line that the kit has for an installer, given one log."""
    (line,) = kit.tested([installer], {Path("life.txt"): log})
    return line


def test_a_log_speaks_only_for_the_very_file_that_it_names(tmp_path: Path) -> None:
    installer = tmp_path / "x.deb"
    installer.write_bytes(b"x")
    digest = sha256(b"x").hexdigest()
    assert told_of(installer, f"{digest}  x.deb\n\n7 passed, 0 failed\n").endswith(
        "life.txt: 7 passed, 0 failed"
    )
    installer.write_bytes(b"y")
    assert "not tested" in told_of(installer, f"{digest}  x.deb\n\n7 passed, 0 failed\n")


@pytest.mark.parametrize("end", ["6 passed, 1 failed", "0 passed, 0 failed", ""])
def test_a_log_with_a_failure_or_without_an_end_speaks_for_nothing(
    tmp_path: Path, end: str
) -> None:
    installer = tmp_path / "x.deb"
    installer.write_bytes(b"x")
    assert "not tested" in told_of(installer, f"{sha256(b'x').hexdigest()}  x.deb\n\n{end}\n")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_is_one_page_and_names_only_files_that_are_there(
    tmp_path: Path, language: str
) -> None:
    words = read_words(ROOT / "resources", language)
    digests = {"ros1-desktop-1-windows-setup.exe": "a1" * 32}
    paper = tmp_path / "page.pdf"
    paper.write_bytes(kit_sheet.sheet_of(words, TOLD, digests))
    (page,) = PdfReader(paper).pages
    text = "".join(page.extract_text().split())
    assert "setup.exe" in text
    assert "a1a1a1a1" in text
    for absent in ("portable", ".deb", ".run"):
        assert absent not in text
    assert "".join(words.say("install.not_walked").split()) in text
    assert "".join(words.say("install.rehearsal").split()) not in text
    paper.write_bytes(kit_sheet.sheet_of(words, {**TOLD, "rehearsal": "yes"}, digests))
    text = "".join(PdfReader(paper).pages[0].extract_text().split())
    assert "".join(words.say("install.rehearsal").split()) in text


def test_the_kit_says_that_nobody_answers_for_it_until_somebody_is_named() -> None:
    assert "nobody answers" in kit.unanswered("ROS1 desktop <ros1-desktop@localhost>")
    assert kit.unanswered("Tumour board <board@hospital.example>") == ""


def test_the_hashes_of_a_lock_are_read_whatever_way_a_name_is_written() -> None:
    found = sbom.locked(LOCK)
    assert [len(found[name]) for name in ("cffi", "pyside6-essentials")] == [2, 1]


def test_the_list_of_parts_has_every_file_with_its_digest_and_is_the_same_twice(
    tmp_path: Path,
) -> None:
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "libx.so.1").write_bytes(b"x")
    (tmp_path / "ros1-desktop").write_bytes(b"y")
    parts = [
        Part("ros1-desktop", "1", "Apache-2.0", "program", "", ()),
        Part("cffi", "2.1.1", "MIT-0", "pypi", "", ()),
        Part("libx1", "1:2+b1", "GPL-2, MIT", "deb", "", (("libx.so.1", "/lib/libx.so.1"),)),
    ]
    said = sbom.sbom(tmp_path, parts, "linux")
    assert said == sbom.sbom(tmp_path, parts, "linux")
    found = json.loads(said)
    assert [one["purl"] for one in found["components"]] == [
        "pkg:pypi/cffi@2.1.1",
        "pkg:deb/debian/libx1@1%3A2%2Bb1",
    ]
    (file,) = found["components"][1]["components"]
    assert file["hashes"] == [{"alg": "SHA-256", "content": sha256(b"x").hexdigest()}]
    assert found["components"][0]["externalReferences"][0]["hashes"]
    assert found["components"][1]["licenses"] == [{"license": {"name": "GPL-2, MIT"}}]


def test_a_library_of_nobody_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="belongs to no package"):
        package_of(tmp_path / "libstranger.so.1")
