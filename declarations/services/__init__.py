"""What people do with the data: one typed function a use case."""

from .compared import ComparedRow, Comparison, Side
from .comparing import compare_declarations
from .corpus import CorpusError, LoadReport, load_corpus
from .exporting import export_comparison
from .finding import near_declarations
from .listing import list_points
from .resembling import LikePoint, points_like

__all__ = [
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "LikePoint",
    "LoadReport",
    "Side",
    "compare_declarations",
    "export_comparison",
    "list_points",
    "load_corpus",
    "near_declarations",
    "points_like",
]
