"""What people do with the data: one typed function a use case."""

from .addresses import address_of, address_of_said, point_address, read_in, statement_address
from .charting import Chart, ChartedRow, Section
from .compared import Collation, ComparedRow, Comparison, Side
from .compared_several import Column, PropositionRow, Several, StanceCell, Tension
from .comparing import compare_declarations
from .comparing_several import compare_several
from .corpus import CorpusError, LoadReport, load_corpus
from .counterparts import Counterpart, Counterparts, find_counterparts
from .crossing import Matrix, cross, lines_of
from .editing import Refused
from .exporting import ROW_HEADINGS, export_comparison, tabulate_comparison
from .exporting_several import export_several, tabulate_several
from .figures import Figure, MeasuredLanguage, latest_figures
from .finding import find_actors, near_actors, near_declarations
from .grouped import GroupComparison, GroupLane, GroupRow, Step
from .groups import compare_groups
from .groups_export import export_groups
from .issuers import Group, read_groups
from .judging import may_judge, may_lead
from .judging_history import PastJudgement, history_of
from .judging_pairs import Pair, find_pair, is_veiled, judge_pair, take_back
from .likeness import ListedLike, list_like
from .listing import list_points
from .meetings import Ends, PointInText, RowKey, Texts, lay_out_texts
from .newness import what_is_new
from .overlap import MemberOfBoth, members_of_both, shared_members
from .positions import Field, read_positions, read_scope
from .reading import ReadPoint, find_point, read_point
from .resembling import LikePoint, points_like
from .reviewing import may_review, reconsider, review_suggestion
from .signing import Divergences, divergences_of
from .stating import read_statement
from .suggested import ShownSuggestion, ShownSuggestions, show_suggestions
from .suggesting import Hints, suggest_codes, suggest_for_text
from .tabulating import HEADINGS, tabulate_positions

__all__ = [
    "HEADINGS",
    "ROW_HEADINGS",
    "Chart",
    "ChartedRow",
    "Collation",
    "Column",
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Counterpart",
    "Counterparts",
    "Divergences",
    "Ends",
    "Field",
    "Figure",
    "Group",
    "GroupComparison",
    "GroupLane",
    "GroupRow",
    "Hints",
    "LikePoint",
    "ListedLike",
    "LoadReport",
    "Matrix",
    "MeasuredLanguage",
    "MemberOfBoth",
    "Pair",
    "PastJudgement",
    "PointInText",
    "PropositionRow",
    "ReadPoint",
    "Refused",
    "RowKey",
    "Section",
    "Several",
    "ShownSuggestion",
    "ShownSuggestions",
    "Side",
    "StanceCell",
    "Step",
    "Tension",
    "Texts",
    "address_of",
    "address_of_said",
    "compare_declarations",
    "compare_groups",
    "compare_several",
    "cross",
    "divergences_of",
    "export_comparison",
    "export_groups",
    "export_several",
    "find_actors",
    "find_counterparts",
    "find_pair",
    "find_point",
    "history_of",
    "is_veiled",
    "judge_pair",
    "latest_figures",
    "lay_out_texts",
    "lines_of",
    "list_like",
    "list_points",
    "load_corpus",
    "may_judge",
    "may_lead",
    "may_review",
    "members_of_both",
    "near_actors",
    "near_declarations",
    "point_address",
    "points_like",
    "read_groups",
    "read_in",
    "read_point",
    "read_positions",
    "read_scope",
    "read_statement",
    "reconsider",
    "review_suggestion",
    "shared_members",
    "show_suggestions",
    "statement_address",
    "suggest_codes",
    "suggest_for_text",
    "tabulate_comparison",
    "tabulate_positions",
    "tabulate_several",
    "take_back",
    "what_is_new",
]
