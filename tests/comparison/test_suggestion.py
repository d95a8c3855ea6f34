"""What is suggested for points that nobody has coded: how often it is right, and from what."""

import time
from collections import defaultdict
from dataclasses import replace
from functools import cache

import pytest

from declarations.comparison import (
    CodebookText,
    PointRecord,
    PropositionRecord,
    Stance,
    Suggester,
    Suggestion,
    Suggestions,
    read_proposition,
    suggest,
    suggestion,
)
from declarations.comparison.evaluation import Kind, Trial, leave_out, measure_trials
from declarations.comparison.lexicon import NEGATIONS
from declarations.comparison.votes import MAX_EVIDENCE, MAX_TOPICS, POSITION_FLOOR, TOPIC_FLOOR

from . import sample

AFFIRMS, REJECTS = Stance.AFFIRMS, Stance.REJECTS
TALKS = "Calls for talks between the government and the opposition."
EXODUS = "Thanks the neighbouring countries that take in Venezuelan migrants."


@cache
def codebook(language="en"):
    """Return the codebook's texts of the sample; in Spanish it has no definitions."""
    suffix = "" if language == "en" else f"_{language}"
    corpus = sample.read("declarations.json")
    texts = []
    for entry in corpus["propositions"]:
        record = PropositionRecord(entry["slug"], entry[f"text{suffix}"], entry["topic"])
        texts += read_proposition(record, entry.get(f"definition{suffix}", ""))
    for topic in corpus["topics"]:
        words = (topic[f"name{suffix}"], topic.get(f"description{suffix}"))
        texts.append(CodebookText(". ".join(filter(None, words)), topic["slug"]))
    return tuple(texts)


@cache
def suggester(language="en"):
    """Return one of the whole sample, which so knows the points that it is asked for."""
    points = [point for held in sample.declarations().values() for point in held]
    return Suggester(points, language, codebook(language))


def make_point(key, text, topics=(), positions=None, language="en"):
    """Return a coded point."""
    return PointRecord(key, str(key), {language: text}, frozenset(topics), positions or {})


def codes(suggestions):
    """Return what is suggested, topics and positions, without scores."""
    return {s.slug for s in suggestions.topics}, {(s.slug, s.stance) for s in suggestions.positions}


# --- How often they are right -----------------------------------------------------


def test_figures_on_the_sample_with_each_declaration_left_out():
    """The targets of the project; docs/suggestions.md has the figures and how robust they are."""
    corpus = sample.declarations()
    trials = [trial for slug in corpus for trial in leave_out(slug, corpus, "en", codebook())]
    topics = measure_trials(trials, Kind.TOPICS)
    positions = measure_trials(trials, Kind.POSITIONS)
    assert (topics.declarations, topics.points, positions.points) == (23, 187, 187)
    assert topics.figures.first.value >= 0.88
    assert topics.figures.f1.value >= 0.74
    assert positions.figures.f1.value >= 0.66
    assert positions.figures.precision.value >= 0.75
    for share in (topics.figures.f1, positions.figures.precision):
        assert share.low < share.value < share.high


def test_nothing_of_a_declaration_helps_its_own_points():
    """With other codes, or other words in its other points, its suggestions stay the same."""
    corpus = dict(sample.declarations())
    own = corpus[sample.LIMA]

    def ranked(changed):
        return [t.ranked for t in leave_out(sample.LIMA, corpus | changed, "es", codebook("es"))]

    expected = ranked({})
    assert len(expected) == len(own)
    migration = frozenset({"migration"})
    recoded = [replace(point, topics=migration, positions={"cuba": REJECTS}) for point in own]
    assert ranked({sample.LIMA: recoded}) == expected
    reworded = [own[0]] + [replace(point, wordings={"es": "Otra cosa."}) for point in own[1:]]
    assert ranked({sample.LIMA: reworded})[0] == expected[0]

    others = [replace(point, topics=migration) for point in corpus[sample.CONTACT]]
    assert ranked({sample.CONTACT: others}) != expected


def make_trials(suggestions, declarations=5, points=6):
    """Return trials of points that all affirm "truce" and nothing else, on the topic "peace"."""
    point = make_point(1, TALKS, ["peace"], {"truce": AFFIRMS})
    return [
        Trial(str(number), point, suggestions)
        for number in range(declarations)
        for _ in range(points)
    ]


