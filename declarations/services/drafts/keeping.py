"""History of many rows at once: a record for each, as a save of each would have left it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from declarations.models import Point, User


def keep_history(
    rows: Sequence[Any], *, editor: User, reason: str, moment: datetime, changed: bool = False
) -> list[Any]:
    """
    Write a record of each row, of one model, as it is now; return the records.

    Rows are new ones unless they were ``changed``. One query.
    """
    if not rows:
        return []
    history = type(rows[0]).history
    records: list[Any] = history.bulk_history_create(
        rows,
        update=changed,
        default_user=editor,
        default_change_reason=reason[:100],
        default_date=moment,
    )
    return records


def keep_history_of_points(
    points: Sequence[Point], *, editor: User, reason: str, moment: datetime
) -> None:
    """Write a record of each point that was changed, with the topics that it has. Three queries."""
    records = keep_history(points, editor=editor, reason=reason, moment=moment, changed=True)
    by_point = {record.id: record for record in records}
    topics_then = Point.history.model.topics.model
    filed = Point.topics.through.objects.filter(point__in=points).order_by("pk")
    topics_then.objects.bulk_create(
        topics_then(
            history=by_point[row.point_id], id=row.pk, point_id=row.point_id, topic_id=row.topic_id
        )
        for row in filed
    )
