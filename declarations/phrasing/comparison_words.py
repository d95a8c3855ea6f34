"""Sentences about a comparison, in the reader's language."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, override

from declarations.comparison.types import Stance

MAX_NAMED = 4
"""Names that a sentence lists before it counts the rest."""


def join(names: Iterable[str]) -> str:
    """Return names as a list in words: "Chile, Peru and Uruguay"."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return gettext("%(names)s and %(last)s") % {
        "names": ", ".join(listed[:-1]),
        "last": listed[-1],
    }


def dated(name: str, day: date) -> str:
    """Return a name with a date, to tell two texts of one group apart."""
    return gettext("%(name)s, %(date)s") % {"name": name, "date": date_format(day, "j M Y")}


WAYS_TO_WRITE_A_DAY = (("en", "j F Y"), ("en", "F j, Y"), ("es", r"j \d\e F \d\e Y"))
"""As titles have it, in the languages of titles."""


def tells_day(title: str, day: date) -> bool:
    """Say whether a title names its day, in English or in Spanish."""
    for language, form in WAYS_TO_WRITE_A_DAY:
        with override(language):
            written = date_format(day, form)
        if re.search(rf"(?<!\d){re.escape(written)}(?!\d)", title, re.IGNORECASE):
            return True
    return False


def cited(title: str, place: str, day: date) -> str:
    """Return a title with place and date, each only where the title does not tell it already."""
    town = re.escape(place.split(",")[0].strip())
    # Between commas or after "in": the Lima Group's name is not where it met.
    told = rf",\s*{town}\s*(?:,|$)|\b(?:in|at|en)\s+{town}\b"
    parts = [title]
    if town and not re.search(told, title, re.IGNORECASE):
        parts.append(place)
    if not tells_day(title, day):
        parts.append(date_format(day, "j F Y"))
    return ", ".join(parts)


def verdict(
    *,
    counts: Mapping[str, int],
    left: tuple[str, int],
    right: tuple[str, int],
    both_signed: Sequence[str],
    suggested: int = 0,
) -> str:
    """
    Return a comparison in sentences, each count with what it is out of.

    ``left`` and ``right`` are the name of a side and the number of its points.
    ``suggested`` is the number of pairs whose relation no person has given.
    """
    return " ".join(
        sentence
        for sentence in (
            _matters(counts, left[1], right[1]),
            _only_suggested(suggested),
            _silence(counts, left, right),
            signatures(both_signed),
        )
        if sentence
    )


def _matters(counts: Mapping[str, int], left: int, right: int) -> str:
    parts = [
        ngettext("%(n)s converges", "%(n)s converge", counts["convergent"]),
        ngettext("%(n)s converges in part", "%(n)s converge in part", counts["partial"]),
        ngettext("%(n)s diverges", "%(n)s diverge", counts["divergent"]),
        ngettext("%(n)s is open", "%(n)s are open", counts["open"]),
    ]
    numbers = [counts["convergent"], counts["partial"], counts["divergent"], counts["open"]]
    held = [part % {"n": n} for part, n in zip(parts, numbers, strict=True) if n]
    values = {"left": left, "right": right, "pairs": sum(numbers), "parts": join(held)}
    if not held:
        return gettext("Of %(left)s and %(right)s points, none speak to the same matter.") % values
    sentence = ngettext(
        "Of %(left)s and %(right)s points, %(pairs)s pair speaks to one matter: %(parts)s.",
        "Of %(left)s and %(right)s points, %(pairs)s pairs speak to the same matter: %(parts)s.",
        sum(numbers),
    )
    return sentence % values


def _only_suggested(pairs: int) -> str:
    if not pairs:
        return ""
    return ngettext(
        "%(n)s of these is only suggested: nobody has coded or judged it yet.",
        "%(n)s of these are only suggested: nobody has coded or judged them yet.",
        pairs,
    ) % {"n": pairs}


def _silence(counts: Mapping[str, int], left: tuple[str, int], right: tuple[str, int]) -> str:
    alone = [
        gettext("%(name)s %(n)s") % {"n": n, "name": name}
        for n, name in ((counts["only-left"], left[0]), (counts["only-right"], right[0]))
        if n
    ]
    if not alone:
        return gettext("Every point has a counterpart.") if left[1] and right[1] else ""
    total = counts["only-left"] + counts["only-right"]
    return ngettext(
        "%(total)s point has no counterpart (%(alone)s).",
        "%(total)s points have no counterpart (%(alone)s).",
        total,
    ) % {"total": total, "alone": ", ".join(alone)}


def signatures(names: Sequence[str]) -> str:
    """Return who signed both texts, the first ``MAX_NAMED`` by name; empty where nobody did."""
    return gettext("%(names)s signed both.") % {"names": _shortened(names)} if names else ""


def _shortened(names: Sequence[str]) -> str:
    """Return names as a list in words; of many the first ones, and how many more."""
    if len(names) > MAX_NAMED + 1:
        rest = len(names) - MAX_NAMED
        others = ngettext("%(n)s other", "%(n)s others", rest) % {"n": rest}
        names = [*names[:MAX_NAMED], others]
    return join(names)


def stances_taken(counts: Mapping[Stance, int], silent: int) -> str:
    """Return how many texts take each stance on a proposition: "2 affirm, 1 rejects; 1 silent"."""
    forms = [
        (Stance.AFFIRMS, ngettext("%(n)s affirms", "%(n)s affirm", counts.get(Stance.AFFIRMS, 0))),
        (
            Stance.QUALIFIES,
            ngettext("%(n)s qualifies", "%(n)s qualify", counts.get(Stance.QUALIFIES, 0)),
        ),
        (Stance.REJECTS, ngettext("%(n)s rejects", "%(n)s reject", counts.get(Stance.REJECTS, 0))),
    ]
    taken = ", ".join(form % {"n": n} for stance, form in forms if (n := counts.get(stance, 0)))
    if not silent:
        return taken
    return gettext("%(taken)s; %(n)s silent") % {"taken": taken, "n": silent}


def verdict_of_several(
    *, columns: int, propositions: int, relations: Mapping[str, int], signed_all: Sequence[str]
) -> str:
    """
    Return how several texts stand in sentences, each count with what it is out of.

    ``propositions`` are those on which at least one speaks, ``relations`` how
    they stand on those on which two or more do.
    """
    if not propositions:
        return gettext("None of the %(columns)s is coded with a position.") % {"columns": columns}
    shared = sum(relations.values())
    values = {"columns": columns, "propositions": propositions, "shared": shared}
    sentences = [
        ngettext(
            "Of %(columns)s declarations at least one speaks on %(propositions)s proposition",
            "Of %(columns)s declarations at least one speaks on %(propositions)s propositions",
            propositions,
        )
        % values
    ]
    if shared:
        parts = [
            gettext("on %(n)s all who speak say the same") % {"n": relations["convergent"]},
            gettext("on %(n)s they agree in part") % {"n": relations["partial"]},
            gettext("on %(n)s one affirms what another rejects") % {"n": relations["divergent"]},
        ]
        held = [
            part
            for part, state in zip(parts, ("convergent", "partial", "divergent"), strict=True)
            if relations[state]
        ]
        sentences[0] += gettext(", two or more on %(shared)s: %(parts)s.") % {
            "shared": shared,
            "parts": join(held),
        }
    else:
        sentences[0] += gettext(", and on none do two of them.")
    if signed_all:
        sentences.append(
            gettext("%(names)s signed all of them.") % {"names": _shortened(signed_all)}
        )
    return " ".join(sentences)
