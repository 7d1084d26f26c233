"""Where resources lie.

Rules:
 * One rule for a checkout, an installed wheel and a frozen program: `resources` stands inside the
   package where it was packed, beside the package in a checkout.
 * The place is an argument everywhere else; only `app` and tests ask here.
"""

from pathlib import Path


def resources() -> Path:
    """Return the folder that holds knowledge, words, fonts and the store."""
    package = Path(__file__).resolve().parent
    packed = package / "resources"
    return packed if packed.is_dir() else package.parent / "resources"


def is_checkout(folder: Path) -> bool:
    """Tell whether `folder` is the resources of a checkout, where the store follows the text."""
    return (folder.parent / "pyproject.toml").is_file()
