"""What is packed for Windows finds all that it loads there; it comes and goes by one list."""

import importlib.util
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
BASE = 0x1000  # where the one section stands in memory
SECTION = 0x200  # where it stands in the file
X64, X86 = 0x8664, 0x14C


def module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return a module of packaging/windows, which is no package's."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    spec = importlib.util.spec_from_file_location(name, PACKAGING / "windows" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, made)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def closure(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return module("closure", monkeypatch)


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return module("installer", monkeypatch)


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return module("runtime", monkeypatch)


def library(
    imports: dict[str, list[str]], exports: list[str], machine: int = X64, mark: bytes = b""
) -> bytes:
    """Return the smallest library for Windows: what it is linked to, and what it exports."""
    data = bytearray()

    def put(content: bytes) -> int:
        at = BASE + len(data)
        data.extend(content + b"\0" * (-len(content) % 8))
        return at

    def names_of(functions: list[str]) -> int:
        hints = [put(b"\0\0" + name.encode() + b"\0") for name in functions]
        return put(struct.pack(f"<{len(hints) + 1}Q", *hints, 0))

    entries = b""
    for name, functions in imports.items():
        table = names_of(functions)
        entries += struct.pack("<5I", table, 0, 0, put(name.encode() + b"\0"), table)
    import_at = put(entries + bytes(20))
    name_places = [put(name.encode() + b"\0") for name in sorted(exports)]
    count = len(name_places)
    functions_at = put(struct.pack(f"<{count}I", *(BASE,) * count))
    names_at = put(struct.pack(f"<{count}I", *name_places))
    numbers_at = put(struct.pack(f"<{count}H", *range(count)))
    own = put(b"own.dll\0")
    head = (0, 0, 0, own, 1, count, count, functions_at, names_at, numbers_at)
    export_at = put(struct.pack("<10I", *head))
    directories = [(export_at, 40), (import_at, len(entries) + 20), *[(0, 0)] * 14]
    coff = struct.pack("<HHIIIHH", machine, 1, 0, 0, 0, 240, 0x2022)
    optional = struct.pack("<HBBIIIII", 0x20B, 14, 0, 0, len(data), 0, 0, BASE)
    optional += struct.pack(
        "<QIIHHHHHHIIIIHH", 1 << 32, 0x1000, 0x200, *(6, 0) * 3, 0, 0x10000, SECTION, 0, 2, 0
    )
    optional += struct.pack("<QQQQII", 0, 0, 0, 0, 0, 16)
    optional += b"".join(struct.pack("<II", *directory) for directory in directories)
    section = struct.pack(
        "<8sIIIIIIHHI", b".data", len(data), BASE, len(data), SECTION, 0, 0, 0, 0, 0
    )
    start = b"MZ" + mark.ljust(58, b"\0") + struct.pack("<I", 64)
    return (start + b"PE\0\0" + coff + optional + section).ljust(SECTION, b"\0") + bytes(data)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Make a folder as PyInstaller leaves it, whole in every link."""
    inside = tmp_path / "bundle" / "_internal"
    for place, content in {
        "../ros1-desktop.exe": library({"KERNEL32.dll": ["LoadLibraryW"]}, []),
        "python311.dll": library({"VCRUNTIME140.dll": ["memcpy"]}, ["Py_Main"]),
        "VCRUNTIME140.dll": library({"api-ms-win-crt-heap-l1-1-0.dll": ["free"]}, ["memcpy"]),
        "PySide6/Qt6Core.dll": library({"vcruntime140.dll": ["memcpy"], "icuuc.dll": []}, ["qt"]),
        "PySide6/plugins/platforms/qwindows.dll": library({"Qt6Core.dll": ["qt"]}, []),
        "_sqlite3.pyd": library({"python311.dll": ["Py_Main"]}, []),
    }.items():
        file = inside / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (inside / "words.toml").write_text("no program", encoding="utf-8")
    return inside.parent


def faults(closure: ModuleType, bundle: Path, capsys: pytest.CaptureFixture[str]) -> str:
    code = closure.main([str(bundle)])
    said = capsys.readouterr().out
    assert code == int("FAIL" in said)
    return "\n".join(line.strip() for line in said.splitlines() if not line.startswith("ok"))


def test_a_whole_bundle_passes(
    closure: ModuleType, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert faults(closure, bundle, capsys) == "6 passed, 0 failed"


def test_a_library_that_is_missing_is_named_with_who_needs_it(
    closure: ModuleType, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bundle / "_internal" / "VCRUNTIME140.dll").unlink()
    said = faults(closure, bundle, capsys)
    assert "FAIL _internal/python311.dll" in said
    assert "FAIL _internal/PySide6/Qt6Core.dll" in said
    assert "nothing gives it vcruntime140.dll" in said
    assert said.endswith("3 passed, 2 failed")


def test_a_library_counts_only_where_windows_looks_for_it(
    closure: ModuleType, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runtime = bundle / "_internal" / "VCRUNTIME140.dll"
    runtime.rename(bundle / "_internal" / "PySide6" / runtime.name)
    said = faults(closure, bundle, capsys)
    assert "FAIL _internal/python311.dll" in said
    assert "Qt6Core" not in said


def test_a_library_that_lacks_a_function_asked_of_it_is_named(
    closure: ModuleType, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = library({}, ["memmove"])
    (bundle / "_internal" / "VCRUNTIME140.dll").write_bytes(older)
    assert "vcruntime140.dll has no memcpy" in faults(closure, bundle, capsys)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("icuuc.dll", library({}, []), "hides that of Windows"),
        ("old.dll", library({}, [], machine=X86), "not made for x64"),
        ("shim.dll", library({}, [], mark=b"\0" * 20 + b"Wine builtin DLL"), "a file of Wine"),
        ("new.dll", library({"unheard.dll": ["f"]}, []), "nothing gives it unheard.dll"),
        ("new.dll", library({"api-ms-win-core-path-l1-1-9.dll": ["f"]}, []), "nothing gives it"),
    ],
)
def test_what_must_not_travel_is_named(  # noqa: PLR0913, PLR0917 (fixtures, a table)
    closure: ModuleType,
    bundle: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes,
    fault: str,
) -> None:
    (bundle / "_internal" / name).write_bytes(content)
    said = faults(closure, bundle, capsys)
    assert f"FAIL _internal/{name}" in said
    assert fault in said


def test_the_installer_writes_and_removes_each_file_in_its_own_folder(
    installer: ModuleType, bundle: Path
) -> None:
    text = installer.file_list(bundle)
    put = {}
    folder = ""
    for line in text.partition("!macro REMOVE_FILES")[0].splitlines():
        if found := re.fullmatch(r'  SetOutPath "(.*)"', line):
            folder = found[1]
        if found := re.fullmatch(r'  File "(.*)"', line):
            put[f"{folder}\\{Path(found[1]).name}"] = Path(found[1])
    files = [path for path in bundle.rglob("*") if path.is_file()]
    there = {"$INSTDIR\\" + "\\".join(path.relative_to(bundle).parts): path for path in files}
    assert put == there
    assert set(re.findall(r'  Delete "(.*)"', text)) == set(there)
    removed = re.findall(r'  RMDir "(.*)"', text)
    assert removed.index(r"$INSTDIR\_internal\PySide6") < removed.index(r"$INSTDIR\_internal")
    assert "RMDir /r" not in text + (PACKAGING / "windows" / "setup.nsi").read_text("utf-8")


def test_the_zip_holds_the_folder_and_the_marker_and_is_the_same_twice(
    installer: ModuleType, bundle: Path, tmp_path: Path
) -> None:
    marker = ("portable.txt", b"stay")
    made = []
    for name in ("one.zip", "two.zip"):
        installer.make_zip(bundle, tmp_path / name, "ros1-desktop-1", marker, 1_700_000_000)
        made.append((tmp_path / name).read_bytes())
        (bundle / "ros1-desktop.exe").touch()
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert packed.read("ros1-desktop-1/portable.txt") == b"stay"
        assert len(packed.namelist()) == 8


def test_windows_gets_the_same_versions_as_every_other_system() -> None:
    pinned = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)
    everywhere = dict(pinned.findall((ROOT / "requirements.lock").read_text("utf-8")))
    lock = (PACKAGING / "windows" / "requirements.lock").read_text("utf-8")
    for name, version in pinned.findall(lock):
        assert everywhere.get(name, version) == version
    assert {"pyside6-essentials", "reportlab", "pyinstaller", "pywin32-ctypes"} <= dict(
        pinned.findall(lock)
    ).keys()
    assert "://" not in re.sub(r"^ *#.*$", "", lock, flags=re.MULTILINE)


def test_a_python_that_is_not_the_one_that_was_checked_is_refused(
    runtime: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "_pip", lambda *_, **__: None)
    monkeypatch.setattr(runtime, "_matching", lambda *_: iter([tmp_path]))
    monkeypatch.setattr(runtime, "_member", lambda *_: b"another Python")
    with pytest.raises(runtime.UntrustedError, match="has the hash"):
        runtime.prepare(tmp_path / "python")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (0, "Signer #0:\n  Subject: /CN=Somebody Else"),
        (1, "Signer #0:\n  Subject: /CN=Python Software Foundation"),
        (0, "No signature found"),
    ],
)
def test_a_file_that_is_not_signed_by_whom_we_trust_is_refused(
    runtime: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    asked: list[list[str]] = []

    def verify(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        asked.append(command)
        return subprocess.CompletedProcess(command, code, said, "")

    monkeypatch.setattr(runtime.shutil, "which", lambda _: "osslsigncode")
    monkeypatch.setattr(runtime.subprocess, "run", verify)
    files = [tmp_path / "python311.dll", tmp_path / "LICENSE.txt"]
    with pytest.raises(runtime.UntrustedError, match=r"python311\.dll is not signed"):
        runtime.check_signatures(files, tmp_path / "roots.pem")
    said = "Signer #0:\n  Subject: /CN=Python Software Foundation"
    code = 0
    runtime.check_signatures(files, tmp_path / "roots.pem")
    assert not any("LICENSE.txt" in " ".join(command) for command in asked)


def test_the_icon_is_drawn_at_every_size(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shown = module("shown", monkeypatch)
    icon = tmp_path / "program.ico"
    shown.draw_icon(ROOT / "resources" / "icons" / "ros1-desktop.svg", icon)
    content = icon.read_bytes()
    sizes = []
    for number in range(struct.unpack_from("<H", content, 4)[0]):
        length, at = struct.unpack_from("<II", content, 6 + 16 * number + 8)
        picture = QImage.fromData(content[at : at + length])
        sizes.append(picture.width())
        assert picture.pixelColor(picture.width() // 2, picture.width() // 2).alpha() == 255
        assert picture.pixelColor(0, 0).alpha() < 255
    assert tuple(sizes) == shown.SIZES
