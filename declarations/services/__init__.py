"""What people do with the data: one typed function a use case."""

from .charting import Chart, ChartedRow, Section
from .compared import ComparedRow, Comparison, Side
from .comparing import compare_declarations
from .corpus import CorpusError, LoadReport, load_corpus
from .exporting import export_comparison
from .finding import near_declarations
from .grouped import Group, GroupComparison, GroupLane, GroupRow, Step
from .groups import compare_groups, read_groups
from .groups_export import export_groups
from .listing import list_points
from .positions import Field, read_positions, read_scope
from .stating import read_statement
from .tabulating import HEADINGS, tabulate_positions

__all__ = [
    "HEADINGS",
    "Chart",
    "ChartedRow",
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Field",
    "Group",
    "GroupComparison",
    "GroupLane",
    "GroupRow",
    "LoadReport",
    "Section",
    "Side",
    "Step",
    "compare_declarations",
    "compare_groups",
    "export_comparison",
    "export_groups",
    "list_points",
    "load_corpus",
    "near_declarations",
    "read_groups",
    "read_positions",
    "read_scope",
    "read_statement",
    "tabulate_positions",
]
