"""Points to compare, and the blend read pair by pair: no index, no shortcut."""

import math

from rapidfuzz import fuzz

from declarations.comparison import CorpusWeights, PointRecord, Stance
from declarations.comparison.normalization import analyse
from declarations.comparison.scoring import Evidence

MEETING = "Proposes to the International Contact Group an urgent meeting of envoys of both groups."
ANSWER = "Welcomes and accepts the invitation of the Lima Group countries to meet."
EXODUS = (
    "Calls on the United Nations to step up cooperation with countries that receive Venezuelans."
)
NOTHING_CODED = CorpusWeights()


def make_point(key=1, text=MEETING, topics=(), positions=(), **more):
    """Return a point; ``positions`` lists propositions that it affirms, or maps them to stances."""
    stances = positions if isinstance(positions, dict) else dict.fromkeys(positions, Stance.AFFIRMS)
    wordings = more.pop("wordings", {"en": text})
    return PointRecord(key, str(key), wordings, frozenset(topics), stances, **more)


def blend(left, right, language, weights):
    """Return score and likeness of two points in a language, without an index or a shortcut."""

    def cosine(one, other, frequency):
        def weigh(term):
            return math.log1p(frequency.documents / frequency.counts.get(term, 1))

        dot = sum(weigh(term) ** 2 for term in set(one) & set(other))
        norms = [math.sqrt(sum(weigh(term) ** 2 for term in set(terms))) for terms in (one, other)]
        return dot / math.prod(norms) if dot else 0.0

    words = [analyse(point.wordings[language], language) for point in (left, right)]
    lexical = cosine(words[0].stems, words[1].stems, weights.stems[language])
    ratio = fuzz.token_set_ratio(words[0].content, words[1].content) / 100
    union = left.topics | right.topics
    topics = len(left.topics & right.topics) / len(union) if union else 0.0
    codes = cosine(left.positions, right.positions, weights.propositions)
    return 0.35 * lexical + 0.25 * ratio + 0.20 * topics + 0.40 * codes, (lexical + ratio) / 2


def threshold_of(left, right):
    """Return what a pair in one language has to go by."""
    if left.positions and right.positions:
        return Evidence.FULL
    return Evidence.NO_POSITIONS if left.topics and right.topics else Evidence.WORDING_ONLY
