"""
Reasons in words.

The engine never imports Django, so the sentences are marked with a function
that translators' tools know by its name, and the caller hands in the function
that translates.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .reasons import Reason, ReasonKind
from .types import Relation, Stance


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation, as ``django.utils.translation.gettext_noop`` does."""
    return message


STANCES = {
    Stance.AFFIRMS: gettext_noop("affirms"),
    Stance.QUALIFIES: gettext_noop("qualifies"),
    Stance.REJECTS: gettext_noop("rejects"),
}
RELATIONS = {
    Relation.CONVERGENT: gettext_noop("convergent"),
    Relation.PARTIAL: gettext_noop("partial"),
    Relation.DIVERGENT: gettext_noop("divergent"),
    Relation.UNRELATED: gettext_noop("unrelated"),
}
_EACH = gettext_noop("%(left)s %(left_stance)s, %(right)s %(right_stance)s: %(proposition)s")
SENTENCES = {
    ReasonKind.ADJUDICATED: gettext_noop("Adjudicated %(relation)s by %(coder)s: %(rationale)s"),
    ReasonKind.JUDGED: gettext_noop("Judged %(relation)s by %(coder)s: %(rationale)s"),
    ReasonKind.CODERS_DIFFER: gettext_noop("Coders differ; what follows from the codes stands."),
    ReasonKind.CODERS_DIFFER_UNCODED: gettext_noop(
        "Coders differ, and no codes say how the two stand."
    ),
    ReasonKind.CODERS_DIFFER_SUGGESTED: gettext_noop(
        "Coders differ, and what stands is only suggested."
    ),
    ReasonKind.JUDGED_STALE: gettext_noop(
        "Judged %(relation)s by %(coder)s before the words were changed."
    ),
    ReasonKind.EXCHANGE: gettext_noop(
        "A proposal accepted: %(proposer)s %(proposes)s, %(accepter)s %(accepts)s."
    ),
    ReasonKind.OPPOSED: _EACH,
    ReasonKind.QUALIFIED: _EACH,
    ReasonKind.TENSION: gettext_noop(
        "In tension: %(left)s affirms “%(proposition)s”, %(right)s affirms “%(rival)s”"
    ),
    ReasonKind.BOTH_AFFIRM: gettext_noop("Both affirm: %(proposition)s"),
    ReasonKind.BOTH_QUALIFY: gettext_noop("Both qualify: %(proposition)s"),
    ReasonKind.BOTH_REJECT: gettext_noop("Both reject: %(proposition)s"),
    ReasonKind.MUCH_ELSE: gettext_noop(
        "They share %(share)s of what either holds; each says much that the other does not."
    ),
    ReasonKind.WORDING: gettext_noop("Alike in wording: %(words)s"),
    ReasonKind.TOPICS: gettext_noop("On the same topics: %(words)s"),
    ReasonKind.ACROSS_LANGUAGES: gettext_noop(
        "Compared across languages: by topics and positions, not by words."
    ),
    ReasonKind.SUGGESTION_WITHHELD: gettext_noop(
        "Left open: what the machine would suggest was not shown to be right often enough here."
    ),
}
_SUGGESTED = gettext_noop("%(sentence)s (suggested)")


@dataclass(frozen=True, slots=True)
class Names:
    """What the reader calls the two sides, the propositions and the topics, by slug."""

    left: str
    right: str
    propositions: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)


def word_reason(
    reason: Reason, names: Names, translate: Callable[[str], str] = lambda text: text
) -> str:
    """
    Return a reason as a sentence that a reader can check against the two points.

    >>> reason = Reason(ReasonKind.BOTH_AFFIRM, ("prisoners",))
    >>> names = Names("Lima Group", "Contact Group", {"prisoners": "Prisoners must be released."})
    >>> word_reason(reason, names)
    'Both affirm: Prisoners must be released.'
    """
    values: dict[str, str] = {"left": names.left, "right": names.right}
    texts = [names.propositions.get(slug, slug) for slug in reason.propositions]
    values |= dict(zip(("proposition", "rival"), texts, strict=False))
    stances = [translate(STANCES[stance]) for stance in reason.stances]
    values |= dict(zip(("left_stance", "right_stance"), stances, strict=False))
    if reason.kind is ReasonKind.EXCHANGE:
        pairs = list(zip((names.left, names.right), reason.words, strict=True))
        if not reason.left_proposes:
            pairs.reverse()
        (proposer, proposes), (accepter, accepts) = pairs
        values |= {"proposer": proposer, "proposes": proposes}
        values |= {"accepter": accepter, "accepts": accepts}
    else:
        words = [names.topics.get(word, word) for word in reason.words]
        values["words"] = ", ".join(words)
    if reason.share is not None:
        values["share"] = f"{reason.share:.0%}"
    if reason.judgement is not None:
        values["relation"] = translate(RELATIONS[reason.judgement.relation])
        values["coder"] = reason.judgement.coder
        values["rationale"] = reason.judgement.rationale
    sentence = (translate(SENTENCES[reason.kind]) % values).rstrip(": ")
    return translate(_SUGGESTED) % {"sentence": sentence} if reason.suggested else sentence
