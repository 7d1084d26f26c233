"""What makes a file fit to be kept: PDF/A-2a and PDF/UA-1. Written for reportlab 5.1.

Rules:
 * The file claims what veraPDF confirms (tests/sheet/verapdf) and nothing more.
 * The same sheet gives the same bytes: no clock, no chance; the name of the file inside it is made
   from its content, its dates are the day printed on the sheet.
 * What the file says of itself stands twice, in its information and as XMP, and is the same.
 * Colours mean the same anywhere: they are sRGB, and its profile is made here from its numbers.

ReportLab's private parts are touched in `lines`, in `tags` and here: `_doc`, `_filename`, and
`PDFCatalog`'s list of the keys it writes.
"""

import struct
import zlib
from datetime import date
from hashlib import sha256
from html import escape
from itertools import accumulate, pairwise
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream

from ros1_desktop.sheet.tags import TaggedCanvas

# sRGB as ICC.1:2010 has it. White is D50; the rows are the red, green and blue of the screen in it.
# The curve: ((value + .055) / 1.055) ** 2.4 above .04045, value / 12.92 below.
WHITE = (0.9642, 1.0, 0.8249)
PRIMARIES = {
    "rXYZ": (0.43607, 0.22249, 0.01392),
    "gXYZ": (0.38515, 0.71687, 0.09708),
    "bXYZ": (0.14307, 0.06061, 0.7141),
}
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
FROM_D65 = (1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168)
NAME, FREE = "sRGB", "No copyright, use freely"
MADE = (1999, 10, 18, 0, 0, 0)  # the day of the standard of sRGB
HEAD = 128  # bytes of a profile before its table
ENTRY = ">BIH"  # of the table of objects: kind, place, place within
STREAM_END = b"endstream\nendobj\n"

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{day}T00:00:00+00:00</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00+00:00</xmp:ModifyDate>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class ArchiveCanvas(TaggedCanvas):
    """A tagged file that says what it is and how its colours are meant."""

    _filename: Any  # ReportLab's own: what the file is written to

    def __init__(self, *given: Any, day: date, **named: Any) -> None:  # noqa: ANN401 (ReportLab's)
        """Keep the day that the file is of."""
        super().__init__(*given, **named)
        self.day, self.language = day, named["lang"]
        self.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000+00'00'")

    def save(self) -> None:
        """Write the file; every page is closed."""
        self.write_tree()
        catalog = self._doc.Catalog
        kind = {"Type": "/Metadata", "Subtype": "/XML"}
        catalog.Metadata = PDFStream(PDFDictionary(kind), self._said_of_itself())
        profile = {"N": 3, "Filter": "/FlateDecode"}
        intent = {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": f"({NAME})",
            "Info": f"({NAME})",
            "DestOutputProfile": PDFStream(PDFDictionary(profile), zlib.compress(icc_profile())),
        }
        self.setCatalogEntry("OutputIntents", [PDFDictionary(intent)])
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        content: bytes = self.getpdfdata()  # type: ignore[no-untyped-call]
        self._filename.write(sealed(content))

    def _said_of_itself(self) -> bytes:
        info = self._doc.info
        names = ("title", "author", "subject", "creator", "producer")
        said = {name: escape(getattr(info, name), quote=False) for name in names}
        return XMP.format(**said, language=self.language, day=self.day.isoformat()).encode()


def sealed(content: bytes) -> bytes:
    """Return a file as it is kept: its streams end in lines, the rest is packed into one of them.

    `content` is a file as ReportLab writes it: numbered objects one after the other, one table. The
    name of the file is made from them.
    """
    start = int(content.rpartition(b"startxref\n")[2].split()[0])
    table, _, trailer = content[start:].partition(b"trailer\n")
    places = [int(line[:10]) for line in table.splitlines()[3:]]
    objects = [content[slice(*ends)] for ends in pairwise((*places, start))]
    name = sha256(b"".join(objects)).hexdigest()[:32]
    known = " ".join(f"/{key} {_after(trailer, key)} 0 R" for key in ("Root", "Info"))
    pack, table_at = len(objects) + 1, len(objects) + 2
    file, entries = bytearray(content[: places[0]]), [struct.pack(ENTRY, 0, 0, 65535)]
    packed: list[tuple[int, bytes]] = []
    for number, written in enumerate(objects, start=1):
        if written.endswith(STREAM_END):
            entries.append(struct.pack(ENTRY, 1, len(file), 0))
            file += written.removesuffix(STREAM_END) + b"\n" + STREAM_END
        else:
            entries.append(struct.pack(ENTRY, 2, pack, len(packed)))
            body = written.partition(b" obj\n")[2].removesuffix(b"endobj\n")
            packed.append((number, body))
    entries.append(struct.pack(ENTRY, 1, len(file), 0))
    file += _packed(pack, packed)
    at = len(file)
    entries.append(struct.pack(ENTRY, 1, at, 0))
    keys = f"/Type /XRef /Size {table_at + 1} /W [1 4 2] {known} /ID [<{name}> <{name}>]"
    file += _stream(table_at, keys, b"".join(entries))
    return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % at


def _after(trailer: bytes, key: str) -> int:
    """Return the number of the object that a trailer names under a key."""
    return int(trailer.partition(f"/{key} ".encode())[2].split()[0])


def _packed(number: int, objects: list[tuple[int, bytes]]) -> bytes:
    """Return objects as one stream: their numbers and places, then themselves."""
    ends = accumulate((len(body) for _, body in objects), initial=0)
    pairs = zip(objects, ends, strict=False)
    head = " ".join(f"{one} {begins}" for (one, _), begins in pairs).encode() + b"\n"
    keys = f"/Type /ObjStm /N {len(objects)} /First {len(head)}"
    return _stream(number, keys, head + b"".join(body for _, body in objects))


def _stream(number: int, keys: str, content: bytes) -> bytes:
    pressed = zlib.compress(content)
    opening = f"{number} 0 obj\n<<{keys} /Filter /FlateDecode /Length {len(pressed)}>>\nstream\n"
    return opening.encode() + pressed + b"\n" + STREAM_END


def icc_profile() -> bytes:
    """Return the profile of sRGB."""
    parts = {
        "desc": _text(NAME),
        "cprt": _text(FREE),
        "wtpt": b"XYZ \0\0\0\0" + _fixed(*WHITE),
        "chad": b"sf32\0\0\0\0" + _fixed(*FROM_D65),
        **{name: b"XYZ \0\0\0\0" + _fixed(*value) for name, value in PRIMARIES.items()},
        **dict.fromkeys(("rTRC", "gTRC", "bTRC"), b"para\0\0\0\0\0\3\0\0" + _fixed(*CURVE)),
    }
    table, body = struct.pack(">I", len(parts)), b""
    begins = HEAD + len(table) + 12 * len(parts)
    for name, part in parts.items():
        table += struct.pack(">4sII", name.encode(), begins + len(body), len(part))
        body += part + b"\0" * (-len(part) % 4)
    size = begins + len(body)
    kinds = (b"\4\x20\0\0", b"mntr", b"RGB ", b"XYZ ")
    head = struct.pack(">I4x4s4s4s4s6H4s28x", size, *kinds, *MADE, b"acsp") + _fixed(*WHITE)
    return head.ljust(HEAD, b"\0") + table + body


def _fixed(*values: float) -> bytes:
    """Return numbers with sixteen bits behind the point."""
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _text(text: str) -> bytes:
    said = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enUS", len(said), 28) + said
