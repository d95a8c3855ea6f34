"""
The parts of a packed office file, read within bounds.

Sizes that a file states of itself are not believed: what is unpacked is counted.
Pictures and whatever else a declaration's words do not need is never unpacked.

Source: ECMA-376 part 2, Open Packaging Conventions.
"""

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from .limits import MAX_DEPTH, MAX_PARTS, MAX_UNZIPPED
from .problems import DocumentError, Problem

_ENTRY = b"PK\x01\x02"
_MAIN = "/officeDocument"
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_PIECE = 1 << 16


class Package:
    """A packed file; raise DocumentError where it is none that holds a text by Word."""

    def __init__(self, content: bytes) -> None:
        if content.count(_ENTRY) > MAX_PARTS:
            raise DocumentError(Problem.TOO_COSTLY)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DocumentError(Problem.DAMAGED) from error
        self._names = {info.filename.lstrip("/"): info for info in self._archive.infolist()}
        self._left = MAX_UNZIPPED
        self.main = self._main()

    def part(self, name: str) -> etree._Element | None:
        """Return a part's tree, or None where it is missing."""
        info = self._names.get(name)
        return None if info is None else parse(self._unpack(info))

    def related(self, kind: str) -> str:
        """Return the name of the part that the main one names as its "styles" or "numbering"."""
        folder, name = posixpath.split(self.main)
        return self._target(f"{folder}/_rels/{name}.rels", f"/{kind}", folder)

    def _main(self) -> str:
        """Return the name of the part with the text; say what the file is if it is not Word's."""
        names = self._names
        name = self._target("_rels/.rels", _MAIN, "")
        if name not in names:
            name = "word/document.xml"
        if name.startswith("word/") and name in names:
            return name
        if any(other.startswith(("xl/", "ppt/")) for other in names):
            raise DocumentError(Problem.SPREADSHEET)
        if "mimetype" in names or "content.xml" in names or "Index/Document.iwa" in names:
            raise DocumentError(Problem.OTHER_OFFICE)
        if "[Content_Types].xml" in names:
            raise DocumentError(Problem.DAMAGED)
        raise DocumentError(Problem.ARCHIVE)

    def _target(self, relationships: str, kind: str, folder: str) -> str:
        info = self._names.get(relationships)
        if info is None:
            return ""
        for element in parse(self._unpack(info)):
            if isinstance(element.tag, str) and element.get("Type", "").endswith(kind):
                target = element.get("Target", "")
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return ""

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        """Return a part's bytes, never more than are left of the bounds."""
        if info.flag_bits & _ENCRYPTED:
            raise DocumentError(Problem.PASSWORD)
        if info.compress_type not in _PLAIN:
            raise DocumentError(Problem.DAMAGED)
        if info.file_size > self._left:
            raise DocumentError(Problem.TOO_COSTLY)
        pieces: list[bytes] = []
        try:
            with self._archive.open(info) as part:
                while piece := part.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise DocumentError(Problem.TOO_COSTLY)
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise DocumentError(Problem.DAMAGED) from error
        return b"".join(pieces)


def parse(content: bytes) -> etree._Element:
    """
    Return the tree of an XML part; no entity is resolved and nothing fetched.

    Word writes no document type, the only place where entities are defined: a
    part that has one was made to do harm.
    """
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise DocumentError(Problem.DAMAGED)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        tree = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise DocumentError(Problem.DAMAGED) from error
    if tree.getroottree().docinfo.internalDTD is not None:
        raise DocumentError(Problem.DAMAGED)
    _check_depth(tree)
    return tree


def _check_depth(tree: etree._Element) -> None:
    """Raise DocumentError where elements stand deeper within one another than people write."""
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise DocumentError(Problem.TOO_COSTLY)
