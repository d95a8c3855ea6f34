"""What is new, in words; translated by the function that the caller hands in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .novelty import News, NewsKind
from .phrases import STANCES, gettext_noop
from .types import Stance

LABELS = {
    NewsKind.FIRST_WORD: gettext_noop("First word"),
    NewsKind.FIRST_MENTION: gettext_noop("First mention"),
    NewsKind.STANCE_CHANGED: gettext_noop("Changed stance"),
    NewsKind.FORCE_CHANGED: gettext_noop("Changed force"),
    NewsKind.REPEATED: gettext_noop("Repeated"),
    NewsKind.HELD_BEFORE: gettext_noop("Held before"),
}
"""What each kind is called on a point and in the summary of a declaration."""
_STANCE = gettext_noop(": %(before)s on %(day)s, now %(now)s:")
_STANCE_OF = gettext_noop(" of %(issuers)s: %(before)s on %(day)s, now %(now)s:")
_FORCE = gettext_noop(": “%(before)s” on %(day)s, now “%(now)s”")
_FORCE_OF = gettext_noop(" of %(issuers)s: “%(before)s” on %(day)s, now “%(now)s”")
_ALIKE = gettext_noop(" from %(day)s, %(likeness)s alike in wording")
_HELD = gettext_noop(" in other words, as on %(day)s")
SENTENCES = {
    NewsKind.FIRST_WORD: (gettext_noop(" on"), gettext_noop(" of %(issuers)s on")),
    NewsKind.FIRST_MENTION: (
        gettext_noop(" of %(mentions)s"),
        gettext_noop(" by %(issuers)s of %(mentions)s"),
    ),
    NewsKind.STANCE_CHANGED: (_STANCE, _STANCE_OF),
    NewsKind.FORCE_CHANGED: (_FORCE, _FORCE_OF),
    NewsKind.REPEATED: (_ALIKE, _ALIKE),
    NewsKind.HELD_BEFORE: (_HELD, _HELD),
}
"""
What follows the label, with the sign or space before it.

Of the only issuer, and where several have to be told apart. After "on", and
after a colon at the end, the page sets the propositions.
"""
_AND = gettext_noop("%(names)s and %(last)s")
STANCES_BEFORE = {
    Stance.AFFIRMS: gettext_noop("affirmed"),
    Stance.QUALIFIES: gettext_noop("qualified"),
    Stance.REJECTS: gettext_noop("rejected"),
}
FORCES = {
    1: gettext_noop("notes"),
    2: gettext_noop("supports"),
    3: gettext_noop("calls"),
    4: gettext_noop("demands"),
    5: gettext_noop("commits"),
}


@dataclass(frozen=True, slots=True)
class NewsNames:
    """What the reader calls the issuers, all of them, by slug, and the days of declarations."""

    issuers: Mapping[str, str]
    days: Mapping[str, str] = field(default_factory=dict)


def word_news(
    news: News, names: NewsNames, translate: Callable[[str], str] = lambda text: text
) -> str:
    """
    Return what follows the label of a piece of news, as in ``SENTENCES``.

    Issuers are named where the declaration has several.

    >>> names = NewsNames({"lima": "Lima Group"}, {"lima-1": "15 April 2019"})
    >>> word_news(News(NewsKind.FIRST_MENTION, ("lima",), mentions=("SEBIN", "ELN")), names)
    ' of SEBIN and ELN'
    """
    values = {
        "issuers": _join([names.issuers[slug] for slug in news.issuers], translate),
        "mentions": _join(news.mentions, translate),
    }
    if news.earlier is not None:
        declaration = news.earlier.declaration
        values["day"] = names.days.get(declaration, news.earlier.spoken.isoformat())
    if news.stances:
        before, now = news.stances
        values |= {"before": translate(STANCES_BEFORE[before]), "now": translate(STANCES[now])}
    if news.forces:
        earlier, present = news.forces
        values["before"] = translate(FORCES[earlier])
        values["now"] = translate(FORCES[present])
    if news.likeness is not None:
        values["likeness"] = f"{round(100 * news.likeness)} %"
    alone, among_several = SENTENCES[news.kind]
    return translate(among_several if len(names.issuers) > 1 else alone) % values


def _join(names: Sequence[str], translate: Callable[[str], str]) -> str:
    """Return names as a list in words."""
    if len(names) < 2:
        return "".join(names)
    return translate(_AND) % {"names": ", ".join(names[:-1]), "last": names[-1]}
