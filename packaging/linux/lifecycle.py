"""The whole life of the .deb and the .run on bare Debian systems, with the network cut.

usage (as root): python packaging/check.py lifecycle [bookworm] [trixie]

Rules:
 * Of the network, only what a desktop has anyway is installed: what the .deb names as its needs.
   From then on there is none.
 * Everything is done as an ordinary user, except what an administrator does: dpkg.
 * It prints `N passed, N failed`; the pictures of the windows are left in build/pictures to be
   looked at.
"""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from freeze import BUILD, DIST, NAME, VERSION
from linux.bare import Bare, bare_system, picture_of, screen
from smoke import DAY, papers
from tally import Tally
from windows.look import is_drawn

SUITES = ("bookworm", "trixie")
RESOURCES = "_internal/ros1_desktop/resources"
PICTURES = BUILD / "pictures"
DISPLAY = 97
KANA = re.compile(r"[ぁ-んァ-ヶ]")
MANY_KANA = 100
OWN = ".local/share/ros1-desktop"


def lifecycle(suite: str, tally: Tally) -> None:
    """Take both packages through their lives on one release."""
    (deb,) = DIST.glob(f"{NAME}_{VERSION}_*.deb")
    (run,) = DIST.glob(f"{NAME}-{VERSION}-linux-*.run")
    with bare_system(suite) as bare, screen(DISPLAY) as display:
        shutil.copy(deb, bare.root / "root")
        shutil.copy(run, bare.home / "x.run")
        told = _Told(tally, suite)
        told.hold("no Python there", bare.cut("sh", "-c", "command -v python3").returncode)
        _run_without_libraries(bare, told)
        _install_needs(bare, deb, told)
        _deb(bare, deb.name, display, told)
        _run(bare, display, told)


class _Told:
    """A tally that says on which release."""

    def __init__(self, tally: Tally, suite: str) -> None:
        self.tally = tally
        self.suite = suite

    def hold(self, what: str, held: object, found: str = "") -> None:
        self.tally.hold(f"{self.suite}: {what}", held, found)


def _run_without_libraries(bare: Bare, told: _Told) -> None:
    said = bare.user("sh x.run")
    told.hold(".run names the libraries that are missing", "libGL.so.1" in said.stderr, said.stderr)
    told.hold(".run then installs nothing", said.returncode == 1 and not _installed(bare))


def _installed(bare: Bare) -> list[Path]:
    return [path for path in (bare.home / ".local").rglob("*") if not path.is_dir()]


def _install_needs(bare: Bare, deb: Path, told: _Told) -> None:
    asked = ["dpkg-deb", "--field", str(deb), "Depends"]
    field = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    needs = [need.split()[0] for need in field.split(",")]
    bare.outside("apt-get", "update", "-qq")
    more = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *needs)
    said = bare.outside("env", "DEBIAN_FRONTEND=noninteractive", *more)
    told.hold("what the .deb needs is in the archive", said.returncode == 0, said.stderr)
    told.hold("none of it brings Python", bare.cut("sh", "-c", "command -v python3").returncode)
    links = bare.cut("cat", "/proc/self/net/dev").stdout.splitlines()[2:]
    told.hold("the network is cut", [link.split(":")[0].strip() for link in links] == ["lo"])


def _deb(bare: Bare, package: str, display: str, told: _Told) -> None:
    said = bare.cut("dpkg", "-i", f"/root/{package}")
    told.hold(".deb installs", said.returncode == 0, said.stderr)
    _works(bare, f"/opt/{NAME}", NAME, display, told)
    said = bare.cut("dpkg", "--verify", NAME)
    told.hold(".deb is as it was after use", said.returncode == 0 and not said.stdout, said.stdout)
    entry = bare.root / "usr/share/applications" / f"{NAME}.desktop"
    told.hold("the menu entry is valid", _is_valid_entry(entry))
    for manual in sorted(bare.root.glob(f"usr/share/man/**/{NAME}.1.gz")):
        lint = ["mandoc", "-T", "lint", "-W", "error,stop", str(manual)]
        said = subprocess.run(lint, check=False, capture_output=True, text=True)
        told.hold(f"the manual {manual.parts[-3]} is well formed", not said.returncode, said.stdout)
    kept = _leave_own_file(bare)
    said = bare.cut("dpkg", "--purge", NAME)
    gone = not (bare.root / "opt" / NAME).exists() and not entry.exists()
    told.hold(".deb is removed whole", said.returncode == 0 and gone, said.stderr)
    told.hold("the user's own is left", kept.is_file())


def _works(bare: Bare, folder: str, command: str, display: str, told: _Told) -> None:
    """Hold that the installed program does everything that it is for."""
    sample = f"{folder}/{RESOURCES}/sample.ros1.json"
    said = bare.user(f"{command} --version")
    told.hold("version", said.stdout.startswith(f"{NAME} {VERSION}\n"), said.stderr)
    said = bare.user(f"{command} check")
    told.hold("check", said.returncode == 0 and "everything holds" in said.stdout, said.stderr)
    said = bare.user(f"{command} assess {sample} {' '.join(DAY)}")
    told.hold("assess", said.returncode == 0 and json.loads(said.stdout)["schema"], said.stderr)
    for name, case, asked in papers():
        out = f"{name.replace(' ', '-')}.pdf"
        (bare.home / "case.ros1.json").write_bytes(case)
        paper = f"{command} sheet case.ros1.json {' '.join(asked)} -o {out}"
        said = bare.user(paper, LC_ALL="C")
        text = _text_of(bare.home / out)
        japanese = len(KANA.findall(text)) > MANY_KANA
        told.hold(f"sheet {name}", text and japanese == ("ja" in asked), said.stderr)
    for platform in ("offscreen", "xcb"):
        named = {"QT_QPA_PLATFORM": platform, "DISPLAY": display}
        said = bare.user(f"{command} check --window w.png", **named)
        told.hold(
            f"window on {platform}", said.returncode == 0 and platform in said.stdout, said.stderr
        )
    _is_seen(bare, command, display, told)


