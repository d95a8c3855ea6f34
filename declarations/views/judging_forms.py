"""The forms with which a row is judged: as it opens, as it was sent, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from declarations.models import Wording, digest_of
from declarations.services import ComparedRow, Comparison, Pair


@dataclass(frozen=True)
class RowForm:
    """
    What the form of a row holds besides the four relations.

    ``relation`` and ``rationale`` are as they were sent where that was
    refused, with the sentences why; ``done`` says what has just been done,
    "judged" or "withdrawn". ``on_page`` is the form on the pair's own page.
    """

    action: str
    seen_left: str
    seen_right: str
    relation: str = ""
    rationale: str = ""
    refusals: Sequence[str] = ()
    done: str = ""
    on_page: bool = False
    token: UUID = field(default_factory=uuid4)


def with_forms(
    rows: Iterable[ComparedRow], comparison: Comparison, query: str
) -> list[ComparedRow]:
    """
    Return rows, each pair with a form to judge it.

    ``query`` is the query string of the page, which the form sends along: an
    answer follows the same filter. Of what there are no words, there is nothing to judge.
    """
    return [replace(row, form=_form_of(row, comparison, query)) for row in rows]


def _form_of(row: ComparedRow, comparison: Comparison, query: str) -> RowForm | None:
    if row.left is None or row.right is None:
        return None
    words = [cell.point.wording_in(comparison.language, "en") for cell in (row.left, row.right)]
    return form_for(row.judge_address.partition("?")[0], (words[0], words[1]), query)


def form_for(path: str, words: tuple[Wording | None, Wording | None], query: str) -> RowForm | None:
    """Return the form of a pair as it opens, for the words on the page."""
    left, right = words
    if left is None or right is None:
        return None
    return RowForm(
        action=f"{path}?{query}" if query else path,
        seen_left=digest_of(left.text),
        seen_right=digest_of(right.text),
    )


def form_of_pair(pair: Pair, path: str, query: str) -> RowForm | None:
    """Return the form of a pair on a page of its own."""
    return form_for(path, pair.words, query)
