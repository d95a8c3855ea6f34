"""
Lines that belong to the page and not to the text: page numbers, running heads, links.

A PDF repeats its header on every page and a web page asks to be shared. Both
stand in the middle of points, and neither is what the governments said.
"""

import re
from collections.abc import Sequence

from .formulas import LINK, PAGE_NUMBER
from .labels import read_label
from .lines import Line
from .split_types import RestKind

MAX_CLUTTER = 160
"""Characters of the longest line of clutter."""

_HEAD = 8
"""Lines among which the title stands."""

_QUOTED = 40
"""Characters of a line beside: of a longer one that comes again too, the text repeats itself."""

_SPARSE = 8
"""Lines from one page's number to the next, at least; points are closer together."""

_DIGITS = re.compile(r"\d+")
_BARE = re.compile(r"\d{1,3}")
_LABELLED = re.compile(r"\(?(?:\d{1,3}|[ivxlc]{1,6}|[a-z])[.):]|[•·●▪■◦‣*–—-]\s", re.I)
_LETTERS = re.compile(r"[^\W\d_]")


def find_clutter(lines: Sequence[Line]) -> dict[int, RestKind]:
    """
    Return which lines are clutter, by their place, and of what kind.

    A page's number may be bare digits, and so may a point's: it is a page's
    where a new page, a running head or the middle of a sentence is beside it.
    """
    found: dict[int, RestKind] = {}
    heads = _running_heads(lines)
    for place, line in enumerate(lines):
        if len(line.text) > MAX_CLUTTER:
            continue
        if LINK.match(line.text) and not _goes_on_with(lines, place):
            found[place] = RestKind.LINK
        elif PAGE_NUMBER.fullmatch(line.text) and not _BARE.fullmatch(line.text):
            found[place] = RestKind.PAGE_NUMBER
        elif place in heads:
            found[place] = RestKind.RUNNING_HEAD
    found.update(dict.fromkeys(_bare_numbers(lines, found), RestKind.PAGE_NUMBER))
    return found


def _key(text: str) -> str:
    """Return a line as it comes again from page to page: whatever its number."""
    return _DIGITS.sub("#", text.casefold())


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """
    Return the lines that come again: short, no sentences, no items of a list.

    Each stands at the edge of a page, or apart, and one at least at an edge. The
    first may be the title itself and stays, unless a page ends with it.
    """
    candidates: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        text = line.text
        if (
            4 <= len(text) <= MAX_CLUTTER
            and not line.ends_sentence
            and not line.goes_on
            and len(_LETTERS.findall(text)) >= 4
            and not _LABELLED.match(text)
            and not read_label(text)  # "Punto 1", "Punto 2": each on a line of its own
        ):
            candidates.setdefault(_key(text), []).append(place)
    found: set[int] = set()
    for places in candidates.values():
        edges = {place for place in places if _at_edge(lines, place)}
        if len(places) == 1 or not edges or _repeats_text(lines, places):
            continue
        if all(place in edges or _stands_apart(lines, place) for place in places):
            first = places[0]
            keep = first <= _HEAD and not _ends_page(lines, first)
            found.update(places[1:] if keep else places)
    return found


def _repeats_text(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Say whether the lines before or behind come again as well: a text quotes itself."""
    for step in (-1, 1):
        beside = [lines[p + step].text for p in places if 0 <= p + step < len(lines)]
        if len(beside) > 1 and len(set(beside)) == 1 and len(beside[0]) > _QUOTED:
            return True
    return False


def _stands_apart(lines: Sequence[Line], place: int) -> bool:
    """Say whether empty lines are before and behind a line."""
    return lines[place].gap and (place + 1 == len(lines) or lines[place + 1].gap)


def _goes_on_with(lines: Sequence[Line], place: int) -> bool:
    """Say whether a line that looks like a link goes on with a sentence: "share this aim"."""
    line, before = lines[place], lines[place - 1] if place else None
    address = line.text.startswith(("http", "www."))
    within = before is not None and len(before.text) > _QUOTED and not before.ends_sentence
    return within and line.goes_on and not address


def _ends_page(lines: Sequence[Line], place: int) -> bool:
    following = lines[place + 1] if place + 1 < len(lines) else None
    return following is not None and following.page


def _at_edge(lines: Sequence[Line], place: int) -> bool:
    """Say whether a line is next to a page's end or to its number."""
    beside = (*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2])
    return (
        lines[place].page
        or _ends_page(lines, place)
        or any(PAGE_NUMBER.fullmatch(line.text) for line in beside)
        or _within_sentence(lines, place)
    )


def _within_sentence(lines: Sequence[Line], place: int) -> bool:
    """Say whether the lines before and after one are of the same sentence."""
    if not 0 < place < len(lines) - 1:
        return False
    return not lines[place - 1].ends_sentence and lines[place + 1].goes_on


def _bare_numbers(lines: Sequence[Line], known: dict[int, RestKind]) -> set[int]:
    """
    Return the lines of bare digits that number pages.

    Where at least half of them stand at the edge of a page, all do, if they are
    as far apart as pages are; else those at an edge, if they are the fewer.
    """
    places = [place for place, line in enumerate(lines) if _BARE.fullmatch(line.text)]
    at_page = {
        place
        for place in places
        if lines[place].page
        or _ends_page(lines, place)
        or place == len(lines) - 1
        or {place - 1, place + 1} & known.keys()
    }
    values = {int(lines[place].text) for place in places if place not in at_page}
    if len(values) > 1:
        # The number of a point that opens or ends a page: those before or behind it are points'.
        beside = values | {value + 1 for value in values} | {value - 1 for value in values}
        at_page = {place for place in at_page if int(lines[place].text) not in beside}
    edge = at_page | {place for place in places if _within_sentence(lines, place)}
    if 2 * len(edge) >= len(places) and len(lines) >= _SPARSE * len(places):
        return set(places)
    return edge if 2 * len(edge) < len(places) else at_page
