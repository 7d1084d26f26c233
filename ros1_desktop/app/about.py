"""What the wizard tells of the program: the store verified anew, and the licences of all parts."""

import json
from pathlib import Path

from ros1_desktop.app.start import Start, open_here
from ros1_desktop.exchange.agree import agree
from ros1_desktop.exchange.verify import verify
from ros1_desktop.exchange.vignettes import read_vignettes, run_vignettes
from ros1_desktop.wizard.provenance import Licence, Proven

LICENCES = "licences"  # of resources: gathered when the program is packed, not in a checkout


def prove(start: Start, as_of: str) -> Proven:
    """Verify everything that `ros1-desktop check` verifies; it may run in any thread."""
    store = open_here(start.resources)
    try:
        verified = verify(store, start.vocabulary)
        faults = list(verified.faults)
        for proof in verified.proofs:
            faults += [f"{proof.table}: {gap}" for gap in proof.gaps]
            faults += [f"{proof.table}: {one}, {other}" for one, other in proof.clashes]
        twice = agree(store, start.vocabulary, as_of)
        held = run_vignettes(store, start.vocabulary, read_vignettes(start.resources))
        faults += [*twice.disagreements, *held.failed, *held.rows_without]
        return Proven(
            fingerprint=store.fingerprint,
            tables=len(verified.proofs),
            states=sum(proof.states for proof in verified.proofs),
            twice=twice.states,
            vignettes=held.count,
            rows=held.rows - held.unmet,
            faults=tuple(faults),
        )
    finally:
        store.close()


def licences(resources: Path) -> tuple[Licence, ...]:
    """Return the licences of all parts; none in a checkout, where each package has its own."""
    folder = resources / LICENCES
    if not folder.is_dir():
        return ()
    return tuple(
        Licence(
            part=part["name"],
            version=part["version"],
            name=part["licence"],
            text=(folder / part["text"]).read_text(encoding="utf-8"),
        )
        for part in json.loads((folder / "parts.json").read_text(encoding="utf-8"))
    )
