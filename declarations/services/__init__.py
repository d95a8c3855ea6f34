"""What people do with the data: one typed function a use case."""

from .compared import Collation, ComparedRow, Comparison, Side
from .comparing import compare_declarations
from .corpus import CorpusError, LoadReport, load_corpus
from .exporting import export_comparison
from .figures import Figure, MeasuredLanguage, latest_figures
from .finding import find_actors, near_actors, near_declarations
from .listing import list_points
from .newness import what_is_new
from .overlap import MemberOfBoth, members_of_both, shared_members
from .resembling import LikePoint, points_like
from .signing import Divergences, divergences_of
from .suggested import ShownSuggestion, ShownSuggestions, show_suggestions
from .suggesting import Hints, suggest_codes, suggest_for_text

__all__ = [
    "Collation",
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Divergences",
    "Figure",
    "Hints",
    "LikePoint",
    "LoadReport",
    "MeasuredLanguage",
    "MemberOfBoth",
    "ShownSuggestion",
    "ShownSuggestions",
    "Side",
    "compare_declarations",
    "divergences_of",
    "export_comparison",
    "find_actors",
    "latest_figures",
    "list_points",
    "load_corpus",
    "members_of_both",
    "near_actors",
    "near_declarations",
    "points_like",
    "shared_members",
    "show_suggestions",
    "suggest_codes",
    "suggest_for_text",
    "what_is_new",
]
