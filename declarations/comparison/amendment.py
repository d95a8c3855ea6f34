"""What was changed between two states of one wording."""

import re
from difflib import SequenceMatcher

from .wording import Span

_TOKEN = re.compile(r"\w+|[^\w\s]")


def changed_runs(before: str, after: str) -> tuple[list[Span], list[Span]]:
    """
    Return what of an earlier wording is gone, and what of a later one is new, as spans.

    Whole words and marks of punctuation, as written: a letter that became a
    capital is a change. Blanks alone are none.

    >>> before, after = "Support the truce.", "Support its renewal."
    >>> gone, new = changed_runs(before, after)
    >>> [before[start:end] for start, end in gone], [after[start:end] for start, end in new]
    (['the truce'], ['its renewal'])
    """
    old, late = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    matcher = SequenceMatcher(
        None, [found.group() for found in old], [found.group() for found in late], autojunk=False
    )
    gone: list[Span] = []
    new: list[Span] = []
    for kind, start, end, late_start, late_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if end > start:
            gone.append((old[start].start(), old[end - 1].end()))
        if late_end > late_start:
            new.append((late[late_start].start(), late[late_end - 1].end()))
    return gone, new
