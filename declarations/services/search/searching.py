"""One search, with all that its page says besides the points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from declarations.models import Actor, Declaration
from declarations.services.weights import corpus_weights

from .naming import Naming, name_declarations
from .query import Held, Query, read_query
from .results import Found, Narrowing
from .spelling import held_by, suggest_spelling

MOST_DECLARATIONS = 4
"""Declarations shown above the points where the whole query names them, the latest first."""


@dataclass(frozen=True)
class Search:
    """A query, the points that hold its words, and the declarations that it names."""

    query: Query
    naming: Naming
    found: Found
    held: Held
    issuers: Sequence[Actor]

    @cached_property
    def declarations_named(self) -> list[int]:
        """The keys of the declarations that every word of the query names."""
        needed = self.query.needed
        return [key for key, places in self.naming.items() if needed and needed <= places]

    def declarations(self) -> list[Declaration]:
        """Return the latest of the declarations that the query names, with their issuers."""
        named = self.declarations_named
        if not named:
            return []
        held = Declaration.objects.published().filter(pk__in=named)
        return list(held.with_issuers().newest_first()[:MOST_DECLARATIONS])

    def held_apart(self) -> list[tuple[str, int]]:
        """Return each word of the query with the number of points that hold it: no query."""
        return [(word.text, held_by(word, self.held)) for word in self.query.words]

    def suggestions(self) -> list[str]:
        """
        Return what may have been meant: a query that finds something, or words that are held.

        None where nothing is near.
        """
        named = set().union(*self.naming.values())
        other, words = suggest_spelling(self.query, self.held, self.issuers, named=named)
        if not other:
            return []
        again = _search(other, Narrowing(), self.held, self.issuers)
        return [other] if again.declarations_named or again.found.points()[:1] else words


def search_points(text: str, narrowing: Narrowing, issuers: Iterable[Actor]) -> Search:
    """
    Return what a text finds among the published points, narrowed down.

    Every word has to be there, by its stem in the language of the wording;
    case and accents make no difference, and no character is syntax. Three
    queries; the points themselves are fetched when asked for.
    """
    held = {language: weights.counts for language, weights in corpus_weights().stems.items()}
    return _search(text, narrowing, held, list(issuers))


def _search(text: str, narrowing: Narrowing, held: Held, issuers: Sequence[Actor]) -> Search:
    query = read_query(text, held)
    naming = name_declarations(query, issuers)
    return Search(query, naming, Found(query, naming, narrowing), held, issuers)
