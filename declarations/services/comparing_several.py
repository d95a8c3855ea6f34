"""Comparing several declarations: a row for each proposition on which at least one speaks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from declarations import phrasing
from declarations.comparison import Stance
from declarations.comparison.passages import find_passage
from declarations.comparison.several import stand_of_texts
from declarations.comparison.timeline import merge_stances
from declarations.models import Declaration, Point, Proposition, Wording, in_language

from .compared import Side
from .compared_several import Column, Mention, PropositionRow, Several, StanceCell, Tension


def compare_several(declarations: Sequence[Declaration], *, language: str = "en") -> Several:
    """
    Return how several declarations stand to each other, proposition by proposition.

    They must come from ``for_comparison()``, and stand in the order given.
    Rows follow the codebook's order of topics; within a topic those on which
    two or more speak come first, of these the contested ones.
    """
    sides = [Side(held, list(held.points.all()), language) for held in declarations]
    names = _tell_apart(sides)
    columns = [Column(side, name) for side, name in zip(sides, names, strict=True)]
    spoken = [_spoken(side.points) for side in sides]
    keys = {key for said in spoken for key in said}
    propositions = list(
        Proposition.objects.filter(pk__in=keys).with_rivals().select_related("topic")
    )
    cells = {
        proposition.pk: [
            _cell(proposition, said.get(proposition.pk, ()), language) for said in spoken
        ]
        for proposition in propositions
    }
    rows = [
        PropositionRow(
            proposition=proposition,
            text=in_language(proposition, "text", language),
            topic=proposition.topic,
            cells=cells[proposition.pk],
            relation=stand_of_texts(cell.stance for cell in cells[proposition.pk] if cell),
            tensions=_tensions(proposition, cells, names, language),
        )
        for proposition in propositions
    ]
    rows.sort(key=_rank)
    return Several(columns, rows, language)


def _rank(row: PropositionRow) -> tuple[object, ...]:
    topic, proposition = row.topic, row.proposition
    return (
        (topic.order, topic.name),
        row.speaking < 2,
        not row.is_contested,
        (proposition.order, proposition.slug),
    )


def _tell_apart(sides: Sequence[Side]) -> list[str]:
    """
    Return a name for each side by which it differs from the others.

    The issuers with the date; where these are the same, the title, and where
    that is, too, what stands in the address.
    """
    dated = [phrasing.dated(side.short_name, side.declaration.date) for side in sides]
    titles = [side.title for side in sides]
    return [
        name
        if dated.count(name) == 1
        else title
        if titles.count(title) == 1
        else side.declaration.slug
        for name, title, side in zip(dated, titles, sides, strict=True)
    ]


def _spoken(points: Iterable[Point]) -> dict[int, list[tuple[Point, Stance]]]:
    """Return the points that speak on each proposition, by its key, in reading order."""
    said: dict[int, list[tuple[Point, Stance]]] = defaultdict(list)
    for point in points:
        for position in point.positions.all():
            said[position.proposition_id].append((point, Stance(position.stance)))
    return said


def _cell(
    proposition: Proposition, said: Collection[tuple[Point, Stance]], language: str
) -> StanceCell | None:
    if not said:
        return None
    found = [_mention(proposition, point, stance, language) for point, stance in said]
    differs = len({stance for _point, stance in said}) > 1
    best = max(found, key=lambda one: one[1])[0]  # the first of those that share most
    mentions = [mention for mention, _shared in found if differs or mention is best]
    return StanceCell(
        stance=merge_stances(stance for _point, stance in said),
        mentions=mentions,
        also=[mention.point for mention, _shared in found if mention not in mentions],
        differs=differs,
    )


def _mention(
    proposition: Proposition, point: Point, stance: Stance, reading: str
) -> tuple[Mention, int]:
    """Return a point with its passage, and how many words that shares with the proposition."""
    wording: Wording | None = point.wording_in(reading, "en")
    if wording is None:
        return Mention(point, stance, "", shortened=False, language=reading), -1
    text = wording.text
    about = in_language(proposition, "text", wording.language)
    start, end, shared = find_passage(text, about, wording.language)
    passage = " ".join(text[start:end].split())
    mention = Mention(
        point=point,
        stance=stance,
        passage=f"{'… ' if start else ''}{passage}{' …' if end < len(text.rstrip()) else ''}",
        shortened=(start, end) != (0, len(text)),
        language=wording.language,
    )
    return mention, shared


def _tensions(
    proposition: Proposition,
    cells: Mapping[int, Sequence[StanceCell | None]],
    names: Sequence[str],
    language: str,
) -> list[Tension]:
    """Return the rivals of a proposition that one column affirms while another affirms it."""

    def affirming(key: int) -> set[int]:
        found = enumerate(cells.get(key, ()))
        return {place for place, cell in found if cell and cell.stance == Stance.AFFIRMS}

    own = affirming(proposition.pk)
    return [
        Tension(
            rival=rival.slug,
            text=in_language(rival, "text", language),
            names=[names[place] for place in sorted(others)],
        )
        for rival in proposition.rivals.all()
        if own and (others := affirming(rival.pk)) and len(own | others) > 1
    ]
