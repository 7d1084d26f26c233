"""Checks of what was built, each by a command that prints `N passed, N failed`.

usage: python packaging/check.py COMMAND

  lifecycle [SUITE ...]  both Linux packages, on bare Debian systems without a network (as root)
"""

import argparse
import sys

from linux.lifecycle import lifecycles


def main() -> int:
    """Run the check that is asked for."""
    parser = argparse.ArgumentParser(prog="check.py", allow_abbrev=False)
    commands = {"lifecycle": lifecycles}
    parser.add_argument("command", choices=commands)
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    return commands[asked.command](asked.names)


if __name__ == "__main__":
    sys.exit(main())
