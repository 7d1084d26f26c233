"""One door of `guided`, in a process of its own: atheris ends the process when it is done.

    python -m tests.strain.guided_door DOOR INPUTS SEED FOLDER

Nothing of the program may be imported before atheris has been told to watch it.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

LONGEST = 4096
WATCHED = ["ros1_desktop.case", "ros1_desktop.exchange"]
TOLD = "told.json"


@dataclass(slots=True)
class Found:
    """What became of the inputs so far."""

    inputs: int = 0
    taken: int = 0
    slowest: float = 0.0
    bad: list[str] = field(default_factory=list)


def tries(door: str, hostile: Any) -> tuple[Callable[[bytes], bool], list[bytes]]:  # noqa: ANN401 (a module)
    """Return how bytes are tried at a door, and good ones to begin with."""
    hostile.containers()
    if door == "case file":
        return hostile.took, list(hostile.good())
    if door == "2D code":
        codes, inputs = hostile.codes(), import_module("tests.strain.inputs")

        def scanned(data: bytes) -> bool:
            whole = data.startswith(inputs.NAME.encode())
            return bool(hostile.scanned_as(_text(data) if whole else inputs.code_of(data)))

        return scanned, [*map(str.encode, codes), *map(inputs.inside_of, codes)]
    if door == "case with passphrase":
        return hostile.opened, list(hostile.containers())
    asked = hostile.questions()

    def typed(data: bytes) -> bool:
        question = asked[data[0] % len(asked)] if data else asked[0]
        return bool(hostile.answered(question, _text(data[1:])))

    words = ("2024-11", "12.5", "G2032R, L2086F", "TB-7", "令和6年11月", "１２")
    return typed, [
        bytes([number]) + word.encode() for number in range(len(asked)) for word in words
    ]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def least_cost(sealed: Any, cheap: object) -> None:  # noqa: ANN401 (a module)
    """Make every key at the least cost."""
    made = sealed._cipher  # noqa: SLF001 (what it costs is not tried here)
    sealed._cipher = lambda passphrase, salt, _cost: made(passphrase, salt, cheap)  # noqa: SLF001


def fuzz(door: str, runs: int, seed: int, folder: Path) -> None:
    """Try so many inputs at a door, tell what came of it, and end the process."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=WATCHED):
        hostile = import_module("tests.strain.hostile")
    least_cost(import_module("ros1_desktop.exchange.sealed"), hostile.CHEAP)
    attempt, good = tries(door, hostile)
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, content in enumerate(good):
        (corpus / str(number)).write_bytes(content)
    found = Found()

    def one(data: bytes) -> None:
        begun = time.thread_time()
        try:
            found.taken += attempt(data)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is bad)
            found.bad.append(f"{door}: {type(error).__name__}: {error}: {data.hex()}")
        took = time.thread_time() - begun
        found.slowest = max(found.slowest, took)
        if took > hostile.MOST_SECONDS:
            found.bad.append(f"{door}: {took:.1f} s: {data.hex()}")
        found.inputs += 1
        if found.inputs == runs:
            (folder / TOLD).write_text(json.dumps(asdict(found)), encoding="utf-8")

    options = [f"-runs={runs}", f"-seed={seed}", f"-max_len={LONGEST}", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/", str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    fuzz(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
