"""A point's number, however people write it: read, found among labels, found in a query."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from declarations.comparison.labels import (
    MAX_READ,
    Label,
    anchor_of,
    find_label,
    find_mentions,
    read_label,
)
from declarations.comparison.numerals import CARDINALS, ORDINALS, read_roman
from declarations.models import Point

from .spellings import SPELLINGS, TENS


def test_the_spellings_cover_every_number_in_every_language():
    """Else the test below would say less than it seems to."""
    assert len(SPELLINGS) > 1000
    held: dict[tuple[str, bool], set[int]] = {}
    for number, _, form in SPELLINGS:
        language, *gender = form.split()
        ordinal = gender in (["ordinal"], ["clipped"])
        held.setdefault((language, ordinal), set(range(10, 100, 10))).add(number)
    for language in ("en", "es", "pt", "fr"):
        assert held[language, False] == held[language, True] == set(range(1, 100))
    tens = {word for text in TENS.values() for word in text.split()}
    assert all(read_label(word)[0].number % 10 == 0 for word in tens)


def test_every_number_is_read_in_every_spelling():
    """With hyphens, blanks or in one word, in capitals, and without accents."""
    plain = str.maketrans("áéíóúêèà", "aeioueea")
    for number, word, form in SPELLINGS:
        variants = {word, word.replace("-", " "), word.replace("-", ""), word.upper()}
        variants |= {variant.translate(plain) for variant in variants}
        for variant in variants:
            assert read_label(variant)[:1] == (Label((number,)),), (variant, form)
            assert read_label(f"Punto {variant}:") == (Label((number,)),), (variant, form)


def test_no_spelling_is_cardinal_and_ordinal():
    """One table serves four languages: a word with two meanings would be read by chance."""
    assert not CARDINALS.keys() & ORDINALS.keys()
    assert set(CARDINALS.values()) == set(ORDINALS.values()) == set(range(1, 101))


def roman(number):
    """Return a number below 400 as a roman numeral."""
    tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"]
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return "C" * (number // 100) + tens[number // 10 % 10] + ones[number % 10]


def test_roman_numerals_are_read_and_nothing_else_is_one():
    """Of all words of up to five of the letters, those that a number is written with."""
    numerals = {roman(number): number for number in range(1, 400)}
    for numeral, number in numerals.items():
        assert read_roman(numeral) == read_roman(numeral.lower()) == number
        assert Label((number,)) in read_label(f"{numeral}.-")
    words = [""]
    for _length in range(5):
        words += [word + letter for word in words for letter in "IVXLC"]
    assert {word for word in words if read_roman(word)} == {
        numeral for numeral in numerals if len(numeral) <= 5
    }


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        *[
            (text, (5,))
            for text in (
                "5 | 5. | 5) | (5) | 5.- | 5º | 5ª | 5° | 5.º | 5th | 5to | 5o | 5e | #5 | 5? | 05"
                " | Point Five | punto 5 | ponto n.º 5 | point n° 5 | N° 5 | Nº5 | No. 5 | nro. 5"
                " | § 5 | Artículo 5.- | artigo 5º | ARTICLE 5 | parágrafo 5 | numeral 5 | V. | ⅴ"
                " | (v) | point-five | point_five | punto quinto | quinto punto | the fifth point"
                " | el punto 5 | o ponto 5 | a cláusula 5 | l’article 5 | 5ème | paragraphe V"
                " | operative paragraph 5 | OP5 | 5. point | ５ | ⑤ | ٥ | «5» | 5\u200b"
            ).split(" | ")
        ],
        *[(text, (1,)) for text in "1er 1.er 1st 1re 1ère 1ro 1ra 1.ª Ier I".split()],
        *[(text, (11, "bis")) for text in "11 bis|11bis|11-bis|XI bis|undécimo bis".split("|")],
        *[(text, (5, "a")) for text in "5a 5(a) 5.a 5-a 5)a) 5ºA".split()],
        *[(text, (5, "a")) for text in ("5 (a)", "5 a", "punto 5, letra a)", "V (A)")],
        *[(text, (5, "a", 1)) for text in ("5(a)(i)", "5 (a) (i)", "5.a.i", "5 a) i)")],
        ("5 bis (a)(i)", (5, "bis", "a", 1)),
        ("5.1", (5, 1)),
        ("article 5, paragraph 1", (5, 1)),
        ("IV.2", (4, 2)),
        ("A.1", ("a", 1)),
        ("a)", ("a",)),
        ("ñ)", ("ñ",)),
        ("(aa)", ("aa",)),
    ],
)
def test_a_label_is_read_whatever_stands_around_it(text, steps):
    """The likeliest reading."""
    assert read_label(text)[:1] == (Label(steps),)


def test_a_label_has_a_number_a_suffix_and_a_form():
    """Of "5 bis (a)" the number is 5 and the suffix bis; a letter has no number."""
    label = Label((5, "bis", "a"))
    assert (label.number, label.suffix, str(label)) == (5, "bis", "5 bis(a)")
    assert (Label(("a", 2)).number, Label(("a", 2)).suffix, str(Label((5, 1)))) == (None, "", "5.1")


@pytest.mark.parametrize(
    "text",
    [
        *"IIII Civil VX mix mil di no bis point UV5 20190503 5² 5% ½ 5,1 5-6 !".split(),
        *(
            "",
            " ",
            "5 6",
            "five six",
            "Point",
            "point 5 of the declaration",
            "bis 5",
            "5 bis bis x",
        ),
        *("5\x00", "a b", "of five", "5" + " " * 90 + "6"),
    ],
)
def test_what_is_no_label_is_read_as_none(text):
    """Two numbers are not one, and a word made of roman letters is a word."""
    assert read_label(text) == ()


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("v", [(5,), ("v",)]),
        ("I", [(1,), ("i",)]),
        ("c", [("c",), (100,)]),
        ("5(i)", [(5, 1), (5, "i")]),
        ("5i", [(5, "i")]),
        ("5a", [(5, "a"), (5,)]),
        ("5o", [(5,), (5, "o")]),
        ("5b", [(5, "b")]),
        ("b", [("b",)]),
        ("vi", [(6,)]),
    ],
)
def test_a_letter_that_may_be_a_numeral_has_two_readings(text, readings):
    """The likelier first; who asks decides."""
    assert [label.steps for label in read_label(text)] == readings


@pytest.mark.parametrize(
    ("asked", "labels", "found"),
    [
        ("5", ["4", "5", "5 bis"], ["5"]),
        ("Point Five", ["4", "5?", "6"], ["5?"]),
        ("6?", ["6"], ["6"]),
        ("11-bis", ["11", "11 bis"], ["11 bis"]),
        ("11 BIS", ["11", "11 bis"], ["11 bis"]),
        ("11", ["11 bis"], []),
        ("v", ["V", "v"], ["v"]),
        ("V", ["5", "v)"], ["v)"]),
        ("v.", ["IV", "V"], ["V"]),
        ("primero", ["I", "II"], ["I"]),
        ("1", ["PRIMERO", "SEGUNDO"], ["PRIMERO"]),
        ("5a", ["5", "5 (a)"], ["5 (a)"]),
        ("5a", ["4", "5"], ["5"]),
        ("5(1)", ["5 (i)"], ["5 (i)"]),
        ("(i)", ["1", "5 (i)"], ["1"]),
        ("1.1", ["11", "1.1"], ["1.1"]),
        ("11", ["1.1", "11"], ["11"]),
        ("point v", ["5", "V bis"], ["5"]),
        ("fifth", ["V", "5", "6"], ["V", "5"]),
        ("5", ["V", "Point Five"], ["V", "Point Five"]),
        ("5e", ["5.", "5 E"], ["5 E"]),
        ("5.º a", ["5 a", "5"], ["5 a"]),
        ("n", ["ñ"], []),
        ("x" * 1000, ["10"], []),
        ("", ["1"], []),
        ("?", ["1?"], []),
        ("5", [], []),
        ("Annex", ["Annex", "annex"], ["Annex"]),
        ("annexe", ["Annex"], []),
    ],
)
def test_a_typed_number_is_found_among_the_labels_of_a_declaration(asked, labels, found):
    """As printed first; else by reading, and all that fit."""
    assert list(find_label(asked, labels)) == found


@pytest.mark.parametrize("number", range(1, 100))
def test_every_number_is_found_however_it_is_printed(number):
    """Digits, numerals and words lead to one another."""
    labels = [str(n) for n in range(1, 100)]
    numerals = [roman(n) for n in range(1, 100)]
    for asked in (f"{number}.-", f"point {number}", roman(number)):
        assert str(number) in find_label(asked, labels)
        assert roman(number) in find_label(asked, numerals)
    for _, word, _ in [spelling for spelling in SPELLINGS if spelling[0] == number][::7]:
        assert find_label(word, labels) == (str(number),)


@pytest.mark.parametrize(
    ("query", "mentions"),
    [
        ("lima point five", [("point five", (5,), True)]),
        ("punto 11 lima mayo 2019", [("punto 11", (11,), True)]),
        ("ICG 7", [("7", (7,), False)]),
        ("Lima Group 3 May 2019 point 11 bis", [("point 11 bis", (11, "bis"), True)]),
        ("quinto punto de la declaración", [("quinto punto", (5,), True)]),
        ("lima #5", [("#5", (5,), True)]),
        ("lima 5(a) elections", [("5(a)", (5, "a"), False)]),
        ("ponto 5 a favor", [("ponto 5", (5,), True)]),
        ("Lima XI", [("XI", (11,), False)]),
        ("point v lima", [("point v", (5,), True)]),
        ("lima 7, ICG 9", [("7", (7,), False), ("9", (9,), False)]),
        ("n.º 5 lima", [("n.º 5", (5,), True)]),
    ],
)
def test_a_label_is_found_within_a_query(query, mentions):
    """Where a word says that a point is meant, other numbers are not taken for one."""
    found = [(query[m.start : m.end], m.labels[0].steps, m.named) for m in find_mentions(query)]
    assert found == mentions


@pytest.mark.parametrize(
    "query",
    [
        *("lima 3 may 2019", "May 3, 2019", "3 de mayo de 2019", "le 7 mai 2019", "2019-05-03"),
        *(
            "3/5/2019",
            "1,000 people",
            "resolution 2334",
            "UN",
            "EE UU",
            "I condemn",
            "vi",
            "lima v",
        ),
        *("", "lima point", "no violence", "los dos grupos", "third-", "dialogue a)")[:4],
    ],
)
def test_dates_years_and_common_words_are_no_labels_in_a_query(query):
    """They are what most queries hold."""
    assert find_mentions(query) == ()


ODD = st.text(max_size=120) | st.text(
    alphabet="0123456789ivxlcabñ().-ºª°?# nNoº pointétéI\u0301\u200b\x00①²", max_size=120
)


@settings(deadline=None, max_examples=100)
@given(text=ODD, labels=st.lists(ODD, max_size=4))
@example(text="(" * 80, labels=["?" * 20])
@example(text="point " * 70, labels=["para"])
@example(text="a)i)v)x)" * 10, labels=[])
@example(text="\u0345", labels=["\u0345"])
@example(text="A0.0", labels=["5"])
def test_any_text_is_read(text, labels):
    """No exception; a mention is a piece of the query; what is found is one of the labels."""
    for label in read_label(text):
        assert label in read_label(str(label))
    assert set(find_label(text, labels)) <= set(labels)
    place = 0
    for mention in find_mentions(text):
        assert place <= mention.start < mention.end <= len(text)
        assert mention.labels
        place = mention.end


@settings(max_examples=100)
@given(st.text(max_size=20))
@example("11  bis")
@example("6 ?")
def test_the_address_of_a_label_is_that_of_a_point(label):
    """Two places say it: the engine knows no models."""
    assert anchor_of(label) == Point(label=label).anchor


@pytest.mark.parametrize("text", ["1" * 10**6, "point " * 10**5, " " * 10**6, "(a)" * 10**5])
def test_a_very_long_text_is_no_label_and_costs_nothing(text):
    """Only so many characters are looked at."""
    assert len(text) > MAX_READ
    assert read_label(text) == find_label(text, ["1"]) == ()
    assert find_mentions(text) == () or len(find_mentions(text)) < 200
