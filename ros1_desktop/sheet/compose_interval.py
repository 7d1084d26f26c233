"""An outcome on an axis: its words, its mark, and the panel of its population.

Rules:
 * A number that the source gives has its place on the axis; nothing else has one. What was not
   reached or not estimable upwards is an arrow.
 * The axis of months ends where every outcome of the edition has room, so that it is the same on
   every sheet. A value in days is printed as it stands and not drawn.
"""

from collections.abc import Sequence

from ros1_desktop.decision.decision import Option
from ros1_desktop.sheet.dossier import NOT_HERE, Dossier
from ros1_desktop.sheet.figures import Axis, Interval, Measured
from ros1_desktop.sheet.library import Fact
from ros1_desktop.sheet.quoted import DASH, ranged

PANELS = ("naive", "after", "g2032r", "naive_brain", "after_brain", "other")
BRAIN, INTRACRANIAL = "_brain", "ic"
MIXED = ("any_line", "all_treated", "subgroup")
PERCENT = (0, 20, 40, 60, 80, 100)
MONTHS, YEAR = "months", 12
MISSING = Measured(DASH, None)


def rate_axis(dossier: Dossier) -> Axis:
    """Return the axis of response rates."""
    return Axis(dossier.say("sheet.figure_axis"), PERCENT)


def month_axis(dossier: Dossier, endpoint: str) -> Axis:
    """Return the axis of a median, a tick a year."""
    found = dossier.library.outcomes.values()
    ends = [fact.get(end) for fact in found if fact["unit"] == MONTHS for end in ("value", "high")]
    longest = max(end for end in ends if isinstance(end, int | float))
    title = dossier.say("sheet.figure_median", endpoint=endpoint)
    return Axis(title, tuple(range(0, int(longest) + YEAR + 1, YEAR)))


def measured(dossier: Dossier, fact: Fact) -> Measured:
    """Return an outcome in words and on its axis; the unit is the axis's, else it is printed."""
    days = fact["unit"] not in (MONTHS, "percent")
    words = ranged(dossier.words, fact, fact["unit"] if days else "")
    return Measured(words, None if days else _interval(dossier, fact), fact["id"])


def _interval(dossier: Dossier, fact: Fact) -> Interval:
    value, low, high = (fact.get(name) for name in ("value", "low", "high"))
    few = fact.get("n") is not None and fact["n"] < dossier.library.few_patients
    beyond = isinstance(value, str) or isinstance(high, str)
    return Interval(_number(value), _number(low), _number(high), few, beyond)


def _number(value: str | float | None) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)


def panel_of(fact: Fact) -> str:
    """Return the panel of an outcome, by its group."""
    group = fact["group"]
    if group in MIXED:
        return "other"
    brain = BRAIN if fact["endpoint"].startswith(INTRACRANIAL) else ""
    if group == "g2032r":
        return "g2032r"
    return ("naive" if group.startswith("naive") else "after") + brain


def panel_title(dossier: Dossier, panel: str, *, elsewhere: bool) -> str:
    """Return what a panel is called; drugs not approved here have panels of their own."""
    title = dossier.say(f"sheet.panel_{panel}")
    return dossier.say("sheet.panel_elsewhere", panel=title) if elsewhere else title


def by_approval(dossier: Dossier) -> tuple[Sequence[Option], Sequence[Option]]:
    """Return the options approved here with other treatment, and the drugs not approved here."""
    every = dossier.decision.options
    return (
        [option for option in every if option.standing != NOT_HERE],
        [option for option in every if option.standing == NOT_HERE],
    )


def trial_of(dossier: Dossier, fact: Fact) -> str:
    """Return the trial of an outcome; another drug than those listed is named."""
    trial = str(dossier.library.trials[fact["trial"]]["name"])
    return (
        trial if fact["drug"] in dossier.drugs else f"{trial} {dossier.say('drug.' + fact['drug'])}"
    )
