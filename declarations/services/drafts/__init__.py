"""
From a draft with points to what readers see: its codes, what it lacks, and its publication.

``outline`` says which points there are, ``reading`` gathers what the page of
codes shows of some of them, ``taking`` answers many
suggestions at once and takes such answers back, ``coding`` puts what an editor
chooses by hand, and ``checking`` says what a draft lacks and ends its entry.
"""

from .checking import Checked, Remark, check_draft, finish, nearest_to, publish
from .coding import add_code, find_code, list_codes, put_force, remove_code
from .outline import Outline, PointInOutline, read_outline
from .reading import DraftPoint, HeldCode, read_point_of_draft, read_points_of_draft
from .taking import SURE, LastAnswers, Taken, last_answers, take_all, take_back

__all__ = [
    "SURE",
    "Checked",
    "DraftPoint",
    "HeldCode",
    "LastAnswers",
    "Outline",
    "PointInOutline",
    "Remark",
    "Taken",
    "add_code",
    "check_draft",
    "find_code",
    "finish",
    "last_answers",
    "list_codes",
    "nearest_to",
    "publish",
    "put_force",
    "read_outline",
    "read_point_of_draft",
    "read_points_of_draft",
    "remove_code",
    "take_all",
    "take_back",
]
