"""Judgements written out: who gave them, of what, why, when, and whether the words have changed."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from declarations.models import Judgement, Wording, digest_of
from declarations.models.judging import SEE_ALL
from declarations.services.cells import as_text
from declarations.services.judging import CoderNames, Viewer

from .shape import ACCOUNT, COLUMNS

Row = dict[str, Any]


def judgements_for(viewer: Viewer, *, own: bool = False) -> QuerySet[Judgement]:
    """
    Return the judgements that somebody may take away, in the order they were given.

    Leads: all, those withdrawn and those of drafts and lost points among them.
    Everybody else: what they may see of what stands between points of published
    declarations. ``own``: of these only what the viewer gave.
    """
    judgements = Judgement.objects.visible_to(viewer)
    if viewer is None or not viewer.has_perm(SEE_ALL):
        judgements = judgements.standing().of_published()
    if own:
        judgements = judgements.filter(coder=viewer.pk if viewer is not None else None)
        if viewer is None or not viewer.is_authenticated:
            judgements = judgements.none()
    return judgements


def describe(judgements: QuerySet[Judgement], *, accounts: bool = False) -> Iterator[Row]:
    """
    Yield a row for each judgement, by ``COLUMNS``. Three queries.

    Coders are named as the lead set it, by name or pseudonym. With ``accounts``,
    to move from one site to another: by their own names, and with the names
    that they log in with.
    """
    rows = list(
        judgements.select_related(
            "first__declaration", "second__declaration", "round", "withdrawal", "coder"
        ).order_by("created", "pk")
    )
    held = _digests({point for row in rows for point in (row.first_id, row.second_id) if point})
    names = CoderNames()
    for row in rows:
        described: Row = {
            "coder": row.coder_name if accounts else names.of(row),
            "relation": row.relation,
            "rationale": row.rationale,
            "kind": row.kind,
            "created": row.created.isoformat(),
            "withdrawn": row.withdrawal.created.isoformat() if hasattr(row, "withdrawal") else "",
            "round": row.round.title if row.round else "",
        }
        reads = []
        for side, place in (("left", "first"), ("right", "second")):
            point = getattr(row, place)
            language, digest = getattr(row, f"{place}_language"), getattr(row, f"{place}_digest")
            slug, _blank, label = getattr(row, f"{place}_reference").partition(" ")
            described |= {
                f"{side}_declaration": point.declaration.slug if point else slug,
                f"{side}_label": point.label if point else label,
                f"{side}_language": language,
                f"{side}_digest": digest,
            }
            reads.append(point is not None and held.get((point.pk, language)) == digest)
        described["stale"] = not all(reads)
        if accounts:
            described[ACCOUNT] = row.coder.get_username() if row.coder else ""
        yield described


def _digests(points: set[int]) -> dict[tuple[int, str], str]:
    """Return the digest of each wording of these points, by point and language."""
    wordings = Wording.objects.filter(point__in=points)
    return {
        (point, language): digest_of(text)
        for point, language, text in wordings.values_list("point", "language", "text")
    }


def as_json_text(rows: Iterable[Row]) -> str:
    """Return rows as a JSON file, each judgement with its two sides."""
    written = []
    for row in rows:
        sides: dict[str, Row] = {"left": {}, "right": {}}
        said: Row = {"coder": row["coder"], **sides}
        for name, value in row.items():
            side, _line, inner = name.partition("_")
            if side in sides:
                sides[side][inner] = value
            else:
                said[name] = value if value != "" else None
        said["rationale"] = row["rationale"]
        written.append(said)
    note = _(
        "Judgements of pairs of points, each by one coder, as they were given; a change of mind"
        " is a further one. Stale: the words have changed since. Pairs not listed were not judged."
    )
    return json.dumps({"note": note, "judgements": written}, ensure_ascii=False, indent=1) + "\n"


def as_csv_text(rows: Iterable[Row], *, accounts: bool = False) -> str:
    """Return rows as a CSV file, with the mark that spreadsheet programs tell UTF-8 by."""
    text = io.StringIO()
    columns = (*COLUMNS, ACCOUNT) if accounts else COLUMNS
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        shown = row | {"stale": "yes" if row["stale"] else "no"}
        writer.writerow({name: as_text(shown[name]) for name in columns})
    return "\N{BYTE ORDER MARK}" + text.getvalue()
