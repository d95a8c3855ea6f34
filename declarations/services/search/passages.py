"""The words of a query in a text as issued, and the passage of a long text around them."""

from collections.abc import Sequence, Set

from declarations.comparison import Segment, runs_of, split_segments
from declarations.comparison.normalization import analyse

LONGEST = 420
"""Characters of a text that is shown whole; some 70 words."""
BEFORE = 90
"""Characters of a passage before the first word found."""
ELLIPSIS = "…"


def mark_passage(text: str, stems: Set[str], language: str) -> list[Segment]:
    """
    Return a text in pieces, words with one of the stems marked; of a long one the fullest passage.

    The marks stand on the text as issued. Where
    the passage does not reach an end of the text an ellipsis stands for the rest.

    >>> [(s.text, s.shared) for s in mark_passage("Urges elections.", {"elect"}, "en")]
    [('Urges ', False), ('elections', True), ('.', False)]
    """
    spans = runs_of(text, stems, language)
    start, end = _passage(text, spans)
    inside = [
        (max(left, start) - start, min(right, end) - start)
        for left, right in spans
        if left < end and right > start
    ]
    segments = split_segments(text[start:end], inside)
    if start:
        segments.insert(0, Segment(f"{ELLIPSIS} "))
    if end < len(text):
        segments.append(Segment(f" {ELLIPSIS}"))
    return segments


def _passage(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return where the passage begins and ends: whole words, as many marks as there can be."""
    if len(text) <= LONGEST:
        return 0, len(text)
    best, most = 0, -1
    for first, _ in spans or [(0, 0)]:
        reach = max(0, first - BEFORE) + LONGEST
        marked = sum(right - left for left, right in spans if first <= left and right <= reach)
        if marked > most:
            best, most = max(0, first - BEFORE), marked
    start = best and text.rfind(" ", 0, best) + 1
    end = start + LONGEST
    if end >= len(text):
        return start, len(text)
    space = text.rfind(" ", start, end)
    return start, space if space > start else end


def closest_span(text: str, wanted: Sequence[Sequence[str]], language: str) -> int | None:
    """
    Return the number of words of the shortest run that holds a stem of each list.

    None where the text does not hold all; words between are counted, so that 2 is side by side.

    >>> closest_span("Free and fair elections", [["free"], ["elect"]], "en")
    4
    """
    places = {stem: number for number, stems in enumerate(wanted) for stem in stems}
    last: dict[int, int] = {}
    best: int | None = None
    for place, word in enumerate(analyse(text, language).words):
        if word.stem in places:
            last[places[word.stem]] = place
            if len(last) == len(wanted):
                span = place - min(last.values()) + 1
                best = span if best is None else min(best, span)
    return best
