"""A comparison as plain data, for people who work on with it."""

from collections.abc import Callable

from declarations.comparison import Match, Row

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
                "score": _rounded(row.match and row.match.score),
                "likeness": _rounded(row.match and row.match.likeness),
                "reasons": comparison.reasons(row),
                "suggested": _export_suggested(comparison, row, whole_address),
                "nearest": _export_nearest(comparison, row.nearest, on_left=row.right is None),
            }
            for row in records.rows
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
