"""Points near in wording, as a page lists them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from declarations.comparison import Segment, operative_spans, shared_runs, split_segments
from declarations.models import Declaration, Point

from .counterparts import Counterparts, pair_address
from .resembling import LikePoint
from .suggested import name_point


@dataclass(frozen=True)
class ListedLike:
    """
    A point near in wording, with the words that it shares marked.

    ``percent`` is likeness, 0 to 100. ``state`` and ``basis`` say how it stands
    to the point read, blank where the two are on different matters;
    ``address`` leads to both side by side, blank for a text that is no point.
    """

    point: Point
    name: str
    percent: int
    segments: Sequence[Segment]
    language: str
    state: str = ""
    basis: str = ""
    address: str = ""


def list_like(
    found: Iterable[LikePoint],
    texts: Mapping[str, str],
    language: str,
    *,
    beside: tuple[Declaration, Point] | None = None,
    counterparts: Counterparts | None = None,
) -> list[ListedLike]:
    """
    Return points like a text, held in some languages, for a page in one of reading.

    ``beside`` is the point whose text it is, with its declaration, and
    ``counterparts`` those of the points found that stand beside it.
    """
    listed = []
    for like in found:
        other, words = like.point, like.wording
        shared = shared_runs(words.text, texts[words.language], words.language)[0]
        operative = operative_spans(words.text, other.operative, words.language)
        standing = counterparts.near.get(other.pk) if counterparts else None
        address = ""
        if beside is not None:
            declaration, point = beside
            slugs = [declaration.slug, other.declaration.slug]
            address = reverse("declarations:compare", args=slugs)
            if standing:
                address = pair_address(declaration, point, other, language)
        listed.append(
            ListedLike(
                point=other,
                name=name_point(other, language),
                percent=like.percent,
                segments=split_segments(words.text, shared, operative),
                language=words.language,
                state=standing.state if standing else "",
                basis=standing.basis if standing else "",
                address=address,
            )
        )
    return listed
