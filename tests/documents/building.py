"""Documents built by code, small and in wording of our own, as people and programs write them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from docx import Document as new_docx
from docx.oxml import parse_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACE = f'xmlns:w="{W}"'


def make_pdf(pages: Sequence[Sequence[tuple[float, float, str]]], *, extra: str = "") -> bytes:
    """
    Return a PDF whose pages have lines at places: left, height from below, words.

    ``extra`` is put before the words of every page, as the page's own operators.
    """
    contents = []
    for lines in pages:
        shown = "".join(
            f"1 0 0 1 {left} {height} Tm ({_escaped(words)}) Tj\n" for left, height, words in lines
        )
        contents.append(f"{extra}BT /F1 11 Tf\n{shown}ET\n".encode("cp1252"))
    return pdf_of_contents(contents)


def set_pages(
    paragraphs: Iterable[str], *, width: int = 70, head: str = "", lines_a_page: int = 30
) -> list[list[tuple[float, float, str]]]:
    """Return paragraphs set in lines, pages with a number and, after the first, a head."""
    pages: list[list[tuple[float, float, str]]] = []
    height = 0.0
    for paragraph in paragraphs:
        line = ""
        for word in [*paragraph.split(), ""]:
            if word and len(line) + 1 + len(word) <= width:
                line = f"{line} {word}".strip()
                continue
            if not pages or height < 800 - 14 * lines_a_page:
                number = str(len(pages) + 1)
                furniture = [(280, 40, number)] + ([(72, 820, head)] if head and pages else [])
                pages.append(furniture)
                height = 780.0
            pages[-1].append((72, height, line))
            height -= 14
            line = word
        height -= 10
    return pages


def pdf_of_contents(
    contents: Sequence[bytes], *, resources: str = "", packed: bool = False
) -> bytes:
    """Return a PDF whose pages have contents, in Helvetica; ``packed`` where they are deflated."""
    count = len(contents)
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * place} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> >>".encode()
        )
        objects.append(stream(content, "/Filter /FlateDecode" if packed else ""))
    return pdf_of_objects(objects)


def stream(content: bytes, entries: str = "") -> bytes:
    """Return an object with a stream."""
    head = f"<< /Length {len(content)} {entries} >>\nstream\n".encode()
    return head + content + b"\nendstream"


def pdf_of_objects(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """Return a PDF of numbered objects, the first of them the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, written in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, written))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer.encode()))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def make_docx(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    """
    Return a Word file of python-docx's own, its body and numbering in our XML.

    ``body`` is what stands in ``w:body``, ``numbering`` in ``w:numbering``;
    ``styles`` are added to those of the template.
    """
    document = new_docx()
    element = document.element.body
    for child in list(element):
        if not child.tag.endswith("}sectPr"):
            element.remove(child)
    for child in reversed(parse_xml(f"<w:body {NAMESPACE}>{body}</w:body>")):
        element.insert(0, child)
    if numbering:
        part = document.part.numbering_part.element
        for child in list(part):
            part.remove(child)
        for child in list(parse_xml(f"<w:numbering {NAMESPACE}>{numbering}</w:numbering>")):
            part.append(child)
    for child in list(parse_xml(f"<w:styles {NAMESPACE}>{styles}</w:styles>")):
        document.styles.element.append(child)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraph(words: str, *, number: str = "", level: int = 0, style: str = "") -> str:
    """Return a paragraph of a Word file; ``number`` names its list."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    )
    runs = words if words.startswith("<") else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    return f"<w:p><w:pPr>{named}{listed}</w:pPr>{runs}</w:p>"


def level(place: int, form: str, text: str, *, start: int = 1, extra: str = "") -> str:
    """Return a level of a list's definition."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(name: int, levels: str) -> str:
    """Return a list's definition."""
    return f'<w:abstractNum w:abstractNumId="{name}">{levels}</w:abstractNum>'


def number(name: int, of: int, overrides: str = "") -> str:
    """Return a list of a definition."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def make_zip(parts: dict[str, bytes | str]) -> bytes:
    """Return a packed file with parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def zip_bomb(name: str, head: bytes, megabytes: int, *, stated: int | None = None) -> bytes:
    """
    Return a packed file with one part that unpacks to very much more.

    A block that is compressed once and flushed stands in it over and over, so
    that making it costs nothing; ``stated`` is the size it gives itself.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = block.compress(b" " * 1_000_000) + block.flush(zlib.Z_FULL_FLUSH)
    packed += one * megabytes + b"\x03\x00"
    size = len(head) + 1_000_000 * megabytes if stated is None else stated
    size, encoded = min(size, 0xFFFFFFFE), name.encode()
    facts = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(packed), size, len(encoded), 0)
    local = b"PK\x03\x04" + facts + encoded + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    central += encoded
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end
