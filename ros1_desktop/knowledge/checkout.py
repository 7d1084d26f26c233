"""The store of a checkout: it follows the text.

Rules:
 * Where the store is missing, or is not that of the text, it is built before it is opened.
 * sqlite-utils is imported only when something is built.
 * Two programs may build at once: each file appears whole, and who finds the pair of store and
   seal torn builds again.
"""

from pathlib import Path

from ros1_desktop.knowledge.records import KnowledgeError
from ros1_desktop.knowledge.store import STORE, Store, open_store
from ros1_desktop.knowledge.text import fingerprint_of

TRIES = 3


def open_fresh(resources: Path) -> Store:
    """Open the store of the text as it stands now, built first where that is needed."""
    for _ in range(TRIES):
        if not _is_of_the_text(resources):
            _build(resources)
        try:
            return open_store(resources)
        except KnowledgeError:
            _build(resources)
    return open_store(resources)


def _is_of_the_text(resources: Path) -> bool:
    sidecar = resources / f"{STORE}.sha256"
    if not (sidecar.is_file() and (resources / STORE).is_file()):
        return False
    return fingerprint_of(resources / "knowledge") in sidecar.read_text(encoding="ascii")


def _build(resources: Path) -> None:
    from ros1_desktop.knowledge.build import build_store  # noqa: PLC0415 (only where it is built)

    build_store(resources, resources / STORE)
