"""The sample as its file has it, and what the database holds of it."""

from typing import Any

from declarations.models import (
    Actor,
    Declaration,
    Issue,
    Membership,
    Point,
    Position,
    Proposition,
    Signatory,
    Source,
    Topic,
    Wording,
)
from declarations.services.corpus import (
    LoadReport,
)

LIMA = "lima-group-2019-05-03"
LIMA_INDEX = 11
CODED = [Actor, Membership, Topic, Proposition]
SAID = [Declaration, Issue, Signatory, Source, Point, Wording, Position]
MOST_QUERIES = 40
"""Of a load that changes nothing: a few for each kind, not one for each record."""


def points_of(corpus: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the points of all declarations of the file."""
    return [point for declaration in corpus["declarations"] for point in declaration["points"]]


def point_of(corpus: dict[str, Any], label: str, slug: str = LIMA) -> dict[str, Any]:
    """Return one point of the file."""
    declaration = next(item for item in corpus["declarations"] if item["slug"] == slug)
    return next(point for point in declaration["points"] if point["label"] == label)


def get_point(label: str, slug: str = LIMA) -> Point:
    """Return one point of the database."""
    return Point.objects.get(declaration__slug=slug, label=label)


def rows_held() -> dict[str, int]:
    """Count the rows of every model, and of its history."""
    models = [*CODED, *SAID]
    return {model.__name__: model.objects.count() for model in models} | {
        f"history of {model.__name__}": model.history.count() for model in models
    }


def version_of(slug: str = LIMA) -> int:
    """Return the version that an editor's form must have seen."""
    return Declaration.objects.get(slug=slug).version


def written(report: LoadReport) -> dict[str, tuple[int, int, int]]:
    """Return created, updated and removed for each kind that was written at all."""
    counts = {
        plural: (tally.created, tally.updated, tally.removed)
        for plural, tally in report.tallies.items()
    }
    return {plural: count for plural, count in counts.items() if any(count)}
