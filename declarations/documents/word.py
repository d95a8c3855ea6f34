"""
A Word file (.docx) to text: paragraphs with the numbers that Word counts by itself.

Read from the file's own XML and not through a library's model of it, which
leaves out what is inserted with tracked changes, text boxes and content controls.

Source: ECMA-376 part 1, 17 (WordprocessingML).
"""

from lxml import etree

from .packages import Package
from .problems import DocumentError, Problem
from .tables import join_rows
from .types import Document, DocumentKind
from .word_numbers import Numbering, W

# Strict files, which few programs write, say the same under another name.
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = {
    f"{W}{name}"
    for name in """
    del moveFrom delText delInstrText instrText pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr
    footnoteReference endnoteReference annotationRef commentReference rt
    """.split()
} | {f"{_MC}Fallback"}
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    f"{W}softHyphen": "",
}


def read_word(content: bytes) -> Document:
    """Return the text of a Word file; raise DocumentError where it is none, or holds none."""
    package = Package(content)
    tree = package.part(package.main)
    body = None if tree is None else _same_names(tree).find(f"{W}body")
    if body is None:
        raise DocumentError(Problem.DAMAGED)
    styles = package.part(package.related("styles"))
    numbering = package.part(package.related("numbering"))
    if styles is not None:
        styles = _same_names(styles)
    if numbering is not None:
        numbering = _same_names(numbering)
    writer = _Writer(Numbering(numbering, styles, _language(styles)))
    writer.blocks(body)
    text = writer.text()
    if not text.strip():
        pictures = any(isinstance(e.tag, str) and e.tag.endswith("}blip") for e in body.iter())
        raise DocumentError(Problem.PICTURE if pictures else Problem.NO_TEXT)
    return Document(text, DocumentKind.WORD)


class _Writer:
    """Writes blocks one below the other, a blank line between paragraphs."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._blocks: list[str] = []
        self._boxes: list[etree._Element] = []
        # Words of a paragraph whose mark was deleted: they run on into the next.
        self._before = ""

    def text(self) -> str:
        """Return everything that was written."""
        if self._before.strip():
            self._blocks.append(self._before)
            self._before = ""
        return "\n\n".join(self._blocks) + "\n" if self._blocks else ""

    def blocks(self, parent: etree._Element) -> None:
        """Write what stands in a body, a cell, a text box or a content control."""
        for element in parent:
            tag = element.tag
            if tag == f"{W}p":
                self._paragraph(element)
            elif tag == f"{W}tbl":
                self._table(element)
            elif isinstance(tag, str) and tag not in _LEFT_OUT:
                self.blocks(element)  # content controls, insertions, custom XML

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        words = self._inline(paragraph)
        mark = None if properties is None else properties.find(f"{W}rPr")
        if mark is not None and _has(mark, "del", "moveFrom"):
            self._before += words
        else:
            # Word counts a paragraph without words too.
            label, gap = self._numbering.label(properties)
            words, self._before = self._before + words, ""
            if words.strip():
                self._blocks.append(_tidy(label + gap + words.lstrip("\n")))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _inline(self, parent: etree._Element) -> str:
        """Return the words in a paragraph; its text boxes are written after it."""
        pieces: list[str] = []
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                continue
            if tag == f"{W}r" and _is_hidden(element):
                continue
            if tag == f"{W}t":
                pieces.append((element.text or "").replace("\n", " "))
            elif tag in _SIGNS:
                page = tag == f"{W}br" and element.get(f"{W}type") in ("page", "column")
                pieces.append("\n\n" if page else _SIGNS[tag])
            elif tag == f"{W}sym":
                pieces.append(_symbol(element))
            elif tag == f"{W}txbxContent":
                self._boxes.append(element)
            else:
                pieces.append(self._inline(element))
        return "".join(pieces)

    def _table(self, table: etree._Element) -> None:
        """
        Write a table's cells in the order they are read.

        They are joined by :func:`.tables.join_rows`, since many ministries set
        a text in a table.
        """
        rows: list[list[str]] = []
        for row in _below(table, f"{W}tr"):
            cells: list[str] = []
            for cell in _below(row, f"{W}tc"):
                outer, self._blocks = self._blocks, []
                self.blocks(cell)
                inner, self._blocks = self._blocks, outer
                cells.append("\n\n".join(inner))
            rows.append(cells)
        self._blocks += join_rows(rows)


def _below(parent: etree._Element, tag: str) -> list[etree._Element]:
    """Return rows of a table or cells of a row, content controls and insertions looked through."""
    found: list[etree._Element] = []
    for element in parent:
        if element.tag == tag:
            properties = element.find(f"{W}trPr")
            if properties is None or not _has(properties, "del"):
                found.append(element)
        elif isinstance(element.tag, str) and element.tag not in _LEFT_OUT:
            found += _below(element, tag)
    return found


def _has(element: etree._Element, *names: str) -> bool:
    return any(element.find(f"{W}{name}") is not None for name in names)


def _is_hidden(run: etree._Element) -> bool:
    """Say whether a run is hidden text, which no page shows."""
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false", "off")


def _symbol(element: etree._Element) -> str:
    """Return a sign of a symbol font; those without a letter of their own are bullets."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if 0xE000 <= code <= 0xF8FF:
        return "•"
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _tidy(words: str) -> str:
    return "\n".join(line.rstrip() for line in words.split("\n")).strip("\n")


def _language(styles: etree._Element | None) -> str:
    """Return the language that a document is set in, "" where it does not say."""
    found = None if styles is None else next(styles.iter(f"{W}lang"), None)
    return "" if found is None else found.get(f"{W}val", "").partition("-")[0].lower()


def _same_names(tree: etree._Element) -> etree._Element:
    """Return a tree with the names of the usual files, where it is one of the strict form."""
    if tree.tag.startswith(_STRICT):
        for element in tree.iter():
            if isinstance(element.tag, str) and element.tag.startswith(_STRICT):
                element.tag = W + element.tag[len(_STRICT) :]
            for name, value in list(element.attrib.items()):
                if name.startswith(_STRICT):
                    del element.attrib[name]
                    element.set(W + name[len(_STRICT) :], value)
    return tree
