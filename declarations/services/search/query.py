"""What somebody typed into the search box, as words and their stems in each language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, product

from babel import Locale

from declarations.comparison.blocks import LANGUAGES
from declarations.comparison.normalization import analyse, fold, stem

MOST_WORDS = 12
"""Words that count; each is looked for in every language held."""
MOST_SPELLINGS = 150
"""Ways to set accents on a word that are tried; only long words in Portuguese have more."""

_ACCENTS = {
    "es": {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "úü", "n": "ñ"},
    "pt": {"a": "áâãà", "e": "éê", "i": "í", "o": "óôõ", "u": "ú", "c": "ç"},
    "fr": {"a": "àâ", "e": "éèêë", "i": "îï", "o": "ô", "u": "ùû", "c": "ç"},
}

Held = Mapping[str, Mapping[str, int]]
"""How many texts hold each stem, by language."""


@dataclass(frozen=True)
class Word:
    """
    A word of a query: characters ``start`` to ``end``, half-open, and its stems in each language.

    The first stem is that of the word as typed. The others are those of the
    same word with other accents, as far as texts hold them: stemmers need
    accents, and people leave them out. A stop word has none.
    """

    text: str
    start: int
    end: int
    stems: Mapping[str, Sequence[str]]

    @cached_property
    def folded(self) -> str:
        """The word without case and accents."""
        return fold(self.text)

    @cached_property
    def is_filler(self) -> bool:
        """Whether it carries no matter of its own in some language: "of", "de"; never a month."""
        return not all(self.stems.values()) and self.folded not in month_names()


@dataclass(frozen=True)
class Query:
    """
    A query, and the languages in which texts are held, the preferred first.

    Nothing in it is syntax: quotes, signs and operators are characters between words.
    """

    text: str
    words: Sequence[Word]
    languages: Sequence[str]

    def stems(self, language: str, words: Sequence[Word] | None = None) -> list[Sequence[str]]:
        """Return, for each word with matter in a language, stems of which one has to be held."""
        chosen = self.words if words is None else words
        return [word.stems[language] for word in chosen if word.stems[language]]

    @cached_property
    def needed(self) -> frozenset[int]:
        """The places of the words that are no fillers."""
        return frozenset(place for place, word in enumerate(self.words) if not word.is_filler)

    @cached_property
    def phrase(self) -> str:
        """The query as it would stand in a folded text."""
        return " ".join(fold(self.text).split())


def read_query(text: str, held: Held) -> Query:
    """
    Return the words of a text; those without matter in every language held are passed over.

    A stop word of one language counts in another where texts hold it: "sea".
    The first ``MOST_WORDS`` count, each once.
    """
    known = (*LANGUAGES, *sorted(set(held).difference(LANGUAGES)))
    readings = {language: analyse(text, language).words for language in known}
    words: dict[str, Word] = {}
    for place, (start, end, _) in enumerate(readings[known[0]]):
        written = text[start:end]
        if fold(written) in words or len(words) == MOST_WORDS:
            continue
        own = {language: readings[language][place].stem for language in known}
        stems = {
            language: _spellings(written, stem, language, held) for language, stem in own.items()
        }
        if not all(own.values()):
            # "of" is a stop word in English, and not to be looked for in Spanish texts.
            for language in held:
                if not any(stem in held[language] for stem in stems[language]):
                    stems[language] = ()
        if any(stems[language] for language in held) or fold(written) in month_names():
            words[fold(written)] = Word(written, start, end, stems)
    languages = [language for language in known if language in held]
    return Query(text, list(words.values()), languages)


def _spellings(written: str, own: str, language: str, held: Held) -> tuple[str, ...]:
    """Return a word's stem, and those that it has with other accents and that texts hold."""
    counts = held.get(language, {})
    if not own:
        return ()
    stems = {own: None}
    for spelling in _accented(fold(written), language) if counts else ():
        other = stem(spelling, language)
        if other in counts:
            stems[other] = None
    return tuple(stems)


def _accented(word: str, language: str) -> Iterator[str]:
    """Yield a word without accents, then with one, then with two."""
    yield word
    accents = _ACCENTS.get(language, {})
    places = [place for place, letter in enumerate(word) if letter in accents]
    tried = 0
    for count in (1, 2):
        for chosen in combinations(places, count):
            for letters in product(*(accents[word[place]] for place in chosen)):
                tried += 1
                if tried > MOST_SPELLINGS:
                    return
                spelling = list(word)
                for place, letter in zip(chosen, letters, strict=True):
                    spelling[place] = letter
                yield "".join(spelling)


@cache
def month_names() -> dict[str, int]:
    """Return the months by their names, in full and shortened, in every language of the texts."""
    return {
        fold(name).strip("."): month
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for month, name in Locale(language).months["format"][width].items()
    }
