"""
A web page to text: paragraphs, lists with the numbers that a browser shows, tables.

What belongs to the site and not to the text is left out by what the page says
of it: navigation, the page's own header and footer, what stands aside. What is
left over of it ("Share", "Print") segmentation tells from the text.

Source: HTML Living Standard, 4.4.5 (ol), 4.4.8 (li), 15.3 (rendering).
"""

import codecs
import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from .decoding import decode
from .html_lists import ListCounter
from .html_styles import read_styles
from .limits import MAX_DEPTH
from .problems import DocumentError, Problem
from .tables import join_rows
from .types import Document, DocumentKind

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})|<\?xml[^>]{0,100}encoding=["']([\w-]{2,30})""",
    re.IGNORECASE,
)
_ENCODINGS = re.compile(
    r"(?:iso8859|cp125\d|cp874|koi8|mac|gb|big5|euc_|shift_jis|cp949|utf)[\w-]*"
)
_BLOCKS = frozenset(
    """
    address article blockquote body caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu ol p pre section
    summary table tbody tfoot thead tr ul
    """.split()
)
_NEVER = frozenset(
    """
    script style noscript template head title meta link svg math iframe object embed video audio
    canvas map button select textarea input datalist progress meter dialog rp rt del
    """.split()
)
_ASIDE = frozenset("nav aside menu".split())
_ASIDE_ROLES = frozenset("navigation banner contentinfo search complementary menu dialog".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_NESTS = re.compile(
    r"<(/?)(?:a|article|b|blockquote|center|div|em|font|i|ol|section|span|strong|table|u|ul)\b",
    re.I,
)
_MOST_OPEN = 1_000
"""Elements left open, of those that do not end of themselves; old pages forget a few."""

_MOST_SAID = 0.4
"""Share of a page's words from which its main part is taken for all of it."""


def read_html(content: bytes) -> Document:
    """Return the text of a web page; raise DocumentError where it holds none."""
    written = decode(content, _declared(content))
    _check_nesting(written)
    try:
        tree = LexborHTMLParser(written)
    except SelectolaxError as error:
        # There is no page that cannot be parsed; this one needs more memory than it may have.
        raise DocumentError(Problem.TOO_COSTLY) from error
    body = tree.body or tree.root
    if body is None:
        raise DocumentError(Problem.NO_TEXT)
    _check_depth(body)
    text = ""
    shown = read_styles(tree, body)
    root = _main_part(body)
    for everything in (False, True):
        writer = _Writer(shown, everything)
        if root is not body and root.css_first("h1") is None:
            headings = body.css("h1")
            if len(headings) == 1:
                writer.write(headings[0])
                writer.end_block()
        writer.write(root)
        text = writer.text()
        if text.strip():
            return Document(text, DocumentKind.HTML)
        root = body
    raise DocumentError(Problem.NO_TEXT)


def _declared(content: bytes) -> str:
    """Return the encoding that a page states, if it is one of a page's."""
    found = _CHARSET.search(content[:4096])
    if found is None:
        return ""
    try:
        name = codecs.lookup((found.group(1) or found.group(2)).decode("ascii")).name
    except (LookupError, UnicodeError):
        return ""
    # On the web "iso-8859-1" means Windows-1252, which is what is read without any.
    return name if _ENCODINGS.fullmatch(name) and name != "iso8859-1" else ""


def _check_nesting(written: str) -> None:
    """Raise DocumentError where so much is left open that setting up the tree alone would cost."""
    depth = 0
    for tag in _NESTS.finditer(written):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > _MOST_OPEN:
            raise DocumentError(Problem.TOO_COSTLY)


def _check_depth(root: LexborNode) -> None:
    """Raise DocumentError where elements stand deeper within one another than people write."""
    depth, node = 0, root
    while True:
        below = node.child
        if below is not None:
            node, depth = below, depth + 1
            if depth > MAX_DEPTH:
                raise DocumentError(Problem.TOO_COSTLY)
            continue
        while node.next is None:
            above = node.parent
            if depth == 0 or above is None:
                return
            node, depth = above, depth - 1
            if depth == 0:
                return
        if depth == 0:
            return
        node = node.next


def _main_part(body: LexborNode) -> LexborNode:
    """Return the part of a page that it says is its content, if that holds much of its words."""
    said = _length(body)
    for selector in ("main, [role=main]", "article"):
        found = body.css(selector)
        if len(found) == 1 and _length(found[0]) >= _MOST_SAID * said:
            return found[0]
    return body


def _length(node: LexborNode) -> int:
    """Return how many characters a part shows, scripts and links of the site apart."""
    shown = len(node.text())
    return shown - sum(len(e.text()) for e in node.css("script, style, noscript, nav, template"))


class _Writer:
    """Writes a page from top to bottom; blocks stand a blank line apart."""

    def __init__(self, shown: Mapping[int, str], everything: bool = False) -> None:
        self._shown = shown  # before elements, by a style sheet
        self._everything = everything
        self._blocks: list[str] = []
        self._line: list[str] = []
        self._label = ""
        self._bare = False  # whether the label gives way to a number that the words have
        self._lists: list[ListCounter] = []
        self._rows: list[list[list[str]]] = []  # of the tables that are open

    def text(self) -> str:
        """Return everything that was written."""
        self.end_block()
        return "\n\n".join(self._blocks) + "\n" if self._blocks else ""

    def end_block(self) -> None:
        """End the paragraph, if there is one."""
        lines = (line.strip(" ") for line in "".join(self._line).split("\n"))
        words = "\n".join(lines).strip("\n").replace("\xad", "")
        self._line = []
        if words.strip():
            label, self._label = self._label, ""
            self._blocks.append(words if self._own_number(label, words) else label + words)

    def write(self, node: LexborNode) -> None:
        """Write a node and what is in it."""
        tag = node.tag
        if tag == "-text":
            self._words(node.text_content or "")
            return
        if not node.is_element_node or tag in _NEVER or self._is_left_out(node):
            return
        if tag == "br":
            self._line.append("\n")
        elif tag == "pre":
            self._preformatted(node)
        elif tag in ("ol", "ul"):
            self.end_block()
            self._lists.append(ListCounter(node))
            self._inside(node)
            self._lists.pop()
        elif tag == "li":
            self._item(node)
        elif tag == "table":
            self._table(node)
        elif tag == "tr" and self._rows:
            self._row(node)
        elif tag == "q":
            self._line.append("“")
            self._inside(node)
            self._line.append("”")
        elif tag in _BLOCKS:
            self.end_block()
            if node.mem_id in self._shown:
                self._label, self._bare = self._shown[node.mem_id], True
            self._inside(node)
            self.end_block()
            if node.mem_id in self._shown:
                self._label = ""  # of a paragraph without words
        else:
            self._words(self._shown.get(node.mem_id, ""))
            self._inside(node)

    def _inside(self, node: LexborNode) -> None:
        child = node.child
        while child is not None:
            self.write(child)
            child = child.next

    def _words(self, words: str) -> None:
        words = _BLANKS.sub(" ", words)
        before = self._line[-1] if self._line else "\n"
        if before[-1:] in (" ", "\n"):
            words = words.lstrip(" ")
        if words:
            self._line.append(words)

    def _preformatted(self, node: LexborNode) -> None:
        """Write lines as they are set; a plain text on a web page stands in such a block."""
        self.end_block()
        words = (node.text() or "").strip("\n")
        if words.strip():
            self._blocks.append(self._label + words)
            self._label = ""

    def _item(self, node: LexborNode) -> None:
        self.end_block()
        counter = self._lists[-1] if self._lists else None
        label = counter.label(node) if counter else ""
        label = self._shown.get(node.mem_id, label)
        self._label, self._bare = label, bool(counter and counter.is_bare)
        self._inside(node)
        self.end_block()
        self._label = ""

    def _own_number(self, label: str, words: str) -> bool:
        """Say whether an item's words begin with the number that its label would repeat."""
        if not label:
            return False
        found = re.match(r"[(\[]?(\w{1,5})\s?[.)\]º°-]", words)
        if found is None:
            return False
        return self._bare and label.strip(". ").casefold() in ("•", found.group(1).casefold())

    def _row(self, node: LexborNode) -> None:
        self.end_block()
        cells: list[str] = []
        child = node.child
        while child is not None:
            if child.is_element_node and child.tag in ("td", "th"):
                outer, self._blocks = self._blocks, []
                self._inside(child)
                self.end_block()
                inner, self._blocks = self._blocks, outer
                cells.append("\n\n".join(inner))
            child = child.next
        self._rows[-1].append(cells)

    def _table(self, node: LexborNode) -> None:
        self.end_block()
        self._rows.append([])
        self._inside(node)
        self.end_block()
        self._blocks += join_rows(self._rows.pop())

    def _is_left_out(self, node: LexborNode) -> bool:
        """Say whether a page shows an element not at all, or not as a part of its text."""
        tag, attributes = node.tag, node.attributes
        if attributes:
            if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
                return True
            if not self._everything and (attributes.get("role") or "").lower() in _ASIDE_ROLES:
                return True
        if tag == "sup":
            link = node.css_first("a[href]")
            return link is not None and (link.attributes.get("href") or "").startswith("#")
        if self._everything:
            return False
        if tag in _ASIDE:
            return True
        if tag in ("header", "footer"):
            return not _is_of_the_text(node) and (tag == "footer" or node.css_first("h1") is None)
        return False


def _is_of_the_text(node: LexborNode) -> bool:
    """Say whether a header or a footer is that of a text and not of the page."""
    above = node.parent
    while above is not None:
        if above.tag in ("article", "main", "section", "blockquote"):
            return True
        above = above.parent
    return False
