"""Keeps `None`, `True` and `False` alive under PySide6 6.12.0 on Python 3.11.

Measured: there, every call into Qt that returns nothing takes one reference from `None`, and the
program ends with "deallocating None" after some ten thousand calls; "deallocating True or False"
was seen too. From Python 3.12 on they are immortal and nothing needs to be done. Take this module
away when 3.12 is the least Python.
"""

import ctypes
import sys

_MORE_THAN_A_LIFE = 1 << 40  # references


def keep_none() -> None:
    """Give them more references than a run can lose; once is enough, more does no harm."""
    if sys.version_info < (3, 12):
        for kept in (None, True, False):
            ctypes.c_ssize_t.from_address(id(kept)).value += _MORE_THAN_A_LIFE
