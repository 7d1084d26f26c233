"""What `verify` finds in a store whose seal fits but whose content does not."""

import sqlite3
from pathlib import Path

import pytest

from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.exchange.verify import verify
from ros1_desktop.knowledge.build import build_store
from ros1_desktop.knowledge.store import Store


def changed(resources: Path, folder: Path, change: str) -> Store:
    """Return the store with one change made to it, behind its back."""
    path = folder / "changed.sqlite"
    fingerprint = build_store(resources, path)
    database = sqlite3.connect(path)
    database.execute(change)
    database.commit()
    database.close()
    return Store(path.read_bytes(), fingerprint)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("ALTER TABLE outcome DROP COLUMN events", "table outcome: the column events is missing"),
        ("DROP TABLE caution", "table caution: the column drug is missing"),
        ("DELETE FROM drug WHERE id = 'crizotinib'", "drug = crizotinib is no drug"),
        ("DELETE FROM source WHERE kind = 'judgement'", "table option, row OP-01:"),
    ],
)
def test_what_is_missing_from_the_store_is_named(
    resources: Path, tmp_path: Path, change: str, said: str
) -> None:
    store = changed(resources, tmp_path, change)
    verified = verify(store, read_vocabulary(resources))
    store.close()
    assert not verified.holds
    assert any(said in fault for fault in verified.faults), verified.faults
