"""What one declaration says on one proposition: the points behind a mark, in their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from declarations.comparison import Segment, operative_spans, split_segments
from declarations.comparison.timeline import merge_stances
from declarations.comparison.types import Stance
from declarations.models import Declaration, Point, Position, Proposition, Wording, in_language

from .addresses import point_address
from .issuers import Group, read_groups


@dataclass(frozen=True)
class StatedPoint:
    """A point that speaks to the proposition: its page, stance, words, the coder's note."""

    point: Point
    address: str
    position: Position
    wording: Wording | None
    segments: Sequence[Segment]


@dataclass(frozen=True)
class Neighbour:
    """What one group said on the proposition before, or after: the way there."""

    declaration: str
    date: date
    stance: Stance


@dataclass(frozen=True)
class Way:
    """An issuer's word on the proposition before this text and after it."""

    name: str
    before: Neighbour | None
    after: Neighbour | None


@dataclass(frozen=True)
class Stated:
    """A declaration's word on a proposition. ``differ`` where its points take several stances."""

    proposition: Proposition
    text: str
    declaration: Declaration
    title: str
    voices: Sequence[Group]
    issuers: Sequence[str]
    stance: Stance
    differ: bool
    points: Sequence[StatedPoint]
    ways: Sequence[Way]
    """From this text to the next ones, for each issuer that has spoken to it elsewhere."""

    @property
    def is_paraphrase(self) -> bool:
        """Whether any of the words are our own, not official text."""
        return any(
            stated.wording.origin == Wording.Origin.PARAPHRASE
            for stated in self.points
            if stated.wording
        )


def read_statement(proposition: str, declaration: str, language: str = "en") -> Stated | None:
    """
    Return what a published declaration says on a proposition, both given by their slugs.

    None where it says nothing, or where either is not held.
    """
    held = Declaration.objects.published().with_issuers().filter(slug=declaration).first()
    if held is None:
        return None
    positions = list(Position.objects.taken_by(held, proposition))
    if not positions:
        return None
    about = positions[0].proposition
    stances = [Stance(position.stance) for position in positions]
    issuers = {actor.slug for actor in held.issuing_actors}
    return Stated(
        proposition=about,
        text=in_language(about, "text", language),
        declaration=held,
        title=in_language(held, "title", language),
        voices=[voice for voice in read_groups(language) if voice.slug in issuers],
        issuers=[in_language(actor, "name", language) for actor in held.issuing_actors],
        stance=merge_stances(stances),
        differ=len(set(stances)) > 1,
        points=[_stated(held, position, language) for position in positions],
        ways=_ways(held, proposition, language),
    )


def _ways(held: Declaration, proposition: str, language: str) -> list[Way]:
    """Return each issuer's texts next before and after that speak to it, where there are any."""
    said: dict[str, dict[tuple[date, str], list[Stance]]] = {}
    issuers = [actor.slug for actor in held.issuing_actors]
    spoken = Position.objects.published().on_proposition(proposition).by_issuers(issuers)
    for issuer, day, slug, stance in spoken:
        said.setdefault(issuer, {}).setdefault((day, slug), []).append(Stance(stance))
    ways = []
    for actor in held.issuing_actors:
        texts = [Neighbour(key[1], key[0], merge_stances(v)) for key, v in said[actor.slug].items()]
        place = [text.declaration for text in texts].index(held.slug)
        before, after = texts[:place][-1:], texts[place + 1 :][:1]
        if before or after:
            name = in_language(actor, "name", language)
            ways.append(Way(name, before[0] if before else None, after[0] if after else None))
    return ways


def _stated(held: Declaration, position: Position, language: str) -> StatedPoint:
    point = position.point
    wording = point.wording_in(language, "en")
    text, spoken = (wording.text, wording.language) if wording else ("", language)
    operative = operative_spans(text, point.operative, spoken)
    return StatedPoint(
        point=point,
        address=point_address(held.slug, point.label, language),
        position=position,
        wording=wording,
        segments=split_segments(text, operative=operative),
    )
