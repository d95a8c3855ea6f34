"""The way in: what a file is, and its text."""

import re

from .confining import read_confined
from .decoding import decode
from .limits import MAX_BYTES, MAX_CHARACTERS
from .problems import DocumentError, Problem
from .recognizing import recognize
from .types import Document, DocumentKind

_UNHELD = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")


def read_document(content: bytes, *, filename: str = "", media_type: str = "") -> Document:
    r"""
    Return the text of a file, as issued.

    What it is, is told by its content; ``filename`` and ``media_type`` only
    where that leaves it open. Raise DocumentError, whose text is one sentence
    that says what to do, where it is none of the kinds read, is too large, is
    damaged or holds no text.

    >>> read_document("1. Support the truce.\r\n".encode()).text
    '1. Support the truce.\n'
    """
    if len(content) > MAX_BYTES:
        raise DocumentError(Problem.TOO_LARGE)
    if not content.strip():
        raise DocumentError(Problem.EMPTY)
    kind = recognize(content, filename, media_type)
    if kind is DocumentKind.TEXT:
        text = tidy(decode(content))
    else:
        text = tidy(read_confined(content, kind).text)
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(Problem.TOO_LONG)
    if not text.strip():
        raise DocumentError(Problem.NO_TEXT)
    return Document(text, kind)


def tidy(text: str) -> str:
    r"""
    Return a text with one kind of line end and without characters no database holds.

    >>> tidy("One\r\nTwo\rThree\x00")
    'One\nTwo\nThree'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNHELD.sub("", text)
    return text.encode("utf-8", errors="ignore").decode("utf-8")  # without halves of characters
