"""
Word's automatic numbers, which are counted when a page is shown and stand in no text.

A paragraph names a list (``numId``) and a level (``ilvl``), itself or through its
style; the list names how each level counts and what it prints ("%1.%2"), and may
say otherwise than the definition it is made of.

Source: ECMA-376 part 1, 17.9 (numbering), 17.7.2 (style hierarchy), 17.18.59
(ST_NumberFormat).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from .number_formats import format_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_UNPRINTED = ("bullet", "none")
_MOST = 32_767
"""Word counts no further."""


@dataclass(frozen=True, slots=True)
class Level:
    """How a level counts and what it prints; ``restart`` is the level that sets it back, from 1."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str = ""


@dataclass(slots=True)
class List:
    """A list as paragraphs name it; those of one definition count on from one another."""

    definition: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of numbering, and the style that it is based on."""

    based_on: str
    number: str | None
    level: int | None


class Numbering:
    """The lists of a document; :meth:`label` counts its paragraphs, in their order."""

    def __init__(
        self,
        numbering: etree._Element | None,
        styles: etree._Element | None,
        language: str = "",
    ) -> None:
        self._styles, self._default = _read_styles(styles)
        self._lists: dict[str, List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._language = language
        if numbering is not None:
            self._read(numbering)

    def label(self, properties: etree._Element | None) -> tuple[str, str]:
        """
        Return what Word prints before a paragraph, and what stands between it and the words.

        ``properties`` is the paragraph's ``w:pPr``. Each call counts.
        """
        number, depth = self._list_of(properties)
        found = self._lists.get(number)
        if found is None or not 0 <= depth < _LEVELS:
            return "", ""
        level = found.levels.get(depth, Level())
        self._count(found, depth)
        label = self._print(found, depth)
        return label, {"nothing": "", "space": " "}.get(level.suffix, "\t") if label else ""

    def _list_of(self, properties: etree._Element | None) -> tuple[str, int]:
        """Return list and level of a paragraph: its own, or those of its style."""
        number, depth, style = None, None, self._default
        if properties is not None:
            named = properties.find(f"{W}pStyle")
            if named is not None:
                style = named.get(f"{W}val", "")
            number, depth = _read_number(properties)
        if number is None:
            number, of_style, holder = self._of_style(style)
            found = self._lists.get(number or "")
            if depth is None and found is not None:
                # A level that names a style is that style's, whatever the style says.
                for place, level in found.levels.items():
                    if level.style and level.style in (style, holder):
                        depth = place
                        break
            if depth is None:
                depth = of_style
        return (number or ""), (depth or 0)

    def _of_style(self, style: str) -> tuple[str | None, int | None, str]:
        """Return list and level that a style has or inherits, and the style that names them."""
        depth = None
        seen: set[str] = set()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            found = self._styles[style]
            depth = found.level if depth is None else depth
            if found.number is not None:
                return found.number, depth, style
            style = found.based_on
        return None, depth, ""

    def _count(self, found: List, depth: int) -> None:
        """Count one on, and set back the levels below."""
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        for place in range(depth + 1):
            if place in found.restarts and place not in found.begun:
                # A list of its own beginning, though of the same definition.
                counts[place] = None
                found.begun.add(place)
        for place in range(depth):
            if counts[place] is None:
                counts[place] = self._start(found, place)
        value = counts[depth]
        counts[depth] = self._start(found, depth) if value is None else min(value + 1, _MOST)
        for place in range(depth + 1, _LEVELS):
            restart = found.levels.get(place, Level()).restart
            if restart is None or (restart > 0 and depth < restart):
                counts[place] = None

    def _start(self, found: List, place: int) -> int:
        if place in found.restarts:
            return found.restarts[place]
        return found.levels.get(place, Level()).start

    def _print(self, found: List, depth: int) -> str:
        level = found.levels.get(depth, Level())
        if level.format == "bullet":
            return BULLET if level.text.strip() else ""
        counts = self._counts[found.definition]

        def value(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            of = found.levels.get(place, Level())
            form = "decimal" if level.legal and of.format not in _UNPRINTED else of.format
            count = counts[place]
            start = self._start(found, place)
            return format_number(start if count is None else count, form, self._language)

        return _PLACE.sub(value, level.text).strip()

    def _read(self, numbering: etree._Element) -> None:
        definitions: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for element in numbering.findall(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId", "")
            definitions[name] = _read_levels(element.findall(f"{W}lvl"))
            if (link := _value(element, "styleLink")) is not None:
                by_style[link] = name
            if (link := _value(element, "numStyleLink")) is not None:
                links[name] = link
        for element in numbering.findall(f"{W}num"):
            definition = _value(element, "abstractNumId") or ""
            linked = links.get(definition)
            if linked is not None and not definitions.get(definition):
                definition = by_style.get(linked, definition)
            found = List(definition, dict(definitions.get(definition, {})))
            for override in element.findall(f"{W}lvlOverride"):
                place = _integer(override.get(f"{W}ilvl"))
                if place is None:
                    continue
                own = _read_levels(override.findall(f"{W}lvl"))
                if own:
                    found.levels[place] = next(iter(own.values()))
                start = _integer(_value(override, "startOverride"))
                if start is not None:
                    found.restarts[place] = start
                elif own:
                    found.restarts[place] = found.levels[place].start
            self._lists[element.get(f"{W}numId", "")] = found


def _read_levels(elements: Iterable[etree._Element]) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in elements:
        place = _integer(element.get(f"{W}ilvl"))
        if place is None or not 0 <= place < _LEVELS:
            continue
        level = Level(
            format=_format(element),
            text=_value(element, "lvlText") or "",
            legal=_is_on(element, "isLgl"),
            suffix=_value(element, "suff") or "tab",
            style=_value(element, "pStyle") or "",
            restart=_integer(_value(element, "lvlRestart")),
        )
        start = _integer(_value(element, "start"))
        # Without a start Word begins at 0, as the standard says.
        levels[place] = replace(level, start=0 if start is None else start)
    return levels


def _format(level: etree._Element) -> str:
    """Return a level's format; newer versions of Word put theirs into a choice with a fallback."""
    own = level.find(f"{W}numFmt")
    if own is None:
        own = next(level.iter(f"{W}numFmt"), None)
    return "decimal" if own is None else own.get(f"{W}val", "decimal")


def _read_styles(styles: etree._Element | None) -> tuple[dict[str, Style], str]:
    found: dict[str, Style] = {}
    default = ""
    if styles is None:
        return found, default
    for element in styles.findall(f"{W}style"):
        if element.get(f"{W}type", "paragraph") != "paragraph":
            continue
        name = element.get(f"{W}styleId", "")
        properties = element.find(f"{W}pPr")
        number, level = (None, None) if properties is None else _read_number(properties)
        found[name] = Style(_value(element, "basedOn") or "", number, level)
        if element.get(f"{W}default") in ("1", "true", "on"):
            default = name
    return found, default


def _read_number(properties: etree._Element) -> tuple[str | None, int | None]:
    own = properties.find(f"{W}numPr")
    if own is None:
        return None, None
    return _value(own, "numId"), _integer(_value(own, "ilvl"))


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _is_on(element: etree._Element, name: str) -> bool:
    found = element.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")


def _integer(text: str | None) -> int | None:
    try:
        return None if text is None else int(text[:9])
    except ValueError:
        return None
