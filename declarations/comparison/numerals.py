"""
Numbers in words and in roman numerals: English, Spanish, Portuguese, French.

Words are held folded and run together, so that "vingt et un", "vingt-et-un" and
"Vingt Et Un" are one entry, and "décimo primero" and "decimoprimero" another.
All four languages share one table: no spelling means two numbers in two of them.

Sources: for Spanish, Real Academia Española, Diccionario panhispánico de dudas,
"cardinales" and "ordinales"; for French, the spellings before and after the
rectifications of 1990, and those of Belgium and Switzerland; for Portuguese,
those of Portugal and of Brazil.
"""

import re
from collections.abc import Iterable, Iterator

from .normalization import fold

HIGHEST_ROMAN = 399
"""
Above it no point is numbered, and what looks roman is a word: "mix", "di", "md".

The numerals D and M are thereby letters only.
"""

LONGEST_IN_WORDS = 4
"""Words of the longest number: "quatre-vingt-dix-neuf"."""

_ROMAN = re.compile(r"(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

Spelt = Iterator[tuple[str, int]]
"""Spellings with the number that each means."""


def read_roman(text: str) -> int | None:
    """
    Return the value of a roman numeral of either case, 1 to 399, or None.

    Only the canonical form counts: "IIII" and "IC" are none, and neither is "Civil".

    >>> read_roman("XIV"), read_roman("xcix"), read_roman("IIII"), read_roman("mix")
    (14, 99, None, None)
    """
    text = text.lower()
    if not text or len(text) > 15 or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    # A smaller value before a greater one is taken off: IV, XC.
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _numbered(words: str, first: int = 1, step: int = 1) -> list[tuple[str, int]]:
    """Return each spelling of a list with its number; alternatives stand apart by "/"."""
    return [
        (spelling, first + place * step)
        for place, alternatives in enumerate(words.split())
        for spelling in alternatives.split("/")
    ]


def _joined(
    tens: Iterable[tuple[str, int]], joints: Iterable[str], units: Iterable[tuple[str, int]]
) -> Spelt:
    """Return tens and units put together: "treinta", "y", "uno"."""
    units, joints = list(units), list(joints)
    for ten, value in tens:
        for joint in joints:
            for unit, more in units:
                yield ten + joint + unit, value + more


def _both_genders(masculine: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return ordinals in -o with those in -a, and "primer" and "tercer" as they are."""
    found: list[tuple[str, int]] = []
    for spelling, value in masculine:
        found.append((spelling, value))
        if spelling.endswith("o"):
            found.append((spelling[:-1] + "a", value))
    return found


def _english() -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    units = _numbered(
        """
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen
        """
    )
    tens = _numbered("twenty thirty forty/fourty fifty sixty seventy eighty ninety", 20, 10)
    unit_ordinals = _numbered(
        """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
        """
    )
    ten_ordinals = [(ten[:-1] + "ieth", value) for ten, value in tens]
    cardinals = [*units, *tens, *_joined(tens, [""], units[:9]), ("hundred", 100)]
    ordinals = [*unit_ordinals, *ten_ordinals, *_joined(tens, [""], unit_ordinals[:9])]
    ordinals.append(("hundredth", 100))
    return cardinals, [*ordinals, *((ordinal + "ly", value) for ordinal, value in ordinals)]


def _spanish() -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    units = _numbered("uno/una/un dos tres cuatro cinco seis siete ocho nueve")
    teens = _numbered(
        """
        diez once doce trece catorce quince dieciséis/diezyseis diecisiete/diezysiete
        dieciocho/diezyocho diecinueve/diezynueve veinte
        """,
        10,
    )
    tens = _numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    cardinals = [*units, *teens, *tens, ("cien", 100)]
    cardinals += _joined([("veint", 20)], ["i", "ey"], units)
    cardinals += _joined(tens, ["y", "i"], units)
    firsts = _numbered(
        """
        primero/primer segundo tercero/tercer cuarto quinto sexto séptimo/sétimo octavo noveno/nono
        """
    )
    ordinals = _latin_ordinals(
        firsts,
        """
        décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo
        nonagésimo centésimo
        """,
    )
    ordinals += _both_genders([("undécimo", 11), ("duodécimo", 12)])
    # Fractions that serve as ordinals in speech: "el onceavo punto".
    ordinals += _both_genders([(teen + "avo", value) for teen, value in teens if value > 10])
    return cardinals, [*ordinals, ("primeramente", 1)]


def _portuguese() -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    units = _numbered(
        """
        um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze
        catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove
        """
    )
    tens = _numbered("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa", 20, 10)
    cardinals = [*units, *tens, ("cem", 100)]
    cardinals += _joined(tens, ["e"], [unit for unit in units if unit[1] < 10])
    firsts = _numbered("primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono")
    ordinals = _latin_ordinals(
        firsts,
        """
        décimo vigésimo trigésimo quadragésimo quinquagésimo sexagésimo septuagésimo/setuagésimo
        octogésimo nonagésimo centésimo
        """,
    )
    ordinals += _both_genders([("undécimo", 11), ("duodécimo", 12)])
    return cardinals, [*ordinals, ("primeiramente", 1)]


def _latin_ordinals(firsts: Iterable[tuple[str, int]], tens: str) -> list[tuple[str, int]]:
    """Return ordinals of both genders, in two words or in one, as Spanish and Portuguese do."""
    units = _both_genders(firsts)
    decades = _both_genders(_numbered(tens, 10, 10))
    below_hundred = [decade for decade in decades if decade[1] < 100]
    # Spanish drops one of two vowels that meet: "decimoctavo".
    clipped = [(decade[:-1], value) for decade, value in below_hundred]
    octaves = [unit for unit in units if unit[0].startswith("o")]
    return [
        *units,
        *decades,
        *_joined(below_hundred, [""], units),
        *_joined(clipped, [""], octaves),
    ]


def _french() -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    units = _numbered(
        """
        un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
        seize dixsept dixhuit dixneuf
        """
    )
    unit_ordinals = _numbered(
        """
        unième deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième
        onzième douzième treizième quatorzième quinzième seizième dixseptième dixhuitième
        dixneuvième
        """
    )
    tens = _numbered("vingt trente quarante cinquante soixante", 20, 10)
    tens += [("septante", 70), ("quatrevingt", 80), ("octante", 80), ("huitante", 80)]
    tens += [("nonante", 90)]
    ten_ordinals = [(ten.removesuffix("e") + "ième", value) for ten, value in tens]

    def composed(endings: list[tuple[str, int]]) -> Spelt:
        """Return what follows the tens; sixty and eighty count on to nineteen."""
        ones = [ending for ending in endings if ending[1] in (1, 11)]
        for ten in tens:
            reach = 19 if ten[0] in ("soixante", "quatrevingt") else 9
            within = [ending for ending in endings if ending[1] <= reach]
            yield from _joined([ten], [""], within)
            yield from _joined([ten], ["et"], [one for one in ones if one[1] <= reach])

    cardinals = [*units, *tens, *composed(units), ("quatrevingts", 80), ("cent", 100)]
    ordinals = [*unit_ordinals[1:], *ten_ordinals, *composed(unit_ordinals), ("centième", 100)]
    ordinals += [("premier", 1), ("première", 1), ("second", 2), ("seconde", 2)]
    adverbs = [(word + "ment", value) for word, value in ordinals if word.endswith("e")]
    return cardinals, [*ordinals, *adverbs]


def _tables() -> tuple[dict[str, int], dict[str, int]]:
    cardinals: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    for of_language in (_english, _spanish, _portuguese, _french):
        for table, spelt in zip((cardinals, ordinals), of_language(), strict=True):
            table.update((fold(spelling), value) for spelling, value in spelt)
    return cardinals, ordinals


CARDINALS, ORDINALS = _tables()
"""Folded words of a number, run together, and its value; adverbs ("firstly") are ordinals."""
