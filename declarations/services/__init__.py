"""What people do with the data: one typed function a use case."""

from .compared import ComparedRow, Comparison, Side
from .comparing import compare_declarations
from .corpus import CorpusError, LoadReport, load_corpus
from .exporting import export_comparison
from .finding import find_actors, near_actors, near_declarations
from .listing import list_points
from .newness import what_is_new
from .overlap import MemberOfBoth, members_of_both, shared_members
from .signing import Divergences, divergences_of

__all__ = [
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Divergences",
    "LoadReport",
    "MemberOfBoth",
    "Side",
    "compare_declarations",
    "divergences_of",
    "export_comparison",
    "find_actors",
    "list_points",
    "load_corpus",
    "members_of_both",
    "near_actors",
    "near_declarations",
    "shared_members",
    "what_is_new",
]
