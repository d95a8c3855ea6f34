"""Sentences about who holds what since when, and how two groups moved, in the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from declarations.comparison.drift import Direction
from declarations.comparison.phrases import STANCES
from declarations.comparison.timeline import Change, Standing, Statement
from declarations.comparison.types import Relation, Stance

from .comparison_words import join


def in_full(day: date) -> str:
    """Return a date as sentences have it: "8 November 2019"."""
    return date_format(day, "j F Y")


def stance(taken: Stance, *, differs: bool = False) -> str:
    """
    Return a stance as a verb: "affirms", or "qualifies (its points differ)".

    ``differs`` is that of a :class:`Statement`: the stance is then the text's
    as a whole, while its points affirm, qualify or reject each for itself.
    """
    words = gettext(STANCES[taken])
    return gettext("%(stance)s (its points differ)") % {"stance": words} if differs else words


def stance_since(taken: Stance, since: date, *, differs: bool = False) -> str:
    """Return a stance with the day on which it began: "affirms since 8 November 2019"."""
    return gettext("%(stance)s since %(date)s") % {
        "stance": stance(taken, differs=differs),
        "date": in_full(since),
    }


def standing(held: Standing | None) -> str:
    """Return where a group stands: "affirms since 8 November 2019", or "silent"."""
    if held is None:
        return gettext("silent")
    return stance_since(held.stance, held.since, differs=held.statement.differs)


def spoken(said: Statement) -> str:
    """Return what a mark stands for: "8 Nov 2019: affirms, point 4"; a joint text is named so."""
    points = ngettext("point %(labels)s", "points %(labels)s", len(said.labels))
    words = gettext("%(date)s: %(stance)s, %(points)s") % {
        "date": date_format(said.date, "j M Y"),
        "stance": stance(said.stance, differs=said.differs),
        "points": points % {"labels": ", ".join(said.labels)},
    }
    return gettext("%(words)s (joint)") % {"words": words} if said.joint else words


def turned(name: str, change: Change) -> str:
    """
    Return a group's change of stance: "Lima Group rejects, after qualifying".

    A text whose own points differ is told as such, before the change or after
    it. A first word is no change and has no "after".
    """
    after = stance(change.after, differs=change.statement.differs)
    if change.before is None:
        return gettext("%(name)s %(after)s") % {"name": name, "after": after}
    words = {
        Stance.AFFIRMS: gettext("%(name)s %(after)s, after affirming"),
        Stance.QUALIFIES: gettext("%(name)s %(after)s, after qualifying"),
        Stance.REJECTS: gettext("%(name)s %(after)s, after rejecting"),
    }
    if change.previous is not None and change.previous.differs:
        words[Stance.QUALIFIES] = gettext(
            "%(name)s %(after)s, after qualifying in a text whose points differ"
        )
    return words[change.before] % {"name": name, "after": after}


def percent(part: int, whole: int) -> str:
    """Return a share in whole per cent: "85 %"; nothing where there is nothing to divide by."""
    # The space keeps number and sign on one line.
    return gettext("%(n)s\u00a0%%") % {"n": round(100 * part / whole)} if whole else ""


# --- Two groups over a period ---------------------------------------------------------


def nothing_said(left: str, right: str) -> str:
    """Return that neither group has spoken on any proposition that counts."""
    return gettext(
        "Neither %(left)s nor %(right)s has spoken on any of these propositions by then."
    ) % {"left": left, "right": right}


def coverage(
    *, codebook: int, topic: str, both: int, alone: Sequence[tuple[str, int]], day: date
) -> str:
    """
    Return on how much of the codebook, or of a topic, two groups have spoken by a day.

    ``alone`` has each group's name and the number of propositions that only it spoke on.
    """
    values = {
        "total": codebook,
        "both": both or gettext("none"),
        "date": in_full(day),
        "topic": topic,
    }
    if topic:
        sentence = ngettext(
            "Of %(total)s proposition on “%(topic)s”, both groups have spoken on %(both)s by "
            "%(date)s",
            "Of %(total)s propositions on “%(topic)s”, both groups have spoken on %(both)s by "
            "%(date)s",
            codebook,
        )
    else:
        sentence = ngettext(
            "Of %(total)s proposition in the codebook, both groups have spoken on %(both)s by "
            "%(date)s",
            "Of %(total)s propositions in the codebook, both groups have spoken on %(both)s by "
            "%(date)s",
            codebook,
        )
    rest = [
        gettext("on %(n)s only %(name)s has") % {"n": n, "name": name} for name, n in alone if n
    ]
    return f"{sentence % values}; {join(rest)}." if rest else f"{sentence % values}."


def how_they_stand(counts: Mapping[Relation, int]) -> str:
    """Return the relations of two groups by their latest words."""
    return gettext("By their latest words they %(parts)s.") % {
        "parts": join(
            part % {"n": counts[relation]}
            for relation, part in (
                (Relation.CONVERGENT, gettext("converge on %(n)s")),
                (Relation.PARTIAL, gettext("converge in part on %(n)s")),
                (Relation.DIVERGENT, gettext("diverge on %(n)s")),
            )
            if counts[relation]
        )
    }


def how_they_stood(day: date, counts: Mapping[Relation, int]) -> str:
    """Return the relations of two groups when a period began, with what they are out of."""
    return gettext(
        "On %(date)s, when the period begins, both had spoken on %(total)s: they %(parts)s."
    ) % {
        "date": in_full(day),
        "total": sum(counts.values()),
        "parts": join(
            part % {"n": counts[relation]}
            for relation, part in (
                (Relation.CONVERGENT, gettext("converged on %(n)s")),
                (Relation.PARTIAL, gettext("converged in part on %(n)s")),
                (Relation.DIVERGENT, gettext("diverged on %(n)s")),
            )
            if counts[relation]
        ),
    }


def movement(moved: Sequence[tuple[str, str, Mapping[Direction, int]]], together: int) -> str:
    """
    Return how often stances changed where both groups had spoken, whose, and which way.

    ``moved`` has a group's name, the other's, and its changes by direction;
    ``together`` are those of both on one day, which are nobody's alone.
    """
    parts = []
    for name, other, counts in moved:
        ways = [
            way % {"n": counts[direction], "other": other}
            for direction, way in (
                (Direction.CLOSER, gettext("%(n)s towards %(other)s")),
                (Direction.APART, gettext("%(n)s away from it")),
                (Direction.LEVEL, gettext("%(n)s neither way")),
            )
            if counts[direction]
        ]
        if ways:
            words = gettext("%(name)s %(n)s (%(ways)s)")
            values = {"name": name, "n": sum(counts.values()), "ways": ", ".join(ways)}
            parts.append(words % values)
    total = together + sum(sum(counts.values()) for _name, _other, counts in moved)
    if not total:
        return gettext("No stance changed where both had spoken: by its own words, neither moved.")
    if together:
        parts.append(gettext("both on the same day %(n)s") % {"n": together})
    return ngettext(
        "Where both had spoken, a stance changed %(n)s time: %(parts)s.",
        "Where both had spoken, a stance changed %(n)s times: %(parts)s.",
        total,
    ) % {"n": total, "parts": join(parts)}


def of_differing(number: int, total: int) -> str:
    """
    Return how many of ``total`` changes rest on texts whose own points differ; "" for none.

    There the stance is the text's as a whole, which no single sentence of it takes.
    """
    if not number:
        return ""
    if total == 1:
        return gettext("It rests on a text whose own points differ.")
    return ngettext(
        "%(n)s of these rests on a text whose own points differ.",
        "%(n)s of these rest on texts whose own points differ.",
        number,
    ) % {"n": number}


def net(closer: int, apart: int) -> str:
    """Return on how many propositions two groups stand otherwise than at first."""
    if not closer and not apart:
        return gettext("On every proposition they stand as they did at first.")
    return gettext(
        "In sum they stand closer than at first on %(closer)s and further apart on %(apart)s."
    ) % {"closer": closer or gettext("none"), "apart": apart or gettext("none")}
