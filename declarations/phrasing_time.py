"""Sentences about who holds what since when, in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from declarations.comparison.phrases import STANCES
from declarations.comparison.timeline import Change, Standing
from declarations.comparison.types import Stance


def in_full(day: date) -> str:
    """Return a date as sentences have it: "8 November 2019"."""
    return date_format(day, "j F Y")


def stance_since(stance: Stance, since: date) -> str:
    """Return a stance with the day on which it began: "affirms since 8 November 2019"."""
    return gettext("%(stance)s since %(date)s") % {
        "stance": gettext(STANCES[stance]),
        "date": in_full(since),
    }


def standing(held: Standing | None) -> str:
    """Return where a group stands: "affirms since 8 November 2019", or "silent"."""
    return gettext("silent") if held is None else stance_since(held.stance, held.since)


def history(moments: Iterable[Change]) -> str:
    """
    Return a lane's changes in words, earliest first, or "silent" where it has none.

    "rejects since 15 April 2019; affirms since 8 November 2019": each holds until the next.
    """
    said: Sequence[str] = [stance_since(moment.after, moment.date) for moment in moments]
    return "; ".join(said) if said else gettext("silent")
