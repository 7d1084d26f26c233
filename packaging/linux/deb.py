"""The .deb: one package for Debian 12, Ubuntu 24.04 and later, made without root.

Rules:
 * What it depends on is computed from what the bundle's files are linked to and the bundle does
   not carry (dpkg-shlibdeps, with the least versions); added is what two of its libraries read.
 * It has no scripts that run as root, and removing it leaves every user's own files.
 * Two runs give the same bytes, on one processor or many.
"""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from freeze import MAINTAINER, NAME, VERSION, epoch, still_environment
from linux.desktop import ENTRY_PLACE, ICON, ICON_PLACE, changes, manuals, menu_entry
from parts import Part

READ_BY = ("fontconfig-config", "xkb-data")  # data of libfontconfig and libxkbcommon in the bundle
OVERRIDES = Path(__file__).with_name("lintian-overrides")  # what is meant to be so, and why
DESCRIPTION = """Description: decision support for ROS1-positive lung cancer
 A wizard for the tumour board. It takes histology, test methods and results,
 and the history of ROS1 inhibitors, asks a bundled and dated store of facts,
 and gives the next test or the treatment options with their reasons. Japanese
 first, English second. It never uses a network.
 .
 What users keep stands in their own folders and is never removed by this
 package.
"""


def make_deb(bundle: Path, parts: Sequence[Part], out: Path) -> Path:
    """Pack a frozen folder; return the package."""
    architecture = _said("dpkg", "--print-architecture").strip()
    package = out / f"{NAME}_{VERSION}_{architecture}.deb"
    with TemporaryDirectory() as place:
        root = Path(place, "root")
        shutil.copytree(bundle, root / "opt" / NAME, symlinks=True)
        _put_outside(root, parts)
        control = root / "DEBIAN"
        control.mkdir()
        _write(control / "md5sums", _md5sums(root))
        _write(control / "control", _control(root, architecture, parts))
        _settle(root)
        out.mkdir(parents=True, exist_ok=True)
        pack = ["dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=1", "--build"]
        subprocess.run(
            [*pack, str(root), str(package)],
            check=True,
            stdout=subprocess.DEVNULL,
            env=still_environment(),
        )
    return package


def _put_outside(root: Path, parts: Iterable[Part]) -> None:
    """Put what stands outside the program's own folder."""
    usr = root / "usr"
    command = usr / "bin" / NAME
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/opt/{NAME}/{NAME}")
    _write(usr / ENTRY_PLACE, menu_entry(f"/usr/bin/{NAME} %f"))
    _write(usr / ICON_PLACE, ICON.read_text(encoding="utf-8"))
    _write(usr / "share" / "doc" / NAME / "copyright", _copyright(parts))
    _write(usr / "share" / "lintian" / "overrides" / NAME, OVERRIDES.read_text(encoding="utf-8"))
    for place, packed in {**manuals(), **changes()}.items():
        (usr / place).parent.mkdir(parents=True, exist_ok=True)
        (usr / place).write_bytes(packed)


def _copyright(parts: Iterable[Part]) -> str:
    lines = [f" {part.name} {part.version}: {part.licence}".replace("\n", " ") for part in parts]
    return "\n".join(
        (
            "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
            "Upstream-Name: ROS1 desktop",
            "Comment: The program carries these parts; the text of each licence stands in",
            f" /opt/{NAME}/_internal/ros1_desktop/resources/licences.",
            " .",
            *lines,
            "",
            "Files: *",
            "Copyright: the authors of ROS1 desktop",
            "License: Apache-2.0",
            " On Debian systems the text stands in /usr/share/common-licenses/Apache-2.0.",
            "",
        )
    )


def _control(root: Path, architecture: str, parts: Iterable[Part]) -> str:
    size = sum(_kibibytes(path) for path in root.rglob("*") if "DEBIAN" not in path.parts)
    return (
        f"Package: {NAME}\n"
        f"Version: {VERSION}\n"
        f"Architecture: {architecture}\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {size}\n"
        f"Depends: {', '.join(depends(root, parts))}\n"
        "Section: science\n"
        "Priority: optional\n"
        f"{DESCRIPTION}"
    )


def depends(root: Path, parts: Iterable[Part]) -> list[str]:
    """Return what the files below a folder need of the system: packages with least versions.

    What the bundle carries itself is not needed of the system.
    """
    carried = {part.name for part in parts if part.kind == "deb"}
    inside = root / "opt" / NAME / "_internal"
    binaries = [str(path) for path in sorted(root.rglob("*")) if _is_elf(path)]
    with TemporaryDirectory() as place:
        control = Path(place, "debian", "control")
        _write(control, f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n")
        asked = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", f"-l{inside}", f"-S{root}"]
        said = subprocess.run(
            [*asked, *binaries], check=True, capture_output=True, text=True, cwd=place
        ).stdout
    found = re.sub(r"^shlibs:Depends=", "", said.strip()).split(", ")
    return sorted({*(need for need in found if need.split(" ")[0] not in carried), *READ_BY})


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _kibibytes(path: Path) -> int:
    """Return the size as dpkg counts it: whole kibibytes, one for what is no file."""
    return -(-path.stat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1


def _md5sums(root: Path) -> str:
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    return "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}"
        f"  {path.relative_to(root).as_posix()}\n"
        for path in files
        if "DEBIAN" not in path.parts
    )


def _settle(root: Path) -> None:
    """Give every file the same owner's rights and the same time; libraries are not run."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or (path.stat().st_mode & 0o100 and ".so" not in path.suffixes)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch(), epoch()), follow_symlinks=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
