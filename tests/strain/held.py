"""What a process holds: memory as the system gives it, memory in use, objects of Qt, open files.

Memory as the system gives it (RSS) comes in steps and stays when it is given back, so that over a
few rounds it says little. What is in use is exact: the bytes that malloc has given out, which is
where Qt keeps everything, and the widgets and Python's objects of Qt, one by one.
"""

import ctypes
import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

MEBIBYTE = 1 << 20


class _Heap(ctypes.Structure):
    """As `mallinfo2` of glibc returns it."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks",
            "fordblks", "keepcost",
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds after so many rounds."""

    rounds: int
    resident: float  # MiB
    in_use: float  # MiB that malloc has given out; 0 where the system cannot tell
    blocks: int  # of Python's own
    objects: int
    files: int


def look(rounds: int) -> Held:
    """Look at this process."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    of_python = sum(issubclass(type(one), QObject) for one in gc.get_objects())
    return Held(
        rounds=rounds,
        resident=pages * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE,
        in_use=_in_use(),
        blocks=sys.getallocatedblocks(),
        objects=of_python + len(QApplication.allWidgets()),
        files=len(list(Path("/proc/self/fd").iterdir())),
    )


def _in_use() -> float:
    try:
        tell = ctypes.CDLL(None).mallinfo2
    except AttributeError:  # another C library
        return 0
    tell.restype = _Heap
    heap = tell()
    return float(heap.uordblks + heap.hblkhd) / MEBIBYTE


def slope(rounds: Sequence[int], values: Sequence[float]) -> float:
    """Return by how much a value grows each round, by least squares."""
    count = len(rounds)
    middle, mean = sum(rounds) / count, sum(values) / count
    above = sum((at - middle) * (value - mean) for at, value in zip(rounds, values, strict=True))
    return above / (sum((at - middle) ** 2 for at in rounds) or 1)
