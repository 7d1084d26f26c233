"""What a handout meets of IPDAS, the standard for decision aids, and what nobody has tested.

Rules:
 * The list is data (`resources/handout/ipdas.toml`): each item in our words, how it is met, and
   where it is not, that too. Nothing is called met that no test holds against the handout.
 * What rests on a declaration of the makers is met once they have made it, and not before.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ros1_desktop.sheet.makers import read_makers
from ros1_desktop.sheet.plan import FOLDER
from ros1_desktop.words import Words

QUALIFYING, CERTIFYING = "qualifying", "certifying"
MET, UNMET, UNTESTED, IF_DECLARED = "met", "unmet", "untested", "if_declared"


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its group, where it stands (`met`, `unmet`, `untested`, `n/a`), and how.

    `kinds` are the handouts that it is about.
    """

    id: str
    group: str
    asks: str
    state: str
    how: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items about one kind of handout, and what the makers declare of themselves, if so."""

    items: tuple[Item, ...]
    makers: Mapping[str, str] | None = None

    def told(self, words: Words) -> str:
        """Return what is met of what must be met, and what is not, by the ids of the items."""
        must = [item for item in self.items if item.group in (QUALIFYING, CERTIFYING)]
        must = [item for item in must if item.state != "n/a"]
        met = [item.id for item in must if item.state == MET]
        left = [item.id for item in must if item.state != MET]
        untested = sum(item.state == UNTESTED for item in self.items)
        return words.say(
            "after.checklist" if left else "after.checklist_all",
            total=len(must),
            count=len(met),
            met=" ".join(met),
            left=" ".join(left),
            untested=untested,
        )


def read_checklist(resources: Path, kind: str) -> Checklist:
    """Read the list for one kind of handout (`options`, `next-test`)."""
    text = (resources / FOLDER / "ipdas.toml").read_text(encoding="utf-8")
    makers = read_makers(resources)
    declared = MET if makers else UNMET
    items = (
        Item(
            one["id"],
            one["group"],
            one["asks"],
            declared if one["state"] == IF_DECLARED else one["state"],
            one["how"],
            tuple(one["kinds"]),
        )
        for one in tomllib.loads(text)["item"]
    )
    return Checklist(tuple(item for item in items if kind in item.kinds), makers)
