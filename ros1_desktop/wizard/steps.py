"""The side of the window: where one is, what lies ahead, what is left out, and the case's file."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from ros1_desktop.wizard.pages import WizardPage
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import LEAST_TARGET, ROW, STEP_LINES, TIGHT, column, lines


class Steps(QListWidget):
    """One line for each page; choosing one goes there, as far as nothing stands in the way."""

    chosen = Signal(int)

    def __init__(self, session: Session) -> None:
        """Start empty."""
        super().__init__()
        self.session = session
        self.setWordWrap(True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(lines(self, STEP_LINES))
        self.setSpacing(TIGHT // 2)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, palette.color(QPalette.ColorRole.Window))
        self.setPalette(palette)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def show_steps(self, pages: list[WizardPage], now: WizardPage | None) -> None:
        """Show the pages, the present one in bold, those left out as such."""
        self.setAccessibleName(self.session.say("wizard.steps"))
        self.setFixedWidth(min(lines(self, STEP_LINES), self.window().width() // 4))
        self.clear()
        for count, page in enumerate(pages, start=1):
            title = f"{count}. {self.session.say(page.title_key)}"
            due = page.is_due()
            text = title if due else f"{title} ({self.session.say('wizard.not_due')})"
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, page.number)
            if not due:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            font = self.font()
            font.setBold(page is now)
            item.setFont(font)
            item.setSizeHint(self._size(text))
            self.addItem(item)
            if page is now:
                self.setCurrentItem(item)

    def _size(self, text: str) -> QSize:
        """Return the size of a line, room for bold type and a scroll bar included."""
        font = self.font()
        font.setBold(True)
        wide = self.width() - 4 * ROW
        wrap = int(Qt.TextFlag.TextWordWrap)
        box = QFontMetrics(font).boundingRect(0, 0, wide, 0, wrap, text)
        return QSize(wide, max(LEAST_TARGET, box.height() + TIGHT))

    def minimumSizeHint(self) -> QSize:
        """Let the list be shorter than its lines; it scrolls."""
        return QSize(lines(self, STEP_LINES), lines(self, 4))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(int(item.data(Qt.ItemDataRole.UserRole)))


class Side(QWidget):
    """The list of steps, and under it what can be done with the case."""

    def __init__(self, session: Session) -> None:
        """Lay everything out; `tell` gives the buttons their words."""
        super().__init__()
        self.session = session
        self.steps = Steps(session)
        self.new, self.open, self.scan, self.save, self.seal = (QPushButton() for _ in range(5))
        layout = column(self, TIGHT)
        layout.addWidget(self.steps, 1)
        for button in (self.new, self.open, self.scan, self.save, self.seal):
            button.setAutoDefault(False)
            layout.addWidget(button)

    def tell(self) -> None:
        """Say what the buttons do."""
        self.new.setText(self.session.say("wizard.new_case"))
        self.open.setText(self.session.say("wizard.open"))
        self.scan.setText(self.session.say("wizard.open_code"))
        self.save.setText(self.session.say("wizard.save"))
        self.seal.setText(self.session.say("wizard.save_sealed"))
