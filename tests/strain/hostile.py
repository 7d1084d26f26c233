"""Hostile input: nothing crashes, nothing hangs, nothing is accepted in a form we would not write.

Four doors are tried, each input once: the file of a case, the text of a 2D code, a case under a
passphrase, and words typed in every field. A door answers with a CaseError or with what it took;
what it took, written again and read again, is the same. Anything else is bad, and so is an answer
that takes more than a second of work, whatever else the machine does meanwhile.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from multiprocessing import get_context
from zlib import crc32

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ros1_desktop.case.case import Answer, Case, CaseError
from ros1_desktop.case.questionnaire import Question, read_questionnaire
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.typed import read
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.rules import Rules
from ros1_desktop.exchange import sealed
from ros1_desktop.exchange.code2d import Pieces, from_code, read_pieces, to_code
from ros1_desktop.exchange.read import read_case
from ros1_desktop.exchange.sealed import Strength, make_key, unseal
from ros1_desktop.exchange.write import case_json, decision_json
from tests.strain.desk import AS_OF, RESOURCES, ROOT, start
from tests.strain.figure import Figure, Tier, none_of
from tests.strain.inputs import Inputs

SIZES: dict[Tier, int] = {"ci": 2_000, "hour": 400_000, "night": 2_500_000}  # of each door
KEYS = 100  # made keys that are remembered: most changes leave the header of a container alone
COSTLY = 2_000  # keys that a process makes at whatever cost a changed header asks for
WORKERS = 2
MOST_SECONDS = 1.0
DECIDE_EVERY = 50  # of the cases taken: a decision takes long
CHEAP = Strength(8, 1, 1)
WORDS = "three dry herons"
TYPED = ("whole", "number", "month", "day", "many", "text")


class NotTheSameError(Exception):
    """What was taken is not what would be written."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of the inputs of one door."""

    inputs: int
    taken: int
    slowest: float
    bad: tuple[str, ...]


Door = Callable[[Inputs], bool]
Makes = Callable[[str, bytes, Strength], AESGCM]


@cache
def good() -> tuple[bytes, ...]:
    """Return good cases, small and large."""
    paths = [RESOURCES / "sample.ros1.json", *sorted((ROOT / "tests/examples").glob("*.case.json"))]
    return tuple(path.read_bytes() for path in paths)


def case_file(inputs: Inputs) -> bool:
    """Try the file of a case."""
    return took(inputs.content())


def took(content: bytes) -> bool:
    """Tell whether a file was taken as a case; what is wrong with that is raised."""
    vocabulary = start().vocabulary
    try:
        case = read_case(content, vocabulary)
    except CaseError:
        return False
    written = case_json(case.answers).encode()
    again = read_case(written, vocabulary)
    if again != case or case_json(again.answers).encode() != written:
        raise NotTheSameError
    if crc32(written) % DECIDE_EVERY == 0:
        json.loads(decision_json(decide(case, rules())))
    return True


@cache
def rules() -> Rules:
    """Return the rules in force."""
    return start().rules(AS_OF, "JP")


@cache
def pieces() -> Pieces:
    """Return the pieces of a 2D code."""
    return read_pieces(RESOURCES)


@cache
def codes() -> tuple[str, ...]:
    """Return good codes."""
    cases = [read_case(one, start().vocabulary) for one in good()[:60]]
    return tuple(to_code(case, "2026-11", "0" * 12, pieces()) for case in cases)


def code_text(inputs: Inputs) -> bool:
    """Try the text of a 2D code."""
    return scanned_as(inputs.code(pieces(), codes()))


def scanned_as(text: str) -> bool:
    """Tell whether a text was taken as a code; what is wrong with that is raised."""
    try:
        scanned = from_code(text, pieces())
    except CaseError:
        return False
    if (
        to_code(Case(scanned.answers), scanned.edition, scanned.fingerprint, pieces())
        != text.strip()
    ):
        raise NotTheSameError
    try:
        to_case(scanned.answers, start().vocabulary)
    except CaseError:
        return False
    return True