def test_a_share_counts_what_is_shown_and_a_stance_withheld_is_neither_right_nor_wrong():
    """Weak suggestions are not shown; the strongest is looked at whether shown or not."""
    shown = Suggestions(
        topics=(Suggestion("migration", 0.9), Suggestion("peace", 0.3), Suggestion("aid", 0.1)),
        positions=(
            Suggestion("truce", 0.5, AFFIRMS),
            Suggestion("aid", 0.4, None),
            Suggestion("cuba", 0.1, AFFIRMS),
        ),
    )
    trials = make_trials(shown)
    topics = measure_trials(trials, Kind.TOPICS).figures
    assert (topics.precision.part, topics.precision.whole) == (30, 60)
    assert (topics.recall.value, topics.f1.value, topics.first.value) == (1, 60 / 90, 0)
    positions = measure_trials(trials, Kind.POSITIONS).figures
    assert (positions.precision.value, positions.first.value, positions.withheld) == (1, 1, 30)

    nothing = measure_trials(make_trials(Suggestions()), Kind.TOPICS).figures
    assert (nothing.precision.value, nothing.precision.low, nothing.recall.value) == (None, None, 0)


@pytest.mark.parametrize(("declarations", "points"), [(4, 50), (5, 5)])
def test_of_too_little_no_figures_are_given(declarations, points):
    """Counts are."""
    measure = measure_trials(make_trials(Suggestions(), declarations, points), Kind.TOPICS)
    assert measure.figures is None
    assert (measure.declarations, measure.points) == (declarations, declarations * points)


# --- Evidence ---------------------------------------------------------------------


def test_every_suggestion_names_texts_that_hold_the_code():
    """At most three, strongest first, coded points by key or texts of the codebook."""
    held = defaultdict(set)
    for points in sample.declarations().values():
        for point in points:
            held[point.key] = {*point.topics, *point.positions.items()}
    for point in sample.declarations()[sample.CONTACT]:
        found = suggester().suggest(point.wordings["en"])
        assert found.topics
        for code in found.topics + found.positions:
            weights = [vote.weight for vote in code.evidence]
            assert 1 <= len(weights) <= MAX_EVIDENCE
            assert weights == sorted(weights, reverse=True)
            assert weights[-1] > 0
            for vote in code.evidence:
                assert (vote.key is None) == (vote.codebook is not None)
                text = vote.codebook
                codes_of = {text.topic, *text.positions} if text else held[vote.key]
                assert {code.slug, (code.slug, code.stance)} & codes_of or code.stance is None


def test_a_score_is_the_sum_of_the_weights_of_those_that_hold_the_code():
    """Of three holders all are named: two points and the codebook's text."""
    points = [
        make_point(1, "Calls for talks.", ["dialogue"]),
        make_point(2, "Calls for talks without delay.", ["dialogue"]),
        make_point(3, EXODUS, ["migration"]),
    ]
    texts = [CodebookText("Talks and who calls for them.", "dialogue")]
    (topic,) = suggest(TALKS, "en", points, texts).topics
    assert topic.slug == "dialogue"
    assert {vote.key for vote in topic.evidence} == {1, 2, None}
    assert topic.score == pytest.approx(sum(vote.weight for vote in topic.evidence))


def test_a_text_repeated_by_five_does_not_outvote_the_rest():
    """Five copies weigh hardly more than one, and together."""
    other = make_point(9, EXODUS, ["migration"])
    once, often = (
        suggest(TALKS, "en", [*(make_point(n, TALKS, ["dialogue"]) for n in range(times)), other])
        for times in (1, 5)
    )
    assert once.topics[0].score < often.topics[0].score < 1.3 * once.topics[0].score


def test_below_the_floor_nothing_is_suggested():
    """From the floor on it is, as far as a point holds so many."""
    ranked = Suggestions(
        tuple(Suggestion(str(n), TOPIC_FLOOR) for n in range(MAX_TOPICS + 1)),
        (Suggestion("at", POSITION_FLOOR), Suggestion("below", POSITION_FLOOR - 0.001)),
    )
    shown = ranked.above_floors()
    assert (len(shown.topics), [s.slug for s in shown.positions]) == (MAX_TOPICS, ["at"])
    strange = suggester().suggest("Bananas ripen quickly when kept beside apples.")
    assert strange == Suggestions()


# --- Polarity ---------------------------------------------------------------------


def negate(text):
    """Return a text with its opening verb negated."""
    verb, _, rest = text.partition(" ")
    return f"Does not {(verb[:-3] + 'y' if verb.endswith('ies') else verb[:-1]).lower()} {rest}"


