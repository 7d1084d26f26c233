"""The store holds the text, opens only as it was built, and is never written to."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.exchange.verify import figure_faults, label_faults, maps_faults, verify
from ros1_desktop.exchange.write import fact_json
from ros1_desktop.knowledge.build import build_store
from ros1_desktop.knowledge.checkout import open_fresh
from ros1_desktop.knowledge.records import KnowledgeError, Row, StoreError
from ros1_desktop.knowledge.shapes import SHAPES
from ros1_desktop.knowledge.store import STORE, Store, open_store
from ros1_desktop.knowledge.text import fingerprint_of, read_text

TODAY = "2026-11-23"


@pytest.fixture(scope="session")
def built(resources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the store of today's text and its seal."""
    folder = tmp_path_factory.mktemp("built")
    build_store(resources, folder / STORE)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder, to be damaged."""
    return shutil.copytree(built, tmp_path / "copy")


@pytest.fixture(scope="session")
def store(built: Path) -> Iterator[Store]:
    opened = open_store(built)
    yield opened
    opened.close()


def seal(folder: Path, fingerprint: str) -> None:
    """Seal the store again, whatever it holds now."""
    digest = hashlib.sha256((folder / STORE).read_bytes()).hexdigest()
    (folder / f"{STORE}.sha256").write_text(f"{digest}  {fingerprint}\n", encoding="ascii")


# --- Built ------------------------------------------------------------------------------------


def test_building_twice_gives_the_same_bytes(resources: Path, built: Path, tmp_path: Path) -> None:
    fingerprint = build_store(resources, tmp_path / STORE)
    assert fingerprint == fingerprint_of(resources / "knowledge")
    for name in (STORE, f"{STORE}.sha256"):
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [STORE, f"{STORE}.sha256"]


def test_wrong_text_builds_nothing_and_leaves_the_old_store(
    resources: Path, folder: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "resources"
    shutil.copytree(resources / "knowledge", wrong / "knowledge")
    shutil.copy(resources / "case.schema.json", wrong)
    (wrong / "knowledge" / "new.toml").write_text("[[drug]]\n", encoding="utf-8")
    before = (folder / STORE).read_bytes()
    with pytest.raises(KnowledgeError, match=r"new\.toml"):
        build_store(wrong, folder / STORE)
    assert (folder / STORE).read_bytes() == before
    assert len(list(folder.iterdir())) == 2


def test_a_kind_of_fact_without_a_row_is_an_empty_table(resources: Path, tmp_path: Path) -> None:
    own = tmp_path / "resources"
    shutil.copytree(resources / "knowledge", own / "knowledge")
    shutil.copy(resources / "case.schema.json", own)
    (own / "knowledge" / "resistance.toml").write_text("", encoding="utf-8")
    build_store(own, own / STORE)
    opened = open_store(own)
    assert list(opened.facts("resistance")) == []
    assert opened.in_force(TODAY, "JP").resistance == ()
    opened.close()


def test_the_store_holds_every_row_of_the_text(resources: Path, store: Store) -> None:
    text = read_text(resources / "knowledge")
    for kind, rows in text.facts.items():
        shape = SHAPES[kind]
        whole = [{name: row.get(name) for name in shape} for row in rows]
        stored = list(store.facts(kind))
        assert stored == sorted(whole, key=lambda row: str(row["id"]))
    assert store.findings() == text.findings
    for name, table in store.tables().items():
        lines = tuple(sorted(text.tables[name].rows, key=lambda line: line.id))
        assert table == replace(text.tables[name], rows=lines)


def test_a_figure_is_kept_as_it_was_printed(store: Store) -> None:
    rows = {row["id"]: row for row in store.facts("outcome")}
    kinds = {type(row["value"]) for row in rows.values()}
    assert kinds == {int, float, str}
    assert rows["trident-1.naive.orr"]["value"] == 79


# --- Opened -----------------------------------------------------------------------------------


def test_any_flipped_bit_is_refused(folder: Path) -> None:
    content = (folder / STORE).read_bytes()
    chance = Random(1)  # noqa: S311 (bits to flip, no secret)
    for place in [
        0,
        18,
        60,
        len(content) - 1,
        *(chance.randrange(len(content)) for _ in range(60)),
    ]:
        damaged = bytearray(content)
        damaged[place] ^= 1 << chance.randrange(8)
        (folder / STORE).write_bytes(damaged)
        with pytest.raises(StoreError, match="store_damaged"):
            open_store(folder)
    (folder / STORE).write_bytes(content)
    open_store(folder).close()


@pytest.mark.parametrize("change", [b"", b"\0"])
def test_a_store_cut_short_or_grown_is_refused(folder: Path, change: bytes) -> None:
    content = (folder / STORE).read_bytes()
    (folder / STORE).write_bytes(content + change if change else content[:-1])
    with pytest.raises(StoreError, match="store_damaged"):
        open_store(folder)


@pytest.mark.parametrize("missing", [STORE, f"{STORE}.sha256"])
def test_a_missing_file_is_said(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(StoreError, match="store_unreadable"):
        open_store(folder)


@pytest.mark.parametrize("written", ["", "one", "one two three", "é"])
def test_a_seal_that_is_none_is_refused(folder: Path, written: str) -> None:
    (folder / f"{STORE}.sha256").write_text(written, encoding="utf-8")
    with pytest.raises(KnowledgeError):
        open_store(folder)


def test_a_seal_of_another_text_is_refused(folder: Path) -> None:
    seal(folder, "0" * 64)
    with pytest.raises(StoreError, match="store_of_other_text"):
        open_store(folder)


@pytest.mark.parametrize(
    ("place", "byte", "said"), [(18, 2, "store_with_log"), (63, 0, "store_of_other_version")]
)
def test_a_store_of_another_kind_is_refused_though_it_is_sealed(
    folder: Path, place: int, byte: int, said: str
) -> None:
    content = bytearray((folder / STORE).read_bytes())
    content[place] = byte if place == 18 else content[place] ^ 1
    (folder / STORE).write_bytes(content)
    seal(folder, "0" * 64)
    with pytest.raises(StoreError, match=said):
        open_store(folder)


WRITES = [
    "INSERT INTO source (id) VALUES ('x')",
    "UPDATE source SET id = 'x'",
    "DELETE FROM source",
    "DROP TABLE source",
    "CREATE TABLE mine (id)",
    "CREATE TEMP TABLE mine (id)",
    "ALTER TABLE source ADD COLUMN mine",
    "CREATE INDEX mine ON source (id)",
    "ATTACH ':memory:' AS other",
    "DETACH main",
    "PRAGMA query_only=OFF",
    "PRAGMA user_version=7",
    "PRAGMA writable_schema=ON",
    "PRAGMA journal_mode=WAL",
    "PRAGMA table_info(source)",
    "VACUUM",
    "VACUUM INTO '/dev/null'",
    "BEGIN",
    "SAVEPOINT mine",
    "REINDEX",
    "ANALYZE",
]


@pytest.mark.parametrize("words", WRITES)
def test_anything_but_reading_is_refused(store: Store, words: str) -> None:
    before = list(store.facts("source"))
    with pytest.raises(sqlite3.DatabaseError):
        list(store.rows(words))
    assert list(store.facts("source")) == before


def test_a_checkout_builds_the_store_of_its_text(resources: Path, tmp_path: Path) -> None:
    own = tmp_path / "resources"
    shutil.copytree(resources / "knowledge", own / "knowledge")
    shutil.copy(resources / "case.schema.json", own)
    first = open_fresh(own)
    first.close()
    assert first.fingerprint == fingerprint_of(own / "knowledge")
    made = (own / STORE).stat().st_mtime_ns
    open_fresh(own).close()
    assert (own / STORE).stat().st_mtime_ns == made, "nothing had changed"
    with (own / "knowledge" / "cautions.toml").open("a", encoding="utf-8") as file:
        file.write("# read again\n")
    later = open_fresh(own)
    later.close()
    assert later.fingerprint != first.fingerprint


def test_a_checkout_mends_a_damaged_store(resources: Path, tmp_path: Path) -> None:
    own = tmp_path / "resources"
    shutil.copytree(resources / "knowledge", own / "knowledge")
    shutil.copy(resources / "case.schema.json", own)
    open_fresh(own).close()
    whole = (own / STORE).read_bytes()
    (own / STORE).write_bytes(whole[:-1])
    open_fresh(own).close()
    assert (own / STORE).read_bytes() == whole


def test_a_store_that_cannot_be_mended_is_refused(
    resources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "resources"
    shutil.copytree(resources / "knowledge", own / "knowledge")
    shutil.copy(resources / "case.schema.json", own)
    monkeypatch.setattr("ros1_desktop.knowledge.checkout._build", lambda _: None)
    with pytest.raises(KnowledgeError):
        open_fresh(own)


# --- Time -------------------------------------------------------------------------------------


def pairs(store: Store, as_of: str) -> Mapping[str, bool]:
    return {pair.id: pair.in_force for pair in store.in_force(as_of, "JP").pairs}


def test_a_day_holds_from_that_day(store: Store) -> None:
    kit = "jp.oncoguide_amoydx_ros1.crizotinib"
    assert kit not in pairs(store, "2017-01-30")
    assert pairs(store, "2017-01-31")[kit]
    assert "repotrectinib" not in store.in_force("2024-09-23", "JP").approvals
    assert "repotrectinib" in store.in_force("2024-09-24", "JP").approvals


def test_a_month_holds_from_its_last_day(store: Store) -> None:
    panel = [
        row["id"]
        for row in store.facts("companion_diagnostic")
        if row["assay"] == "amoydx_pan_lung_cancer_pcr_panel" and row["valid_from"] == "2021-06"
    ]
    assert panel
    assert not pairs(store, "2021-06-29").keys() & set(panel)
    assert all(pairs(store, "2021-06-30")[name] for name in panel)


def test_a_year_holds_from_its_last_day(store: Store) -> None:
    yearly = [row for row in store.facts("recommendation") if len(row["valid_from"]) == 4]
    assert yearly
    for row in yearly:
        year = row["valid_from"]
        before, after = (
            {line.id for line in store.in_force(day, "JP").recommendations}
            for day in (f"{year}-12-30", f"{year}-12-31")
        )
        assert row["id"] not in before
        assert row["id"] in after


def test_known_by_is_kept_before_its_day_but_not_in_force(store: Store) -> None:
    kit = "jp.oncoguide_amoydx_ros1.entrectinib"
    assert pairs(store, "2018-01-01")[kit] is False
    assert pairs(store, "2023-12-30")[kit] is False
    assert pairs(store, "2023-12-31")[kit] is True


def test_what_has_ended_no_longer_holds(store: Store) -> None:
    def listed(day: str) -> set[str]:
        return {row["id"] for row in store.facts("approval", day)}

    assert "cn.taletrectinib" not in listed("2024-12-30")
    assert "cn.taletrectinib" in listed("2024-12-31")
    assert "cn.taletrectinib" in listed("2025-01-30")
    assert "cn.taletrectinib" not in listed("2025-01-31")
    assert "cn.taletrectinib" in {row["id"] for row in store.facts("approval")}


def test_facts_as_of_a_day_grow_with_the_days(store: Store) -> None:
    for kind, shape in SHAPES.items():
        ids = [
            {row["id"] for row in store.facts(kind, day)}
            for day in ("1900-01-01", "2018-06-01", "2024-12-31", "2100-01-01")
        ]
        whole = {row["id"] for row in store.facts(kind)}
        if not {"valid_from", "reported"} & shape.keys():
            assert ids == [whole] * 4, kind
            continue
        ended = {row["id"] for row in store.facts(kind) if row.get("valid_to")}
        for earlier, later in pairwise(ids):
            assert earlier - ended <= later, kind
        assert ids[-1] == whole - ended, kind
        undated = {
            row["id"]
            for row in store.facts(kind)
            if row.get("valid_from") is None and row.get("reported") is None
        }
        assert ids[0] == undated, kind


def test_an_outcome_is_superseded_only_once_the_later_cut_was_reported(store: Store) -> None:
    later = {row["id"]: row for row in store.facts("outcome")}
    pair = [(row["id"], row["superseded_by"]) for row in later.values() if row["superseded_by"]]
    assert pair
    ever = {
        outcome.id: outcome.superseded
        for outcomes in store.in_force("2100-01-01", "JP").outcomes.values()
        for outcome in outcomes
    }
    assert {name for name, superseded in ever.items() if superseded} == {old for old, _ in pair}


def test_a_recommendation_is_superseded_from_its_day(store: Store) -> None:
    row = next(row for row in store.facts("recommendation") if row["superseded_from"])
    lines = {line.id: line for line in store.in_force("2100-01-01", "JP").recommendations}
    assert lines[row["id"]].superseded
    day = next(
        day
        for day in (f"{year}-12-30" for year in range(2015, 2030))
        if row["id"] in {line.id for line in store.in_force(day, "JP").recommendations}
    )
    lines = {line.id: line for line in store.in_force(day, "JP").recommendations}
    assert lines[row["id"]].superseded is (row["superseded_from"] <= day)


def test_every_text_id_that_is_drawn_as_json_keeps_the_names_of_the_contract(store: Store) -> None:
    names: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
        "outcome": lambda row: '"population": ' in fact_json(row),
        "assay": lambda row: '"standing": {"JP": ' in fact_json(row),
        "source": lambda row: '"population"' not in fact_json(row),
    }
    for kind, holds in names.items():
        assert all(holds(row) for row in store.facts(kind))


# --- The whole --------------------------------------------------------------------------------


def test_the_whole_store_is_verified(store: Store, vocabulary: Vocabulary) -> None:
    verified = verify(store, vocabulary)
    assert not verified.faults
    assert verified.holds
    assert verified.counts.keys() == SHAPES.keys()
    assert sum(verified.counts["outcome"].values()) == len(list(store.facts("outcome")))
    assert not replace(verified, faults=("something",)).holds
    broken = replace(verified.proofs[0], spare=("word",))
    assert not replace(verified, proofs=(broken,)).holds


def test_a_finding_that_forgets_or_invents_a_word_is_named(
    store: Store, vocabulary: Vocabulary
) -> None:
    findings = dict(store.findings())
    assert not list(maps_faults(findings, vocabulary))
    age = findings["age"]
    forgets = {word: said for word, said in age.maps.items() if word != "under_18"}
    findings["age"] = replace(age, maps={**forgets, "over_99": "adult"})
    faults = list(maps_faults(findings, vocabulary))
    assert len(faults) == 2
    assert all("finding age" in fault and "age_band" in fault for fault in faults)


def test_a_caution_without_its_label_row_is_named(store: Store, vocabulary: Vocabulary) -> None:
    table, cautions = store.tables()["label_names"], list(store.facts("caution"))
    assert not list(label_faults(table, cautions, vocabulary))
    (missing,) = label_faults(table, cautions[1:], vocabulary)
    assert cautions[0]["drug"] in missing
    named = {**cautions[0], "field": "safety.mood"}
    faults = list(label_faults(table, [*cautions, named], vocabulary))
    assert [fault for fault in faults if "no field of a case" in fault]
    assert [fault for fault in faults if "in one of" in fault]
    other = Row("X", {"drug": frozenset({"x"}), "safety_fact": frozenset({"y"})}, "named", (), None)
    assert list(label_faults(replace(table, rows=(*table.rows, other)), cautions, vocabulary))


@pytest.mark.parametrize(
    ("value", "low", "high", "wrong"),
    [
        (79, 68, 88, False),
        (68, 68, 88, False),
        (67, 68, 88, True),
        (89, 68, 88, True),
        (25.6, 30, "NR", True),
        ("NR", 30, "NR", False),
        (34.1, 25.6, "NR", False),
        (34.1, None, None, False),
    ],
)
def test_a_figure_outside_its_interval_is_named(
    value: object,
    low: object,
    high: object,
    wrong: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    row = {"id": "a", "value": value, "low": low, "high": high}
    assert bool(list(figure_faults([row]))) == wrong
