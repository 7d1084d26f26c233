"""The whole way, on a display of its own: a person fills in the window, and paper comes out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from ros1_desktop.words import read_words

PERSON = Path(__file__).with_name("a_person.py")
PAGES = 7
SECONDS = 120


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """Start a display that nobody sees; return its name."""
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writes,), stderr=subprocess.DEVNULL)
    os.close(writes)
    with os.fdopen(reads) as said:
        yield f":{said.readline().strip()}"
    server.terminate()
    server.wait()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_window_filled_in_as_a_person_would_ends_in_a_sheet_that_holds_the_decision(
    language: str, display: str, root: Path, resources: Path, tmp_path: Path
) -> None:
    case, sheet = tmp_path / "case.json", tmp_path / "sheet.pdf"
    environment = os.environ | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(root),
    }
    subprocess.run(
        [sys.executable, PERSON, language, case, sheet, tmp_path],
        check=True,
        env=environment,
        timeout=SECONDS,
    )
    assert len(list(tmp_path.glob("*.png"))) == PAGES

    assessed = subprocess.run(
        [sys.executable, "-m", "ros1_desktop", "assess", case],
        check=True,
        capture_output=True,
        env=environment,
        encoding="utf-8",
    )
    decision = json.loads(assessed.stdout)
    assert decision["next_step"] == "choose_next_treatment"
    listed = {option["id"] for option in decision["options"]}
    assert {"repotrectinib", "taletrectinib"} <= listed
    assert not {"crizotinib", "entrectinib", "lorlatinib"} & listed

    words = read_words(resources, language)
    text = "".join(page.extract_text() for page in PdfReader(sheet).pages)
    squeezed = "".join(text.split())

    def on_paper(key: str) -> bool:
        return "".join(words.say(key).split()) in squeezed

    assert on_paper(f"status.{decision['ros1_status']}")
    assert on_paper(f"step.{decision['next_step']}")
    for option in listed:
        assert on_paper(f"option.{option}"), option
    for test in decision["tests"]:
        assert on_paper(f"test.{test['assay']}"), test
    for excluded in decision["excluded"]:
        assert on_paper(f"reason.{excluded['reason']}"), excluded

    read = json.loads((tmp_path / "read.json").read_text(encoding="utf-8"))
    status, step = (
        words.say(f"{kind}.{decision[name]}")
        for kind, name in (("status", "ros1_status"), ("step", "next_step"))
    )
    assert words.say("status.not_tested") in read["strips"]["patient"]
    assert status in read["strips"]["tests"]
    assert step not in read["strips"]["tests"]
    assert all(step in read["strips"][name] for name in ("treatment", "organs"))
    for line in decision["trace"]:
        if line["table"] in ("ros1_status", "next_step") and line["fit"] != "open":
            assert line["row"] in read["result"], line
    for option in decision["options"]:
        assert words.say(f"option.{option['id']}") in read["result"]
        assert all(row in read["result"] for row in option["because"]), option
    for excluded in decision["excluded"]:
        assert words.say(f"reason.{excluded['reason']}") in read["result"]
    for unknown in decision["unknowns"]:
        assert words.say(f"field.{unknown['field']}") in read["result"], unknown
    assert words.say("sheet.not_head_to_head") in read["result"]
    assert words.say("sheet.calendar_note") in read["result"]

    handout = "".join(page.extract_text() for page in PdfReader(tmp_path / "handout.pdf").pages)
    squeezed = "".join(handout.split())
    for_patients = read_words(resources, "ja", "handout")
    assert "".join(for_patients.say("handout.audience").split()) in squeezed
    assert "".join(words.say("sheet.clinicians_only").split()) not in squeezed
