"""Where things live: what the program reads, and what is the user's own.

Rules:
 * One rule for a checkout, an installed wheel and a frozen program: `resources` stands inside the
   package where it was packed, beside the package in a checkout. Nothing is ever written there.
 * The user's own folder is the one the system has for it. On Windows it is the one that stays on
   this computer, for a draft is about a patient and must not follow its user to others.
 * Where a file named `portable.txt` lies beside the program, the user's own folder lies there too,
   and nothing is written anywhere else.
 * The place is an argument everywhere else; only `app` and tests ask here.
"""

from collections.abc import Mapping
from pathlib import Path

NAME = "ros1-desktop"
PORTABLE = "portable.txt"
PORTABLE_FOLDER = "ros1-desktop-user"


def resources() -> Path:
    """Return the folder that holds knowledge, words, fonts and the store."""
    package = Path(__file__).resolve().parent
    packed = package / "resources"
    return packed if packed.is_dir() else package.parent / "resources"


def is_checkout(folder: Path) -> bool:
    """Tell whether `folder` is the resources of a checkout, where the store follows the text."""
    return (folder.parent / "pyproject.toml").is_file()


def user_folder(program: Path, system: str, environment: Mapping[str, str], home: Path) -> Path:
    """Return the user's own folder of this program; it need not be there yet.

    `program` is the file that was started, `system` as `sys.platform` has it, and `home` the
    user's home, which is asked where the environment names nothing better.
    """
    beside = program.resolve().parent
    if (beside / PORTABLE).is_file():
        return beside / PORTABLE_FOLDER
    if system == "win32":
        return _named("LOCALAPPDATA", environment, home / "AppData" / "Local") / NAME
    if system == "darwin":
        return home / "Library" / "Application Support" / NAME
    return _named("XDG_DATA_HOME", environment, home / ".local" / "share") / NAME


def _named(name: str, environment: Mapping[str, str], otherwise: Path) -> Path:
    """Return the folder that the environment names; one that is not whole counts for nothing."""
    named = Path(environment.get(name, ""))
    return named if named.is_absolute() else otherwise
