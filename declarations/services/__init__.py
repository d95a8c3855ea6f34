"""What people do with the data: one typed function a use case."""

from .compared import Collation, ComparedRow, Comparison, Side
from .comparing import compare_declarations
from .corpus import CorpusError, LoadReport, load_corpus
from .counterparts import Counterpart, Counterparts, find_counterparts
from .editing import Refused
from .exporting import export_comparison
from .figures import Figure, MeasuredLanguage, latest_figures
from .finding import find_actors, near_actors, near_declarations
from .likeness import ListedLike, list_like
from .listing import list_points
from .newness import what_is_new
from .overlap import MemberOfBoth, members_of_both, shared_members
from .reading import ReadPoint, find_point, read_point
from .resembling import LikePoint, points_like
from .reviewing import may_review, reconsider, review_suggestion
from .signing import Divergences, divergences_of
from .suggested import ShownSuggestion, ShownSuggestions, show_suggestions
from .suggesting import Hints, suggest_codes, suggest_for_text

__all__ = [
    "Collation",
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Counterpart",
    "Counterparts",
    "Divergences",
    "Figure",
    "Hints",
    "LikePoint",
    "ListedLike",
    "LoadReport",
    "MeasuredLanguage",
    "MemberOfBoth",
    "ReadPoint",
    "Refused",
    "ShownSuggestion",
    "ShownSuggestions",
    "Side",
    "compare_declarations",
    "divergences_of",
    "export_comparison",
    "find_actors",
    "find_counterparts",
    "find_point",
    "latest_figures",
    "list_like",
    "list_points",
    "load_corpus",
    "may_review",
    "members_of_both",
    "near_actors",
    "near_declarations",
    "points_like",
    "read_point",
    "reconsider",
    "review_suggestion",
    "shared_members",
    "show_suggestions",
    "suggest_codes",
    "suggest_for_text",
    "what_is_new",
]
