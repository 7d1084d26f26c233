"""What is put together in no fixed order comes out in one."""

import zipfile
from itertools import permutations
from pathlib import Path

from freeze import put_in_order

MODULES = {"re/__init__.pyc": b"re", "locale.pyc": b"locale", "re/_parser.pyc": b"parser"}


def test_an_archive_of_modules_is_the_same_in_whatever_order_they_came(tmp_path: Path) -> None:
    made = set()
    for order in permutations(MODULES):
        archive = tmp_path / "base_library.zip"
        with zipfile.ZipFile(archive, "w") as packed:
            for name in order:
                packed.writestr(name, MODULES[name])
        put_in_order(archive)
        made.add(archive.read_bytes())
        with zipfile.ZipFile(archive) as found:
            assert {name: found.read(name) for name in found.namelist()} == MODULES
    assert len(made) == 1
