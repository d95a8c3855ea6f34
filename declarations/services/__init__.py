"""What people do with the data: one typed function a use case."""

from .compared import Collation, ComparedRow, Comparison, Side
from .comparing import compare_declarations
from .corpus import CorpusError, LoadReport, load_corpus
from .exporting import export_comparison
from .figures import Figure, MeasuredLanguage, latest_figures
from .finding import near_declarations
from .listing import list_points
from .suggested import ShownSuggestion, ShownSuggestions, show_suggestions
from .suggesting import Hints, suggest_codes, suggest_for_text

__all__ = [
    "Collation",
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Figure",
    "Hints",
    "LoadReport",
    "MeasuredLanguage",
    "ShownSuggestion",
    "ShownSuggestions",
    "Side",
    "compare_declarations",
    "export_comparison",
    "latest_figures",
    "list_points",
    "load_corpus",
    "near_declarations",
    "show_suggestions",
    "suggest_codes",
    "suggest_for_text",
]
