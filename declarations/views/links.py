"""Addresses of a comparison: each filter, order and language is a link of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from declarations.comparison.types import RowOrder
from declarations.forms import BASIS_CHOICES, STATE_CHOICES, VIEW_CHOICES, View
from declarations.models import Declaration, Language
from declarations.services import Comparison, RowKey

NAMED_IN = [choice for choice in Language.choices if choice[0] in {"en", "es"}]
"""The languages in which propositions and names are held, each with its own name."""


@dataclass(frozen=True)
class Link:
    """A choice on the page: where it leads, and whether it is the one in force."""

    value: str
    label: Any
    address: str
    chosen: bool


@dataclass(frozen=True)
class StateLink:
    """A state as a filter, with its number of rows and what that is out of."""

    state: str
    label: Any
    count: int
    total: int
    address: str
    chosen: bool
    suggested: int = 0
    """Of these, the rows that stand so only by the machine's suggestion."""


@dataclass(frozen=True)
class BasisLink:
    """What a relation rests on as a filter, with the number of pairs."""

    basis: str
    label: Any
    count: int
    address: str
    chosen: bool


UNFILTERED: dict[str, Any] = {"relation": (), "topic": "", "basis": ()}
"""What an address sets so as to show every row."""


@dataclass(frozen=True)
class ComparisonLinks:
    """The addresses that lead on from one comparison; every one keeps what the others set."""

    path: str
    relation: tuple[str, ...] = ()
    order: str = RowOrder.LEFT.value
    topic: str = ""
    lang: str = Language.ENGLISH.value
    view: str = View.ALIGNED.value
    basis: tuple[str, ...] = ()

    @classmethod
    def asked_for(cls, path: str, asked: Mapping[str, Any]) -> "ComparisonLinks":
        """Return the addresses under a path, from what the filter form was asked for."""
        return cls(
            path,
            tuple(asked["relation"]),
            asked["order"],
            asked["topic"],
            asked["lang"],
            asked["view"],
            tuple(asked["basis"]),
        )

    @property
    def is_filtered(self) -> bool:
        """Whether any row may be left out."""
        return bool(self.relation or self.topic or self.basis)

    @property
    def unfiltered(self) -> str:
        """The address of all rows."""
        return self.address(**UNFILTERED)

    @property
    def query(self) -> str:
        """What stands behind the question mark."""
        return self.address().partition("?")[2]

    def address(self, path: str = "", **changes: Any) -> str:
        """Return the address with some values changed; what goes without saying is left out."""
        values = {
            "view": self.view,
            "relation": self.relation,
            "basis": self.basis,
            "order": self.order,
            "topic": self.topic,
            "lang": self.lang,
            **changes,
        }
        usual = {
            "view": View.ALIGNED.value,
            "order": RowOrder.LEFT.value,
            "lang": Language.ENGLISH.value,
        }
        query = {name: v for name, v in values.items() if v and v != usual.get(name)}
        return with_query(path or self.path, query)

    def states(self, comparison: Comparison) -> list[StateLink]:
        """Return each state with the address that adds it to the filter, or takes it out."""
        names = {"only-left": comparison.names.left, "only-right": comparison.names.right}
        links = []
        proposed = comparison.collation.suggested
        for state, label in STATE_CHOICES:
            chosen = state in self.relation
            wanted = [s for s, _ in STATE_CHOICES if (s in self.relation) != (s == state)]
            if state in names:
                label = gettext("Only %(name)s") % {"name": names[state]}
            total = comparison.total_of(state)
            links.append(
                StateLink(
                    state=state,
                    label=label,
                    count=comparison.counts[state],
                    total=total,
                    address=self.address(relation=wanted),
                    chosen=chosen,
                    suggested=proposed[state],
                )
            )
        return links

    def bases(self, comparison: Comparison) -> list["BasisLink"]:
        """Return what relations rest on here, each with the address that adds or removes it."""
        counts = comparison.basis_counts
        links = []
        for basis, label in BASIS_CHOICES:
            chosen = basis in self.basis
            if not counts[basis] and not chosen:
                continue
            wanted = [b for b, _ in BASIS_CHOICES if (b in self.basis) != (b == basis)]
            links.append(BasisLink(basis, label, counts[basis], self.address(basis=wanted), chosen))
        return links if len(links) > 1 or self.basis else []

    def views(self) -> list[Link]:
        """Return the views of the same comparison, as tabs."""
        return [
            Link(view, label, self.address(view=view), view == self.view)
            for view, label in VIEW_CHOICES
        ]

    def rows(self, anchors: Iterable[tuple[RowKey, str]], a_page: int) -> dict[RowKey, str]:
        """
        Return the address of each row among the aligned ones, under the same filter.

        ``anchors`` are the rows left by the filter, in their order. Addresses
        are relative to the comparison's own: short, since a page may hold hundreds.
        """
        addresses = {}
        for place, (key, anchor) in enumerate(anchors):
            page = place // a_page + 1
            path = self.address("./", view=View.ALIGNED.value, page=page if page > 1 else None)
            addresses[key] = f"{path}#{anchor}"
        return addresses

    def orders(self, comparison: Comparison) -> list[Link]:
        """Return the two orders of aligned rows."""
        numbering = gettext("%(name)s numbering")
        labels = {
            RowOrder.LEFT: numbering % {"name": comparison.names.left},
            RowOrder.RIGHT: numbering % {"name": comparison.names.right},
        }
        return [
            Link(order.value, label, self.address(order=order.value), order.value == self.order)
            for order, label in labels.items()
        ]

    def languages(self, held: Iterable[tuple[str, Any]]) -> list[Link]:
        """Return the languages to read in."""
        return [Link(code, name, self.address(lang=code), code == self.lang) for code, name in held]

    def swapped(self, left: str, right: str) -> str:
        """Return the address with the sides swapped: what was left of the filter is now right."""
        mirror = {"left": "right", "right": "left"}
        mirror |= {"only-left": "only-right", "only-right": "only-left"}
        return self.address(
            reverse("declarations:compare", args=[right, left]),
            relation=[mirror.get(state, state) for state in self.relation],
            order=mirror.get(self.order, self.order),
        )

    def kept(self) -> list[tuple[str, str]]:
        """Return what the form for the topic must send along so as to change nothing else."""
        values = [("view", self.view)] if self.view != View.ALIGNED.value else []
        values += [("relation", state) for state in self.relation]
        values += [("basis", basis) for basis in self.basis]
        if self.order != RowOrder.LEFT.value:
            values.append(("order", self.order))
        if self.lang != Language.ENGLISH.value:
            values.append(("lang", self.lang))
        return values


def with_query(path: str, query: dict[str, Any]) -> str:
    """Return a path with a query string, or alone where there is none."""
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def links_between(left: Declaration, right: Declaration) -> ComparisonLinks:
    """Return the addresses of a comparison as it opens."""
    return ComparisonLinks(reverse("declarations:compare", args=[left.slug, right.slug]))
