"""Sentences about what coders judged, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext

from declarations.comparison.phrases import RELATIONS
from declarations.comparison.types import Relation


def coders_said(counts: Mapping[Relation, int]) -> str:
    """
    Return how many coders said what, the most first: "2 coders partial, 1 divergent".

    ``counts`` are of coders, each with their latest judgement. Empty where nobody judged.
    """
    order = list(Relation)
    said = sorted(
        (relation for relation in order if counts.get(relation)),
        key=lambda relation: (-counts[relation], order.index(relation)),
    )
    parts = [
        gettext("%(n)s %(relation)s") % {"n": counts[relation], "relation": named(relation)}
        for relation in said
    ]
    if said:
        first = counts[said[0]]
        parts[0] = ngettext("%(n)s coder %(relation)s", "%(n)s coders %(relation)s", first) % {
            "n": first,
            "relation": named(said[0]),
        }
    return ", ".join(parts)


def dissent(counts: Mapping[Relation, int], adjudicated: Relation | None = None) -> str:
    """
    Return what coders said and what was decided: "2 coders partial; adjudicated partial".

    Without a decision, only what coders said; of a pair that nobody judged, only the decision.
    """
    said = coders_said(counts)
    if adjudicated is None:
        return said
    decided = gettext("adjudicated %(relation)s") % {"relation": named(adjudicated)}
    if not said:
        return decided
    return gettext("%(said)s; %(decided)s") % {"said": said, "decided": decided}


def named(relation: Relation) -> str:
    """Return a relation's name in the reader's language: "convergent"."""
    return gettext(RELATIONS[relation])
