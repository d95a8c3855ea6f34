"""What people do with the data: one typed function a use case."""

from .compared import ComparedRow, Comparison, Side
from .comparing import compare_declarations
from .corpus import CorpusError, LoadReport, load_corpus
from .crossing import Matrix, cross, lines_of
from .exporting import export_comparison
from .finding import near_declarations
from .listing import list_points
from .meetings import Ends, PointInText, RowKey, Texts, lay_out_texts

__all__ = [
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Ends",
    "LoadReport",
    "Matrix",
    "PointInText",
    "RowKey",
    "Side",
    "Texts",
    "compare_declarations",
    "cross",
    "export_comparison",
    "lay_out_texts",
    "lines_of",
    "list_points",
    "load_corpus",
    "near_declarations",
]
