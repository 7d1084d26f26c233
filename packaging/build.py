"""Builds what clinics install, for one system, in one command.

usage: python packaging/build.py COMMAND

  freeze     the program for this system as one folder, smoke-tested
  linux      the same, then the .deb and the .run
  windows    the same for Windows, there or under Wine, then the installer and the ZIP
  kit        one folder for a stick, from what was built; --key FILE signs it (minisign), without
             one it is a rehearsal
  rehearse   linux built twice in two places, and compared byte for byte
  rehearse-windows  the same for Windows

Rules:
 * Nothing is packed that was not smoke-tested in this very run.
 * What is built stands in `dist`, what is needed on the way in `build`; both can be deleted.
"""

import argparse
import sys
from pathlib import Path

from bundle_checks import contents
from freeze import BUILD, DIST, freeze
from linux.deb import make_deb
from linux.run import make_run
from parts import parts_in
from sbom import sbom
from smoke import digests, smoke
from tally import Tally


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


def rehearse_windows() -> None:
    """Build everything for Windows twice, in two places, and compare."""
    from windows.build import rehearse  # noqa: PLC0415 (as above)

    sys.exit(rehearse())


def kit(key: Path | None) -> None:
    """Put the offline kit together."""
    from kit import make_kit, unanswered  # noqa: PLC0415 (only here: it needs what was built)

    print(make_kit(key))
    if said := unanswered():
        print(said, file=sys.stderr)


def rehearse() -> None:
    """Build everything for Linux twice, in two places, and compare."""
    tally, built = Tally(), []
    packages: tuple[Path, ...] = ()
    for number in ("1", "2"):
        work = BUILD / "rehearsal" / number
        bundle = freeze("linux", work=work)
        parts = parts_in(bundle)
        packages = (make_deb(bundle, parts, work), make_run(bundle, work))
        contents_of = [file.read_bytes() for file in packages]
        built.append((digests(bundle), [*contents_of, sbom(bundle, parts, "linux").encode()]))
    (files, packed), (others, packed_again) = built
    differ = sorted(name for name, _ in files.items() ^ others.items())
    tally.hold(f"{len(files)} files of the folder are the same twice", not differ, str(differ))
    for name, one, other in zip((".deb", ".run", "SBOM"), packed, packed_again, strict=True):
        tally.hold(f"the {name} is the same twice", one == other)
    code = tally.end()
    tally.keep(BUILD / "logs" / "linux-rehearse.txt", packages)
    sys.exit(code)


def main() -> None:
    """Build what is asked for."""
    parser = argparse.ArgumentParser(prog="build.py", allow_abbrev=False)
    commands = {
        "freeze": lambda: frozen("linux"),
        "linux": linux,
        "windows": windows,
        "rehearse": rehearse,
        "rehearse-windows": rehearse_windows,
    }
    parser.add_argument("command", choices=(*commands, "kit"))
    parser.add_argument("--key", type=Path)
    asked = parser.parse_args()
    if asked.command == "kit":
        kit(asked.key)
    else:
        commands[asked.command]()


if __name__ == "__main__":
    main()
