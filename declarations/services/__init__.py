"""What people do with the data: one typed function a use case."""

from .compared import ComparedRow, Comparison, Side
from .compared_several import Column, PropositionRow, Several, StanceCell, Tension
from .comparing import compare_declarations
from .comparing_several import compare_several
from .corpus import CorpusError, LoadReport, load_corpus
from .crossing import Matrix, cross, lines_of
from .exporting import export_comparison
from .exporting_several import export_several, table_several
from .finding import near_declarations
from .listing import list_points
from .meetings import Ends, PointInText, RowKey, Texts, lay_out_texts

__all__ = [
    "Column",
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Ends",
    "LoadReport",
    "Matrix",
    "PointInText",
    "PropositionRow",
    "RowKey",
    "Several",
    "Side",
    "StanceCell",
    "Tension",
    "Texts",
    "compare_declarations",
    "compare_several",
    "cross",
    "export_comparison",
    "export_several",
    "lay_out_texts",
    "lines_of",
    "list_points",
    "load_corpus",
    "near_declarations",
    "table_several",
]
