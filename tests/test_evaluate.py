"""``manage.py evaluate``: published coding read from the database, and figures in plain words."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from declarations.models import Declaration
from declarations.services.evaluating import evaluate_suggestions, read_codebook, read_coding

from .comparison import sample as files
from .comparison.test_suggestion import codebook
from .databases import of_the_engine
from .factories import make_declaration


def run(*arguments):
    """Return what the command prints and what it reports."""
    out, err = io.StringIO(), io.StringIO()
    call_command("evaluate", *arguments, stdout=out, stderr=err, no_color=True)
    return out.getvalue(), err.getvalue()


def test_what_is_read_is_what_the_files_hold(sample, django_assert_num_queries):
    """In six queries: every point of the sample with its codes, and the codebook."""
    with django_assert_num_queries(6):
        corpus, texts = read_coding("en"), read_codebook("en")

    def content(points):
        return [
            (p.label, p.wordings["en"], p.topics, dict(p.positions), p.operative) for p in points
        ]

    assert {slug: content(points) for slug, points in corpus.items()} == {
        slug: content(points) for slug, points in files.declarations().items()
    }
    assert set(texts) == set(codebook("en"))
    assert set(read_codebook("es")) == set(codebook("es"))
    assert read_codebook("fr") == []


def test_drafts_neither_vote_nor_are_measured(sample):
    """Nor does a wording in another language, nor a point without codes."""
    Declaration.objects.filter(slug=files.LIMA).update(status=Declaration.Status.DRAFT)
    make_declaration(slug="uncoded", points=["Support the truce."])
    corpus = read_coding("en")
    assert files.LIMA not in corpus
    assert files.CONTACT in corpus
    assert [dict(p.positions) for p in corpus["uncoded"]] == [{}]
    assert "uncoded" not in read_coding("es")


@of_the_engine
def test_the_command_prints_figures_with_counts_and_intervals(sample):
    """In Spanish, of which the sample has half as much."""
    words, progress = run("--language", "es")
    assert "Suggestions in Spanish: 98 coded points of 11 published declarations." in words
    assert "  precision: 0.819 (127 right of 155 suggested; 95 %: 0." in words
    assert "  first suggestion right: 0.898 (88 of 98 points; 95 %: 0." in words
    assert "Too little" not in words
    assert progress.startswith("1 of 11: ")
    assert "11 of 11: " in progress


@pytest.mark.django_db
def test_machines_get_the_figures_as_json():
    """Each share with its part, its whole, its interval and its value."""
    for _ in range(5):
        make_declaration(points=[{"topics": ["truce"]}] * 6)
    data, progress = run("--json", "--verbosity", "0")
    assert progress == ""
    evaluation = json.loads(data)
    assert evaluation["positions"]["figures"] is None
    assert evaluation["topics"]["figures"]["f1"] == {
        "part": 60,
        "whole": 60,
        "low": 1,
        "high": 1,
        "value": 1,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("declarations", [0, 1, 4])
def test_the_command_says_that_too_little_is_coded(declarations):
    """And runs nothing."""
    for _ in range(declarations):
        make_declaration(points=[{"topics": ["truce"], "positions": {"truce": "affirms"}}])
    words, progress = run()
    counted = "1 declaration" if declarations == 1 else f"{declarations} declarations"
    assert "Too little is coded to measure topics" in words
    assert f"of {counted}, where at least 30 points of 5 declarations are needed." in words
    assert "Too little is coded to measure positions" in words
    assert progress == ""
    assert json.loads(run("--json")[0])["positions"]["figures"] is None
    assert evaluate_suggestions(language="es").points == 0


def test_a_language_without_a_codebook_is_refused():
    """French wordings may be held; topics and propositions have no French."""
    with pytest.raises(CommandError, match="invalid choice"):
        run("--language", "fr")