@cache
def containers() -> tuple[bytes, ...]:
    """Return good containers; from then on keys cost what `sparing` says."""
    sealed._cipher = sparing(sealed._cipher)  # type: ignore[assignment]  # noqa: SLF001 (its cost)
    return tuple(make_key(WORDS, CHEAP).seal(one) for one in good()[:20])


def sparing(
    made: Callable[[str, bytes, Strength], AESGCM],
) -> Callable[[str, bytes, Strength], AESGCM]:
    """Return what makes keys: once for the same header, and at a changed cost only so often."""
    paid = 0

    @lru_cache(KEYS)
    def spared(passphrase: str, salt: bytes, cost: Strength) -> AESGCM:
        nonlocal paid
        paid += cost != CHEAP
        return made(passphrase, salt, cost if paid <= COSTLY else CHEAP)

    return spared


def passphrase_file(inputs: Inputs) -> bool:
    """Try a case under a passphrase: whatever is changed, none may open."""
    return opened(inputs.bytes_of(inputs.chance.choice(containers())))


def opened(content: bytes) -> bool:
    """Raise where a container opens that is none of the good ones."""
    try:
        unseal(content, WORDS)
    except CaseError:
        return False
    if content not in containers():
        raise NotTheSameError
    return False


@cache
def questions() -> tuple[Question, ...]:
    """Return every question that is answered by typing."""
    questionnaire = read_questionnaire(RESOURCES, start().vocabulary)
    return tuple(
        question
        for page in questionnaire.pages
        for question in page.questions
        if question.kind in TYPED
    )


def typed_words(inputs: Inputs) -> bool:
    """Try words typed in a field."""
    question = inputs.chance.choice(questions())
    return answered(question, inputs.number() if inputs.chance.random() < 0.4 else inputs.text())


def answered(question: Question, text: str) -> bool:
    """Tell whether a text was taken as an answer; what is wrong with that is raised."""
    try:
        answer = read(question, question.field, text)
    except CaseError:
        return False
    if answer is None:
        return False
    if read(question, question.field, shown(answer)) != answer:
        raise NotTheSameError
    return True


def shown(answer: Answer) -> str:
    """Return an answer as the field shows it."""
    return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer)


DOORS: Mapping[str, Door] = {
    "case file": case_file,
    "2D code": code_text,
    "case with passphrase": passphrase_file,
    "typed words": typed_words,
}


def attempt(door: str, seed: int, inputs: int) -> Tried:
    """Try one door so many times."""
    opens, source = DOORS[door], Inputs(seed, good(), start().vocabulary)
    taken, slowest, bad = 0, 0.0, list[str]()
    for number in range(inputs):
        begun = time.thread_time()
        try:
            taken += opens(source)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is bad)
            bad.append(f"{door}, seed {seed}, input {number}: {type(error).__name__}: {error}")
        took_seconds = time.thread_time() - begun
        slowest = max(slowest, took_seconds)
        if took_seconds > MOST_SECONDS:
            bad.append(f"{door}, seed {seed}, input {number}: {took_seconds:.1f} s")
    return Tried(inputs, taken, slowest, tuple(bad))


def all_of(door: str, seed: int, inputs: int) -> Tried:
    """Try one door on all processes."""
    jobs = [(door, seed * WORKERS + worker, inputs // WORKERS) for worker in range(WORKERS)]
    with get_context("fork").Pool(WORKERS) as pool:
        found = pool.starmap(attempt, jobs)
    return Tried(
        sum(one.inputs for one in found),
        sum(one.taken for one in found),
        max(one.slowest for one in found),
        tuple(bad for one in found for bad in one.bad),
    )


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield one figure for each door."""
    start(), rules(), codes(), containers(), questions()
    for door in DOORS:
        tried = all_of(door, seed, SIZES[tier])
        said = f"inputs bad, {tried.taken:,} taken, slowest {1000 * tried.slowest:.0f} ms"
        for bad in tried.bad[:3]:
            yield Figure(bad, "", "", None)
        yield none_of(f"hostile {door}", len(tried.bad), tried.inputs, said)
