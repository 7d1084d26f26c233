"""What clinics get for Windows: the installer (NSIS), and the same folder as a ZIP that just runs.

Rules:
 * The installer writes and removes the files of one list, made here; it never removes a folder with
   what is in it.
 * The same folder gives the same bytes: files in order, one time for all, `SOURCE_DATE_EPOCH`.
"""

import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePath

SCRIPT = Path(__file__).resolve().parent / "setup.nsi"
LICENCE = "Apache-2.0"


def make_installer(
    bundle: Path, out: Path, icon: Path, version: str, environment: Mapping[str, str]
) -> None:
    """Pack a frozen folder into the installer `out`; beside the icon lies its banner, a BMP.

    Raises:
        subprocess.CalledProcessError: makensis failed; it has said why.
    """
    files = out.with_suffix(".nsh")
    files.write_text(file_list(bundle), encoding="utf-8")
    size = sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file())
    given = {
        "VERSION": version,
        "FILES": files,
        "ICON": icon,
        "BANNER": icon.with_suffix(".bmp"),
        "OUT": out,
        "SIZE_KB": size // 1024,
        "LICENCE": LICENCE,
    }
    defined = [f"-D{name}={value}" for name, value in given.items()]
    tool = shutil.which("makensis") or "makensis"
    quiet = ["-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    subprocess.run([tool, *quiet, *defined, str(SCRIPT)], check=True, env=dict(environment))
    files.unlink()


def file_list(bundle: Path) -> str:
    """Return the two macros that write the files of a folder and remove them again."""
    write, remove, folders = [], [], set()
    for file in sorted(path for path in bundle.rglob("*") if path.is_file()):
        inside = file.relative_to(bundle)
        folders |= set(inside.parents)
        write += [f'  SetOutPath "{_installed(inside.parent)}"', f'  File "{file}"']
        remove.append(f'  Delete "{_installed(inside)}"')
    deepest = sorted(folders - {PurePath()}, key=lambda folder: (-len(folder.parts), folder))
    remove += [f'  RMDir "{_installed(folder)}"' for folder in deepest]
    return "\n".join(
        ["!macro INSTALL_FILES", *write, "!macroend", "!macro REMOVE_FILES", *remove, "!macroend\n"]
    )


def _installed(inside: PurePath) -> str:
    return "\\".join(("$INSTDIR", *inside.parts))


def make_zip(bundle: Path, out: Path, folder: str, marker: tuple[str, bytes], epoch: int) -> None:
    """Pack a frozen folder into the ZIP `out`, as `folder`, with the file that says so."""
    time = datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    contents = {
        path.relative_to(bundle).as_posix(): path.read_bytes()
        for path in bundle.rglob("*")
        if path.is_file()
    }
    contents[marker[0]] = marker[1]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content, compresslevel=9)
