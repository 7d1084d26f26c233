"""Tags: what each thing on the paper is, for whoever has the sheet read aloud. For reportlab 5.1.

Rules:
 * Whatever is drawn stands in the tree, once and in reading order, or it is an artifact: rules,
   grounds, running head and foot, and the head of a table that comes again on a later page.
 * The tree is made with the story, before anything is drawn; drawing only adds where on which page
   a node's content stands. So a table or a paragraph that goes over pages is one node.
 * Only roles that every reader of PDF 1.7 knows; a figure has its text, a table its heads.

ReportLab's private parts are touched in `lines`, here and in `archive`, and nowhere else. Here:
`_doc`, its registry of numbered objects, and `PDFPage`'s list of the keys it writes.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Table

PAGINATION = "/Artifact <</Type /Pagination>> BDC"
LAYOUT = "/Artifact <</Type /Layout>> BDC"
CELLS = ("TH", "TD")  # they hold their place in a row, with or without content


@dataclass(eq=False, slots=True)
class Node:
    """A part of the document: its role, what a reader is told about it, and what it holds.

    `attributes` are written into the PDF as they stand; `alt` is the text of a figure.
    `content` are places: the number of a page, and of the marked content on it.
    """

    role: str
    attributes: str = ""
    alt: str = ""
    parent: "Node | None" = None
    kids: list["Node"] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)

    def add(self, role: str, attributes: str = "") -> "Node":
        """Put a new node behind the others and return it."""
        return self.adopt(Node(role, attributes))

    def adopt(self, node: "Node") -> "Node":
        """Put a node behind the others and return it."""
        node.parent = self
        self.kids.append(node)
        return node

    def top(self) -> "Node":
        """Return the outermost node around this one."""
        return self if self.parent is None else self.parent.top()

    def written(self) -> list["Node"]:
        """Return the nodes below this one that hold anything, or whose place counts."""
        return [node for node in self.kids if node.role in CELLS or node.content or node.written()]


class TaggedTable(Table):
    """A table whose rules and grounds are artifacts; `node` holds what its cells hold."""

    node: Node | None = None


class Figure(Flowable):
    """Anything drawn that is seen at once: one node, with the text that says the same in words."""

    def __init__(self, drawn: Flowable, alt: str) -> None:
        """Keep what is drawn, none of which may have a node of its own, and its text."""
        super().__init__()
        self.drawn = drawn
        self.node = Node("Figure", alt=alt)
        self.spaceBefore, self.spaceAfter = drawn.getSpaceBefore(), drawn.getSpaceAfter()

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the size that it takes."""
        self.width, self.height = self.drawn.wrap(available_width, available_height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it, and note where on the page it stands."""
        left, bottom = self.canv.absolutePosition(0, 0)
        corners = (left, bottom, left + self.width, bottom + self.height)
        box = " ".join(f"{value:.2f}" for value in corners)
        self.node.attributes = f"/A <</O /Layout /Placement /Block /BBox [{box}]>>"
        with marked(self.canv, self.node):
            self.drawn.drawOn(self.canv, 0, 0)


class TaggedCanvas(Canvas):
    """Pages whose content is marked, and the tree that it belongs to."""

    _doc: Any  # ReportLab's own

    def __init__(self, *given: Any, tree: Node, **named: Any) -> None:  # noqa: ANN401 (ReportLab's)
        """Start a file of PDF 1.7."""
        super().__init__(*given, **{**named, "pdfVersion": (1, 7)})
        self.tree = tree
        self.marks: list[list[Node]] = [[]]  # for each page, the node of each marked content

    def begin(self, node: Node) -> None:
        """Begin content of a node."""
        marks = self.marks[-1]
        node.content.append((len(self.marks), len(marks)))
        self.addLiteral(f"/{node.role} <</MCID {len(marks)}>> BDC")
        marks.append(node)

    def showPage(self) -> None:  # noqa: N802 (ReportLab's name)
        """Close a page; it names its part of the tree."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self.marks) - 1, "/S"
        self.marks.append([])

    def write_tree(self) -> None:
        """Write the tree into the file; every page is closed."""
        document = self._doc
        catalog = document.Catalog
        catalog.MarkInfo = _Written(b"<</Marked true>>")
        catalog.StructTreeRoot = _Forest(document, self.tree, self.marks[:-1]).root


@contextmanager
def marked(canvas: Canvas, node: Node | None, *, again: bool = False) -> Iterator[None]:
    """Mark what is drawn as content of a node; as an artifact where it is drawn once more.

    Without a node, what is drawn belongs to whatever has been begun around it.
    """
    if node is None or not isinstance(canvas, TaggedCanvas):
        yield
        return
    if again:
        canvas.addLiteral(PAGINATION)
    else:
        canvas.begin(node)
    yield
    canvas.addLiteral("EMC")


@contextmanager
def unread(canvas: Canvas, opening: str = PAGINATION) -> Iterator[None]:
    """Mark what is drawn as an artifact."""
    canvas.addLiteral(opening)
    yield
    canvas.addLiteral("EMC")


def unread_rules(table: Table, event: str, *_: object) -> None:
    """Mark the grounds and rules of a table as artifacts; `Table` calls this while it draws."""
    if event in ("startBG", "startLines"):
        table.canv.addLiteral(LAYOUT)
    elif event in ("endBG", "endLines"):
        table.canv.addLiteral("EMC")


def tree_of(story: Iterable[Flowable]) -> Node:
    """Return the tree of a document, in the order of its story."""
    found = (getattr(flowable, "node", None) for flowable in story)
    root = Node("Document")
    for top in dict.fromkeys(node.top() for node in found if node is not None):
        root.adopt(top)
    return root


class _Written(PDFObject):
    """An object whose bytes are known."""

    def __init__(self, written: bytes = b"") -> None:
        self.written = written

    def format(self, _document: object) -> bytes:
        """Return the bytes."""
        return self.written


class _Forest:
    """The tree as numbered objects of a file."""

    def __init__(self, document: Any, tree: Node, marks: list[list[Node]]) -> None:  # noqa: ANN401 (ReportLab's document)
        self._document = document
        self._pages = [self._number_of(f"Page{number + 1}") for number in range(len(marks))]
        self._places: dict[Node, tuple[_Written, int]] = {}
        self.root, number = self._new()
        parents, place = self._new()
        self._enter(tree)
        for node in self._places:
            self._write(node, number)
        each = " ".join(f"{page} [{self._list(nodes)}]" for page, nodes in enumerate(marks))
        parents.written = f"<</Nums [{each}]>>".encode("ascii")
        self.root.written = (
            f"<</Type /StructTreeRoot /K {self._list([tree])} /ParentTree {place} 0 R"
            f" /ParentTreeNextKey {len(marks)}>>"
        ).encode("ascii")

    def _new(self) -> tuple[_Written, int]:
        written = _Written()
        return written, self._number_of(self._document.Reference(written).name)

    def _number_of(self, name: str) -> int:
        number: int = self._document.idToObjectNumberAndVersion[name][0]
        return number

    def _enter(self, node: Node) -> None:
        """Give a node and all below it their numbers."""
        self._places[node] = self._new()
        for kid in node.written():
            self._enter(kid)

    def _write(self, node: Node, root: int) -> None:
        parent = root if node.parent is None else self._places[node.parent][1]
        parts = [f"<</Type /StructElem /S /{node.role} /P {parent} 0 R"]
        if node.content:
            page = node.content[0][0]
            held = " ".join(self._content(place, page) for place in node.content)
            parts.append(f"/Pg {self._pages[page - 1]} 0 R /K [{held}]")
        elif kids := node.written():
            parts.append(f"/K [{self._list(kids)}]")
        if node.alt:
            parts.append(f"/Alt {PDFString(node.alt).format(self._document).decode('latin-1')}")
        parts.append(f"{node.attributes}>>")
        self._places[node][0].written = " ".join(parts).encode("latin-1")

    def _content(self, place: tuple[int, int], home: int) -> str:
        page, number = place
        if page == home:
            return str(number)
        return f"<</Type /MCR /Pg {self._pages[page - 1]} 0 R /MCID {number}>>"

    def _list(self, nodes: Iterable[Node]) -> str:
        return " ".join(f"{self._places[node][1]} 0 R" for node in nodes)
