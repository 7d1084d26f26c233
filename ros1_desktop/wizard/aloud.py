"""Tells a screen reader what has changed without the focus having moved."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, said: str) -> None:
    """Say something for a widget."""
    # Not before somebody is spoken to: the names of all roles and events are many.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, said))
