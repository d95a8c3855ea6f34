"""Judging any two points of two declarations, as the pages do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from declarations.comparison import Judgements, Row, RowOrder
from declarations.models import Declaration, Judgement, Point, Round, User, Wording, digest_of
from declarations.phrasing.judged_words import relation_word

from .compared import Comparison
from .comparing import Gathered, gather
from .editing import Refused
from .judging import Viewer, judgements_between, record_judgement, withdraw


class WordsChanged(Refused):
    """The words are not those that the coder read when the form was opened."""


class RationaleNeeded(Refused):
    """The judgement departs from what stands, and does not say why."""


@dataclass(frozen=True)
class Pair:
    """Two points of two declarations, by their places, with all they are compared by."""

    gathered: Gathered
    places: tuple[int, int]

    @property
    def points(self) -> tuple[Point, Point]:
        """Both points, left and right."""
        return self.gathered.left.points[self.places[0]], self.gathered.right.points[self.places[1]]

    @property
    def words(self) -> tuple[Wording | None, Wording | None]:
        """What a reader of the language reads of each; None where no words are held."""
        left, right = self.points
        language = self.gathered.language
        return left.wording_in(language, "en"), right.wording_in(language, "en")

    def compare(
        self, viewer: Viewer, order: RowOrder = RowOrder.LEFT
    ) -> tuple[Comparison, Row, bool]:
        """Return the comparison as it stands, the pair as a row, and whether it is one of it."""
        left, right = self.gathered.left.points, self.gathered.right.points
        judgements = judgements_between(left, right, viewer=viewer)
        comparison = self.gathered.compare(judgements, order=order)
        row = comparison.row_between(*self.places)
        return comparison, row or self.gathered.weigh(*self.places, judgements), row is not None


def find_pair(left: Declaration, right: Declaration, pair: str, language: str) -> Pair | None:
    """
    Return the pair that an address names, "5,10"; None where either declaration has no such point.

    Both declarations come from ``for_comparison()``. A number may hold a comma itself.
    """
    gathered = gather(left, right, language=language)
    for cut in (place for place, character in enumerate(pair) if character == ","):
        places = (
            _place(gathered.left.points, pair[:cut]),
            _place(gathered.right.points, pair[cut + 1 :]),
        )
        if places[0] is not None and places[1] is not None:
            return Pair(gathered, (places[0], places[1]))
    return None


def _place(points: Sequence[Point], anchor: str) -> int | None:
    return next((place for place, point in enumerate(points) if point.anchor == anchor), None)


def judge_pair(
    *,
    pair: Pair,
    coder: User,
    relation: str,
    rationale: str,
    seen: tuple[str, str],
    token: UUID,
) -> Judgement:
    """
    Record a coder's word on a pair, with the words that they read, by their digests.

    Raise WordsChanged where these are others by now, and RationaleNeeded where
    it departs, without saying why, from what stands for the coder. In a round
    that runs nothing stands: to ask for a reason there would tell what others
    or the machine said.
    """
    left, right = pair.words
    if left is None or right is None:
        raise Refused(_("No words are held of one of the two, so there is nothing to judge."))
    if (digest_of(left.text), digest_of(right.text)) != seen:
        # A form that was sent twice is one judgement, also where the words changed in between.
        held = Judgement.objects.filter(token=token, coder=coder, relation=relation).first()
        if held is None:
            raise WordsChanged(
                _(
                    "The words were changed since you opened the page. They are shown as they"
                    " are now: read them, then judge again."
                )
            )
        return held
    if not rationale.strip():
        standing = what_stands(pair, coder)
        if standing is not None and standing != relation:
            word = relation_word(standing)
            raise RationaleNeeded(
                _("Say why: this departs from what stands, which is %(relation)s.")
                % {"relation": word}
            )
    return record_judgement(
        coder=coder,
        left=pair.points[0],
        right=pair.points[1],
        relation=relation,
        rationale=rationale,
        seen=(left, right),
        token=token,
    )


def what_stands(pair: Pair, viewer: Viewer) -> str | None:
    """Return the relation of a pair as somebody sees it; None where it is open, or in a round."""
    left, right = pair.points
    if Round.objects.running().with_pair(left.pk, right.pk).exists():
        return None
    judgements: Judgements = judgements_between([left], [right], viewer=viewer)
    finding = pair.gathered.weigh(*pair.places, judgements).finding
    return None if finding is None else finding.relation


def take_back(*, pair: Pair, coder: User, key: int) -> None:
    """Take a judgement on a pair back, by its key; raise Refused for any other's, or another's."""
    left, right = pair.points
    held = Judgement.objects.of_pair(left.pk, right.pk).filter(pk=key, coder=coder).first()
    if held is None:
        raise Refused(_("This is no judgement of yours on these two."))
    withdraw(judgement=held, coder=coder)