@pytest.mark.parametrize(
    ("text", "twin", "proposition"),
    [
        (
            "Recognises Juan Guaidó as interim president of Venezuela.",
            "Does not recognise Juan Guaidó as interim president of Venezuela.",
            "guaido-interim-president",
        ),
        (
            "Supports the call for new presidential elections.",
            "Rejects the call for new presidential elections.",
            "new-presidential-elections",
        ),
        (
            "Calls on Cuba to take part in the search for a solution.",
            "Sees no need for Cuba to take part in the search for a solution.",
            "cuba-part-of-solution",
        ),
    ],
)
def test_a_negated_text_gets_no_stance_by_likeness_and_a_plain_one_does(text, twin, proposition):
    """The proposition is still suggested; what is done with it is left to the coder."""
    stances = [
        {s.slug: s.stance for s in suggester().suggest(words).positions} for words in (text, twin)
    ]
    assert stances[0][proposition] is AFFIRMS
    assert stances[1][proposition] is None


def test_no_point_of_the_sample_gives_its_stance_to_its_negated_twin():
    """Points of one clause, without a "no" of their own, asked of a corpus that holds them."""
    withheld = 0
    for point in (point for points in sample.declarations().values() for point in points):
        text = point.wordings["en"]
        words = set(text.lower().split())
        if ";" in point.operative or set(";:,") & set(text) or words & NEGATIONS["en"]:
            continue
        for position in suggester().suggest(negate(text)).positions:
            if position.slug in point.positions:
                assert position.stance is None, negate(text)
                withheld += 1
    assert withheld > 20


# --- Languages, sizes, oddities -----------------------------------------------------


def test_spanish_is_suggested_for_from_spanish_alone():
    """Neither points held in English only nor the codebook's English texts have a say."""
    spanish = {
        p.key for points in sample.declarations().values() for p in points if "es" in p.wordings
    }
    found = suggester("es").suggest(
        "Reconoce a Juan Guaidó como presidente encargado de Venezuela."
    )
    assert ("guaido-interim-president", AFFIRMS) in codes(found)[1]
    votes = [vote for code in found.topics + found.positions for vote in code.evidence]
    assert {vote.key for vote in votes} - {None} <= spanish
    assert {vote.codebook for vote in votes} - {None} <= set(codebook("es"))

    english = make_point(1, TALKS, ["dialogue"])
    assert suggest(TALKS, "es", [english]) == Suggestions()


def test_spanish_definitions_are_read_by_their_spanish_headings():
    """Their border cases are left out, as in English."""
    record = PropositionRecord("cargo", "Ocupa el cargo.", "reconocimiento")
    texts = read_proposition(record, "Afirmada: lo apoya. Rechazada: lo niega. Límite: un título.")
    assert [(text.text, text.stance) for text in texts] == [
        ("Ocupa el cargo.", AFFIRMS),
        ("lo apoya.", AFFIRMS),
        ("lo niega.", REJECTS),
    ]


ODD = [
    "",
    " \n\t",
    "...;;;",
    "no",
    "\ud800 lone half",
    "\u0301\u0301\u200d\ufeff\x00",
    "نص عربي 文字 Ἕλλην 🕊️",
    "ﬁn de l’année " * 3,
]


@pytest.mark.parametrize("text", ODD, ids=ascii)
@pytest.mark.parametrize("language", ["en", "es", "xx", ""])
def test_odd_texts_are_answered_whoever_votes(text, language):
    """No corpus, no codebook, one point, points as odd as the text, a language nobody knows."""
    points = [make_point(n, odd, ["odd"], {"odd": AFFIRMS}, language) for n, odd in enumerate(ODD)]
    for voters in ([], points[:1], points, [make_point(1, TALKS, language=language)]):
        for texts in ((), [CodebookText(text, "odd", "odd", REJECTS)]):
            found = suggest(text, language, voters, texts)
            assert all(s.score == s.score for s in found.topics + found.positions)


def test_of_a_huge_text_the_beginning_is_read():
    """Two million characters, pasted by mistake, cost no more than twenty thousand."""
    huge = f"{TALKS} " * 40_000
    assert codes(suggester().suggest(huge)) == codes(suggester().suggest(huge[:20_000]))


def test_in_a_large_corpus_the_nearest_vote(monkeypatch):
    """As if the sample were large: nearly the same is suggested, from nearby texts."""
    texts = [point.wordings["en"] for point in sample.declarations()[sample.CONTACT][:5]]
    expected = [codes(suggester().suggest(text))[0] for text in texts]
    monkeypatch.setattr(suggestion, "EXACT", 0)
    assert [codes(suggester().suggest(text))[0] for text in texts] == expected


def test_twenty_points_of_the_sample_take_less_than_two_seconds():
    """All included; about half a second on one core."""
    points = [point for held in sample.declarations().values() for point in held]
    start = time.process_time()
    fresh = Suggester(points, "en", codebook())
    for point in points[:20]:
        assert fresh.suggest(f"Again {point.wordings['en']}").topics
    assert time.process_time() - start < 2
