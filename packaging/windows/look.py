"""What a picture of a screen shows, as far as a program can tell: something, or nothing.

A person looks at the pictures as well; these only notice what no longer comes at all.
"""

from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

MANY_COLOURS = 60  # letters with smooth edges have many, an empty window few
STEP = 2  # pixels from one that is looked at to the next
CORNER = QRect(2, 2, 26, 22)  # pixels; where Qt leaves an arrow on Windows


def is_drawn(picture: Path) -> bool:
    """Tell whether letters stand in a picture."""
    image = QImage(str(picture))
    return len(_colours(image, image.rect())) >= MANY_COLOURS


def has_plain_corner(picture: Path) -> bool:
    """Tell whether nothing stands in the corner of a picture."""
    return len(_colours(QImage(str(picture)), CORNER)) == 1


def _colours(image: QImage, inside: QRect) -> set[int]:
    return {
        image.pixel(x, y)
        for x in range(inside.left(), inside.right(), STEP)
        for y in range(inside.top(), inside.bottom(), STEP)
    }
