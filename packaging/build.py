"""Builds what clinics install, for one system, in one command.

usage: python packaging/build.py COMMAND

  freeze     the program for this system as one folder, smoke-tested
  linux      the same, then the .deb and the .run
  windows    the same for Windows, there or under Wine, then the installer and the ZIP

Rules:
 * Nothing is packed that was not smoke-tested in this very run.
 * What is built stands in `dist`, what is needed on the way in `build`; both can be deleted.
"""

import argparse
import sys
from pathlib import Path

from bundle_checks import contents
from freeze import DIST, freeze
from linux.deb import make_deb
from linux.run import make_run
from parts import parts_in
from smoke import smoke


def frozen(system: str) -> Path:
    """Freeze for this system and smoke-test it; leave where a check fails."""
    bundle = freeze(system)
    tally = smoke(bundle)
    if system == "linux":
        contents(bundle, tally)
    if tally.end():
        sys.exit(f"{bundle}: not packed, because a check failed")
    return bundle


def linux() -> None:
    """Build everything for Linux."""
    bundle = frozen("linux")
    parts = parts_in(bundle)
    for built in (make_deb(bundle, parts, DIST), make_run(bundle, DIST)):
        print(f"{built.name}: {built.stat().st_size / 1e6:.1f} MB")


def windows() -> None:
    """Build everything for Windows."""
    from windows.build import build  # noqa: PLC0415 (only here: it needs what reads Windows files)

    for made in build():
        print(made)


def main() -> None:
    """Build what is asked for."""
    parser = argparse.ArgumentParser(prog="build.py", allow_abbrev=False)
    commands = {
        "freeze": lambda: frozen("linux"),
        "linux": linux,
        "windows": windows,
    }
    parser.add_argument("command", choices=commands)
    commands[parser.parse_args().command]()


if __name__ == "__main__":
    main()
