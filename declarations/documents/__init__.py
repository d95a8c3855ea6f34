"""
A file's bytes to its text: plain text, Markdown, web pages, Word and PDF.

The whole interface::

    from declarations.documents import DocumentError, MAX_BYTES, read_document, word_problem

    try:
        document = read_document(content, filename="communique.pdf", media_type="application/pdf")
    except DocumentError as error:
        sentence = word_problem(error, gettext)  # one sentence that says what to do
    else:
        document.text  # what comparison.segment() splits; lines end in "\n", pages in "\f"
        document.kind  # a DocumentKind: "text", "markdown", "html", "word", "pdf"
        document.kind.media_type  # what to keep in Intake.media_type

What a file is, is told by its content; its name and the media type that a
browser states only tell Markdown from plain text. Nothing here imports Django
or touches the disk, and no file costs more than :mod:`.limits` says: all but
plain text is read in a process of its own (:mod:`.confining`). Pasted text
needs none of this: it goes to ``comparison.segment()`` as it is.
"""

from .limits import MAX_BYTES, MAX_CHARACTERS
from .problems import DocumentError, Problem, word_problem
from .reading import read_document
from .types import SUFFIXES, Document, DocumentKind

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "SUFFIXES",
    "Document",
    "DocumentError",
    "DocumentKind",
    "Problem",
    "read_document",
    "word_problem",
]
