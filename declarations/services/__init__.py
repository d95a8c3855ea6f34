"""What people do with the data: one typed function a use case."""

from .charting import Chart, ChartedRow, Section
from .compared import ComparedRow, Comparison, Side
from .comparing import compare_declarations
from .corpus import CorpusError, LoadReport, load_corpus
from .exporting import export_comparison
from .finding import near_declarations
from .listing import list_points
from .positions import Field, read_positions, read_scope
from .stating import read_statement
from .tabulating import tabulate_positions

__all__ = [
    "Chart",
    "ChartedRow",
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Field",
    "LoadReport",
    "Section",
    "Side",
    "compare_declarations",
    "export_comparison",
    "list_points",
    "load_corpus",
    "near_declarations",
    "read_positions",
    "read_scope",
    "read_statement",
    "tabulate_positions",
]
