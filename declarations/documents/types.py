"""What a file is, and what was read from it."""

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """A kind of file that is read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    WORD = "word"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        """The name of the kind on the web, for what hands the file out again."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    DocumentKind.TEXT: "text/plain",
    DocumentKind.MARKDOWN: "text/markdown",
    DocumentKind.HTML: "text/html",
    DocumentKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentKind.PDF: "application/pdf",
}

SUFFIXES = {
    ".txt": DocumentKind.TEXT,
    ".text": DocumentKind.TEXT,
    ".md": DocumentKind.MARKDOWN,
    ".markdown": DocumentKind.MARKDOWN,
    ".html": DocumentKind.HTML,
    ".htm": DocumentKind.HTML,
    ".xhtml": DocumentKind.HTML,
    ".docx": DocumentKind.WORD,
    ".pdf": DocumentKind.PDF,
}
"""Endings of names by which files are looked for, and offered to be chosen."""


@dataclass(frozen=True, slots=True)
class Document:
    """
    What was read: ``text`` as issued, to be split, and what the file was.

    Lines end in ``"\\n"``, a PDF's pages in ``"\\f"``; numbers that a Word file
    or a web page counts by itself are written out at the beginnings of lines.
    """

    text: str
    kind: DocumentKind
