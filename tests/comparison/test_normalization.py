"""Words beside their normalized form: what survives, what vanishes, and where it stands."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.comparison.lexicon import NEGATIONS, STOP_WORDS
from declarations.comparison.normalization import analyse, fold, stem

LANGUAGES = ("en", "es", "pt", "fr", "de")
ODD = [
    "",
    "\0",
    "no\0intervention",
    "DİYARBAKIR İ",
    "Straße der Menschenrechte",
    "peace 🕊️ now 👩🏽‍⚖️",
    "e\u0301lections \u0301\u0301 n\u0303",
    "ﬁnal ½ ² Ⅻ ﷺ ẞ",
    "\u202eright to left\u202c عدم الاعتراف",
    "don't DON’T can’t n't 't ''",
    "\ud800 lone surrogate",
]
any_text = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("aeñİıßſﬁ\u0301\u0303\u0327'’tTnN-_ .\0🕊²½\u00ad\u200d"), max_size=60),
    st.text(st.characters(exclude_categories=()), max_size=30),
)

NEGATED = [
    ("en", "does not recognise the results", "recognises the results"),
    ("en", "doesn't recognise the results", "recognises the results"),
    ("en", "DOESN’T RECOGNISE THE RESULTS", "RECOGNISES THE RESULTS"),
    ("en", "can't accept the results", "can accept the results"),
    ("en", "cannot accept the results", "can accept the results"),
    ("en", "without the use of force", "with the use of force"),
    ("en", "neither dialogue nor elections", "both dialogue and elections"),
    ("es", "no reconoce los resultados", "reconoce los resultados"),
    ("es", "jamás reconocerá los resultados", "reconocerá los resultados"),
    ("es", "sin el uso de la fuerza", "con el uso de la fuerza"),
    ("es", "ni la fuerza ni la amenaza", "la fuerza y la amenaza"),
    ("pt", "não reconhece os resultados", "reconhece os resultados"),
    ("pt", "sem o uso da força", "com o uso da força"),
    ("pt", "nenhum resultado", "um resultado"),
    ("fr", "ne reconnaît pas les résultats", "reconnaît les résultats"),
    ("fr", "n'accepte plus les résultats", "accepte les résultats"),
    ("fr", "N’accepte plus les résultats", "accepte les résultats"),
    ("fr", "sans recours à la force", "avec recours à la force"),
    ("fr", "aucune intervention", "une intervention"),
]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize(("language", "negated", "plain"), NEGATED)
def test_a_negation_survives_in_every_spelling(language, negated, plain, form):
    """What a negated wording has beyond the plain one is a negation, composed or decomposed."""
    negated_stems = analyse(unicodedata.normalize(form, negated), language).stems
    plain_stems = analyse(unicodedata.normalize(form, plain), language).stems
    assert negated_stems - plain_stems
    assert negated_stems - plain_stems <= NEGATIONS[language]
    assert not plain_stems & NEGATIONS[language]


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_no_negation_is_a_stop_word(language):
    """A word on both lists would depend on the order of two lines of code."""
    assert NEGATIONS[language]
    assert STOP_WORDS[language]
    assert NEGATIONS[language].isdisjoint(STOP_WORDS[language])


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_every_negation_of_the_lexicon_is_kept_as_it_is(language):
    """Not even a stemmer may touch it, in capitals or not."""
    for word in NEGATIONS[language]:
        assert stem(word, language) == stem(word.upper(), language) == word


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "and of the, by which THEY have been"),
        ("es", "y de los que ÉL también está"),
        ("pt", "e do que ELES também são"),
        ("fr", "et de ceux qui ÉTÉ avec nous"),
    ],
)
def test_stop_words_vanish_and_keep_their_places(language, text):
    """They carry no matter, but stay words of the text: runs are bridged over them."""
    found = analyse(text, language)
    assert found.stems == frozenset()
    assert found.content == ""
    assert len(found.words) == len(text.split())


@pytest.mark.parametrize("word", ["recognition", "Cuba", "elections", "notable", "northern"])
def test_words_of_matter_do_not_vanish(word):
    """Even where one begins like a negation."""
    assert stem(word, "en") not in {"", *NEGATIONS["en"]}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "restores", "restored"),
        ("en", "Meeting", "meetings"),
        ("es", "elecciones", "elección"),
        ("es", "democrático", "democráticas"),
        ("pt", "democrático", "democráticas"),
        ("fr", "élections", "élection"),
    ],
)
def test_forms_of_a_word_have_one_stem(language, one, other):
    """Accents that come and go with the ending make no difference."""
    assert stem(one, language) == stem(other, language) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("universe", "election"), ("force", "forum"), ("state", "status")]
)
def test_different_words_have_different_stems(one, other):
    """A stemmer that cut everything short would make all texts alike."""
    assert stem(one, "en") != stem(other, "en")


def test_a_language_without_a_stemmer_compares_whole_words():
    """Nothing is dropped there, negations least of all."""
    assert analyse("erkennt nicht an", "de").content == "erkennt nicht an"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Maduro’s “RÉGIMEN”", "maduro’s “regimen”"),
        ("Jose\u0301 Ñañez", "jose nanez"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("ﬁnal", "final"),
    ],
)
def test_folding_forgets_case_accents_and_ligatures(text, folded):
    """However a reader types a name, it is found."""
    assert fold(text) == folded


def check_analysis(text, language):
    """Assert what holds of the words of any text in any language."""
    found = analyse(text, language)
    for word in found.words:
        assert 0 <= word.start < word.end <= len(text)
        assert text[word.start].isalnum()
        assert not any(c.isspace() for c in text[word.start : word.end])
        assert stem(text[word.start : word.end], language) == word.stem
    assert all(one.end <= other.start for one, other in pairwise(found.words))
    assert found.stems == {word.stem for word in found.words} - {""}


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=60)
@given(text=any_text)
def test_any_text_is_analysed_with_offsets_into_it_as_issued(text, language):
    """Words stand in order, do not overlap, begin with a letter or digit, and hold no blank."""
    check_analysis(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_texts_are_analysed_with_offsets_into_them_as_issued(language):
    """The same for letters that grow, shrink or split when normalized, and for what is no text."""
    for text in ODD:
        check_analysis(text, language)


@settings(deadline=None, max_examples=60)
@given(text=any_text)
def test_every_letter_and_digit_belongs_to_a_word(text):
    """Nothing that was said falls between two words."""
    covered = {place for word in analyse(text, "en").words for place in range(word.start, word.end)}
    assert covered >= {place for place, c in enumerate(text) if c.isalnum()}


@pytest.mark.parametrize("text", ["a" * 100_000, "no " * 20_000, "e\u0301" * 50_000])
def test_a_very_long_text_is_analysed_in_no_time(text):
    """One word of 100,000 letters, or 20,000 words."""
    words = analyse(text, "es").words
    assert len(words) in (1, 20_000)
    assert words[-1].end == len(text.rstrip())
