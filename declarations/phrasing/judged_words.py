"""Sentences about what coders judged of a pair, in the reader's language."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext, ngettext

from declarations.comparison.types import JudgementRecord, Relation

from .comparison_words import join


def relation_word(relation: str) -> str:
    """Return what a judgement says, as a word in a sentence: "partial"."""
    return {
        Relation.CONVERGENT.value: gettext("convergent"),
        Relation.PARTIAL.value: gettext("partial"),
        Relation.DIVERGENT.value: gettext("divergent"),
        Relation.UNRELATED.value: gettext("unrelated"),
    }[str(relation)]


def judged(judgements: Sequence[JudgementRecord]) -> str:
    """
    Return what coders said of a pair, dissent and stale words included; empty where nobody did.

    "convergent, 2 coders agree"; "partial, 1 coder"; "2 coders partial, 1 divergent;
    adjudicated partial"; "coders differ: 1 partial, 1 divergent".
    """
    current = [one for one in judgements if not one.stale and not one.adjudicates]
    adjudicated = [one for one in judgements if not one.stale and one.adjudicates]
    parts = [_said(current)] if current else []
    if adjudicated:
        word = relation_word(adjudicated[-1].relation)
        parts.append(gettext("adjudicated %(relation)s") % {"relation": word})
    if stale := sum(one.stale for one in judgements):
        sentence = ngettext(
            "%(n)s judgement from before the words were changed",
            "%(n)s judgements from before the words were changed",
            stale,
        )
        parts.append(sentence % {"n": stale})
    return "; ".join(parts)


def _said(current: Sequence[JudgementRecord]) -> str:
    # In the order of the four, the commonest first: the same whoever was earlier.
    order = list(Relation)
    votes = Counter(one.relation for one in current)
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], order.index(vote[0])))
    relation, most = ranked[0]
    if len(ranked) == 1:
        sentence = ngettext("%(relation)s, %(n)s coder", "%(relation)s, %(n)s coders agree", most)
        return sentence % {"relation": relation_word(relation), "n": most}
    rest = ", ".join(
        gettext("%(n)s %(relation)s") % {"n": n, "relation": relation_word(other)}
        for other, n in ranked[1:]
    )
    if 2 * most > len(current):
        sentence = ngettext("%(n)s coder %(relation)s", "%(n)s coders %(relation)s", most)
        first = sentence % {"n": most, "relation": relation_word(relation)}
        return f"{first}, {rest}"
    first = gettext("%(n)s %(relation)s") % {"n": most, "relation": relation_word(relation)}
    return gettext("coders differ: %(votes)s") % {"votes": f"{first}, {rest}"}


def how_long_ago(given: datetime) -> str:
    """Return when something was given: "just now", the time of today, else the day."""
    if now() - given < timedelta(minutes=2):
        return gettext("just now")
    local = localtime(given)
    if local.date() == localtime().date():
        return gettext("today at %(time)s") % {"time": date_format(local, "H:i")}
    return gettext("on %(day)s") % {"day": date_format(local, "j F Y")}


def coders(judgements: Sequence[JudgementRecord]) -> str:
    """Return the names of those who judged, each once, as a list in words."""
    return join(dict.fromkeys(one.coder for one in judgements))
