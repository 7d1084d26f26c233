"""Keeps `None` alive under PySide6 6.12.0 on Python 3.11.

Measured: there, every call into Qt that returns nothing takes one reference from `None`, and the
program ends with "deallocating None" after some ten thousand calls. From Python 3.12 on `None` is
immortal and nothing needs to be done. Take this module away when 3.12 is the least Python.
"""

import ctypes
import sys

_MORE_THAN_A_LIFE = 1 << 40  # references


def keep_none() -> None:
    """Give `None` more references than a run can lose; once is enough, more does no harm."""
    if sys.version_info < (3, 12):
        ctypes.c_ssize_t.from_address(id(None)).value += _MORE_THAN_A_LIFE
