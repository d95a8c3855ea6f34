"""Any file: what it is, its encoding; hostile ones refused with a sentence and at little cost."""

import resource
import sys

import pytest

from declarations.documents import (
    DocumentError,
    DocumentKind,
    Problem,
    confining,
    read_document,
    word_problem,
)
from declarations.documents.problems import SENTENCES

from .hostile import HOSTILE, MEGABYTES, SECONDS, plain_docx, plain_pdf

TEXT = "Declaración\n1. Apoyan “la tregua” – €5.\n"


def cost():
    """Return the processor's seconds and the most memory of all processes that ended so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    per_megabyte = 1_000_000 if sys.platform == "darwin" else 1_000
    return used.ru_utime + used.ru_stime, used.ru_maxrss / per_megabyte


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little_and_is_refused_with_a_sentence(name):
    """
    The processor's time and not the clock's, which other work on this machine would spoil.

    ``python -m tests.benchmarks.documents`` measures both.
    """
    hostile = HOSTILE[name]
    content = hostile.make()
    seconds, before = cost()
    found = None
    try:
        read_document(content, filename=hostile.filename)
    except DocumentError as error:
        found = error.problem
    spent, most = cost()
    assert found is hostile.problem
    assert spent - seconds < SECONDS
    assert most <= max(before, MEGABYTES)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("utf-16", b""),
        ("utf-16-be", b"\xfe\xff"),
        ("cp1252", b""),
    ],
)
def test_a_text_in_any_of_the_usual_encodings(encoding, mark):
    """Byte-order mark, then strict UTF-8, then Windows-1252."""
    document = read_document(mark + TEXT.replace("\n", "\r\n").encode(encoding), filename="a.txt")
    assert (document.text, document.kind) == (TEXT, DocumentKind.TEXT)


def test_a_file_is_what_its_content_says():
    """Whatever its name; a name only tells Markdown from plain text."""
    page = b"<!DOCTYPE html><p>1. Support.</p>"
    kinds = {
        DocumentKind.PDF: (plain_pdf(), "a.docx"),
        DocumentKind.WORD: (plain_docx(), "a.pdf"),
        DocumentKind.HTML: (page, "a.txt"),
        DocumentKind.MARKDOWN: (b"# Title\n\n1. **Support** the [truce](/x).\n", "a.md"),
        DocumentKind.TEXT: (b"# Title\n", ""),
    }
    for kind, (content, filename) in kinds.items():
        assert read_document(content, filename=filename).kind is kind
    markdown, name = kinds[DocumentKind.MARKDOWN]
    assert read_document(markdown, filename=name).text == "Title\n\n1. Support the truce.\n"


def test_words_under_the_name_of_a_pdf_are_refused():
    """An error page that was saved as the file it should have been."""
    with pytest.raises(DocumentError) as refused:
        read_document(b"Service unavailable", filename="a.pdf")
    assert refused.value.problem is Problem.DAMAGED


def test_each_problem_has_one_sentence_that_is_translated():
    """And says what to do, so that it has a colon or two halves."""
    assert SENTENCES.keys() == set(Problem)
    for problem in Problem:
        sentence = word_problem(DocumentError(problem))
        assert sentence.count(". ") == 0
        assert sentence.endswith(".")
        assert ":" in sentence
        assert "%(" not in sentence
    error = DocumentError(Problem.TOO_LARGE)
    assert word_problem(error, lambda text: text.replace("MB", "Mo")).count("10 Mo") == 1


def test_what_reads_a_file_sees_no_secret(monkeypatch):
    """Its environment is empty, so that a file that takes it over finds no key and no database."""
    seen = {}

    def run(command, **options):
        seen.update(options)
        raise confining.subprocess.TimeoutExpired(command, 1)

    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setattr(confining.subprocess, "run", run)
    with pytest.raises(DocumentError) as refused:
        read_document(plain_pdf())
    assert refused.value.problem is Problem.TOO_COSTLY
    assert "SECRET_KEY" not in seen["env"]