def _text_of(sheet: Path) -> str:
    if not sheet.is_file():
        return ""
    asked = ["pdftotext", str(sheet), "-"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def _is_seen(bare: Bare, command: str, display: str, told: _Told) -> None:
    """Start the program as its user would, and draw the screen."""
    name = PICTURES / f"{told.suite}-{'run' if '/' in command else 'deb'}.png"
    with bare.running(command, DISPLAY=display) as started:
        seen = any(is_drawn(picture_of(display, name)) for _ in _patience())
        told.hold(f"the window is open ({name.name})", seen and started.poll() is None)


def _patience() -> Iterator[None]:
    for _ in range(100):
        yield
        time.sleep(0.2)


def _is_valid_entry(entry: Path) -> bool:
    said = subprocess.run(["desktop-file-validate", str(entry)], check=False, capture_output=True)
    return said.returncode == 0 and not said.stdout


def _leave_own_file(bare: Bare) -> Path:
    bare.user(f"mkdir -p {OWN}; echo mine >{OWN}/mine.txt")
    return bare.home / OWN / "mine.txt"


def _run(bare: Bare, display: str, told: _Told) -> None:
    folder = f"/home/clinic/.local/opt/{NAME}"
    command = f"/home/clinic/.local/bin/{NAME}"
    told.hold(".run knows that it is whole", bare.user("sh x.run --check").returncode == 0)
    said = bare.user("sh x.run")
    told.hold(".run installs without root", said.returncode == 0, said.stderr)
    _works(bare, folder, command, display, told)
    told.hold(
        "the menu entry is valid",
        _is_valid_entry(bare.home / f".local/share/applications/{NAME}.desktop"),
    )
    with bare.running(command, DISPLAY=display):
        time.sleep(3)
        for what, script in ((".run", "sh x.run"), ("uninstall.sh", f"sh {folder}/uninstall.sh")):
            said = bare.user(script)
            told.hold(
                f"{what} refuses while the program is open", said.returncode == 1, said.stdout
            )
    said = bare.user("sh x.run")
    told.hold(".run installs over itself", said.returncode == 0, said.stderr)
    kept = _leave_own_file(bare)
    bare.user(f"echo foreign >{folder}/foreign.txt")
    said = bare.user(f"sh {folder}/uninstall.sh")
    left = [path.name for path in _installed(bare) if path.parent != kept.parent]
    told.hold("uninstall.sh leaves what is not its own", left == ["foreign.txt"], str(left))
    told.hold("and the user's own", kept.is_file())
    _run_elsewhere(bare, told)
    _run_damaged(bare, told)


def _run_elsewhere(bare: Bare, told: _Told) -> None:
    """Install in a folder with a space and Japanese, and travel with it."""
    folder = "/home/clinic/持ち運び 用/ros1"
    said = bare.user(f"sh x.run --to '{folder}'", LC_ALL="ja_JP.UTF-8")
    told.hold(".run speaks Japanese", "インストールしました" in said.stdout, said.stderr)
    bare.user(f"rm -rf {OWN}; touch '{folder}/portable.txt'")
    with bare.running(f"'{folder}/{NAME}'", QT_QPA_PLATFORM="offscreen"):
        beside = bare.root / folder[1:] / "ros1-desktop-user"
        for _ in _patience():
            if (beside / "draft.lock").exists():
                break
        told.hold("a program that travels keeps beside itself", (beside / "draft.lock").exists())
    told.hold("and nowhere else", not (bare.home / OWN).exists())
    bare.user(f"echo mine >'{folder}/ros1-desktop-user/mine.txt'")
    said = bare.user(f"sh x.run --to '{folder}'")
    told.hold("an upgrade takes it along", (beside / "mine.txt").is_file(), said.stderr)
    said = bare.user("mkdir other; touch other/x; sh x.run --to other")
    told.hold(".run refuses a folder of something else", said.returncode == 1, said.stdout)
    bare.user(f"sh '{folder}/uninstall.sh'")
    told.hold("uninstall.sh leaves the user's own", (beside / "mine.txt").is_file())


def _run_damaged(bare: Bare, told: _Told) -> None:
    whole = (bare.home / "x.run").read_bytes()
    for what, place in (
        ("in the script", 300),
        ("in the middle", len(whole) // 2),
        ("at the end", -1),
    ):
        hurt = bytearray(whole)
        hurt[place] ^= 1
        (bare.home / "hurt.run").write_bytes(hurt)
        said = bare.user("sh hurt.run --to /home/clinic/hurt")
        refused = said.returncode != 0 and not (bare.home / "hurt").exists()
        told.hold(f".run refuses one bit changed {what}", refused, said.stdout)
    (bare.home / "hurt.run").write_bytes(whole[:-1000])
    told.hold(".run refuses when cut short", bare.user("sh hurt.run --check").returncode == 1)


def lifecycles(suites: list[str], tally: Tally) -> list[Path]:
    """Go through the releases asked for, or all; return the packages that were checked."""
    packages = [*DIST.glob(f"{NAME}_{VERSION}_*.deb"), *DIST.glob(f"{NAME}-{VERSION}-linux-*.run")]
    for suite in suites or SUITES:
        lifecycle(suite, tally)
    return packages
