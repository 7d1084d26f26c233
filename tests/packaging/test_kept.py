"""What the frozen program keeps: computed from what is in use, and no network without a reason."""

import pytest

import kept

LINKED = {
    "/qt/libqxcb.so": ["libQt6XcbQpa.so.6"],
    "/qt/libcupsprintersupport.so": ["libcups.so.2"],
    "/lib/libcups.so.2": ["libgnutls.so.30"],
    "/qt/libQt6XcbQpa.so.6": ["libxcb-cursor.so.0", "libstdc++.so.6"],
    "/qt/libqgtk3.so": ["libgtk-3.so.0"],
    "/py/_sqlite3.so": ["libsqlite3.so.0"],
}
ENTRIES = [
    ("PySide6/Qt/plugins/platforms/libqxcb.so", "/qt/libqxcb.so", "BINARY"),
    ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "/qt/libqgtk3.so", "BINARY"),
    ("Qt/plugins/printsupport/libcupsprintersupport.so", "/qt/libcupsprintersupport.so", "BINARY"),
    ("libcups.so.2", "/lib/libcups.so.2", "BINARY"),
    ("libgnutls.so.30", "/lib/libgnutls.so.30", "BINARY"),
    ("libQt6XcbQpa.so.6", "/qt/libQt6XcbQpa.so.6", "BINARY"),
    ("libxcb-cursor.so.0", "/lib/libxcb-cursor.so.0", "BINARY"),
    ("libstdc++.so.6", "/lib/libstdc++.so.6", "BINARY"),
    ("libgtk-3.so.0", "/lib/libgtk-3.so.0", "BINARY"),
    ("libpython3.11.so.1.0", "/lib/libpython3.11.so.1.0", "BINARY"),
    ("lib-dynload/_sqlite3.so", "/py/_sqlite3.so", "EXTENSION"),
    ("libsqlite3.so.0", "/lib/libsqlite3.so.0", "BINARY"),
]


def test_a_library_stays_only_where_something_in_use_is_linked_to_it() -> None:
    assert [entry[0] for entry in kept.reached(ENTRIES, lambda file: LINKED.get(file, []))] == [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "Qt/plugins/printsupport/libcupsprintersupport.so",
        "libQt6XcbQpa.so.6",
        "libxcb-cursor.so.0",
        "libpython3.11.so.1.0",
        "lib-dynload/_sqlite3.so",
        "libsqlite3.so.0",
    ]


def test_a_library_of_windows_is_found_whatever_its_case() -> None:
    entries = [
        ("PySide6\\plugins\\platforms\\qwindows.dll", "q", "BINARY"),
        ("PySide6\\plugins\\platforms\\qminimal.dll", "m", "BINARY"),
        ("PySide6\\Qt6Gui.dll", "g", "BINARY"),
        ("PySide6\\opengl32sw.dll", "o", "BINARY"),
    ]
    found = kept.reached(entries, lambda file: ["QT6GUI.dll"] if file == "q" else [])
    assert [entry[1] for entry in found] == ["q", "g"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("libQt6Network.so.6", "Qt6Network"),
        ("PySide6\\Qt6Network.dll", "Qt6Network"),
        ("libgssapi_krb5.so.2", "gssapi_krb5"),
        ("lib-dynload/_socket.cpython-311-x86_64-linux-gnu.so", "_socket"),
        ("libcrypto-3.dll", "crypto"),
    ],
)
def test_a_library_of_the_network_is_known_by_its_name(file: str, name: str) -> None:
    assert kept.plain(file) == name
    assert kept.OF_THE_NETWORK.match(name)


def test_no_reason_is_given_for_a_library_that_is_none_of_the_network() -> None:
    assert [name for name in kept.NETWORK if not kept.OF_THE_NETWORK.match(name)] == []


def test_what_the_printing_of_the_system_brings_is_left_to_it() -> None:
    entries = [("libQt6Network.so.6", "n", "EXTENSION"), ("libgssapi_krb5.so.2", "g", "BINARY")]
    found = kept.reached(entries, lambda file: ["libgssapi_krb5.so.2"] if file == "n" else [])
    assert [entry[1] for entry in found] == ["n"]


def test_a_place_of_the_build_machine_becomes_the_library_s_own_and_no_byte_moves() -> None:
    binary = b"\0/home/builder/lib\0/home/builder/lib/x\0"
    found = kept.without_own_places(binary, ["/home/builder/lib"])
    assert len(found) == len(binary)
    assert found == b"\0$ORIGIN" + b"\0" * 11 + b"/home/builder/lib/x\0"
    assert (
        kept.without_own_places(b"\0$ORIGIN/Qt/lib\0", ["$ORIGIN/Qt/lib"]) == b"\0$ORIGIN/Qt/lib\0"
    )


def test_only_words_of_qt_in_our_languages_stay() -> None:
    folder = "PySide6/Qt/translations"
    assert kept.is_kept_data(f"{folder}/qtbase_ja.qm")
    assert not kept.is_kept_data(f"{folder}/qtbase_de.qm")
    assert not kept.is_kept_data(f"{folder}/qt_help_ja.qm")
    assert not kept.is_kept_data("reportlab/fonts/Vera.ttf")
    assert not kept.is_kept_data("cryptography-50.0.2.dist-info/RECORD")
