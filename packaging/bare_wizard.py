"""A wizard of Qt and nothing else: what the size of the program is measured against."""

from PySide6.QtWidgets import QApplication, QWizard, QWizardPage

application = QApplication([])
wizard = QWizard()
wizard.addPage(QWizardPage())
wizard.show()
application.exec()
