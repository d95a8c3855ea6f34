"""Reading pages as a browser does: elements, their attributes, and the text they show."""

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Element:
    """An element of a page; ``all()`` and ``one()`` look among what it holds, at any depth."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    def walk(self) -> "Iterator[Element]":
        """Yield the elements within, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, tag: str = "", **attributes: str) -> "list[Element]":
        """
        Return the elements of a tag with some attributes.

        ``klass`` asks for one of the classes; an underscore stands for a hyphen.
        """
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        klass = wanted.pop("klass", None)
        return [
            element
            for element in self.walk()
            if (not tag or element.tag == tag)
            and (klass is None or klass in element.attributes.get("class", "").split())
            and all(element.attributes.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        """Return the only element that fits; fail where there is none, or more than one."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    @property
    def text(self) -> str:
        """The text within, with single spaces."""
        return " ".join(self.raw_text.split())

    @property
    def raw_text(self) -> str:
        """The text within, as it stands."""
        return "".join(
            child.raw_text if isinstance(child, Element) else child for child in self.children
        )


class TreeBuilder(HTMLParser):
    """Builds the tree, and fails on a tag that is not closed where it should be."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Add an element and, unless it holds nothing, step into it."""
        element = Element(tag, {name: value or "" for name, value in attributes})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Add an element of SVG that is closed at once."""
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Step out of an element."""
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Add text."""
        self.open[-1].children.append(data)


def parse(response: Any) -> Element:
    """Return the page or fragment of a response as a tree."""
    builder = TreeBuilder()
    builder.feed(response.content.decode())
    builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is not closed"
    return builder.root


def without_moved(fragment: str) -> str:
    """Return a fragment without what htmx moves from it to places of its own on the page."""
    moved = re.compile(r"<(\w+) [^>]*hx-swap-oob=[^>]*>.*?</\1>\n?", re.DOTALL)
    return moved.sub("", fragment)


def notices(page: Element) -> list[str]:
    """Return the notices that a page shows."""
    return [element.text for element in page.all("p", klass="notice")]


def row_ids(page: Element) -> list[str]:
    """Return the anchors of the rows of a comparison, in order."""
    return [row["id"] for row in page.all("tr", data_row="")]


def read_csv(response: Any) -> list[dict[str, str]]:
    """Return the rows of a table to take away, by the names of its columns."""
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
