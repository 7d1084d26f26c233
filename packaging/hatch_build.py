"""Build hook: wherever the program is built, its store is built from the reviewed text.

So are the ready forms of the texts that a start reads (`ros1_desktop/ready.py`).

Rules:
 * The store comes from this source tree, never from an installed program.
 * It is built into `resources/`: an editable install reads it there, a wheel carries it.
 * No store, no wheel.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StoreHook(BuildHookInterface[BuilderConfig]):
    """Builds `resources/knowledge.sqlite` and its fingerprint before files are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's signature)
        """Build the store; every kind of wheel, `standard` or `editable`, needs it.

        Raises:
            FileNotFoundError: the store or its fingerprint was not written.
        """
        sys.path.insert(0, self.root)
        from ros1_desktop.knowledge.build import build_store  # noqa: PLC0415 (found only now)

        resources = Path(self.root, "resources")
        store = resources / "knowledge.sqlite"
        fingerprint = build_store(resources, store)
        for built in (store, store.with_name("knowledge.sqlite.sha256")):
            if not built.is_file():
                message = f"{built} was not built"
                raise FileNotFoundError(message)
        from ros1_desktop.ready import TEXTS, make_ready  # noqa: PLC0415 (the same)

        for text in TEXTS:
            make_ready(resources / text)
        self.app.display_info(f"knowledge store built: {fingerprint}")
