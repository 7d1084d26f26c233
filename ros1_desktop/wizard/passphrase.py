"""The passphrase of a case: asked for once to open it, twice to save it.

Rules:
 * It is hidden until it is asked to be shown, and nothing keeps it.
 * What is wrong with it stands beside it, takes the focus there, and costs nothing that was typed.
"""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from ros1_desktop.case.case import CaseError
from ros1_desktop.exchange.sealed import LEAST_SIGNS, refuse_new
from ros1_desktop.wizard.choices import Button, Tick
from ros1_desktop.wizard.fields import Line
from ros1_desktop.wizard.flow import add_to, flowing
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import (
    GAP,
    SECTION,
    TIGHT,
    WIDE_LINES,
    alarming,
    column,
    label,
    lines,
    room_over,
    scrolling,
)


def ask_passphrase(
    session: Session, parent: QWidget, name: str, why: str, *, new: bool
) -> str | None:
    """Return the passphrase for a file, None where it was not given; `why` says what was wrong."""
    asked = PassphraseDialog(session, parent, name, new=new)
    asked.say_wrong(why)
    given = asked.exec() == QDialog.DialogCode.Accepted
    typed = asked.first.text()
    asked.deleteLater()
    return typed if given else None


class PassphraseDialog(QDialog):
    """One field, or two where the passphrase is new."""

    def __init__(self, session: Session, parent: QWidget, name: str, *, new: bool) -> None:
        """Lay everything out; `name` is that of the file."""
        super().__init__(parent)
        say = session.say
        self.session = session
        self.room = room_over(parent)
        self.setWindowTitle(say("wizard.passphrase"))
        content = QWidget()
        self.inside = inside = column(content, GAP)
        inside.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)  # room for the ring of the focus
        key = "wizard.passphrase_new" if new else "wizard.passphrase_needed"
        about = label(say(key, name=name, least=LEAST_SIGNS))
        inside.addWidget(about)
        self.wrong = label()
        alarming(self.wrong)
        self.wrong.hide()
        inside.addWidget(self.wrong)
        self.fields = [self._field("wizard.passphrase", about.text())]
        if new:
            self.fields.append(self._field("wizard.passphrase_again", about.text()))
        self.first = self.fields[0]
        self.shown = Tick(say("wizard.passphrase_show"))
        self.shown.setAccessibleDescription(about.text())
        self.shown.toggled.connect(self._show)
        line = flowing()
        add_to(line, self.shown)
        inside.addWidget(line)
        self.ok = Button(say("wizard.save" if new else "wizard.open"), first=True)
        self.no = Button(say("wizard.cancel"))
        inside.addLayout(self._buttons())
        outside = column(self)
        outside.setContentsMargins(SECTION, SECTION, SECTION, GAP)
        outside.addWidget(scrolling(content))
        self.first.setFocus()
        self._fit()

    def say_wrong(self, text: str) -> None:
        """Say what is wrong, to a screen reader too, and let the first field be typed anew."""
        self.wrong.setText(text[:1].upper() + text[1:])
        self.wrong.setVisible(bool(text))
        self._fit()
        if text:
            self.first.setAccessibleDescription(text)
            self.first.setFocus()
            self.first.selectAll()
            QAccessible.updateAccessibility(QAccessibleEvent(self.wrong, QAccessible.Event.Alert))

    def _fit(self) -> None:
        """Give every sentence the lines that it needs; what is higher than the window scrolls."""
        wide = min(lines(self, WIDE_LINES * 0.75), self.room.width())
        high = self.inside.totalHeightForWidth(wide - 2 * SECTION) + SECTION + GAP
        self.setMinimumSize(wide, min(high, self.room.height()))
        self.resize(self.minimumSize())

    def _field(self, key: str, about: str) -> QLineEdit:
        name = label(self.session.say(key))
        field = Line(wide=True, alone=True)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name.text())
        field.setAccessibleDescription(about)
        name.setBuddy(field)
        self.inside.addWidget(name)
        self.inside.addWidget(field)
        return field

    def _buttons(self) -> QHBoxLayout:
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._try)
        self.no.clicked.connect(self.reject)
        found = QHBoxLayout()
        found.addStretch(1)
        for button in (self.ok, self.no):
            found.addWidget(button)
        return found

    def _show(self, shown: bool) -> None:  # noqa: FBT001 (a signal gives it so)
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in self.fields:
            field.setEchoMode(echo)

    def _try(self) -> None:
        first, *again = (field.text() for field in self.fields)
        try:
            if again:
                refuse_new(first, again[0])
        except CaseError as error:
            self.say_wrong(self.session.error_sentence(error))
        else:
            self.accept()
