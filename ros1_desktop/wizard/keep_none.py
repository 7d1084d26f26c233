"""Keeps `None`, `True` and `False` alive under PySide6 6.12.0 on Python 3.11.

Measured: there, every call into Qt that returns nothing takes one reference from `None`, and the
program ends with "deallocating None" after some ten thousand calls; "deallocating True or False"
was seen too. From Python 3.12 on they are immortal and nothing needs to be done. Take this module
away when 3.12 is the least Python.
"""

import sys

from shiboken6 import VoidPtr

_MORE_THAN_A_LIFE = 1 << 40  # references
_COUNT, _WRITABLE = 8, True  # bytes of the count


def keep_none() -> None:
    """Give them more references than a run can lose; once is enough, more does no harm."""
    if sys.version_info < (3, 12):
        for kept in (None, True, False):
            # The count is the first thing in an object; Qt's binding has a view of any address.
            view = memoryview(VoidPtr(id(kept), _COUNT, _WRITABLE))  # type: ignore[call-arg, arg-type]
            view.cast("q")[0] += _MORE_THAN_A_LIFE
