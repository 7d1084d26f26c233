"""The same case gives the same decision and the same sheet, byte for byte, wherever it is asked.

Twelve locales, eight time zones and three code pages, and clocks from ten years back to ten years
ahead: leap days, the change to summer time, the end of 32-bit seconds. The decision is asked for
one day and the sheet dated by SOURCE_DATE_EPOCH, so nothing in them may differ. What may is the age
of the data, which a wrong clock must show.
"""

import itertools
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from ros1_desktop.sheet.age import age_of
from tests.strain.desk import environment, parts
from tests.strain.figure import Figure, Tier, none_of

ANSWERED = Path(__file__).with_name("answered.py")
LANGUAGE = "ja"
LOCALES = (
    "C", "ja_JP.UTF-8", "ja_JP.eucJP", "en_US.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8",
    "ar_SA.UTF-8", "hi_IN.UTF-8", "zh_CN.GB18030", "ko_KR.EUC-KR", "fa_IR.UTF-8",
)  # fmt: skip
ZONES = (
    "UTC", "Asia/Tokyo", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Apia",
    "Australia/Lord_Howe", "Europe/Berlin",
)  # fmt: skip
PAGES = ("utf-8", "cp932", "ascii")
WORKERS = 2
EXTRA_DAYS = ("2020-02-29", "2028-02-29", "2038-01-19", "2038-01-20", "2027-03-28", "2026-12-31")
SAMPLED: dict[Tier, int] = {"ci": 8, "hour": 96, "night": 288}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one process answered."""

    decision: bytes
    sheet: bytes
    band: str
    said: bytes


def ask(more: Mapping[str, str], day: str | None = None, before: Sequence[str] = ()) -> Answer:
    """Ask in a process of its own; empty where it failed."""
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        asked = [*before, sys.executable, str(ANSWERED), place, LANGUAGE, *([day] if day else [])]
        own = {"SOURCE_DATE_EPOCH": "1800000000", "HOME": place, **more}
        around = {**environment(**own), "PYTHONUTF8": "0", "XDG_DATA_HOME": place}
        ended = subprocess.run(asked, check=False, capture_output=True, env=around)
        if ended.returncode:
            return Answer(b"", b"", "", ended.stderr)
        files = [Path(place, name).read_bytes() for name in ("decision.json", "sheet.pdf")]
        band = Path(place, "band.txt").read_text(encoding="utf-8")
        return Answer(files[0], files[1], band, ended.stdout)


def places(number: int) -> list[dict[str, str]]:
    """Return environments: all of them, or so many that each locale, zone and page is met."""
    every = itertools.product(LOCALES, ZONES, PAGES)
    whole = [{"LC_ALL": a, "LANG": a, "TZ": b, "PYTHONIOENCODING": c} for a, b, c in every]
    # A step that shares no factor with the three counts meets all of each.
    return [whole[(place * 25) % len(whole)] for place in range(number)]


def days(tier: Tier) -> list[str]:
    """Return clocks from ten years back to ten years ahead."""
    today = date.fromisoformat(parts().facts.edition["date"])
    step = 1826 if tier == "ci" else 183
    steps = range(-3652, 3653, step)
    return sorted({(today + timedelta(days=shift)).isoformat() for shift in steps} | {*EXTRA_DAYS})


def differs(answers: Sequence[Answer], right: Answer) -> int:
    """Count the answers that are not the right one."""
    return sum(
        (one.decision, one.sheet) != (right.decision, right.sheet) or not one.sheet
        for one in answers
    )


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield how many answers differ."""
    del seed
    right = ask({"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONIOENCODING": "utf-8"})
    pages = len(PdfReader(BytesIO(right.sheet)).pages)
    whole = json.loads(right.decision)["schema"] == "ros1-decision/1" and pages > 1
    with ThreadPoolExecutor(WORKERS) as pool:
        asked = places(SAMPLED[tier])
        found = list(pool.map(ask, asked))
        what = "locales, zones and code pages differ"
        yield none_of(
            "decision and sheet elsewhere", differs(found, right) + (not whole), len(asked), what
        )
        clocks = days(tier)
        found = list(pool.map(lambda day: ask({}, day), clocks))
        yield none_of(
            "decision and sheet at other clocks",
            differs(found, right),
            len(clocks),
            "clocks differ",
        )
        told = sum(one.band != band_on(day) for one, day in zip(found, clocks, strict=True))
        yield none_of("clock before the data, or data old", told, len(clocks), "clocks untold")
    if shutil.which("faketime"):
        one = ask({}, None, ("faketime", "2016-11-24 08:00:00"))
        early = band_on("2016-11-24")
        held = differs([one], right) == 0 and one.band == early != ""
        yield Figure(
            "the same by a clock set outside", "told" if held else "not told", "told", held
        )


def band_on(day: str) -> str:
    """Return what the window must say of the age of the data."""
    edition = parts().facts.edition
    age = age_of(edition, date.fromisoformat(day))
    return parts().words(LANGUAGE).say(f"sheet.age_{age}", date=edition["date"]) if age else ""
