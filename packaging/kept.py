"""What the frozen program keeps, and why: one list for the spec and for the checks.

Rules:
 * A module is left out only where no command and no page loads it; the smoke test would miss it.
 * A plugin of Qt stays only where a part in use asks for it. A library stays only where a part that
   stays cannot load without it: that is computed, not listed.
 * A library for the network stays only where it stands in `NETWORK`, with why.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

OFFLINE = (  # the program has no network code, and its standard library needs none either
    "_socket",
    "_ssl",
    "asyncio",
    "email",
    "ftplib",
    "http",
    "socket",
    "socketserver",
    "ssl",
    "urllib.request",
    "webbrowser",
    "xmlrpc",
    "PySide6.QtNetwork",
)
BUILDING = (  # what builds the store of a checkout, or the program itself
    "click",
    "dateutil",
    "pip",
    "pluggy",
    "ros1_desktop.knowledge.build",
    "ros1_desktop.knowledge.checkout",
    "setuptools",
    "sqlite_fts4",
    "sqlite_utils",
)
UNUSED = (  # what others could use of the parts that we use
    "PIL",  # ReportLab's bitmaps; without_bitmaps.py stands in
    "_hashlib",  # Python has the hashes that we use without OpenSSL
    "charset_normalizer",
    "doctest",
    "multiprocessing",
    "pdb",
    "pydoc",
    "readline",
    "reportlab.graphics.charts.legends",  # of its graphics, the sheet has the square code alone
    "reportlab.graphics.charts.piecharts",
    "reportlab.graphics.charts.textlabels",
    "reportlab.graphics.charts.utils",
    "reportlab.graphics.charts.utils3d",
    "reportlab.graphics.renderPDF",
    "reportlab.graphics.renderPM",
    "reportlab.graphics.renderPS",
    "reportlab.graphics.renderSVG",
    "reportlab.graphics.testshapes",
    "reportlab.graphics.widgets",
    "reportlab.lib.corp",
    "reportlab.lib.pdfencrypt",
    "reportlab.lib.randomtext",
    "reportlab.lib.rparsexml",
    "reportlab.pdfbase._glyphlist",  # names in fonts of a kind that we have not
    "reportlab.pdfbase.acroform",
    "reportlab.pdfgen.pdfimages",
    "tkinter",
    "unittest",
    "xml",
)
BY_NAME = ("reportlab.graphics.barcode",)  # packages whose modules are loaded by name
EXCLUDED = (*OFFLINE, *BUILDING, *UNUSED)

PLUGINS = {  # of Qt, by folder; each system has those that it has
    "platforms": {"qxcb", "qwayland", "qwindows", "qoffscreen"},
    "styles": {"qmodernwindowsstyle"},
    "platformthemes": {"qxdgdesktopportal"},  # the desktop's own file dialog
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "wayland-shell-integration": {"xdg-shell"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "iconengines": {"qsvgicon"},
    "imageformats": {"qsvg"},
    "printsupport": {"cupsprintersupport", "windowsprintersupport"},
}
TRANSLATIONS = re.compile(r"/qtbase_(?:ja|en)\.qm$")  # of Qt's own dialogs

# Graphics drivers bring newer ones of the first two. Then the system's own printing: with it come
# the libraries of the network that it prints over, and the last, which Qt6Network is linked to.
LEFT_TO_THE_SYSTEM = re.compile(r"^lib(?:stdc\+\+|gcc_s|cups|gssapi_krb5)\.so")

SYMBOLS = re.compile(r"^(?:_rust|_cffi_backend|libicu)")  # what came in wheels with symbols; 4 MB

NETWORK = {  # file name without version and ending: why it has to be there
    "Qt6Network": "Qt6Pdf (the preview of the sheet) is linked to it",
    "cupsprintersupport": "Qt6PrintSupport prints by it, over the system's own cups",
}
OF_THE_NETWORK = re.compile(  # file names that make a library one for the network
    r"^(?:Qt6?Network|Qt6?WebSockets|_?socket|_?ssl|ssl|crypto|_asyncio|gssapi|krb5|k5crypto|com_err"
    r"|keyutils|curl|nghttp|gnutls|avahi|ws2_32|winhttp|resolv|nss|cups|gssapi_krb5)",
    re.IGNORECASE,
)

Entry = tuple[str, str, str]  # place in the bundle, file it comes from, kind


def plain(name: str) -> str:
    """Return a library's name without its folder, `lib`, versions and ending."""
    file = PurePosixPath(name.replace("\\", "/")).name
    return re.sub(r"[.-].*$", "", file.removeprefix("lib"))


def is_kept_plugin(place: str) -> bool:
    """Tell whether a file is no plugin of Qt, or one that is used."""
    found = re.search(r"/plugins/([^/]+)/([^/]+)\.(?:so|dll)$", place.replace("\\", "/"))
    if found is None:
        return True
    folder, name = found.groups()
    return name.removeprefix("lib") in PLUGINS.get(folder, set())


def is_kept_data(place: str) -> bool:
    """Tell whether a file of data is used: Qt's own words in our languages, not others' fonts.

    What a package says of itself stands in the list of parts.
    """
    path = place.replace("\\", "/")
    if "/translations/" in path:
        return TRANSLATIONS.search(path) is not None
    return not path.startswith("reportlab/fonts/") and ".dist-info/" not in path


def without_own_places(binary: bytes, searched: Iterable[str]) -> bytes:
    """Return a binary of Linux that no longer looks in the folders of whoever built it.

    `searched` is where it tells the system to look; absolute, it is a folder of the build machine.
    It looks beside itself instead, in the same number of bytes.
    """
    for places in searched:
        if places.startswith("/"):
            old = places.encode()
            binary = binary.replace(b"\0%b\0" % old, b"\0%b\0" % b"$ORIGIN".ljust(len(old), b"\0"))
    return binary


def reached(entries: Iterable[Entry], imports: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return the binaries that something in use needs, in the order given.

    Python itself, its extension modules and the plugins that stay are in use; so is every library
    that one of them is linked to, as `imports` tells the names for a file. What is left to the
    system reaches nothing. Of several with one name the one nearest the start serves all, for it is
    loaded first.
    """
    found = [
        entry
        for entry in entries
        if is_kept_plugin(entry[0]) and not LEFT_TO_THE_SYSTEM.match(PurePosixPath(entry[0]).name)
    ]
    paths = {place: PurePosixPath(place.replace("\\", "/")) for place, _, _ in found}
    farthest_first = sorted(paths, key=lambda place: -len(paths[place].parts))
    named = {paths[place].name.lower(): place for place in farthest_first}
    files = {place: file for place, file, _ in found}
    due = [place for place, _, kind in found if kind == "EXTENSION" or _is_in_use(place)]
    needed = set(due)
    while due:
        for name in imports(files[due.pop()]):
            place = named.get(PurePosixPath(name).name.lower())
            if place is not None and place not in needed:
                needed.add(place)
                due.append(place)
    return [entry for entry in found if entry[0] in needed]


def _is_in_use(place: str) -> bool:
    path = PurePosixPath(place.replace("\\", "/"))
    return "plugins" in path.parts or re.match(r"(?:lib)?python3[.0-9]", path.name) is not None
