"""The checks of what was built can fail: each is shown something that is wrong."""

from pathlib import Path

import pytest

import bundle_checks
from tally import Tally

LINKS = {
    "Qt6Pdf": {"Qt6Network", "Qt6Core"},
    "Qt6Network": {"Qt6Core"},
    "cupsprintersupport": {"Qt6PrintSupport"},
    "Qt6Core": set[str](),
}


def failed(tally: Tally) -> list[str]:
    return [line for line in tally.lines if line.startswith("FAIL")]


def test_libraries_of_the_network_with_their_reasons_hold() -> None:
    tally = Tally()
    bundle_checks.network(LINKS, tally)
    assert failed(tally) == []
    assert tally.passed == 3


def test_a_library_of_the_network_without_a_reason_is_found() -> None:
    tally = Tally()
    bundle_checks.network({**LINKS, "_ssl": {"crypto"}, "crypto": set()}, tally)
    assert failed(tally) == ["FAIL _ssl: no reason is given", "FAIL crypto: no reason is given"]


def test_a_reason_that_is_no_longer_true_is_found() -> None:
    tally = Tally()
    bundle_checks.network({**LINKS, "Qt6Pdf": {"Qt6Core"}, "Qt6Gui": {"Qt6Network"}}, tally)
    (line,) = failed(tally)
    assert line.startswith("FAIL Qt6Network")


def test_a_folder_in_which_nothing_is_seen_does_not_hold() -> None:
    tally = Tally()
    bundle_checks.network({}, tally)
    assert tally.end() == 1


def test_a_binary_that_looks_outside_the_program_is_found() -> None:
    tally = Tally()
    searched = {"x.so": {"$ORIGIN/../lib"}, "y.so": {"$ORIGIN", "/home/builder/lib"}, "z.so": set()}
    bundle_checks.places(searched, tally)
    assert failed(tally) == ["FAIL no library is looked for at a place of the build machine"]
    assert "y.so: /home/builder/lib" in tally.lines[-1]


def test_the_size_is_held_with_the_encryption_and_without() -> None:
    sealing = "_internal/cryptography/hazmat/bindings/_rust.abi3.so"
    bare = {"qt.so": 1000}
    for ours, wrong in (
        ({"qt.so": 1000, "own.so": 150, sealing: 90}, 0),
        ({"qt.so": 1000, "own.so": 150, sealing: 91}, 1),
        ({"qt.so": 1000, "own.so": 151}, 1),
        ({"qt.so": 1000, "own.so": 250}, 2),
    ):
        tally = Tally()
        bundle_checks.compared(ours, bare, tally)
        assert len(failed(tally)) == wrong


@pytest.mark.parametrize("name", ["sqlite_utils", "sqlite_utils.db", "socket", "urllib.request"])
def test_a_module_that_was_left_out_and_came_in_is_found(name: str) -> None:
    tally = Tally()
    bundle_checks.modules({"modules": [("ros1_desktop.place", ""), (name, "")]}, tally)
    assert failed(tally) == ["FAIL no module that is left out is there"]


def test_modules_of_like_names_are_no_fault() -> None:
    tally = Tally()
    names = ("ros1_desktop.place", "urllib.parse", "socketless")
    bundle_checks.modules({"modules": [(name, "") for name in names]}, tally)
    assert failed(tally) == []


def test_no_check_at_all_is_no_success() -> None:
    assert Tally().end() == 1


def test_a_log_names_what_was_checked_by_its_digest(tmp_path: Path) -> None:
    tally = Tally()
    tally.hold("it runs", held=True)
    tally.end()
    (tmp_path / "x.deb").write_bytes(b"x")
    tally.keep(tmp_path / "logs" / "x.txt", [tmp_path / "x.deb"])
    log = (tmp_path / "logs" / "x.txt").read_text(encoding="utf-8").splitlines()
    assert log[0] == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  x.deb"
    assert log[-2:] == ["ok   it runs", "1 passed, 0 failed"]
