"""A comparison as plain data, for people who work on with it."""

from collections.abc import Callable, Iterator

from declarations.comparison import JudgementRecord, Match, Row
from declarations.phrasing import judged_words

from .compared import Comparison, Side


def export_comparison(
    comparison: Comparison, whole_address: Callable[[str], str] = str
) -> dict[str, object]:
    """
    Return a comparison as plain data: both declarations, a row for each pair and lone point.

    ``whole_address`` completes an address within the site for readers elsewhere.
    """
    records = comparison.collation
    return {
        "left": export_side(comparison.left),
        "right": export_side(comparison.right),
        "rows": [
            {
                "left": None if row.left is None else records.left[row.left].label,
                "right": None if row.right is None else records.right[row.right].label,
                "relation": row.finding.relation if row.finding else None,
                "basis": row.finding.basis if row.finding else None,
                "judgements": export_judgements(row),
                "score": _rounded(row.match and row.match.score),
                "likeness": _rounded(row.match and row.match.likeness),
                "reasons": comparison.reasons(row),
                "suggested": _export_suggested(comparison, row, whole_address),
                "nearest": _export_nearest(comparison, row.nearest, on_left=row.right is None),
            }
            for row in records.rows
        ],
        # Pairs that coders judged unrelated; they are no rows, and count nowhere.
        "unrelated": [
            {
                "left": records.left[row.left].label,
                "right": records.right[row.right].label,
                "judgements": export_judgements(row),
            }
            for row in records.unrelated
            if row.left is not None and row.right is not None
        ],
        "counts": {
            # By state; a state is called here as it is everywhere: "only-left".
            **comparison.counts,
            "pairs": comparison.pair_count,
            # Weaker matches beyond the three that a point may meet; they are no rows.
            "left_out": records.left_out,
            # Of the pairs, those that no person has coded or judged: basis "suggested".
            "suggested": sum(records.suggested.values()),
            "left_points": comparison.left.held,
            "right_points": comparison.right.held,
        },
        "verdict": comparison.verdict,
        "both_signed": list(comparison.both_signed),
        "order": records.order,
        "language": comparison.language,
    }


def export_judgements(row: Row) -> list[dict[str, object]]:
    """Return what coders gave on a pair that the reader may see, by name or pseudonym."""
    return [
        {
            "relation": one.relation,
            "coder": one.coder,
            "rationale": one.rationale,
            "given": one.given.isoformat() if one.given else None,
            "adjudicates": one.adjudicates,
            # The words were changed since: it no longer counts.
            "stale": one.stale,
        }
        for one in (row.finding.judgements if row.finding else ())
    ]


ROW_HEADINGS = [
    "left",
    "right",
    "relation",
    "basis",
    "judged",
    "coders",
    "rationales",
    "given",
    "stale",
    "score",
    "likeness",
    "reasons",
    "left_words",
    "right_words",
]


def tabulate_comparison(comparison: Comparison) -> Iterator[dict[str, str]]:
    """
    Return a comparison as lines of a table, by ``ROW_HEADINGS``; pairs judged unrelated last.

    Of several judgements each stands on a line of its own within the cell, in
    the same order in every cell: who, why, when, and whether the words changed since.
    """
    for row in (*comparison.collation.rows, *comparison.collation.unrelated):
        points = (
            None if row.left is None else comparison.left.points[row.left],
            None if row.right is None else comparison.right.points[row.right],
        )
        words = [point.wording_in(comparison.language, "en") if point else None for point in points]
        given = row.finding.judgements if row.finding else ()
        values = [
            *(point.label if point else "" for point in points),
            row.finding.relation or "" if row.finding else "",
            row.finding.basis if row.finding else "",
            judged_words.judged(given),
            "\n".join(_with_word(one) for one in given),
            "\n".join(one.rationale.replace("\n", " ") for one in given),
            "\n".join(one.given.isoformat() if one.given else "" for one in given),
            "\n".join("yes" if one.stale else "no" for one in given),
            "" if row.match is None else f"{row.match.score:.3f}",
            "" if row.match is None or row.match.likeness is None else f"{row.match.likeness:.3f}",
            "\n".join(comparison.reasons(row)),
            *(wording.text if wording else "" for wording in words),
        ]
        yield dict(zip(ROW_HEADINGS, (str(value) for value in values), strict=True))


def _with_word(one: JudgementRecord) -> str:
    """Return a coder's name with their word: "A. Mora: partial (adjudication)"."""
    note = " (adjudication)" if one.adjudicates else ""
    return f"{one.coder}: {one.relation}{note}"


def export_side(side: Side) -> dict[str, object]:
    """Return what is held of one declaration, without its points."""
    declaration = side.declaration
    return {
        "slug": declaration.slug,
        "title": side.title,
        "issuers": [actor.slug for actor in declaration.issuing_actors],
        "date": declaration.date.isoformat(),
        "place": declaration.place,
        "numbering": declaration.numbering,
        "complete": declaration.complete,
        "points_held": side.held,
        "points_in_source": declaration.points_in_source,
        "wording": sorted(side.origins),
        "gaps": declaration.gaps,
    }


def _export_suggested(
    comparison: Comparison, row: Row, whole_address: Callable[[str], str]
) -> dict[str, object] | None:
    """
    Return the suggested codes that stand in for what the points of a row lack; None without any.

    Of a point alone the topics, as on the page: its positions decide nothing there.
    """
    sides = {
        name: comparison.suggestions_used(side.points[place])
        for name, side, place in (
            ("left", comparison.left, row.left),
            ("right", comparison.right, row.right),
        )
        if place is not None
    }
    paired = row.match is not None
    exported = {
        name: [
            {
                "kind": one.kind,
                "slug": one.slug,
                "stance": one.stance or None,
                "score": round(one.score, 3),
                "evidence": [
                    {
                        "label": evidence.label,
                        "address": whole_address(evidence.address),
                        # What people coded it as; a text of the codebook votes without a code.
                        "coded": evidence.coded or None,
                        "likeness": evidence.percent / 100,
                    }
                    for evidence in one.evidence
                ],
            }
            for one in (*used.topics, *(used.positions if paired else ()))
        ]
        for name, used in sides.items()
        if used and (paired or used.topics)
    }
    return exported or None


def _export_nearest(
    comparison: Comparison, nearest: Match | None, *, on_left: bool
) -> dict[str, object] | None:
    if nearest is None:
        return None
    side, place = (comparison.right, nearest.right) if on_left else (comparison.left, nearest.left)
    return {"label": side.points[place].label, "likeness": _rounded(nearest.likeness)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
