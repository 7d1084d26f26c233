"""The tree behind the paper: all that is drawn has its place in it, once, in reading order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream
from reportlab.platypus import Flowable, Spacer

from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet import paper
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.sheet import (
    Band,
    Block,
    Frame,
    Grid,
    Group,
    Look,
    Pair,
    Pairs,
    Points,
    Section,
    Sheet,
    Text,
    cell,
    plain,
    strong,
)
from ros1_desktop.sheet.tags import Figure

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
Place: TypeAlias = tuple[int, int]  # the number of a page, and of the marked content on it
PAINTS = frozenset((*"'\"SsfFBb", "Tj", "TJ", "f*", "B*", "b*", "Do", "sh", "BI"))
OUTSIDE, ARTIFACT = -2, -1


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the tree with everything below it."""

    role: str
    alt: str
    scope: str
    span: int
    box: tuple[float, ...]
    kids: tuple["Element", ...]
    places: tuple[Place, ...]

    def all(self) -> Iterator["Element"]:
        """Yield this element and every one below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.all()

    def named(self, role: str) -> list["Element"]:
        """Return the elements of a role, in reading order."""
        return [element for element in self.all() if element.role == role]


def reader_of(content: bytes) -> PdfReader:
    """Open a file; anything odd in it is an error."""
    return PdfReader(BytesIO(content), strict=True)


def tree_of(reader: PdfReader) -> Element:
    """Return the document's element."""
    pages = {page.indirect_reference: number for number, page in enumerate(reader.pages)}
    root: Any = reader.root_object["/StructTreeRoot"]
    return _element(root["/K"].get_object(), pages)


def _element(node: Any, pages: dict[Any, int]) -> Element:  # noqa: ANN401 (pypdf's object)
    kids: list[Element] = []
    places: list[Place] = []
    for kid in (one.get_object() for one in node.get("/K", ())):
        if isinstance(kid, int):
            places.append((pages[node.raw_get("/Pg")], kid))
        elif kid.get("/Type") == "/MCR":
            places.append((pages[kid.raw_get("/Pg")], kid["/MCID"]))
        else:
            kids.append(_element(kid, pages))
            assert kid["/P"] == node
    known = node.get("/A", {})
    return Element(
        str(node["/S"]).removeprefix("/"),
        str(node.get("/Alt", "")),
        str(known.get("/Scope", "")).removeprefix("/"),
        int(known.get("/ColSpan", 1)),
        tuple(map(float, known.get("/BBox", ()))),
        tuple(kids),
        tuple(places),
    )


def drawn(reader: PdfReader) -> Iterator[tuple[int, int, bytes]]:
    """Yield page, content and operator of all that paints; the content is `OUTSIDE` if unmarked."""
    for number, page in enumerate(reader.pages):
        open_now: list[int] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                assert not open_now, "marked content within marked content"
                known = operands[1] if len(operands) > 1 else {}
                open_now.append(known.get("/MCID", ARTIFACT))
                assert (operands[0] == "/Artifact") == ("/MCID" not in known)
            elif operator == b"EMC":
                open_now.pop()
            elif operator.decode() in PAINTS:
                yield number, open_now[-1] if open_now else OUTSIDE, operator
        assert not open_now, "marked content that never ends"


def parents_of(reader: PdfReader) -> dict[Place, str]:
    """Return the role of the node of every marked content, as the pages themselves find it."""
    root: Any = reader.root_object["/StructTreeRoot"]
    numbers = root["/ParentTree"]["/Nums"]
    by_key = dict(zip(numbers[::2], numbers[1::2], strict=True))
    return {
        (number, mark): str(node.get_object()["/S"]).removeprefix("/")
        for number, page in enumerate(reader.pages)
        for mark, node in enumerate(by_key[page["/StructParents"]])
    }


def small(*blocks: Block) -> Sheet:
    """Return a sheet of one section."""
    return Sheet(
        "ja-JP",
        Band("表題", "医療者用", (plain("症例"),), strong("結論")),
        (Section("見出し", blocks),),
        ("足一", "足二"),
        "{page} / {pages} ページ",
        date(2026, 11, 24),
    )


