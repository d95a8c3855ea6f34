"""The numbering with which a line opens: every way of setting a number off, and its opposite."""

import pytest

from declarations.comparison.openings import LAST, Numeral, read_openings


def openings(text):
    """Return label, form, value and the words behind, of every reading of a line."""
    return [(o.label, o.form, o.value, text[o.end :]) for o in read_openings(text)]


@pytest.mark.parametrize(
    ("text", "label", "form", "value"),
    [
        ("5. Urge calm", "5", ".", 5),
        ("5.Urge calm", "5", ".", 5),
        ("5 . Urge calm", "5", ".", 5),
        ("5) Urge calm", "5", ")", 5),
        ("(5) Urge calm", "5", "()", 5),
        ("[5] Urge calm", "5", "()", 5),
        ("5.- Urge calm", "5", ".-", 5),
        ("5. – Urge calm", "5", ".-", 5),
        ("5.-Urge calm", "5", ".-", 5),
        ("5º Urge calm", "5", "º", 5),
        ("5°. Urge calm", "5", "º", 5),
        ("5.º Urge calm", "5", "º", 5),
        ("5ª.- Urge calm", "5", "º", 5),
        ("1er. Urge calm", "1", "º", 1),
        ("1o. Urge calm", "1", "º", 1),
        ("2do.- Urge calm", "2", "º", 2),
        ("5 - Urge calm", "5", "-", 5),
        ("5– Urge calm", "5", "-", 5),
        ("5: Urge calm", "5", ":", 5),
        ("5/ Urge calm", "5", "/", 5),
        ("5 Urge calm", "5", "bare", 5),
        ("N° 5 Urge calm", "5", "№", 5),
        ("Nº5.- Urge calm", "5", "№", 5),
        ("No. 5 Urge calm", "5", "№", 5),
        ("n.º 5 – Urge calm", "5", "№", 5),
        ("#5 Urge calm", "5", "bare", 5),
        ("## 5. Urge calm", "5", ".", 5),
        ("**5.** Urge calm", "5", ".", 5),
        ("5\\. Urge calm", "5", ".", 5),
        ("> 5. Urge calm", "5", ".", 5),
        ("«5. Urge calm", "5", ".", 5),
        ("5 bis. Urge calm", "5 bis", ".", 5),
        ("5 bis Urge calm", "5 bis", "bare", 5),
        ("5a. Urge calm", "5a", ".", 5),
        ("5(a) Urge calm", "5(a)", ")", 5),
        ("1.1 Urge calm", "1.1", "decimal 1", 1),
        ("2.3.4. Urge calm", "2.3.4", "decimal 2.3", 4),
        ("IV. Urge calm", "IV", ".", 4),
        ("xii) Urge calm", "xii", ")", 12),
        ("IV bis. Urge calm", "IV bis", ".", 4),
        ("b) Urge calm", "b", ")", 2),
        ("(B) Urge calm", "B", "()", 2),
        ("ñ) Urge calm", "ñ", ")", 14),
        ("aa) Urge calm", "aa", ")", 27),
        ("Point 5: urge calm", "5", "kind point", 5),
        ("Point 5 Urge calm", "5", "kind point", 5),
        ("PUNTO V.- Urge calm", "V", "kind punto", 5),
        ("Punto quinto: urge calm", "quinto", "kind punto", 5),
        ("Artículo 5.- Urge calm", "5", "kind articulo", 5),
        ("Arti\u0301culo 5. Urge calm", "5", "kind articulo", 5),
        ("Article premier. Urge calm", "premier", "kind article", 1),
        ("Art. 5º – Urge calm", "5", "kind art", 5),
        ("Ponto n.º 5 – Urge calm", "5", "kind ponto", 5),
        ("First, urge calm", "First", "ordinal", 1),
        ("PRIMERO.- Urge calm", "PRIMERO", "ordinal", 1),
        ("Décimo primero: urge calm", "Décimo primero", "ordinal", 11),
        ("Premièrement, urge calm", "Premièrement", "ordinal", 1),
        ("Vigésima-primeira – urge calm", "Vigésima-primeira", "ordinal", 21),
        ("SEGUNDO Urge calm", "SEGUNDO", "ordinal bare", 2),
        ("Dos: urge calm", "Dos", "cardinal", 2),
        ("Quadragésimo primeiro. Urge", "41", "ordinal", 41),
    ],
)
def test_a_number_is_read_with_what_sets_it_off(text, label, form, value):
    """The label is as printed, without the marks; the words begin behind them."""
    assert openings(text)[0] == (label, form, value, text[text.index("rge") - 1 :])


@pytest.mark.parametrize("text", ["5", "5.", "(5)", "IV", "IV.", "Point 5", "Quinto", "**5.**"])
def test_a_number_may_stand_alone_on_its_line(text):
    """The words are on the next."""
    assert [rest for *_, rest in openings(text)][:1] == [""]


@pytest.mark.parametrize(
    "text",
    [
        *("2019. The group", "1.500 personas", "1.5 million", "3.05.2019 Helm", "10:30 Helm"),
        *("5 May 2019", "5 de mayo", "1º de mayo de 2019", "5 states", "5 years later", "5% more"),
        *("15-year-old boys", "5-point plan", "5 millones de personas", "2741 (2022), asked"),
        *("Article 5 of the Charter", "Point 5, which", "Artículo 3 de la Carta", "5 and 6"),
        *(
            "Third meeting of ministers",
            "Seis países",
            "Ten-day plan",
            "First of all",
            "Civil. Urge",
        ),
        *("IIII. Urge", "mix. Urge", "VX) Urge", "iV. urge", "I urge", "(5 people)", "(a", "A man"),
        *("", "Urge calm", "-urge", "*", "."),
    ],
)
def test_a_number_of_a_sentence_is_none(text):
    """Years, days, decimals, sums, words: the opposite of each rule above."""
    assert openings(text) == []


def test_one_line_may_open_in_several_ways():
    """As a numeral and as a letter; with a number below the number; with a bullet before it."""
    assert [(o.numeral, o.value) for o in read_openings("v) urge")] == [
        (Numeral.ROMAN_SMALL, 5),
        (Numeral.SMALL, 22),
    ]
    assert openings("5. (a) Urge calm") == [
        ("5", ".", 5, "(a) Urge calm"),
        ("a", "()", 1, "Urge calm"),
    ]
    assert openings("5. (b) Urge calm") == [("5", ".", 5, "(b) Urge calm")]
    assert [o.numeral for o in read_openings("• 1. Urge calm")] == [Numeral.BULLET, Numeral.ARABIC]


@pytest.mark.parametrize("text", ["Finally, urge", "Por último: urge", "Enfin, urge"])
def test_the_last_of_ordinals_needs_no_number(text):
    """It is one more, whatever that is; as a verb's adverb it is none."""
    (opening,) = read_openings(text)
    assert (opening.value, opening.form, text[opening.end :]) == (LAST, "ordinal", "urge")
    assert read_openings("Finally urge") == []


@pytest.mark.parametrize("mark", ["•", "●", "▪", "-", "–", "*", "\uf0b7", "➢"])
def test_a_bullet_is_one(mark):
    """Those of Word, which have no Unicode character of their own, too."""
    (opening,) = read_openings(f"{mark} Urge calm")
    assert (opening.numeral, opening.end) == (Numeral.BULLET, 2)
