"""The least that a wizard in this font can be: one page with a line, painted. The unit of speed.

    python tests/strain/bare_window.py [rest]

Ends as soon as the page has been painted; with `rest`, says the memory it holds at rest.
"""

import sys
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWizard, QWizardPage

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from tests.strain.painted import until_painted  # noqa: E402 (the checkout is found first)

app = QApplication([])
for name in ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf"):
    QFontDatabase.addApplicationFont(str(ROOT / "resources" / "fonts" / name))
app.setFont(QFont("BIZ UDPGothic", 11))
window, page = QWizard(), QWizardPage()
line = QLabel("腫瘍ボードの医師・病理医・薬剤師のためのプログラム。")
QVBoxLayout(page).addWidget(line)
window.addPage(page)
window.resize(1180, 700)
window.show()
until_painted(app)
