"""Judgements as files, CSV or JSON: written, read, looked through and loaded."""

from .exporting import as_csv_text, as_json_text, describe, judgements_for
from .loading import LoadPlan, load_judgements, plan_load
from .reading import MOST_BYTES, JudgementsError, read_judgements
from .sample import load_sample_judgements
from .shape import COLUMNS, GivenJudgement

__all__ = [
    "COLUMNS",
    "MOST_BYTES",
    "GivenJudgement",
    "JudgementsError",
    "LoadPlan",
    "as_csv_text",
    "as_json_text",
    "describe",
    "judgements_for",
    "load_judgements",
    "load_sample_judgements",
    "plan_load",
    "read_judgements",
]
