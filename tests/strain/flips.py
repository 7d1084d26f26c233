"""Every single bit: flipped in a case, in a case under a passphrase, in a store and in its seal.

A store, its seal and a case under a passphrase must be refused whatever bit is flipped. A plain
case carries no seal: it is refused, or taken as exactly what it says now, which a second reader of
JSON confirms. The program's own store is flipped as well, every bit in the night, some in the other
tiers; there the refusal is that its hash differs, which is what is asked before anything is read.
"""

import hashlib
import json
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

from ros1_desktop.case.case import CaseError
from ros1_desktop.exchange.read import read_case
from ros1_desktop.exchange.sealed import Strength, make_key, unseal
from ros1_desktop.exchange.write import case_json
from ros1_desktop.knowledge.records import KnowledgeError
from ros1_desktop.knowledge.shapes import VERSION
from ros1_desktop.knowledge.store import STORE, open_store, sealing
from tests.strain.desk import RESOURCES, start
from tests.strain.figure import Figure, Tier, none_of

SIZES: dict[Tier, int] = {"ci": 2_000, "hour": 200_000, "night": 0}  # bits of the store; 0: all
CASE = {
    "schema": "ros1-case/1",
    "label": "TB-7",
    "age_band": "40_64",
    "ros1_tests": [
        {"assay": "fish_break_apart", "result": "positive", "fish": {"positive_percent": 14.9}}
    ],
}
WORDS = "three dry herons"
BLOCK = 4096
WORKERS = 2


def flipped(content: bytes) -> Iterator[bytes]:
    """Yield a content with each of its bits flipped."""
    for place in range(len(content)):
        for bit in range(8):
            yield content[:place] + bytes((content[place] ^ (1 << bit),)) + content[place + 1 :]


def plain_case() -> Figure:
    """Flip every bit of a plain case."""
    tried = bad = taken = 0
    whole = case_json(CASE).encode()
    read_case(whole, start().vocabulary)
    for content in flipped(whole):
        tried += 1
        try:
            case = read_case(content, start().vocabulary)
        except CaseError:
            continue
        taken += 1
        bad += json.loads(content) != dict(case.answers)
    return none_of("bits of a case", bad, tried, f"taken as something else, {taken} as they say")


def sealed_case() -> Figure:
    """Flip every bit of a case under a passphrase."""
    tried = bad = 0
    for content in flipped(make_key(WORDS, Strength(8, 1, 1)).seal(case_json(CASE).encode())):
        tried += 1
        try:
            unseal(content, WORDS)
        except CaseError:
            continue
        bad += 1
    return none_of("bits of a case with passphrase", bad, tried, "accepted")


def small_store(folder: Path) -> None:
    """Make the smallest store that opens."""
    fingerprint = "0" * 64
    made = sqlite3.connect(folder / STORE)
    made.execute(f"PRAGMA user_version={VERSION}")
    made.execute("CREATE TABLE seal (fingerprint TEXT)")
    made.execute("INSERT INTO seal VALUES (?)", (fingerprint,))
    made.commit()
    made.close()
    content = (folder / STORE).read_bytes()
    (folder / f"{STORE}.sha256").write_text(sealing(content, fingerprint), encoding="ascii")


def store_and_seal() -> Iterator[Figure]:
    """Flip every bit of a small store and of its seal, through the door of the program."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (faster than a disk)
    with tempfile.TemporaryDirectory(prefix="ros1-strain-", dir=memory) as place:
        folder = Path(place)
        small_store(folder)
        open_store(folder).close()
        for name in (STORE, f"{STORE}.sha256"):
            tried = bad = 0
            whole = (folder / name).read_bytes()
            for content in flipped(whole):
                (folder / name).write_bytes(content)
                tried += 1
                try:
                    open_store(folder).close()
                except KnowledgeError:
                    continue
                bad += 1
            (folder / name).write_bytes(whole)
            what = "a small store" if name == STORE else "its seal"
            yield none_of(f"bits of {what}", bad, tried, "accepted")


def unseen(start_block: int, blocks: int) -> tuple[int, int]:
    """Flip every bit of some blocks of the program's store; return bits, and those not noticed."""
    content = (RESOURCES / STORE).read_bytes()
    sealed = hashlib.sha256(content).digest()
    tried = bad = 0
    for block in range(start_block, start_block + blocks):
        before = hashlib.sha256(content[: block * BLOCK])
        inside = content[block * BLOCK : (block + 1) * BLOCK]
        after = content[(block + 1) * BLOCK :]
        for harmed in flipped(inside):
            whole = before.copy()
            whole.update(harmed)
            whole.update(after)
            tried += 1
            bad += whole.digest() == sealed
    return tried, bad


def own_store(bits: int, seed: int) -> Figure:
    """Flip bits of the program's store: so many, or all of them."""
    blocks = -(-(RESOURCES / STORE).stat().st_size // BLOCK)
    chance = random.Random(seed)  # noqa: S311 (blocks to flip, not secrets)
    wanted = -(-bits // (8 * BLOCK)) if bits else blocks
    chosen = sorted(chance.sample(range(blocks), min(wanted, blocks)))
    with get_context("fork").Pool(WORKERS) as pool:
        found = pool.starmap(unseen, [(block, 1) for block in chosen], chunksize=1)
    tried, bad = (sum(numbers) for numbers in zip(*found, strict=True))
    return none_of("bits of the program's store", bad, tried, "accepted")


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield what becomes of every flipped bit."""
    yield plain_case()
    yield sealed_case()
    yield from store_and_seal()
    yield own_store(SIZES[tier], seed)
