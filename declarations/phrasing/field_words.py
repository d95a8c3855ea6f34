"""Sentences about many propositions and groups at once, in the reader's language."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext, ngettext

from declarations.comparison.phrases import STANCES
from declarations.comparison.types import Relation, Stance

from .comparison_words import join


def verdict(*, counts: Mapping[Relation, int], rows: int, columns: int, groups: int) -> str:
    """
    Return how groups stand over many propositions, each count with what it is out of.

    ``rows`` is the number of propositions that ``columns`` declarations speak
    to. ``counts`` has those on which at least two groups have spoken, by how
    their latest stances stand.
    """
    held = ngettext("%(n)s proposition", "%(n)s propositions", rows) % {"n": rows}
    spoken = ngettext(
        "%(n)s declaration speaks to %(propositions)s.",
        "%(n)s declarations speak to %(propositions)s.",
        columns,
    ) % {"n": columns, "propositions": held}
    return f"{spoken} {_shared(counts, groups)}" if groups > 1 and rows else spoken


def _shared(counts: Mapping[Relation, int], groups: int) -> str:
    shared = sum(counts.values())
    if not shared:
        return (
            gettext("On none of them have both groups spoken.")
            if groups == 2
            else gettext("On none of them have two groups spoken.")
        )
    convergent, partial = counts[Relation.CONVERGENT], counts[Relation.PARTIAL]
    divergent = counts[Relation.DIVERGENT]
    parts = (
        (convergent, ngettext("%(n)s converges", "%(n)s converge", convergent)),
        (partial, ngettext("%(n)s converges in part", "%(n)s converge in part", partial)),
        (divergent, ngettext("%(n)s diverges", "%(n)s diverge", divergent)),
    )
    both = gettext("On %(n)s of them both groups have spoken; by their latest words %(parts)s.")
    several = gettext("On %(n)s of them two groups have spoken; by the latest words %(parts)s.")
    sentence = both if groups == 2 else several
    return sentence % {"n": shared, "parts": join(part % {"n": n} for n, part in parts if n)}


def mark(
    stance: Stance, day: str, labels: Sequence[str], *, differ: bool = False, joint: bool = False
) -> str:
    """
    Return what a mark says: "affirms, 3 May 2019, point 11".

    ``labels`` are the numbers of the points behind it. Where these ``differ``
    the stance is a merged one, and that is said; so is a ``joint`` statement.
    """
    points = ngettext("point %(labels)s", "points %(labels)s", len(labels))
    sentence = gettext("%(stance)s, %(day)s, %(points)s") % {
        "stance": gettext(STANCES[stance]),
        "day": day,
        "points": points % {"labels": ", ".join(labels)},
    }
    if differ:
        sentence = gettext("%(sentence)s, which differ") % {"sentence": sentence}
    return gettext("%(sentence)s; joint statement") % {"sentence": sentence} if joint else sentence
