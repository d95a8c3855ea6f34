"""
Entering a declaration: a text as issued, its split as reviewed, the draft made of it.

``pieces`` say what a split is and how it is stored, ``splitting`` makes one of
a text, ``rearranging`` changes it as an editor asks, and ``making`` turns it
into a draft or brings an earlier draft up to date.
"""

from declarations.comparison.dateline import find_dateline

from .making import Details, make_draft
from .pieces import LeftOut, Piece, Split
from .splitting import split_text

__all__ = ["Details", "LeftOut", "Piece", "Split", "find_dateline", "make_draft", "split_text"]
