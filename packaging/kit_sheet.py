"""The one page that comes with the offline kit: how the program is installed and checked.

Rules:
 * It is a sheet like any other: words of resources/words, drawn by the product's own renderer.
 * It names only files that are in the kit, with their SHA-256.
 * It says what was not tested, and that a kit of a rehearsal is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from freeze import ROOT, VERSION, epoch
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.sheet import (
    Band,
    Grid,
    Look,
    Points,
    Run,
    Section,
    Sheet,
    Text,
    cell,
    plain,
    strong,
)
from ros1_desktop.wizard.style import in_blocks
from ros1_desktop.words import Words

LOCALES = {"ja": "ja-JP", "en": "en-GB"}
ENDINGS = {  # of a file of the kit: which sentence tells what to do with it
    "-setup.exe": "windows_1",
    "-portable.zip": "windows_4",
    ".deb": "linux_1",
    ".run": "linux_2",
}
SYSTEMS = {
    "windows": ("windows_1", "windows_2", "windows_3", "windows_4"),
    "linux": ("linux_1", "linux_2", "linux_3"),
}


def sheet_of(words: Words, told: Mapping[str, str], digests: Mapping[str, str]) -> bytes:
    """Return the page as PDF.

    `told` says what the sentences need: `edition`, `fingerprint`, `public` (the key to check with),
    `walks` (empty: nobody) and `rehearsal` (empty: none). `digests` are the files of the kit to
    install from, with their SHA-256.
    """
    return pdf(_sheet(words, told, digests), ROOT / "resources" / "fonts")


def _sheet(words: Words, told: Mapping[str, str], digests: Mapping[str, str]) -> Sheet:
    say = words.say
    return Sheet(
        language=LOCALES[words.language],
        band=Band(
            title=say("install.title", version=VERSION),
            audience=say("install.audience"),
            lines=(plain(say("install.edition", edition=told["edition"])),),
            lead=(),
            alert=strong(say("install.rehearsal")) if told["rehearsal"] else (),
        ),
        sections=tuple(_sections(words, told, digests)),
        footer=(say("install.footer", version=VERSION),),
        page=words.sentences["sheet.page"],
        printed_on=datetime.fromtimestamp(epoch(), UTC).date(),
    )


def _sections(
    words: Words, told: Mapping[str, str], digests: Mapping[str, str]
) -> Iterator[Section]:
    say = words.say
    files = {
        sentence: file
        for file in digests
        for ending, sentence in ENDINGS.items()
        if file.endswith(ending)
    }
    for system, sentences in SYSTEMS.items():
        if files.keys() & set(sentences):
            yield _points(words, system, _said(words, sentences, files))
    yield Section(
        say("install.check"),
        (
            Points(
                (plain(say("install.check_1")), plain(say("install.check_2", **told))), Look.BODY
            ),
            _table(words, digests),
        ),
    )
    fingerprint = in_blocks(told["fingerprint"])
    yield _points(words, "first", [say("install.first_1", fingerprint=fingerprint)])
    yield _points(words, "remove", [say("install.remove_1")])
    walked = say("install.walked", **told) if told["walks"] else say("install.not_walked")
    yield Section(say("install.tested"), (Text(strong(walked), Look.BODY),))


def _said(words: Words, sentences: Sequence[str], files: Mapping[str, str]) -> Iterator[str]:
    """Yield the sentences, leaving out what tells of a file that the kit does not have."""
    for sentence in sentences:
        if sentence in files or sentence not in ENDINGS.values():
            yield words.say(f"install.{sentence}", file=files.get(sentence, ""))


def _points(words: Words, name: str, sentences: Iterator[str] | list[str]) -> Section:
    points = tuple(plain(sentence) for sentence in sentences)
    return Section(words.say(f"install.{name}"), (Points(points, Look.BODY),))


def _table(words: Words, digests: Mapping[str, str]) -> Grid:
    rows = tuple(
        (cell(file), ((Run(in_blocks(digest), strong=False),),)) for file, digest in digests.items()
    )
    head = (words.say("install.file"), words.say("install.digest"))
    return Grid((), head, (2, 3), rows, Look.SMALL)
