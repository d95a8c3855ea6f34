"""What a file is: by its first bytes, then by what it looks like, then by its name."""

import re
from pathlib import PurePath

from .decoding import decode
from .problems import DocumentError, Problem
from .types import SUFFIXES, DocumentKind

_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"\x00\x00\x01\x00",
    b"\x00\x00\x00\x0cjP",
)
_ARCHIVES = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 2_000
"""Bytes in which a file says what it is: mail gateways and web servers put lines before it."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h[1-6]|ol|ul|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def recognize(content: bytes, filename: str = "", media_type: str = "") -> DocumentKind:
    """
    Return the kind of a file; raise DocumentError where it is none that is read.

    A Word file is known no further than that it is packed. A plain text is
    Markdown where its name or its media type says so.

    >>> recognize(b"%PDF-1.7"), recognize(b"# Declaration", "declaration.md")
    (<DocumentKind.PDF: 'pdf'>, <DocumentKind.MARKDOWN: 'markdown'>)
    """
    head = content[:_HEAD]
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return DocumentKind.WORD
    if b"%PDF-" in head[:1024]:
        return DocumentKind.PDF
    if content.startswith(_OFFICE):
        name = "EncryptedPackage".encode("utf-16-le")
        raise DocumentError(Problem.PASSWORD if name in content else Problem.OLD_WORD)
    if content.startswith(b"{\\rtf"):
        raise DocumentError(Problem.OTHER_OFFICE)
    if content.startswith(_PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        raise DocumentError(Problem.PICTURE)
    if content.startswith(_ARCHIVES):
        raise DocumentError(Problem.ARCHIVE)
    opening = decode(head)
    if len(_CONTROL.findall(opening)) > len(opening) // 100:
        raise DocumentError(Problem.WRONG_KIND)
    named = SUFFIXES.get(PurePath(filename).suffix.lower())
    if _HTML.match(opening) or (
        (named is DocumentKind.HTML or media_type == "text/html") and "<" in opening
    ):
        return DocumentKind.HTML
    if named in (DocumentKind.PDF, DocumentKind.WORD):
        # Of words, whatever its name: but of a PDF or a Word file something went missing.
        raise DocumentError(Problem.DAMAGED)
    if named is DocumentKind.MARKDOWN or media_type == "text/markdown":
        return DocumentKind.MARKDOWN
    return DocumentKind.TEXT
