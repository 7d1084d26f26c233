"""The ring around what has the focus: the same on every control, in every window and palette.

Rules:
 * The ring is seen whenever the keyboard would act somewhere, and moves along with it.
 * It takes no click and no focus; a screen reader does not meet it.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget
from shiboken6 import isValid

from ros1_desktop.wizard.colours import mark
from ros1_desktop.wizard.style import ABOVE, ROUND, lines

WIDTH = 3
_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.LayoutRequest,
)


class Ring(QWidget):
    """One ring for one window."""

    def __init__(self, window: QWidget) -> None:
        """Start unseen and follow the focus."""
        super().__init__(window)
        self.around = window
        self._followed: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._place)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along with what has the focus."""
        del watched
        if event.type() in _MOVES:
            self._later.start()  # not now: what moves may be about to go
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(mark(self.palette()), WIDTH))
        inset = WIDTH / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, ROUND + WIDTH, ROUND + WIDTH)
        painter.end()

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        del before
        for widget in self._followed:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._followed = []
        if now is None or now.window() is not self.around:
            self.hide()
            return
        place = _place_of(now)
        inner: QWidget | None = now
        while inner is not None and inner is not place:
            inner.installEventFilter(self)
            self._followed.append(inner)
            inner = inner.parentWidget()
        if self.parentWidget() is not place:
            self.setParent(place)
        self._place()
        area = place.parentWidget()
        if isinstance(area, QScrollArea) and now.visibleRegion().isEmpty():
            # Qt scrolls to what Tab reaches from inside the area, not from outside.
            area.ensureWidgetVisible(now, 0, lines(now, ABOVE))

    def _place(self) -> None:
        place = self.parentWidget()
        if not self._followed or place is None or not isValid(self._followed[0]):
            self.hide()
            return
        now = self._followed[0]
        corner = now.mapTo(place, now.rect().topLeft())
        box = QRect(corner, now.size()).adjusted(-WIDTH, -WIDTH, WIDTH, WIDTH)
        self.setGeometry(box)
        self.setVisible(now.isVisible())
        self.raise_()


class Rings(QObject):
    """Gives a window, and every dialog that it opens, its ring."""

    def __init__(self, window: QWidget) -> None:
        """Give the window its own; a dialog gets one when it first has the focus."""
        super().__init__(window)
        self.made = [Ring(window)]  # kept here: a dialog of Qt's own keeps no object of Python
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._meet)

    def _meet(self, before: QWidget | None, now: QWidget | None) -> None:
        del before
        if now is not None and isinstance(now.window(), QDialog):
            self.made = [ring for ring in self.made if isValid(ring)]
            if not any(ring.around is now.window() for ring in self.made):
                self.made.append(Ring(now.window()))


def _place_of(widget: QWidget) -> QWidget:
    """Return what a widget scrolls in, or its window; both outlive the widget."""
    outer = widget.parentWidget()
    while outer is not None:
        area = outer.parentWidget()
        if isinstance(area, QScrollArea) and area.viewport() is outer:
            return outer
        outer = area
    return widget.window()
