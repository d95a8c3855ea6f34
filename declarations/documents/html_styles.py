"""
Numbers that a page's own style sheet shows: kinds of lists, and counters before paragraphs.

A part of CSS, as word processors and content systems write it. Style sheets
that stand elsewhere are not fetched, and which of two rules is the more exact
is not weighed: the later one holds.

Source: CSS Lists and Counters Module Level 3, 4 (counters), 4.5 (their scope);
CSS Generated Content Module Level 3, 2 (content).
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .number_formats import format_number

LIST_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "none": "none",
}
LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:\s*[^;]*?(?<![\w-])(" + "|".join(LIST_STYLES) + r")(?![\w-])", re.I
)
_MOST_RULES = 300
"""Rules about numbers, of which a page has a few; a word processor writes some thirty to a list."""

_LONGEST = 300_000
"""Characters of a style sheet that are read."""

_LONGEST_RULE = 1_000
"""Characters of what a rule declares."""

_COMMENT = re.compile(r"/\*[^*]{0,5000}\*/")
_BEFORE = re.compile(r":{1,2}before\s*$", re.I)
_DECLARED = re.compile(r"(content|counter-reset|counter-increment)\s*:\s*([^;]{1,500})", re.I)
_COUNTER = re.compile(r"([\w-]+)(?:\s+(-?\d{1,6})(?![\w-]))?")
_CONTENT = re.compile(
    r"""(?P<quote>["'])(?P<words>.{0,40}?)(?P=quote)"""
    r"""|counters?\(\s*(?P<name>[\w-]+)\s*(?:,\s*(?P<joint>"[^"]{0,5}"|'[^']{0,5}'))?"""
    r"""\s*(?:,\s*(?P<style>[\w-]+))?\s*\)"""
)

Counters = dict[str, list[tuple[int, int]]]
"""The counters of each name, the outermost first: what each says, and the element it ends with."""


def read_styles(tree: LexborHTMLParser, root: LexborNode) -> dict[int, str]:
    """
    Return what style sheets show before elements, by ``mem_id``; give lists their kinds.

    A kind that a style sheet gives a list is written to the list's own style,
    where that says none. That a list shows no numbers is believed of counters
    alone: themes take them from all lists, and give them back elsewhere.
    """
    shown: dict[int, str] = {}
    said: dict[int, dict[str, str]] = {}
    rules = list(_rules(tree))
    for selector, declared in reversed(rules):  # the last one that says a kind
        if (kind := LIST_STYLE.search(declared)) and kind.group(1).lower() != "none":
            for node in _select(root, selector):
                _give_kind(node, kind.group(1))
    for selector, declared in rules:
        if "counter" not in declared:
            continue
        before = _BEFORE.search(selector)
        found = _select(root, selector[: before.start()] if before else selector)
        values = {name.lower(): value.strip() for name, value in _DECLARED.findall(declared)}
        for node in found:
            own = said.setdefault(node.mem_id, {})
            if before is None:
                own |= {name: value for name, value in values.items() if name != "content"}
            elif "counter" in values.get("content", ""):
                # What counts on before an element counts on with it, for all that is shown.
                own |= values
    if any("content" in own for own in said.values()):
        _count(root, said, {}, shown)
    return shown


def _rules(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Yield selectors and what is declared, of rules that say something about numbers."""
    count = 0
    for sheet in tree.css("style"):
        for rule in _COMMENT.sub(" ", sheet.text()[:_LONGEST]).split("}"):
            head, brace, declared = rule.rpartition("{")
            declared = declared[:_LONGEST_RULE]
            if not brace or not ("list-style" in declared or "counter" in declared):
                continue
            for selector in head.rpartition("{")[2].rpartition(";")[2].split(","):
                count += 1
                if count > _MOST_RULES:
                    return
                yield selector.strip(), declared


def _select(root: LexborNode, selector: str) -> list[LexborNode]:
    """Return the elements that a selector means; none where it is not understood."""
    selector = selector.strip()
    try:
        found = root.css(selector) if selector else []
    except Exception:  # the library raises whatever it stumbles upon
        return []
    return found


def _give_kind(node: LexborNode, kind: str) -> None:
    own = node.attributes.get("style") or ""
    if node.tag in ("ol", "li") and not LIST_STYLE.search(own):
        node.attrs["style"] = f"{own};list-style-type:{kind}"


def _count(
    node: LexborNode, said: dict[int, dict[str, str]], counters: Counters, shown: dict[int, str]
) -> None:
    """Go through the elements below one, in their order, and count."""
    begun: list[str] = []
    child = node.child
    while child is not None:
        if child.is_element_node:
            own = said.get(child.mem_id)
            if own:
                begun += _count_on(own, node.mem_id, counters)
                if words := _words(own.get("content", ""), counters):
                    shown[child.mem_id] = words
            _count(child, said, counters, shown)
        child = child.next
    for name in begun:
        counters[name].pop()


def _count_on(own: dict[str, str], parent: int, counters: Counters) -> list[str]:
    """Begin and raise the counters that an element names; return those that begin with it."""
    begun = []
    for name, value in _COUNTER.findall(_named(own.get("counter-reset", ""))):
        standing = counters.setdefault(name, [])
        if standing and standing[-1][1] == parent:
            standing.pop()  # of an element beside this one
        else:
            begun.append(name)
        standing.append((int(value or 0), parent))
    for name, step in _COUNTER.findall(_named(own.get("counter-increment", ""))):
        standing = counters.setdefault(name, [])
        if not standing:
            standing.append((0, parent))
            begun.append(name)
        value, scope = standing[-1]
        standing[-1] = value + int(step or 1), scope
    return begun


def _named(value: str) -> str:
    return "" if value.split(None, 1)[:1] == ["none"] else value.partition("!")[0]


def _words(content: str, counters: Counters) -> str:
    """Return what a ``content`` shows, with one blank behind it."""
    pieces = []
    for found in _CONTENT.finditer(content):
        if found["quote"]:
            pieces.append(found["words"])
            continue
        form = LIST_STYLES.get((found["style"] or "decimal").lower(), "decimal")
        standing = [value for value, _scope in counters.get(found["name"], [])] or [0]
        if not found["joint"]:
            standing = standing[-1:]
        joint = (found["joint"] or '""')[1:-1]
        pieces.append(joint.join(format_number(value, form) for value in standing))
    words = " ".join("".join(pieces).replace("\\a0", " ").split())
    return f"{words} " if words else ""
