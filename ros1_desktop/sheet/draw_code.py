"""A 2D code as vectors. Written for reportlab 5.1.

Rules:
 * No module is smaller than an office printer draws and a scanner reads; four modules of white
   stand around the code. Of the levels of repair the strongest is taken that leaves the modules
   large enough.
 * One figure with its text: what the code holds, in words.
"""

from functools import lru_cache
from typing import TypeAlias

from reportlab.graphics.barcode import qrencoder
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from ros1_desktop.sheet.sheet import Code, PrintError
from ros1_desktop.sheet.tags import Figure

SIDE = 34 * mm  # of the square, white included
LEAST_MODULE = 0.34 * mm
TOO_LONG = "code_too_long"
WHITE = 4  # modules on each side
LEVELS = ("Q", "M", "L")  # a quarter, a seventh, a fourteenth of the code may be lost
Matrix: TypeAlias = tuple[tuple[bool, ...], ...]


def code(block: Code) -> Figure:
    """Draw a code.

    Raises:
        PrintError: `code_too_long`.
    """
    return Figure(_Modules(matrix(block.content)), alt=block.said)


@lru_cache(maxsize=4)  # a document is laid out twice
def matrix(content: bytes) -> Matrix:
    """Return the modules of a code, row by row, True where it is black.

    Raises:
        PrintError: `code_too_long`: at no level are the modules large enough.
    """
    for level in LEVELS:
        found = qrencoder.QRCode(None, getattr(qrencoder.QRErrorCorrectLevel, level))
        found.addData(content.decode("ascii"))
        found.make()
        if LEAST_MODULE * (len(found.modules) + 2 * WHITE) <= SIDE:
            return tuple(tuple(map(bool, row)) for row in found.modules)
    raise PrintError(TOO_LONG, signs=len(content))


class _Modules(Flowable):
    """The black modules, those side by side in one rectangle, all of them in one path."""

    def __init__(self, modules: Matrix) -> None:
        super().__init__()
        self._modules = modules

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size of the square."""
        return SIDE, SIDE

    def draw(self) -> None:
        """Draw the modules."""
        size = SIDE / (len(self._modules) + 2 * WHITE)
        path = self.canv.beginPath()
        for row, modules in enumerate(self._modules):
            y = SIDE - (row + WHITE + 1) * size
            start = None
            for column, black in enumerate((*modules, False)):
                if black and start is None:
                    start = column
                elif not black and start is not None:
                    path.rect((start + WHITE) * size, y, (column - start) * size, size)
                    start = None
        self.canv.setFillGray(0)
        self.canv.drawPath(path, stroke=0, fill=1)
