"""What is drawn for the hand and for the eye: people, boxes to tick, lines to write on.

Rules:
 * People are ten in a row, from the bottom row up; those who had it are filled, the others open.
   Each of the two is one path of the page. The picture has its text; boxes and lines are artifacts.
 * Lines to write on are 8 mm apart at least.
"""

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from ros1_desktop.sheet import paper
from ros1_desktop.sheet.people import IconArray
from ros1_desktop.sheet.ruby import RubyLines
from ros1_desktop.sheet.tags import LAYOUT, Node, unread

TEN = 10  # people in a row
PITCH, LINE = 5.4, 0.6  # points from one person to the next, and of an open one's line
WIDE = 0.38  # radius, in pitches
ROUND = 0.5523  # what makes a curve a quarter of a circle
BOX, BESIDE, APART = 9.0, 4.0, 14.0  # points: a box to tick, its words, the next box
RULE_HEIGHT = 8 * mm
LABEL_ABOVE = 3.0


class Icons(Flowable):
    """People of whom some are filled."""

    def __init__(self, icons: IconArray) -> None:
        """Keep how many."""
        super().__init__()
        self._icons = icons

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Return the size: ten in a row, or fewer people in one."""
        rows = -(-self._icons.of // TEN)
        self._pitch = min(PITCH, available_width / TEN)
        return TEN * self._pitch, rows * self._pitch + 2

    def draw(self) -> None:
        """Draw the filled in one path, the open in another."""
        filled, of = self._icons.filled, self._icons.of
        self.canv.setLineWidth(LINE)
        for paint, places in (("f", range(filled)), ("S", range(filled, of))):
            path = " ".join(self._circle(place) for place in places)
            if path:
                self.canv.addLiteral(f"{path} {paint}")

    def _circle(self, place: int) -> str:
        row, column = divmod(place, TEN)
        x, y = ((at + 0.5) * self._pitch for at in (column, row))
        r = WIDE * self._pitch
        k = r * ROUND
        return (
            f"{x + r:.2f} {y:.2f} m"
            f" {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c"
            f" {x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c"
            f" {x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c"
            f" {x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c h"
        )


class Beside(Flowable):
    """A picture, and what it shows in words at its right, as far down as it is high.

    What more there is to say stands below those words where there is room, else below the picture.
    """

    def __init__(
        self, picture: Flowable, lines: Sequence[RubyLines], more: RubyLines | None = None
    ) -> None:
        """Keep all; each has its node."""
        super().__init__()
        self._picture, self._lines, self._more = picture, lines, more

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the size: the words stand below where they are too wide."""
        wide, self._high = self._picture.wrap(available_width, available_height)
        self._left, lines = wide + BESIDE, list(self._lines)
        room = available_width - self._left
        if any(line.natural > room for line in lines):
            self._left, room = 0.0, available_width
        high = sum(_high(line, room) for line in lines)
        self._below = self._more
        if self._more and self._left and self._more.minWidth() <= room:
            more = _high(self._more, room)
            if high + more <= self._high + _high(self._more, available_width):
                lines, high, self._below = [*lines, self._more], high + more, None
        self._beside = [(line, _high(line, room)) for line in lines]
        below = _high(self._below, available_width) if self._below else 0.0
        self.width = available_width
        self.height = (max(self._high, high) if self._left else self._high + high) + below
        self._above = max(self._high - high, 0.0) / 2 if self._left else self._high
        return self.width, self.height

    def draw(self) -> None:
        """Draw the picture, then the words."""
        self._picture.drawOn(self.canv, 0, self.height - self._high)
        y = self.height - self._above
        for line, high in self._beside:
            y -= high
            line.drawOn(self.canv, self._left, y)
        if self._below:
            self._below.drawOn(self.canv, 0, 0)


def _high(line: RubyLines, width: float) -> float:
    return line.wrap(width, 0)[1]


class Boxes(Flowable):
    """Boxes to tick, each before its words; as many on a line as it holds."""

    def __init__(self, lines: Sequence[RubyLines], *, ordered: bool) -> None:
        """Keep the words; `ordered`: an arrow leads from one to the next."""
        super().__init__()
        self._lines, self._ordered = lines, ordered
        self.node = Node("L", "/A <</O /List /ListNumbering /None>>")
        for line in lines:
            line.node = self.node.add("LI").add("LBody")

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the size; note where each stands, from the top."""
        x = y = high = 0.0
        self._places: list[tuple[float, float, float]] = []
        for line in self._lines:
            room = available_width - BOX - BESIDE
            wide = min(line.natural + 1, room)
            if x and x + BOX + BESIDE + wide > available_width:
                x, y, high = 0.0, y + high, 0.0
            _, tall = line.wrap(wide, available_height)
            self._places.append((x, y, tall))
            x += BOX + BESIDE + wide + APART
            high = max(high, tall)
        self.width, self.height = available_width, y + high + 2
        return self.width, self.height

    def draw(self) -> None:
        """Draw the boxes, then the words."""
        for number, (line, (x, y, tall)) in enumerate(
            zip(self._lines, self._places, strict=True), start=1
        ):
            top = self.height - y
            with unread(self.canv, LAYOUT):
                self.canv.setLineWidth(paper.RULE * 1.4)
                middle = top - tall + line.style.leading / 2
                self.canv.rect(x, middle - BOX / 2, BOX, BOX)
                if self._ordered and number < len(self._lines):
                    self._arrow(x + BOX + BESIDE + line.natural + 3, middle)
            line.drawOn(self.canv, x + BOX + BESIDE, top - tall)

    def _arrow(self, x: float, y: float) -> None:
        """Draw an arrow that is no character."""
        long, wing = APART - 7, 2.2
        self.canv.lines(
            [
                (x, y, x + long, y),
                (x + long, y, x + long - wing, y + wing),
                (x + long, y, x + long - wing, y - wing),
            ]
        )


class Empty(Flowable):
    """A box to tick, in the middle of its cell; for a reader the cell is empty."""

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Return the size."""
        self.width, self.height = available_width, BOX + 4
        return self.width, self.height

    def draw(self) -> None:
        """Draw the box."""
        with unread(self.canv, LAYOUT):
            self.canv.setLineWidth(paper.RULE * 1.4)
            self.canv.rect((self.width - BOX) / 2, 1, BOX, BOX)


class Rules(Flowable):
    """Lines to write on, each behind its label."""

    def __init__(self, rows: Sequence[Sequence[RubyLines]]) -> None:
        """Keep the labels; the labels of one row share a line."""
        super().__init__()
        self._rows = rows
        self.node = Node("Div")
        for label in (label for row in rows for label in row):
            label.node = self.node.add("P")

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Return the size: one line a row."""
        self.width, self.height = available_width, RULE_HEIGHT * len(self._rows) + 2
        return self.width, self.height

    def draw(self) -> None:
        """Draw labels and lines."""
        for number, row in enumerate(self._rows, start=1):
            y = self.height - RULE_HEIGHT * number
            for x, wide, label in self._shares(row):
                if label.natural:
                    label.wrap(wide, self.height)
                    label.drawOn(self.canv, x, y + LABEL_ABOVE)
                with unread(self.canv, LAYOUT):
                    self.canv.setLineWidth(paper.RULE)
                    self.canv.line(x, y, x + wide, y)

    def _shares(self, row: Sequence[RubyLines]) -> Iterator[tuple[float, float, RubyLines]]:
        share = self.width / len(row)
        for place, label in enumerate(row):
            yield place * share, share - (6 if place < len(row) - 1 else 0), label
