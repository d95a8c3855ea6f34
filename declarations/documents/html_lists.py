"""The numbers that a browser shows before the items of a list."""

import re

from selectolax.lexbor import LexborNode

from .html_styles import LIST_STYLE, LIST_STYLES
from .number_formats import format_number

_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})")


class ListCounter:
    """
    Counts the items of one list: ``start``, ``reversed``, ``type`` and an item's ``value``.

    ``is_bare`` where a number in the words themselves takes the label's place:
    in a list without numbers, and where the page hides them or repeats them.
    """

    def __init__(self, node: LexborNode) -> None:
        attributes = node.attributes
        self._ordered = node.tag == "ol"
        self._step = -1 if self._ordered and "reversed" in attributes else 1
        self._format = _form(attributes, "decimal" if self._ordered else "bullet")
        start = _integer(attributes.get("start"))
        if start is None:
            start = 1 if self._step == 1 else _items(node)
        self._next = start
        self.is_bare = True

    def label(self, item: LexborNode) -> str:
        """Return what stands before an item, with the blank behind it, and count on."""
        attributes = item.attributes
        value = _integer(attributes.get("value")) if self._ordered else None
        count = self._next if value is None else value
        self._next = count + self._step
        form = _form(attributes, self._format)
        if form == "none":
            return ""
        if form == "bullet":
            return "• "
        return f"{format_number(count, form)}. "


def _form(attributes: dict[str, str | None], without: str) -> str:
    """Return how a list or an item counts, by its style or its type."""
    found = LIST_STYLE.search(attributes.get("style") or "")
    if found is not None:
        return LIST_STYLES[found.group(1).lower()]
    return _TYPES.get((attributes.get("type") or "").strip(), without)


def _items(node: LexborNode) -> int:
    """Return how many items of its own a list has."""
    count, child = 0, node.child
    while child is not None:
        count += child.tag == "li"
        child = child.next
    return count


def _integer(text: str | None) -> int | None:
    found = _INTEGER.match(text or "")
    return None if found is None else int(found.group(1))
