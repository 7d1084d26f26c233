"""The commands that need no window."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import ros1_desktop
from ros1_desktop.app.arguments import CLINICIAN, KINDS, SHEETS
from ros1_desktop.app.offered import LANGUAGES
from ros1_desktop.app.start import (
    PLAIN,
    Start,
    content_of,
    handout,
    paper,
    plain_of,
    today,
    write,
)
from ros1_desktop.case.case import CaseError
from ros1_desktop.case.conform import said_name
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.prove import Proof
from ros1_desktop.decision.rules import Rules
from ros1_desktop.exchange.write import decision_json, error_json, fact_json
from ros1_desktop.words import error_line, read_words

LINES = ".jsonl"


def assess(start: Start, asked: argparse.Namespace) -> int:
    """Print the decision on one case, or one a line."""
    rules = start.rules(asked.as_of or today(), asked.jurisdiction)
    if asked.case.endswith(LINES):
        return _assess_lines(start, rules, asked.case)
    case = start.case(plain_of(content_of(asked.case), asked.passphrase_file))
    print(decision_json(decide(case, rules)))
    return 0


def _assess_lines(start: Start, rules: Rules, name: str) -> int:
    worst = 0
    for number, line in _lines(name):
        try:
            print(decision_json(decide(start.case(line), rules)))
        except CaseError as error:
            worst = 2
            print(error_json(error, number, error_line(start.words, error)))
    return worst


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    try:
        with Path(name).open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise CaseError(said_name(name), "file_unreadable", why=error.strerror or "?") from None


def sheet(start: Start, asked: argparse.Namespace) -> int:
    """Write the sheet of one case."""
    _only_of_handouts(asked)
    content = content_of(asked.case)
    if _same_file(asked.output, Path(asked.case)):
        raise CaseError("-o", "same_file")
    case = start.case(plain_of(content, asked.passphrase_file))
    decision = decide(case, start.rules(asked.as_of or today(), asked.jurisdiction))
    if asked.kind == CLINICIAN:
        words = read_words(start.resources, asked.lang or LANGUAGES[0])
        content = paper(start, case, decision, words)
    else:
        form = _form(asked)
        chosen, longer = asked.columns, asked.supplement
        content = handout(start, case, decision, asked.kind, form, chosen=chosen, supplement=longer)
    write(asked.output, content)
    return 0


def _only_of_handouts(asked: argparse.Namespace) -> None:
    """Refuse what belongs to a handout, asked of something else."""
    kinds = {"plain": SHEETS[1:], "supplement": SHEETS[1:2], "columns": SHEETS[1:2]}
    for name, of in kinds.items():
        if getattr(asked, name) and asked.kind not in of:
            raise CaseError(f"--{name}", "not_of_this_kind", words=", ".join(of))


def _form(asked: argparse.Namespace) -> str:
    """Return the form of a handout: a language, or very plain Japanese."""
    language = str(asked.lang or LANGUAGES[0])
    if not asked.plain:
        return language
    if language != LANGUAGES[0]:
        raise CaseError("--plain", "plain_is_japanese")
    return PLAIN


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def facts(start: Start, asked: argparse.Namespace) -> int:
    """Print the facts of one kind, an object a line."""
    for fact in start.store.facts(KINDS[asked.kind], asked.as_of):
        print(fact_json(fact))
    return 0


def check(start: Start, asked: argparse.Namespace) -> int:
    """Verify the store and print what was verified."""
    from ros1_desktop.exchange.verify import verify

    if asked.window is not None:
        from ros1_desktop.app.window import once

        return once(start, asked)
    if asked.truth_table or asked.hazards:
        return _print_log(start, asked)
    say = start.words.say
    print(say("cli.store_verified", fingerprint=start.store.fingerprint))
    verified = verify(start.store, start.vocabulary)
    faults = list(verified.faults)
    for proof in verified.proofs:
        _print_proof(proof, start)
    for kind, counts in verified.counts.items():
        for status, count in counts.items():
            print(say("cli.facts", kind=kind, status=status or "-", count=count))
    if verified.holds:
        faults += _decided_twice(start)
        faults += _vignettes(start)
    for fault in faults:
        print(say("cli.fault", fault=fault))
    holds = verified.holds and not faults
    print(say("cli.holds" if holds else "cli.does_not_hold"))
    return 0 if holds else 1


def _print_log(start: Start, asked: argparse.Namespace) -> int:
    from ros1_desktop.exchange.hazards import hazard_log, read_hazards
    from ros1_desktop.exchange.truth import truth_table

    if asked.truth_table:
        both = [read_words(start.resources, language) for language in LANGUAGES]
        print(truth_table(start.store, start.vocabulary, both), end="")
    else:
        print(*hazard_log(read_hazards(start.resources), asked.lang or "en"), sep="\n")
    return 0


def _decided_twice(start: Start) -> tuple[str, ...]:
    from ros1_desktop.exchange.agree import agree

    agreement = agree(start.store, start.vocabulary, today())
    differ = agreement.disagreements
    said = start.words.say("cli.agreement", states=agreement.states, disagreements=len(differ))
    print(said)
    return tuple(differ)


def _vignettes(start: Start) -> tuple[str, ...]:
    from ros1_desktop.exchange.vignettes import read_vignettes, run_vignettes

    held = run_vignettes(start.store, start.vocabulary, read_vignettes(start.resources))
    said = start.words.say(
        "cli.vignettes",
        count=held.count,
        rows=held.rows,
        unmet=held.unmet,
        without=len(held.rows_without),
    )
    print(said)
    return (*held.failed, *held.rows_without)


def _print_proof(proof: Proof, start: Start) -> None:
    say = start.words.say
    print(
        say(
            "cli.table",
            table=proof.table,
            inputs=proof.inputs,
            states=proof.states,
            rows=proof.rows,
            gaps=len(proof.gaps),
            clashes=len(proof.clashes),
        )
    )
    for gap in proof.gaps:
        print("  ", say("cli.gap", cell=", ".join(f"{k}={v}" for k, v in gap.items())))
    for one, other in proof.clashes:
        print("  ", say("cli.clash", one=one, other=other))
    for word in proof.spare:
        print("  ", say("cli.spare", word=word))


def version(start: Start, _: argparse.Namespace) -> int:
    """Print program version, knowledge edition and fingerprint."""
    (edition,) = start.store.facts("edition")
    print(f"ros1-desktop {ros1_desktop.__version__}")
    print(f"knowledge edition {edition['id']} {start.store.fingerprint}")
    return 0
