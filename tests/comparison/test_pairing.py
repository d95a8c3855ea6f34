"""Which part of a text in another language is which point: docs/corpus.md says how well."""

import pytest

from declarations.comparison.pairing import Labelled, likeness, pair_points
from declarations.comparison.types import Doubt

HELD = [
    "Reaffirm their support for the National Assembly elected in December 2015.",
    "Urge Russia and Turkey to favour the democratic transition.",
    "Call on the United Nations and its Secretary-General to protect the refugees in Colombia, "
    "whose number passed 1,200,000 this spring, and to share the cost of their reception.",
    "Decide to meet again in Guatemala.",
]
SPANISH = [
    "Reafirman su apoyo a la Asamblea Nacional elegida en diciembre de 2015.",
    "Instan a Rusia y a Turquía a favorecer la transición democrática.",
    "Llaman a las Naciones Unidas y a su Secretario General a proteger a los refugiados en "
    "Colombia, cuyo número pasó de 1.200.000 esta primavera, y a compartir el costo de acogerlos.",
    "Deciden volver a reunirse en Guatemala.",
]


def labelled(texts, *labels):
    """Put numbers before texts; without any, texts without numbers."""
    return [
        Labelled(label, text)
        for label, text in zip(labels or [""] * len(texts), texts, strict=True)
    ]


HELD_POINTS = labelled(HELD, "1", "2", "3", "4")


def places(pairs):
    """Return what each point was given."""
    return {pair.held: pair.new for pair in pairs if pair.held is not None}


def doubts_of(pairs, held):
    """Return why a point should be looked at."""
    return next(pair.doubts for pair in pairs if pair.held == held)


@pytest.mark.parametrize("labels", [("Primero", "Segundo", "Tercero", "Cuarto"), ()])
def test_a_whole_text_is_paired_with_or_without_numbers(labels):
    """Written in whatever way; and nothing of it is doubtful."""
    pairs = pair_points(HELD_POINTS, labelled(SPANISH, *labels))
    assert places(pairs) == {0: (0,), 1: (1,), 2: (2,), 3: (3,)}
    assert not any(pair.doubts for pair in pairs)


def test_a_point_that_is_missing_shifts_no_other():
    """Its own number, or its words, keep each in place; the gap is said."""
    for labels in (("1", "3", "4"), ("", "", "")):
        pairs = pair_points(HELD_POINTS, labelled([SPANISH[0], *SPANISH[2:]], *labels))
        assert places(pairs) == {0: (0,), 1: (), 2: (1,), 3: (2,)}
        assert doubts_of(pairs, 1) == (Doubt.NO_PARTNER,)


def test_points_that_changed_places_are_found_and_told():
    """By number at once; without, by the names that they keep."""
    swapped = [SPANISH[0], SPANISH[2], SPANISH[1], SPANISH[3]]
    for labels in (("1", "3", "2", "4"), ()):
        pairs = pair_points(HELD_POINTS, labelled(swapped, *labels))
        assert places(pairs) == {0: (0,), 1: (2,), 2: (1,), 3: (3,)}
        assert Doubt.ORDER in (*doubts_of(pairs, 1), *doubts_of(pairs, 2))


def test_wrong_numbers_are_followed_and_doubted():
    """A number is what people cite: the words may only speak against it."""
    pairs = pair_points(HELD_POINTS, labelled(SPANISH, "1", "3", "2", "4"))
    assert places(pairs)[1] == (2,)
    assert {Doubt.LENGTH, Doubt.WORDS} <= set(doubts_of(pairs, 1))


def test_our_own_count_tells_nothing():
    """Numbers that a text has not printed do not pair: the words do."""
    counted = labelled(SPANISH[1:], "1", "2", "3")
    assert places(pair_points(HELD_POINTS, counted, numbered=False))[1] == (0,)


def test_numbers_that_count_otherwise_are_not_followed_in_silence():
    """A point less, or one more: each behind it would be its neighbour's translation."""
    more = ["Agradecen la hospitalidad.", *SPANISH]
    for texts, expected in (
        (SPANISH[1:], [(), (0,), (1,), (2,)]),
        (more, [(1,), (2,), (3,), (4,)]),
    ):
        pairs = pair_points(HELD_POINTS, labelled(texts, *"12345"[: len(texts)]))
        assert list(places(pairs).values()) == expected
        assert all(Doubt.LABELS in pair.doubts for pair in pairs if pair.held and pair.new)


def test_a_part_of_its_own_stands_behind_the_one_before():
    """Every part is in exactly one pair, whatever it is."""
    pairs = pair_points(HELD_POINTS, [*labelled(SPANISH), Labelled("", "Lima, 3 de mayo")])
    assert [(pair.held, pair.new) for pair in pairs][-1] == (None, (4,))
    parts = [part for pair in pairs for part in pair.new]
    assert sorted(parts) == [0, 1, 2, 3, 4]


def test_what_a_person_chose_stands_with_its_doubts():
    """Only the doubts are worked out, for the pairs as they are then."""
    pairs = pair_points(HELD_POINTS, labelled(SPANISH), chosen={0: (1,), 2: (2, 3), 3: ()})
    assert places(pairs) == {0: (1,), 1: (), 2: (2, 3), 3: ()}
    assert Doubt.JOINED in doubts_of(pairs, 2)


def test_a_likely_number_is_doubted_and_nothing_is_no_error():
    """6? may be another point; and there may be no text at all on either side."""
    likely = [Labelled("1?", HELD[0])]
    assert doubts_of(pair_points(likely, labelled(SPANISH[:1], "1")), 0) == (Doubt.LIKELY,)
    assert pair_points([], []) == []
    assert [pair.new for pair in pair_points([], labelled(SPANISH[:1]))] == [(0,)]
    assert likeness(Labelled("", ""), Labelled("", "")) == 0.0


def test_thousands_of_paragraphs_take_no_longer_than_reading_them():
    """Beyond the bound order decides; no text keeps an editor waiting."""
    many = labelled(SPANISH * 500)
    assert len(pair_points(HELD_POINTS * 10, many)) == 2000
