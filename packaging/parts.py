"""What a frozen program is made of: its parts, whose they are, and under which licence.

Rules:
 * Every file that the spec put in belongs to a part; one that belongs to nobody stops the build.
 * A part without the text of its licence stops the build, too.
 * Versions and licences are asked of the packages themselves, never written here; only where a
   package carries no text does one stand in `licences`.
"""

import json
import re
import subprocess
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from freeze import NAME, ROOT, VERSION

OWN_TEXTS = Path(__file__).parent / "licences"
FONT = "BIZ UDPGothic"
LGPL = ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt")
# The wheels of Qt carry no text: the licence chosen of those they offer, and its texts.
WITHOUT_TEXT = dict.fromkeys(
    ("pyside6-essentials", "pyside6-pdf", "shiboken6"), ("LGPL-3.0-only", LGPL)
)
SPDX = {  # what a package says in its own words, as the list of SPDX has it
    "BSD license": "BSD-3-Clause",
    "GPLv2-or-later with a special exception": "GPL-2.0-or-later WITH Bootloader-exception",
}
LICENCE_FILES = re.compile(r"(?:^|/)(?:LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: `kind` is `program`, `font`, `python`, `pypi` or `deb`.

    `files` are the binaries that it brings: place in the bundle, and the file it comes from.
    """

    name: str
    version: str
    licence: str
    kind: str
    text: str
    files: tuple[tuple[str, str], ...]


def parts_of(modules: Iterable[tuple[str, str]], binaries: Iterable[tuple[str, str]]) -> list[Part]:
    """Return the parts that modules (names and files) and binaries (places and files) belong to.

    Raises:
        LookupError: a file belongs to nobody, or a part has no text of its licence.
    """
    owned = _owned_files()
    brought: dict[str, list[tuple[str, str]]] = defaultdict(list)
    foreign: list[tuple[str, str]] = []
    for _, file in modules:
        if file not in ("-", "None"):
            brought[_owner(file, owned) or ""].extend(())
    for place, file in binaries:
        owner = _owner(file, owned)
        if owner is None:
            foreign.append((place, file))
        else:
            brought[owner].append((place, file))
    if "" in brought:
        message = "a module belongs to nobody"
        raise LookupError(message)
    named = {_plain(found.name): found for found in distributions()}
    return [
        _program(),
        _font(),
        _python(brought.pop("python", [])),
        *(
            _wheel(named[name], brought[name])
            for name in sorted({*brought, "pyinstaller"} - {NAME})
        ),
        *_system_parts(foreign),
    ]


def write_parts(parts: Iterable[Part], file: Path) -> None:
    """Write down the parts beside a frozen folder, for whoever packs it on another system."""
    file.write_text(json.dumps([asdict(part) for part in parts], indent=1), encoding="utf-8")


def parts_in(bundle: Path) -> list[Part]:
    """Return the parts of a frozen folder, as they were written down beside it."""
    (found,) = bundle.parents[1].glob("pyinstaller/*/parts.json")
    return [
        Part(**{**said, "files": tuple(map(tuple, said["files"]))})
        for said in json.loads(found.read_text(encoding="utf-8"))
    ]


def write_licences(parts: Iterable[Part], folder: Path) -> None:
    """Write the text of each part, and `parts.json`, which says what each is."""
    folder.mkdir(parents=True, exist_ok=True)
    index = []
    names: dict[str, str] = {}  # parts of one origin have one text
    for part in parts:
        name = names.setdefault(part.text, f"{re.sub(r'[^A-Za-z0-9.+-]', '-', part.name)}.txt")
        (folder / name).write_text(part.text, encoding="utf-8", newline="\n")
        said = {"name": part.name, "version": part.version, "licence": part.licence, "text": name}
        index.append(said)
    content = json.dumps(index, ensure_ascii=False, indent=1)
    (folder / "parts.json").write_text(f"{content}\n", encoding="utf-8", newline="\n")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _owned_files() -> dict[Path, str]:
    """Return the files that packages of Python have brought, with the package."""
    return {
        Path(str(found.locate_file(file))).resolve(): _plain(found.name)
        for found in distributions()
        for file in found.files or ()
    }


def _owner(file: str, owned: Mapping[Path, str]) -> str | None:
    path = Path(file).resolve()
    if path.is_relative_to(ROOT / "ros1_desktop"):
        return NAME
    if path in owned:
        return owned[path]
    homes = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), sys.base_prefix}
    inside = any(path.is_relative_to(Path(home).resolve()) for home in homes if home != "/usr")
    return "python" if inside else None


def _program() -> Part:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    return Part(NAME, VERSION, "Apache-2.0", "program", text, ())


def _font() -> Part:
    text = (ROOT / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    return Part(FONT, "", "OFL-1.1", "font", text, ())


def _python(files: list[tuple[str, str]]) -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    folders = (sysconfig.get_path("stdlib"), sys.base_prefix)
    debian = Path("/usr/share/doc/python{}.{}/copyright".format(*sys.version_info[:2]))
    for text in (*(Path(folder, "LICENSE.txt") for folder in folders), debian):
        if text.is_file():
            said = text.read_text(encoding="utf-8")
            return Part("Python", version, "PSF-2.0", "python", said, tuple(files))
    message = "the licence of Python was not found beside it"
    raise LookupError(message)


def _wheel(found: Distribution, files: list[tuple[str, str]]) -> Part:
    name, said = _plain(found.name), found.metadata.json
    own_words = str(said.get("license_expression") or said.get("license") or "")
    known = (spdx for words, spdx in SPDX.items() if own_words.startswith(words))
    licence = next(known, own_words)
    texts = [
        Path(str(found.locate_file(file))).read_text(encoding="utf-8")
        for file in sorted(found.files or (), key=str)
        if ".dist-info/" in str(file) and LICENCE_FILES.search(str(file))
    ]
    if name in WITHOUT_TEXT:
        licence, others = WITHOUT_TEXT[name]
        texts = [(OWN_TEXTS / other).read_text(encoding="utf-8") for other in others]
    if not texts:
        message = f"{found.name} carries no text of its licence: put one in {OWN_TEXTS}"
        raise LookupError(message)
    text = "\n\n".join(texts)
    return Part(found.name, found.version, licence, "pypi", text, tuple(files))


def _system_parts(files: list[tuple[str, str]]) -> Iterator[Part]:
    """Yield the packages of the system that libraries come from, as dpkg knows them."""
    brought: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, file in files:
        brought[package_of(Path(file))].append((place, file))
    for name in sorted(brought):
        asked = ["dpkg-query", "-W", "-f", "${Version}", name]
        version = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        plain = name.partition(":")[0]
        text = Path("/usr/share/doc", plain, "copyright").read_text(encoding="utf-8")
        licences = re.findall(r"^License:\s*(\S.*?)\s*$", text, re.MULTILINE)
        licence = ", ".join(dict.fromkeys(licences)) or "see its text"
        yield Part(plain, version, licence, "deb", text, tuple(brought[name]))


def package_of(file: Path) -> str:
    """Return the Debian package that a file of the system belongs to.

    Raises:
        LookupError: no package has it.
    """
    whole = file.resolve()
    inside = whole.relative_to("/usr") if whole.is_relative_to("/usr") else whole.relative_to("/")
    for path in (Path("/usr", inside), Path("/", inside)):  # dpkg keeps the path of the package
        asked = ["dpkg-query", "-S", str(path)]
        said = subprocess.run(asked, check=False, capture_output=True, text=True)
        if said.returncode == 0:
            return said.stdout.partition(": ")[0].partition(", ")[0]
    message = f"{file} belongs to no package: whose licence is it under?"
    raise LookupError(message)
