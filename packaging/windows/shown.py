"""How Windows shows the program: its icon at every size, and what it says of itself.

Rules:
 * The SVG is the only source of the icon; each size is drawn from it, none is scaled from another.
 * What the program says of itself stands in both languages; Windows shows the user's own.
"""

import struct
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 40, 48, 64, 256)  # pixels: lists, title bars and tiles at 100 to 250 %
BANNER = (164, 314)  # pixels, as NSIS wants it
HEADER = struct.Struct("<HHH")  # nothing, 1 for icons, how many
ABOUT = {  # language as Windows counts them, with Unicode: what the program is
    "040904B0": "Decision support for ROS1-positive lung cancer",
    "041104B0": "ROS1陽性肺癌の診断・治療選択を支えるプログラム",
}
ENTRY = struct.Struct("<BBBBHHII")  # width, height (0 is 256), -, -, planes, bits, length, place


def draw_icon(svg: Path, icon: Path) -> None:
    """Write the icon that `svg` draws to the file `icon`."""
    pictures = [_drawn(svg, size) for size in SIZES]
    place = HEADER.size + ENTRY.size * len(SIZES)
    head = HEADER.pack(0, 1, len(SIZES))
    for size, picture in zip(SIZES, pictures, strict=True):
        head += ENTRY.pack(size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    icon.write_bytes(head + b"".join(pictures))


def draw_banner(svg: Path, banner: Path) -> None:
    """Write the picture of the installer's first and last page."""
    image = QImage(*BANNER, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    margin = BANNER[0] / 5
    side = BANNER[0] - 2 * margin
    QSvgRenderer(str(svg)).render(painter, QRectF(margin, margin, side, side))
    painter.end()
    image.save(str(banner))


def _drawn(svg: Path, size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def write_version(file: Path, name: str, version: str, licence: str) -> None:
    """Write what the program says of itself, as PyInstaller reads it."""
    numbers = tuple(map(int, (*version.split("."), "0")))
    tables = [
        (
            language,
            {
                "FileDescription": about,
                "FileVersion": version,
                "LegalCopyright": licence,
                "ProductName": name,
                "ProductVersion": version,
            },
        )
        for language, about in ABOUT.items()
    ]
    said = ", ".join(
        f"StringTable({language!r}, [{_strings(table)}])" for language, table in tables
    )
    known = [number for language, _ in tables for number in (int(language[:4], 16), 1200)]
    file.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),"
        f" kids=[StringFileInfo([{said}]),"
        f" VarFileInfo([VarStruct('Translation', {known})])])\n",
        encoding="utf-8",
    )


def _strings(table: Mapping[str, str]) -> str:
    return ", ".join(f"StringStruct({key!r}, {text!r})" for key, text in table.items())
