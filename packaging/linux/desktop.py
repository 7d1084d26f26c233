"""What a Linux desktop knows the program by: menu entry, icon, manual, what changed.

Rules:
 * The names are those of the window; no file is associated with the program, nobody was asked.
"""

import gzip
from datetime import UTC, datetime
from pathlib import Path

from freeze import MAINTAINER, NAME, ROOT, VERSION, epoch
from ros1_desktop.words import read_words

HERE = Path(__file__).parent
ICON = ROOT / "resources" / "icons" / f"{NAME}.svg"
ICON_PLACE = f"share/icons/hicolor/scalable/apps/{NAME}.svg"
ENTRY_PLACE = f"share/applications/{NAME}.desktop"
MANUALS = {
    f"share/man/man1/{NAME}.1.gz": f"{NAME}.1",
    f"share/man/ja/man1/{NAME}.1.gz": f"{NAME}.ja.1",
}


def menu_entry(command: str) -> str:
    """Return the menu entry that starts a command."""
    ja, en = (read_words(ROOT / "resources", language) for language in ("ja", "en"))
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            f"Name={en.say('wizard.window_title')}",
            f"Name[ja]={ja.say('wizard.window_title')}",
            f"Comment={en.say('cli.description')}",
            f"Comment[ja]={ja.say('cli.description')}",
            f"Exec={command}",
            f"Icon={NAME}",
            "Terminal=false",
            "Categories=Science;MedicalSoftware;",
            f"StartupWMClass={NAME}",
            "",
        )
    )


def manuals() -> dict[str, bytes]:
    """Return the manual in both languages, packed, by place."""
    day = f"{_day():%Y-%m-%d}"
    return {
        place: _packed((HERE / file).read_text("utf-8").replace("@DATE@", day))
        for place, file in MANUALS.items()
    }


def changes() -> dict[str, bytes]:
    """Return what changed, as Debian has it, packed, by place: that this version was released."""
    text = (
        f"{NAME} ({VERSION}) stable; urgency=medium\n\n"
        f"  * Version {VERSION}.\n\n"
        f" -- {MAINTAINER}  {_day():%a, %d %b %Y %H:%M:%S +0000}\n"
    )
    return {f"share/doc/{NAME}/changelog.gz": _packed(text)}


def _day() -> datetime:
    return datetime.fromtimestamp(epoch(), UTC)


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)
