"""Why a file is not read, in one sentence that says what to do about it."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from .limits import MAX_BYTES, MAX_CHARACTERS, MAX_PAGES


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation, as ``django.utils.translation.gettext_noop`` does."""
    return message


class Problem(StrEnum):
    """Why a file is not read."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    TOO_LONG = "too long"
    TOO_MANY_PAGES = "too many pages"
    TOO_COSTLY = "too costly"
    WRONG_KIND = "wrong kind"
    PICTURE = "picture"
    OLD_WORD = "old Word"
    OTHER_OFFICE = "other office"
    SPREADSHEET = "spreadsheet"
    ARCHIVE = "archive"
    PASSWORD = "password"
    SCAN = "scan"
    GARBLED = "garbled"
    NO_TEXT = "no text"
    DAMAGED = "damaged"


SENTENCES = {
    Problem.EMPTY: gettext_noop("The file is empty: check that it was saved, and choose it again."),
    Problem.TOO_LARGE: gettext_noop(
        "The file is larger than %(megabytes)s MB: save the declaration alone, without pictures."
    ),
    Problem.TOO_LONG: gettext_noop(
        "The text is longer than %(characters)s characters: save only the declaration's pages."
    ),
    Problem.TOO_MANY_PAGES: gettext_noop(
        "The file has more than %(pages)s pages: save only those of the declaration."
    ),
    Problem.TOO_COSTLY: gettext_noop(
        "The file takes too much time or memory to read: copy its text and paste it instead."
    ),
    Problem.WRONG_KIND: gettext_noop(
        "This is not a file that can be read: choose a text, Markdown, HTML, Word (.docx) or PDF "
        "file, or paste the text."
    ),
    Problem.PICTURE: gettext_noop(
        "The file is a picture, whatever its name says: run text recognition (OCR) on it, or "
        "paste the text."
    ),
    Problem.OLD_WORD: gettext_noop(
        "The file is in an older Office format or has a password: save it in Word as .docx "
        "without a password, or paste the text."
    ),
    Problem.OTHER_OFFICE: gettext_noop(
        "The file is in a format of another office program: save it there as .docx or PDF, or "
        "paste the text."
    ),
    Problem.SPREADSHEET: gettext_noop(
        "The file is a spreadsheet or a presentation: choose a Word (.docx) or PDF file, or "
        "paste the text."
    ),
    Problem.ARCHIVE: gettext_noop(
        "The file is an archive: unpack it, and choose the file of the declaration."
    ),
    Problem.PASSWORD: gettext_noop(
        "The file is protected by a password: save it without one, or paste the text."
    ),
    Problem.SCAN: gettext_noop(
        "The PDF holds pictures of pages and no text: run text recognition (OCR) on it, or paste "
        "the text."
    ),
    Problem.GARBLED: gettext_noop(
        "The letters in this PDF cannot be told, since its fonts do not say what they mean: run "
        "text recognition (OCR) on it, or paste the text."
    ),
    Problem.NO_TEXT: gettext_noop(
        "There is no text in the file: choose another, or paste the text."
    ),
    Problem.DAMAGED: gettext_noop(
        "The file is damaged or incomplete: download or save it again, or paste the text."
    ),
}
VALUES = {
    "megabytes": f"{MAX_BYTES // 1_000_000}",
    "characters": f"{MAX_CHARACTERS:,}",
    "pages": f"{MAX_PAGES}",
}


class DocumentError(ValueError):
    """A file that is not read; ``problem`` says why, and its text is the sentence in English."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(SENTENCES[problem] % VALUES)


def word_problem(error: DocumentError, translate: Callable[[str], str] = lambda text: text) -> str:
    """
    Return what is wrong with a file and what to do, as one sentence.

    ``translate`` is ``gettext`` where the caller has it.

    >>> word_problem(DocumentError(Problem.EMPTY))
    'The file is empty: check that it was saved, and choose it again.'
    """
    values: Mapping[str, str] = VALUES
    return translate(SENTENCES[error.problem]) % values
