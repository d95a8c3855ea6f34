"""What people do with the data: one typed function a use case."""

from .compared import ComparedRow, Comparison, Side
from .comparing import compare_declarations
from .corpus import CorpusError, LoadReport, load_corpus
from .exporting import export_comparison
from .finding import near_declarations
from .grouped import Group, GroupComparison, GroupLane, GroupRow, Step
from .groups import compare_groups, read_groups
from .groups_export import export_groups
from .listing import list_points

__all__ = [
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Group",
    "GroupComparison",
    "GroupLane",
    "GroupRow",
    "LoadReport",
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
]
