"""
Files that are no declaration, or made to do harm, and what is said of each.

Each is made when it is asked for; tests and benchmark read the same ones.
"""

import io
import zlib
from collections.abc import Callable
from typing import NamedTuple

import openpyxl
from pypdf import PdfReader, PdfWriter

from declarations.documents import MAX_BYTES, Problem

from .building import (
    NAMESPACE,
    make_docx,
    make_pdf,
    make_zip,
    paragraph,
    pdf_of_contents,
    pdf_of_objects,
    set_pages,
    stream,
    zip_bomb,
)

SECONDS = 2.0
MEGABYTES = 200

WORDS = [
    "Declaration of the Orvane Contact Group",
    "The Ministers of Norland and Estmark, meeting at Helm, declare:",
    *(
        f"{number}. Support the truce in the valley of district {number} and urge its renewal, so "
        "that those who left can go home before the winter comes."
        for number in range(1, 26)
    ),
]
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
BODY = f"<w:document {NAMESPACE}><w:body>"


class Hostile(NamedTuple):
    """A file by its name, what makes it, and the problem found in it; None where it is read."""

    filename: str
    make: Callable[[], bytes]
    problem: Problem | None


def plain_pdf() -> bytes:
    """Return an ordinary PDF of three pages."""
    return make_pdf(set_pages(WORDS, head="Communiqué of the Group"))


def plain_docx() -> bytes:
    """Return an ordinary Word file."""
    return make_docx("".join(paragraph(words) for words in WORDS))


def scan() -> bytes:
    """Return a PDF of pictures."""
    picture = stream(
        zlib.compress(b"\x80" * 10_000),
        "/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8 /Filter /FlateDecode",
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /XObject << /I 4 0 R >> >> >>"
    )
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    shown = stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    return pdf_of_objects([CATALOG, pages, page, picture, shown])


def with_password() -> bytes:
    """Return a PDF that opens with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain_pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def workbook() -> bytes:
    """Return an Excel file."""
    book = openpyxl.Workbook()
    book.active.append(["1.", "Support the truce."])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word_of(document: str | bytes) -> bytes:
    """Return a Word file of one part."""
    return make_zip({"word/document.xml": document})


def laughs(encoding: str = "utf-8") -> bytes:
    """Return a Word file with entities that stand for each other a billion times."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    words = "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{entities}]>{BODY}{words}'
    return word_of(xml.encode(encoding))


def outside() -> bytes:
    """Return a Word file that asks for a file of the machine that reads it."""
    words = "<w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    return word_of(f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{BODY}{words}')


def many_pages(stated: int) -> bytes:
    """Return a PDF of 20,000 pages."""
    count = 20_000
    kids = b" ".join(b"%d 0 R" % (3 + place) for place in range(count))
    pages = b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] >>" % (kids, stated)
    return pdf_of_objects([CATALOG, pages, *[b"<< /Type /Page /Parent 2 0 R >>"] * count])


