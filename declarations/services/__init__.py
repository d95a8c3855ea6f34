"""What people do with the data: one typed function a use case."""

from .addresses import address_of, address_of_said, point_address, read_in, statement_address
from .agreeing import ENOUGH_PAIRS, AgreementOf, AgreementReport, report_agreement
from .charting import Chart, ChartedRow, Section
from .compared import Collation, ComparedRow, Comparison, Side
from .compared_several import Column, PropositionRow, Several, StanceCell, Tension
from .comparing import compare_declarations
from .comparing_several import compare_several
from .corpus import CorpusError, LoadReport, load_corpus
from .counterparts import Counterpart, Counterparts, find_counterparts
from .crossing import Matrix, cross, lines_of
from .disagreeing import (
    Disagreement,
    Disputes,
    adjudicate_pair,
    find_disagreement,
    find_disputes,
    read_disagreements,
    take_adjudication_back,
)
from .drawing import MAX_TASKS, HandPair, Plan, Wish, plan_round
from .editing import Refused
from .exporting import ROW_HEADINGS, export_comparison, tabulate_comparison
from .exporting_several import export_several, tabulate_several
from .figures import Figure, MeasuredLanguage, latest_figures
from .finding import find_actors, near_actors, near_declarations
from .grouped import GroupComparison, GroupLane, GroupRow, Step
from .groups import compare_groups
from .groups_export import export_groups
from .issuers import Group, read_groups
from .judged import EVERYTHING, Scope, judged_declarations, judged_rounds
from .judged_figures import judged_figures
from .judging import close_round, may_judge, may_lead
from .judging_history import PastJudgement, history_of
from .judging_pairs import Pair, find_pair, judge_pair, take_back
from .likeness import ListedLike, list_like
from .listing import list_points
from .meetings import Ends, PointInText, RowKey, Texts, lay_out_texts
from .newness import what_is_new
from .overlap import MemberOfBoth, members_of_both, shared_members
from .own import OwnJudgement, own_judgements, own_rows
from .positions import Field, read_positions, read_scope
from .progress import Progress, judged_by, progress_of
from .queueing import NotRead, Queue, QueuedPair, judge_in_queue, read_pair, read_queue
from .reading import ReadPoint, find_point, read_point
from .resembling import LikePoint, points_like
from .reviewing import may_review, reconsider, review_suggestion
from .rounds import (
    accounts_that_judge,
    add_coder,
    open_round,
    remove_coder,
    require_blind,
    require_bounded,
    require_pairs,
    see_all,
    set_deadline,
)
from .signing import Divergences, divergences_of
from .stating import read_statement
from .suggested import ShownSuggestion, ShownSuggestions, show_suggestions
from .suggesting import Hints, suggest_codes, suggest_for_text
from .tabulating import HEADINGS, tabulate_positions
from .veil import Veil, veiled_among, veiled_from

__all__ = [
    "ENOUGH_PAIRS",
    "EVERYTHING",
    "HEADINGS",
    "MAX_TASKS",
    "ROW_HEADINGS",
    "AgreementOf",
    "AgreementReport",
    "Chart",
    "ChartedRow",
    "Collation",
    "Column",
    "ComparedRow",
    "Comparison",
    "CorpusError",
    "Counterpart",
    "Counterparts",
    "Disagreement",
    "Disputes",
    "Divergences",
    "Ends",
    "Field",
    "Figure",
    "Group",
    "GroupComparison",
    "GroupLane",
    "GroupRow",
    "HandPair",
    "Hints",
    "LikePoint",
    "ListedLike",
    "LoadReport",
    "Matrix",
    "MeasuredLanguage",
    "MemberOfBoth",
    "NotRead",
    "OwnJudgement",
    "Pair",
    "PastJudgement",
    "Plan",
    "PointInText",
    "Progress",
    "PropositionRow",
    "Queue",
    "QueuedPair",
    "ReadPoint",
    "Refused",
    "RowKey",
    "Scope",
    "Section",
    "Several",
    "ShownSuggestion",
    "ShownSuggestions",
    "Side",
    "StanceCell",
    "Step",
    "Tension",
    "Texts",
    "Veil",
    "Wish",
    "accounts_that_judge",
    "add_coder",
    "address_of",
    "address_of_said",
    "adjudicate_pair",
    "close_round",
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
    "find_disagreement",
    "find_disputes",
    "find_pair",
    "find_point",
    "history_of",
    "judge_in_queue",
    "judge_pair",
    "judged_by",
    "judged_declarations",
    "judged_figures",
    "judged_rounds",
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
    "open_round",
    "own_judgements",
    "own_rows",
    "plan_round",
    "point_address",
    "points_like",
    "progress_of",
    "read_disagreements",
    "read_groups",
    "read_in",
    "read_pair",
    "read_point",
    "read_positions",
    "read_queue",
    "read_scope",
    "read_statement",
    "reconsider",
    "remove_coder",
    "report_agreement",
    "require_blind",
    "require_bounded",
    "require_pairs",
    "review_suggestion",
    "see_all",
    "set_deadline",
    "shared_members",
    "show_suggestions",
    "statement_address",
    "suggest_codes",
    "suggest_for_text",
    "tabulate_comparison",
    "tabulate_positions",
    "tabulate_several",
    "take_adjudication_back",
    "take_back",
    "veiled_among",
    "veiled_from",
    "what_is_new",
]
