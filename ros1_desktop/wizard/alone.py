"""One sentence in a box of its own, where no window could be opened and there is no terminal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from ros1_desktop.place import NAME


def tell_alone(text: str) -> None:
    """Say why the program does not open."""
    if QApplication.instance() is None:
        QApplication([])
    box = QMessageBox(QMessageBox.Icon.Critical, NAME, "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.exec()
