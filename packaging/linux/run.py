"""The .run: one file that installs without root, and refuses where it is not whole.

Rules:
 * It needs what every Linux has: sh, tar, gzip, sha256sum.
 * Its second line is the SHA-256 of all others.
 * Two runs give the same bytes.
"""

import gzip
import hashlib
import io
import platform
import tarfile
from pathlib import Path

from freeze import NAME, VERSION, epoch
from linux.desktop import HERE, ICON, menu_entry


def make_run(bundle: Path, out: Path) -> Path:
    """Pack a frozen folder; return the file."""
    file = out / f"{NAME}-{VERSION}-linux-{platform.machine()}.run"
    packed = gzip.compress(_archive(bundle), mtime=epoch())
    script = (HERE / "installer.sh").read_text(encoding="utf-8")
    for name, word in {
        "@NAME@": NAME,
        "@VERSION@": VERSION,
        "@FILE@": file.name,
        "@LINE@": str(script.count("\n") + 1),
    }.items():
        script = script.replace(name, word)
    first, _, rest = script.encode().split(b"\n", 2)
    digest = hashlib.sha256(first + b"\n" + rest + packed).hexdigest()
    out.mkdir(parents=True, exist_ok=True)
    file.write_bytes(first + f"\nSUM={digest}\n".encode() + rest + packed)
    file.chmod(0o755)
    return file


def _archive(bundle: Path) -> bytes:
    """Return the folder and what installs with it as a tar of fixed order, owner and time."""
    there = {path.relative_to(bundle).as_posix(): path for path in sorted(bundle.rglob("*"))}
    uninstall = (HERE / "uninstall.sh").read_text(encoding="utf-8").replace("@NAME@", NAME)
    added = {
        f"{NAME}.desktop": menu_entry(NAME).encode(),
        f"{NAME}.svg": ICON.read_bytes(),
        "uninstall.sh": uninstall.encode(),
    }
    files = sorted({*added, *(name for name, path in there.items() if _is_file(path))})
    added["files.txt"] = "".join(f"{name}\n" for name in files).encode()
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name, path in there.items():
            tar.add(path, name, recursive=False, filter=_still)
        for name, data in added.items():
            found = tarfile.TarInfo(name)
            found.size = len(data)
            found.mode = 0o755 if name.endswith(".sh") else 0o644
            tar.addfile(_still(found), io.BytesIO(data))
    return content.getvalue()


def _is_file(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _still(found: tarfile.TarInfo) -> tarfile.TarInfo:
    found.uid = found.gid = 0
    found.uname = found.gname = ""
    found.mtime = epoch()
    if not found.issym():
        found.mode = 0o755 if found.isdir() or found.mode & 0o100 else 0o644
    return found