@pytest.fixture(scope="module", params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Return each language."""
    given: str = request.param
    return given


@pytest.fixture(scope="module", params=["196", "203", "280"])
def read(
    request: pytest.FixtureRequest, language: str, example: Compose, fonts: Path
) -> tuple[Sheet, PdfReader]:
    """Return a sheet and its file: first treatment, after progression, nothing but tests."""
    sheet, _ = example(request.param, language)
    return sheet, reader_of(pdf(sheet, fonts))


def test_all_that_is_drawn_stands_in_the_tree_once_or_is_an_artifact(
    read: tuple[Sheet, PdfReader],
) -> None:
    _, reader = read
    seen = {(page, mark) for page, mark, _ in drawn(reader)}
    assert OUTSIDE not in {mark for _, mark in seen}
    places = [place for element in tree_of(reader).all() for place in element.places]
    assert len(places) == len(set(places))
    assert set(places) == {place for place in seen if place[1] != ARTIFACT}
    assert places == sorted(places)  # as it is drawn, so it is read


def test_each_page_finds_the_nodes_of_its_content(read: tuple[Sheet, PdfReader]) -> None:
    _, reader = read
    elements = list(tree_of(reader).all())
    assert parents_of(reader) == {p: element.role for element in elements for p in element.places}


def test_what_is_read_is_text_or_a_figure_with_its_text(read: tuple[Sheet, PdfReader]) -> None:
    _, reader = read
    figures = tree_of(reader).named("Figure")
    assert all(figure.alt for figure in figures)
    shown = {place for figure in figures for place in figure.places}
    for page, mark, how in drawn(reader):
        assert mark == ARTIFACT or how in (b"Tj", b"TJ") or (page, mark) in shown


def test_headings_begin_with_the_title_and_skip_no_level(read: tuple[Sheet, PdfReader]) -> None:
    sheet, reader = read
    roles = [one.role for one in tree_of(reader).all() if one.role in ("H1", "H2", "H3")]
    assert roles[0] == "H1"
    assert roles.count("H1") == 1
    assert roles.count("H2") == len(sheet.sections)
    assert all(int(now[1]) - int(before[1]) <= 1 for before, now in pairwise(roles))


def test_every_table_has_heads_with_a_scope_and_rows_of_one_width(
    read: tuple[Sheet, PdfReader],
) -> None:
    _, reader = read
    tables = tree_of(reader).named("Table")
    assert tables
    for table in tables:
        rows = table.named("TR")
        assert table.named("TH")
        assert all(head.scope in ("Row", "Column") for head in table.named("TH"))
        assert {cell.role for row in rows for cell in row.kids} <= {"TH", "TD"}
        assert len({sum(cell.span for cell in row.kids) for row in rows}) == 1


def test_a_list_is_dots_and_what_stands_behind_them(fonts: Path) -> None:
    points = Points((plain("一"), strong("二")), Look.SMALL)
    reader = reader_of(pdf(small(points, Frame(strong("枠"), (points,))), fonts))
    lists = tree_of(reader).named("L")
    assert len(lists) == 2
    for found in lists:
        assert [item.role for item in found.kids] == ["LI", "LI"]
        for item in found.kids:
            assert [part.role for part in item.kids] == ["Lbl", "LBody"]
            assert [len(part.places) for part in item.kids] == [1, 1]


def test_a_table_over_pages_is_one_and_its_head_is_read_once(fonts: Path) -> None:
    rows: list[Any] = []
    for number in range(60):
        rows += [Group(strong(f"群{number}"), 2), (cell(f"甲{number}"), cell("乙", "丙"))]
        rows.append(Group(plain(f"注{number}"), 3))
    grid = Grid(strong("優劣ではない"), ("列", "欄"), (1, 1), tuple(rows), Look.BODY)
    reader = reader_of(pdf(small(grid), fonts))
    assert len(reader.pages) > 3
    (table,) = tree_of(reader).named("Table")
    assert len(table.named("Caption")) == 1
    assert table.kids[0].role == "Caption"
    columns = [head for head in table.named("TH") if head.scope == "Column" and head.span == 1]
    assert len(columns) == 2
    assert len(table.named("TR")) == 1 + len(rows)
    assert len(table.named("P")) == 2 * 60
    assert {page for one in table.all() for page, _ in one.places} == set(range(len(reader.pages)))


def test_a_frame_is_a_part_under_its_title_and_its_pairs_are_a_table(fonts: Path) -> None:
    pairs = Pairs((Pair("項目", cell("値")), Pair("別", cell("値"))), 1)
    reader = reader_of(
        pdf(small(Frame(strong("枠"), (pairs, Text(plain("中"), Look.BODY)))), fonts)
    )
    (frame,) = tree_of(reader).named("Sect")
    assert [part.role for part in frame.kids] == ["H3", "Table", "P"]
    assert [head.scope for head in frame.named("TH")] == ["Row", "Row"]


def test_a_paragraph_over_pages_is_one(fonts: Path) -> None:
    reader = reader_of(pdf(small(Text(plain("長い文です。" * 900), Look.BODY)), fonts))
    (long,) = (one for one in tree_of(reader).named("P") if len(one.places) > 1)
    assert [page for page, _ in long.places] == list(range(len(reader.pages)))


def test_an_empty_cell_keeps_its_place_and_an_empty_line_is_left_out(fonts: Path) -> None:
    grid = Grid((), ("", "欄"), (1, 1), (((), cell("乙")), (cell("丙"), ())), Look.BODY)
    pairs = Pairs((Pair("項目", ()),), 2)
    reader = reader_of(pdf(small(grid, pairs, Text(plain(""), Look.BODY)), fonts))
    first, second = tree_of(reader).named("Table")
    assert [[cell.role for cell in row.kids] for row in first.kids] == [
        ["TH", "TH"],
        ["TD", "TD"],
        ["TH", "TD"],
    ]
    assert [[cell.role for cell in row.kids] for row in second.kids] == [["TH", "TD"]]
    assert all(one.places for one in tree_of(reader).named("P"))


class Square(Flowable):
    """Something drawn."""

    def wrap(self, *_: float) -> tuple[float, float]:
        return 30, 20

    def draw(self) -> None:
        self.canv.rect(0, 0, 30, 20)
        self.canv.drawString(0, 0, "50")


def test_a_figure_is_one_node_with_its_text_and_its_place(fonts: Path) -> None:
    paper.load_fonts(fonts)
    alt = "奏効割合（50%）"
    reader = reader_of(paper.print_pages(small(), lambda: [Spacer(0, 5), Figure(Square(), alt)]))
    (found,) = tree_of(reader).named("Figure")
    assert found.alt == alt
    assert found.places == ((0, 0),)
    assert {how for _, mark, how in drawn(reader) if mark == 0} == {b"S", b"Tj"}
    left, bottom, right, top = found.box
    assert (right - left, top - bottom) == pytest.approx((30, 20))
    assert left == pytest.approx(paper.LEFT, abs=0.01)