def own_kids() -> bytes:
    """Return a PDF whose tree of pages has itself for a branch."""
    return pdf_of_objects([CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 3 >>"])


def own_form() -> bytes:
    """Return a PDF whose page shows a form that shows itself, twice."""
    form = stream(
        b"/X Do /X Do BT /F1 9 Tf (Ha) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>",
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R "
        b"/Resources << /XObject << /X 4 0 R >> >> >>"
    )
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf_of_objects([CATALOG, pages, page, form, stream(b"/X Do")])


def doubling_forms() -> bytes:
    """Return a PDF of forms that show the next one twice, thirty deep."""
    objects = [CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    objects.append(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
        b"/Resources << /XObject << /X 5 0 R >> >> >>"
    )
    objects.append(stream(b"/X Do"))
    for number in range(6, 36):
        below = f"/Resources << /XObject << /X {number} 0 R >> >>"
        entries = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {below}"
        objects.append(stream(b"/X Do /X Do", entries))
    objects.append(stream(b"BT (Ha) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    return pdf_of_objects(objects)


def own_table() -> bytes:
    """Return a PDF whose table of objects names itself as the one before."""
    whole = plain_pdf()
    table = whole.rindex(b"xref\n0 ", 0, whole.rindex(b"startxref"))
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % table)


def deflated(megabytes: int, of: bytes = b" ") -> bytes:
    """Return a stream that unpacks to very much more."""
    packer = zlib.compressobj(9)
    one = of * (1_000_000 // len(of))
    block = packer.compress(one) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(one) + packer.flush(zlib.Z_FULL_FLUSH)
    return block + again * (megabytes - 1)


def long_words() -> bytes:
    """Return a PDF with a page of 60 MB of operators that show words."""
    return pdf_of_contents([deflated(60, b"BT /F1 9 Tf (Support the truce.) Tj ET\n")], packed=True)


HOSTILE = {
    "nothing": Hostile("a.txt", lambda: b"", Problem.EMPTY),
    "larger than is taken": Hostile("a.txt", lambda: b"a" * (MAX_BYTES + 1), Problem.TOO_LARGE),
    "a text without end": Hostile("a.txt", lambda: b"1. a\n" * 1_900_000, Problem.TOO_LONG),
    "a program": Hostile("a.txt", lambda: b"\x7fELF" + bytes(range(256)) * 40, Problem.WRONG_KIND),
    "a picture named .pdf": Hostile(
        "a.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(5000), Problem.PICTURE
    ),
    "an old Word file": Hostile(
        "a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), Problem.OLD_WORD
    ),
    "a Word file with a password": Hostile(
        "a.docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9,
        Problem.PASSWORD,
    ),
    "an OpenDocument text": Hostile(
        "a.docx",
        lambda: make_zip(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
        ),
        Problem.OTHER_OFFICE,
    ),
    "an Excel file": Hostile("a.docx", workbook, Problem.SPREADSHEET),
    "an archive": Hostile("a.docx", lambda: make_zip({"1.txt": "1. Support."}), Problem.ARCHIVE),
    "a Word file cut off": Hostile("a.docx", lambda: plain_docx()[:-2000], Problem.DAMAGED),
    "a PDF cut off": Hostile("a.pdf", lambda: plain_pdf()[:60], Problem.DAMAGED),
    "a scan": Hostile("a.pdf", scan, Problem.SCAN),
    "a PDF with a password": Hostile("a.pdf", with_password, Problem.PASSWORD),
    "a zip bomb of 5 GB": Hostile(
        "a.docx", lambda: zip_bomb("word/document.xml", BODY.encode(), 5000), Problem.TOO_COSTLY
    ),
    "a zip bomb that hides its size": Hostile(
        "a.docx",
        lambda: zip_bomb("word/document.xml", BODY.encode(), 5000, stated=40_000_000),
        Problem.DAMAGED,
    ),
    "a zip of 100,000 parts": Hostile(
        "a.docx", lambda: b"PK\x03\x04" + b"PK\x01\x02" * 100_000, Problem.TOO_COSTLY
    ),
    "millions of paragraphs": Hostile(
        "a.docx",
        lambda: word_of(f"{BODY}{'<w:p/>' * 4_000_000}</w:body></w:document>"),
        Problem.TOO_COSTLY,
    ),
    "entities a billion times": Hostile("a.docx", laughs, Problem.DAMAGED),
    "the same in UTF-16": Hostile("a.docx", lambda: laughs("utf-16"), Problem.DAMAGED),
    "an entity from outside": Hostile("a.docx", outside, Problem.DAMAGED),
    "a Word file 100,000 deep": Hostile(
        "a.docx",
        lambda: word_of(
            BODY + "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000 + "</w:body></w:document>"
        ),
        Problem.DAMAGED,
    ),
    "a web page a million deep": Hostile(
        "a.html", lambda: b"<html><body>" + b"<div>" * 1_000_000 + b"1. a", Problem.TOO_COSTLY
    ),
    "bold within bold": Hostile(
        "a.html", lambda: b"<html><body>" + b"<b><p>" * 300_000 + b"1. a", Problem.TOO_COSTLY
    ),
    "two million elements": Hostile(
        "a.html", lambda: b"<html><body>" + b"<p>a" * 2_400_000, Problem.TOO_COSTLY
    ),
    "20,000 pages": Hostile("a.pdf", lambda: many_pages(20_000), Problem.TOO_MANY_PAGES),
    "20,000 pages that say they are one": Hostile(
        "a.pdf", lambda: many_pages(1), Problem.TOO_MANY_PAGES
    ),
    "pages within themselves": Hostile("a.pdf", own_kids, Problem.DAMAGED),
    "a form within itself": Hostile("a.pdf", own_form, Problem.SCAN),
    "forms that double": Hostile("a.pdf", doubling_forms, Problem.SCAN),
    "a PDF bomb of 5 GB": Hostile(
        "a.pdf", lambda: pdf_of_contents([deflated(5000)], packed=True), Problem.TOO_COSTLY
    ),
    "60 MB of words on a page": Hostile("a.pdf", long_words, Problem.TOO_COSTLY),
    "signs without end": Hostile("a.md", lambda: b"*a _[![<!--`" * 70_000 + b"  " * 9_999, None),
}
