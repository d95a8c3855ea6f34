"""What is marked in a text: runs of shared words, operative verbs, and the pieces between."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.comparison import operative_spans, shared_runs, split_segments
from declarations.comparison.wording import MAX_BRIDGED, shared_words

from . import sample


def marked(text, spans):
    """Return the pieces of a text at some spans."""
    return [text[start:end] for start, end in spans]


def runs(left, right, language="en"):
    """Return the shared runs of two wordings as text."""
    left_spans, right_spans = shared_runs(left, right, language)
    return marked(left, left_spans), marked(right, right_spans)


def test_a_run_is_made_of_whole_words():
    """ "force" in "reinforce" and in "forces" are two matters."""
    assert runs("rejects the use of force", "reinforce the arm of the law") == ([], [])
    assert runs("rejects the use of force", "the force used") == (["use of force"], ["force used"])


def test_words_are_shared_by_stem():
    """The forms differ and are marked as each side has them."""
    assert runs("restoring democracy", "democracy restored") == (
        ["restoring democracy"],
        ["democracy restored"],
    )


def test_order_and_distance_make_no_difference():
    """A word is shared wherever it stands on the other side."""
    left, right = runs("Cuba and elections", "elections supervised by others, even in Cuba")
    assert left == ["Cuba and elections"]
    assert right == ["elections", "Cuba"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("democracy Venezuela", ["democracy Venezuela"]),
        ("democracy in Venezuela", ["democracy in Venezuela"]),
        ("democracy for all Venezuela", ["democracy for all Venezuela"]),
        ("democracy for all of Venezuela", ["democracy", "Venezuela"]),
        ("democracy across Venezuela", ["democracy", "Venezuela"]),
        ("democracy not Venezuela", ["democracy", "Venezuela"]),
    ],
)
def test_at_most_two_stop_words_are_bridged_and_no_word_of_matter(text, expected):
    """A negation is a word of matter: a mark across it would say that both sides negate."""
    assert MAX_BRIDGED == 2
    assert runs(text, "Venezuela: democracy")[0] == expected


def test_a_shared_negation_is_marked():
    """Both texts deny."""
    assert runs("does not recognise", "not recognised")[0] == ["not recognise"]


def test_stop_words_alone_are_not_shared():
    """Every text has them."""
    assert runs("of the and by", "by and of the") == ([], [])


def test_shared_words_are_named_once_as_the_left_wording_has_them():
    """In order of appearance; punctuation ends a run."""
    assert shared_words("Elections. Peace, elections.", "peace; elections", "en") == [
        "Elections",
        "Peace",
    ]
    left = "Elections soon, peace later, elections again"
    assert shared_words(left, "peace; elections", "en") == ["Elections", "peace"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_shared_runs_begin_and_end_with_shared_words(language):
    """In every pair of points of the founding comparison."""
    found = 0
    for left in sample.only_in(language, sample.declarations()[sample.LIMA]):
        for right in sample.only_in(language, sample.declarations()[sample.CONTACT]):
            one, other = left.wordings[language], right.wordings[language]
            left_runs, right_runs = runs(one, other, language)
            assert bool(left_runs) == bool(right_runs)
            for run in left_runs:
                assert run[0].isalnum()
                assert run[-1].isalnum()
                assert run in one
                found += 1
    assert found > 100


def test_operative_verbs_are_found_in_their_order():
    """ "asks" stands twice; the first after "urges" is meant."""
    text = "Who asks? It urges restraint, asks for calm and asks again."
    spans = operative_spans(text, "urges; asks", "en")
    assert marked(text, spans) == ["urges", "asks"]
    assert spans[1][0] == text.index("asks for")


@pytest.mark.parametrize(
    ("text", "operative", "expected"),
    [
        ("An urgent matter: it urges calm", "urges", ["urges"]),
        ("It is urgent to recall", "urge; call", []),
        ("CALLS ON donors", "Calls on", ["CALLS ON"]),
        ("Groß; İ; calls on donors", "calls on", ["calls on"]),
        ("Calls on donors", "", []),
        ("Calls on donors", " ; ;", []),
        ("Calls on donors", "urges; Calls on", ["Calls on"]),
        ("Calls on (again) donors", "Calls on (again)", ["Calls on (again)"]),
        ("", "Calls on", []),
    ],
)
def test_operative_verbs_are_whole_words_as_they_stand(text, operative, expected):
    """Case makes no difference; what does not stand in the text is passed over."""
    assert marked(text, operative_spans(text, operative, "en")) == expected


def test_every_operative_verb_of_the_sample_is_found():
    """The field quotes the wording, so nothing of it may be missed."""
    for points in sample.declarations().values():
        for point in points:
            text = point.wordings["en"]
            verbs = [verb.strip() for verb in point.operative.split(";")]
            spans = operative_spans(text, point.operative, "en")
            assert [run.lower() for run in marked(text, spans)] == [v.lower() for v in verbs]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Propone al Grupo una reunión e invita a otros", ["Propone"]),
        ("es", "«Exhorta a las partes»", ["Exhorta"]),
        ("es", "EXIGE la liberación", ["EXIGE"]),
        ("es", "Prohi\u0301be la entrada", ["Prohi\u0301be"]),
        ("es", "Se opone con firmeza al uso de la fuerza", ["Se opone"]),
        ("es", "Se", ["Se"]),
        ("es", "Que el Grupo propone una reunión", []),
        ("es", "No reconoce los resultados", []),
        ("es", "", []),
        ("pt", "Condena a violência", ["Condena"]),
        ("fr", "Se félicite de la réunion", ["Se félicite"]),
        ("fr", "La réunion se félicite", []),
        ("de", "Fordert Wahlen", []),
    ],
)
def test_in_another_language_the_opening_verb_is_marked(language, text, expected):
    """A reflexive verb with its pronoun; a text that opens otherwise has none."""
    assert marked(text, operative_spans(text, "Proposes", language)) == expected


def test_every_spanish_point_of_the_sample_opens_with_a_verb_of_the_lexicon():
    """So that no Spanish reader misses the mark that an English one sees."""
    texts = [
        point.wordings["es"]
        for points in sample.declarations().values()
        for point in points
        if "es" in point.wordings
    ]
    assert len(texts) > 50
    assert [text[:40] for text in texts if not operative_spans(text, "", "es")] == []


@st.composite
def text_and_spans(draw):
    """Draw a text with spans in it, overlapping or not."""
    text = draw(st.text(max_size=40))
    place = st.integers(0, len(text))
    span = st.tuples(place, place).map(lambda ends: (min(ends), max(ends)))
    return text, draw(st.lists(span, max_size=4)), draw(st.lists(span, max_size=4))


@settings(deadline=None, max_examples=100)
@given(text_and_spans())
def test_segments_joined_are_the_text_and_marked_exactly_where_the_spans_are(drawn):
    """No character is lost, doubled or marked by mistake; no piece is empty."""
    text, shared, operative = drawn
    segments = split_segments(text, shared, operative)
    assert "".join(segment.text for segment in segments) == text
    assert all(segment.text for segment in segments)
    place = 0
    for segment in segments:
        for position in range(place, place + len(segment.text)):
            assert segment.shared == any(start <= position < end for start, end in shared)
            assert segment.operative == any(start <= position < end for start, end in operative)
        place += len(segment.text)


@settings(deadline=None, max_examples=60)
@given(left=st.text(max_size=60), right=st.text(max_size=60), verbs=st.text(max_size=20))
def test_any_two_texts_are_marked_within_their_bounds(left, right, verbs):
    """Whatever is pasted into a wording, a page can cut it."""
    for language in ("en", "es"):
        for text, spans in zip((left, right), shared_runs(left, right, language), strict=True):
            spans = spans + operative_spans(text, verbs, language)
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert "".join(piece.text for piece in split_segments(text, spans)) == text
