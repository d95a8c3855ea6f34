"""
A point's number, however people write it: "5", "Point Five", "punto 5.º", "V", "cinquième point".

A label as printed stays as it is; what is read from it are *steps*: the number,
then what stands below or beside it: "11 bis" is 11 and bis, "5(a)" is 5 and a.
A lone "v" may be a letter or a roman five: it has two readings, and whoever asks
gets both, the likelier first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .formulas import MONTHS
from .label_parser import KINDS, LATIN, Found, Step, Token, parse_label, split_tokens
from .normalization import fold
from .numerals import read_roman

MAX_READ = 80
"""Characters of the longest text read as a label; the longest written out has 50 or so."""

MAX_QUERY = 400
"""Characters of a longer text in which mentions of labels are looked for."""

_COMMON_WORDS = frozenset(
    "un une um uma una uno one once dos second segundo segunda seconde".split()
)
"""Numbers in words that are common words, and the United Nations, without "point" before them."""

_MONTHS = frozenset(fold(month) for month in MONTHS)


@dataclass(frozen=True, slots=True)
class Label:
    """
    A label as it is meant: numbers and lower-case letters, the outermost first.

    >>> str(Label((11, "bis"))), str(Label((5, "a", 1))), str(Label((5, 2)))
    ('11 bis', '5(a)(1)', '5.2')
    """

    steps: tuple[Step, ...]

    @property
    def number(self) -> int | None:
        """The number that it begins with, or None where that is a letter."""
        return self.steps[0] if isinstance(self.steps[0], int) else None

    @property
    def suffix(self) -> str:
        """What follows the number: "bis", "a", or nothing."""
        return next((step for step in self.steps[1:2] if isinstance(step, str)), "")

    def __str__(self) -> str:
        written = str(self.steps[0])
        for place, step in enumerate(self.steps[1:], start=1):
            if step in LATIN:
                written += f" {step}"
            elif isinstance(step, int) and all(isinstance(one, int) for one in self.steps[:place]):
                written += f".{step}"
            else:
                written += f"({step})"
        return written


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A label within a longer text: characters ``start`` to ``end``, half-open.

    ``named`` where a word says that a point is meant: "point 5", not just "5".
    """

    labels: tuple[Label, ...]
    start: int
    end: int
    named: bool


def anchor_of(label: str) -> str:
    """
    Return a label's form in an address: without its doubt, with hyphens for spaces.

    Never blank, since no address could hold it.

    The same as ``Point.anchor``; a test keeps both in step.

    >>> anchor_of("11 bis"), anchor_of("6?")
    ('11-bis', '6')
    """
    return "-".join(label.replace("?", "").split(" ")) or "-"


@lru_cache(maxsize=10_000)
def _read(text: str) -> tuple[Label, ...]:
    tokens = split_tokens(text)
    found = parse_label(tokens, 0, strict=False)
    if found is None or not all(
        token.is_mark or token.written in KINDS for token in tokens[found.end :]
    ):
        return ()
    return tuple(Label(steps) for steps in found.readings)


def read_label(text: str) -> tuple[Label, ...]:
    """
    Return all readings of a text as one label, the likeliest first; none where it is no label.

    Whatever stands in it, nothing is raised; a text of more than 80 characters is no label.

    >>> [str(label) for label in read_label("Punto 5.º")]
    ['5']
    >>> [str(label) for label in read_label("v)")], [str(label) for label in read_label("c)")]
    (['5', 'v'], ['c', '100'])
    >>> read_label("Point 5 of the Lima Declaration"), read_label("Civil")
    ((), ())
    """
    text = text.strip()
    return _read(text) if 0 < len(text) <= MAX_READ else ()


def find_label(asked: str, labels: Iterable[str]) -> tuple[str, ...]:
    """
    Return which of a declaration's labels, as printed, somebody means by what they typed.

    One where it is clear, several where more than one reading fits, none where
    none does. The label as printed goes before one that merely can be read so.

    >>> find_label("Point Five", ["4", "5?", "6"]), find_label("undécimo", ["XI", "XI bis"])
    (('5?',), ('XI',))
    >>> find_label("V", ["5", "v)"]), find_label("i", ["1", "2(i)", "(i)"]), find_label("9", ["1"])
    (('v)',), ('(i)',), ())
    """
    asked, labels = asked.strip(), list(dict.fromkeys(labels))
    if not 0 < len(asked) <= MAX_READ:
        return ()
    if exact := tuple(label for label in labels if anchor_of(label) == anchor_of(asked)):
        return exact
    if (words := _written(asked)) and (
        written := tuple(label for label in labels if _written(label) == words)
    ):
        return written
    wanted = read_label(asked)
    ranked: list[tuple[int, str]] = []
    for label in labels:
        common = [place for place, one in enumerate(wanted) if one in read_label(label)]
        if common:
            ranked.append((common[0], label))
    return tuple(label for _, label in sorted(ranked, key=lambda found: found[0]))


def find_mentions(query: str) -> tuple[Mention, ...]:
    """
    Return where labels stand in a longer text, as somebody types it into a search box.

    Those that a word names ("point five"); where there is none, bare numbers,
    ordinals and roman capitals, but neither years nor days of a date. Read are
    the first 400 characters.

    >>> [(str(m.labels[0]), m.named) for m in find_mentions("lima point five")]
    [('5', True)]
    >>> [(str(m.labels[0]), m.named) for m in find_mentions("ICG 7")]
    [('7', False)]
    >>> find_mentions("lima 3 may 2019")
    ()
    """
    tokens = split_tokens(query[:MAX_QUERY])
    found: list[Mention] = []
    place = 0
    while place < len(tokens):
        begins = tokens[place].text == "#" or not tokens[place].is_mark
        mention = parse_label(tokens, place, strict=True) if begins else None
        if mention is None or not (mention.named or _stands_alone(tokens, place, mention)):
            place += 1
            continue
        labels = tuple(Label(steps) for steps in mention.readings)
        span = tokens[place].start, tokens[mention.end - 1].end
        found.append(Mention(labels, *span, mention.named))
        place = mention.end
    return tuple(m for m in found if m.named) or tuple(found)


def _stands_alone(tokens: list[Token], start: int, found: Found) -> bool:
    """Say whether a number that no word names may be a label: no year, day or common word."""
    first = tokens[start]
    if read_roman(first.written) is not None:
        # Of lower-case ones most are words ("vi"), and a lone capital I is one in English.
        if not first.text.isupper() or first.text == "I":
            return False
    elif first.written in _COMMON_WORDS:
        return False
    if not isinstance(found.readings[0][0], int):
        return False
    before = [token for token in tokens[:start] if not token.text.isspace()][-2:]
    after = [token for token in tokens[found.end :] if not token.text.isspace()][:2]
    if after and after[0].written in ("de", "of"):
        after.pop(0)
    near = {token.written for token in (*before[-1:], *after[:1])}
    return not (_MONTHS & near or _in_figures(before[::-1]) or _in_figures(after))


def _in_figures(beside: list[Token]) -> bool:
    """Say whether a number goes on beside a place: 2019-05-03, 3/5/2019, 1,000."""
    return len(beside) == 2 and beside[0].text in "-–/.,:" and beside[1].text.isdecimal()


def _written(label: str) -> tuple[str, ...]:
    """Return the words and digits of a label without what adds nothing to its number."""
    return tuple(
        token.written
        for token in split_tokens(label[:MAX_READ])
        if not token.is_mark and token.written not in KINDS
    )
