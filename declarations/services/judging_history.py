"""All that was judged of a pair, in order of time, with the words that each coder read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from declarations.comparison import Segment, changed_runs, split_segments
from declarations.models import Judgement, Language, Point, Wording, digest_of

from .judging import CoderNames, Viewer, is_stale


@dataclass(frozen=True)
class WordsThen:
    """
    A wording that a coder read and that has changed, beside what stands there now.

    Both are in pieces; those that ``shared`` marks are gone, or new. Either is
    empty where it is held no longer.
    """

    point: Point
    title: str
    language: str
    language_name: str
    then: Sequence[Segment]
    now: Sequence[Segment]


@dataclass(frozen=True)
class PastJudgement:
    """A judgement as its history shows it; ``stands`` where it is its coder's word today."""

    key: int
    relation: str
    coder: str
    rationale: str
    given: datetime
    adjudicates: bool
    own: bool
    withdrawn: datetime | None
    stands: bool
    changed: Sequence[WordsThen]

    @property
    def stale(self) -> bool:
        """Whether the words have changed since."""
        return bool(self.changed)


def history_of(left: Point, right: Point, viewer: Viewer) -> list[PastJudgement]:
    """
    Return the judgements on two points that somebody may see, the oldest first.

    Both points come with their wordings. At most three queries.
    """
    rows = (
        Judgement.objects.of_pair(left.pk, right.pk)
        .visible_to(viewer)
        .select_related("withdrawal")
        .order_by("created", "pk")
    )
    rows = list(rows)
    if not rows:
        return []
    names = CoderNames()
    points = {point.pk: point for point in (left, right)}
    stale = [row for row in rows if is_stale(row, points[row.first_id], points[row.second_id])]
    read = _read_then(points, stale)
    latest: dict[tuple[str, int | str], int] = {}
    for row in rows:
        if not hasattr(row, "withdrawal"):
            adjudicates = row.kind == Judgement.Kind.ADJUDICATION
            latest[row.kind, "" if adjudicates else row.coder_id or row.coder_name] = row.pk
    standing = set(latest.values())
    return [
        PastJudgement(
            key=row.pk,
            relation=row.relation,
            coder=names.of(row),
            rationale=row.rationale,
            given=row.created,
            adjudicates=row.kind == Judgement.Kind.ADJUDICATION,
            own=viewer is not None and viewer.pk is not None and row.coder_id == viewer.pk,
            withdrawn=row.withdrawal.created if hasattr(row, "withdrawal") else None,
            stands=row.pk in standing,
            changed=_changed(row, (left, right), read) if row in stale else (),
        )
        for row in rows
    ]


def _read_then(
    points: Iterable[int], stale: Sequence[Judgement]
) -> dict[tuple[int, str, str], str]:
    """Return the texts that wordings of some points ever had, by point, language and digest."""
    if not stale:
        return {}
    held = Wording.history.filter(point_id__in=list(points)).order_by()
    texts = held.values_list("point_id", "language", "text").distinct()
    return {(point, language, digest_of(text)): text for point, language, text in texts}


def _changed(
    row: Judgement, points: tuple[Point, Point], read: dict[tuple[int, str, str], str]
) -> list[WordsThen]:
    seen = {
        row.first_id: (row.first_language, row.first_digest),
        row.second_id: (row.second_language, row.second_digest),
    }
    changed = []
    for point in points:
        language, digest = seen[point.pk]
        now = {w.language: w.text for w in point.wordings.all()}.get(language, "")
        if now and digest_of(now) == digest:
            continue
        then = read.get((point.pk, language, digest), "")
        gone, new = changed_runs(then, now) if then and now else ([], [])
        changed.append(
            WordsThen(
                point,
                point.declaration.title,
                language,
                str(Language(language).label),
                split_segments(then, gone) if then else (),
                split_segments(now, new) if now else (),
            )
        )
    return changed
