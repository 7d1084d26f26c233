"""Checks of what was built for Linux, each by a command that prints `N passed, N failed`.

usage: python packaging/check.py COMMAND

  smoke                  the frozen program does what the program from source does
  contents               no library of the network without a reason, no module that was left out
  size                   of Linux: at most 1.15 times a bare wizard frozen in the same way, the
                         encryption aside; 1.24 times with it
  start                  to the first window in at most 1.1 times the time from source (root: cold)
  wayland                the window opens in a compositor of Wayland (weston, without a screen)
  sockets                no socket of the internet in a full run under strace
  lifecycle [SUITE ...]  both Linux packages, on bare Debian systems without a network (as root)

The last log of each stands in build/logs; the kit takes those that speak for its very files.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import bundle_checks
from cold import start
from freeze import BUILD, NAME, program_of
from linux.lifecycle import lifecycles
from smoke import smoke
from tally import Tally
from traced import no_internet
from wayland import on_wayland

OF_THE_BUNDLE: dict[str, Callable[[Path, Tally], object]] = {
    "smoke": lambda bundle, tally: smoke(bundle, tally=tally),
    "contents": bundle_checks.contents,
    "size": bundle_checks.size,
    "start": start,
    "sockets": no_internet,
    "wayland": on_wayland,
}


def main() -> int:
    """Run the check that is asked for."""
    parser = argparse.ArgumentParser(prog="check.py", allow_abbrev=False)
    parser.add_argument("command", choices=(*OF_THE_BUNDLE, "lifecycle"))
    parser.add_argument("suites", nargs="*")
    asked = parser.parse_args()
    tally = Tally()
    if asked.command == "lifecycle":
        checked = lifecycles(asked.suites, tally)
    else:
        bundle = BUILD / "linux" / "bundle" / NAME
        OF_THE_BUNDLE[asked.command](bundle, tally)
        checked = [program_of(bundle)]
    code = tally.end()
    tally.keep(BUILD / "logs" / f"linux-{asked.command}.txt", checked)
    return code


if __name__ == "__main__":
    sys.exit(main())
