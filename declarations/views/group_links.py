"""Addresses of the page of two groups: each filter, order and language is a link of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from declarations.forms import GROUP_STATE_CHOICES
from declarations.models import Declaration, Language
from declarations.services import GroupComparison

from .links import NAMED_IN, Link, StateLink, with_query

MIRROR = {"only-left": "only-right", "only-right": "only-left"}
USUAL = {"order": "contested", "lang": Language.ENGLISH.value}


@dataclass(frozen=True)
class GroupLinks:
    """The addresses that lead on from two groups; every one keeps what the others set."""

    path: str
    since: date | None = None
    until: date | None = None
    topic: str = ""
    relation: Sequence[str] = ()
    both: str = ""
    changed: str = ""
    order: str = "contested"
    lang: str = Language.ENGLISH.value
    at: date | None = None

    def address(self, path: str = "", **changes: Any) -> str:
        """Return the address with some values changed; what goes without saying is left out."""
        values = {
            "since": self.since,
            "until": self.until,
            "topic": self.topic,
            "relation": self.relation,
            "both": self.both,
            "changed": self.changed,
            "order": self.order,
            "lang": self.lang,
            "at": self.at,
            **changes,
        }
        query = {name: v for name, v in values.items() if v and v != USUAL.get(name)}
        return with_query(path or self.path, query)

    def on_day(self, day: date, relation: str = "") -> str:
        """
        Return where this page shows how the two stood on a day, at a relation where given.

        Without the path, for there are hundreds of them.
        """
        address = self.address(at=day).removeprefix(self.path)
        return f"{address}#{f'day-{relation}' if relation else 'groups-day'}"

    def up_to(self, day: date, relation: str = "") -> str:
        """Return this page with the period ending on a day, and rows of one relation only."""
        wanted = (relation,) if relation else self.relation
        return self.address(until=day, at=None, relation=wanted)

    def states(self, comparison: GroupComparison) -> list[StateLink]:
        """Return each state with the address that adds it to the filter, or takes it out."""
        names = {"only-left": comparison.left.brief, "only-right": comparison.right.brief}
        links = []
        for state, label in GROUP_STATE_CHOICES:
            if state in names:
                label = gettext("Only %(name)s") % {"name": names[state]}
            wanted = [s for s, _ in GROUP_STATE_CHOICES if (s in self.relation) != (s == state)]
            links.append(
                StateLink(
                    state=state,
                    label=label,
                    count=comparison.counts[state],
                    total=len(comparison.rows) if state in names else comparison.both,
                    address=self.address(relation=wanted),
                    chosen=state in self.relation,
                )
            )
        return links

    def orders(self) -> list[Link]:
        """Return the two orders of rows."""
        labels = {"contested": gettext("Contested first"), "topic": gettext("By topic")}
        return [
            Link(value, label, self.address(order=value), value == self.order)
            for value, label in labels.items()
        ]

    def languages(self) -> list[Link]:
        """Return the languages in which propositions and names are held."""
        return [
            Link(code, name, self.address(lang=code), code == self.lang) for code, name in NAMED_IN
        ]

    def named(self, left: str, right: str) -> dict[str, str]:
        """Return the addresses that stand once on the page, by what they are for."""
        states = [MIRROR.get(state, state) for state in self.relation]
        mirrored = [state for state, _label in GROUP_STATE_CHOICES if state in states]
        swapped = reverse("declarations:compare_groups", args=[right, left])
        export = reverse("declarations:export_groups_csv", args=[left, right])
        field = reverse("declarations:positions")
        own = {"relation": (), "both": "", "changed": "", "order": "", "at": None}
        return {
            "both": self.address(both="" if self.both else "1"),
            "changed": self.address(changed="" if self.changed else "1"),
            "unfiltered": self.address(relation=(), both="", changed=""),
            "whole": self.address(since=None, until=None, at=None),
            "all_topics": self.address(topic=""),
            "closed": f"{self.address(at=None)}#drift-title",
            # What only the left one had is now the right one's.
            "swapped": self.address(swapped, relation=mirrored),
            "export": self.address(export, at=None),
            "field": self.address(field, **own, group=[left, right]),
        }

    def kept(self) -> list[tuple[str, str]]:
        """Return what the form for the period must send along so as to change nothing else."""
        values = [("relation", state) for state in self.relation]
        for name in ("both", "changed", "order", "lang"):
            value = getattr(self, name)
            if value and value != USUAL.get(name):
                values.append((name, value))
        return values


def groups_address(
    declarations: Iterable[Declaration], language: str = Language.ENGLISH.value
) -> str:
    """
    Return where two groups of some declarations are followed through time, or nothing.

    The first issuers that differ count, in the order in which they are named.
    """
    issuers = [actor for text in declarations for actor in text.issuing_actors]
    groups = list(dict.fromkeys(a.slug for a in issuers if a.kind == a.Kind.GROUP))
    return pair_address(*groups[:2], language=language) if len(groups) > 1 else ""


def pair_address(left: str, right: str, *, language: str, **asked: Any) -> str:
    """
    Return where two groups are followed through time, by their slugs.

    The page speaks the language of reading where it is one that names are held in.
    """
    path = reverse("declarations:compare_groups", args=[left, right])
    return GroupLinks(path, lang=language if language in dict(NAMED_IN) else "", **asked).address()
