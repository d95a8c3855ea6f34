"""Reasons in words: each kind has its sentence, and whatever a name holds comes through."""

import pytest

from declarations.comparison import (
    JudgementRecord,
    Names,
    Reason,
    ReasonKind,
    Relation,
    Stance,
    word_reason,
)
from declarations.comparison.phrases import RELATIONS, SENTENCES, STANCES

NAMES = Names(
    "Lima Group",
    "Contact Group",
    {"cuba": "Cuba should take part.", "talks": "A way out is negotiated."},
    {"dialogue": "Dialogue and mediation"},
)
PARTIAL = JudgementRecord(Relation.PARTIAL, "Ana", "Both want talks.")
EXAMPLES = [
    (
        Reason(ReasonKind.ADJUDICATED, judgement=PARTIAL),
        "Adjudicated partial by Ana: Both want talks.",
    ),
    (
        Reason(ReasonKind.JUDGED, judgement=PARTIAL),
        "Judged partial by Ana: Both want talks.",
    ),
    (
        Reason(ReasonKind.CODERS_DIFFER),
        "Coders differ; what follows from the codes stands.",
    ),
    (
        Reason(ReasonKind.CODERS_DIFFER_UNCODED),
        "Coders differ, and no codes say how the two stand.",
    ),
    (
        Reason(ReasonKind.JUDGED_STALE, judgement=PARTIAL),
        "Judged partial by Ana before the words were changed.",
    ),
    (
        Reason(ReasonKind.EXCHANGE, words=("proposes", "accepts"), left_proposes=True),
        "A proposal accepted: Lima Group proposes, Contact Group accepts.",
    ),
    (
        Reason(ReasonKind.SUGGESTION_WITHHELD),
        "Left open: what the machine would suggest was not shown to be right often enough here.",
    ),
    (
        Reason(ReasonKind.CODERS_DIFFER_SUGGESTED),
        "Coders differ, and what stands is only suggested.",
    ),
    (
        Reason(ReasonKind.OPPOSED, ("cuba",), stances=(Stance.AFFIRMS, Stance.REJECTS)),
        "Lima Group affirms, Contact Group rejects: Cuba should take part.",
    ),
    (
        Reason(ReasonKind.QUALIFIED, ("cuba",), stances=(Stance.QUALIFIES, Stance.AFFIRMS)),
        "Lima Group qualifies, Contact Group affirms: Cuba should take part.",
    ),
    (
        Reason(ReasonKind.TENSION, ("cuba", "talks"), (Stance.AFFIRMS, Stance.AFFIRMS)),
        "In tension: Lima Group affirms “Cuba should take part.”,"
        " Contact Group affirms “A way out is negotiated.”",
    ),
    (Reason(ReasonKind.BOTH_AFFIRM, ("cuba",)), "Both affirm: Cuba should take part."),
    (Reason(ReasonKind.BOTH_QUALIFY, ("cuba",)), "Both qualify: Cuba should take part."),
    (Reason(ReasonKind.BOTH_REJECT, ("cuba",)), "Both reject: Cuba should take part."),
    (
        Reason(ReasonKind.MUCH_ELSE, share=0.2),
        "They share 20% of what either holds; each says much that the other does not.",
    ),
    (
        Reason(ReasonKind.WORDING, words=("urgent meeting", "envoys"), share=0.4),
        "Alike in wording: urgent meeting, envoys",
    ),
    (Reason(ReasonKind.TOPICS, words=("dialogue",)), "On the same topics: Dialogue and mediation"),
    (
        Reason(ReasonKind.ACROSS_LANGUAGES),
        "Compared across languages: by topics and positions, not by words.",
    ),
]


def test_every_kind_of_reason_has_a_sentence_and_a_case_here():
    """And every stance and relation its word."""
    assert SENTENCES.keys() == set(ReasonKind) == {reason.kind for reason, _ in EXAMPLES}
    assert STANCES.keys() == set(Stance)
    assert RELATIONS.keys() == set(Relation)


@pytest.mark.parametrize(
    ("reason", "sentence"), [pytest.param(*e, id=e[0].kind.value) for e in EXAMPLES]
)
def test_a_reason_is_a_sentence_that_a_reader_can_check(reason, sentence):
    """Groups, propositions and topics by their names."""
    assert word_reason(reason, NAMES) == sentence


def test_an_exchange_names_the_proposer_first_whichever_side_it_stands_on():
    """The words are those of left and right."""
    reason = Reason(ReasonKind.EXCHANGE, words=("agrees", "invites"), left_proposes=False)
    assert (
        word_reason(reason, NAMES)
        == "A proposal accepted: Contact Group invites, Lima Group agrees."
    )


@pytest.mark.parametrize("rationale", ["", "See: ", "Why?"])
def test_a_judgement_reads_well_with_and_without_a_rationale(rationale):
    """No colon is left standing at the end."""
    judged = JudgementRecord(Relation.UNRELATED, "Ana", rationale)
    sentence = word_reason(Reason(ReasonKind.JUDGED, judgement=judged), NAMES)
    assert sentence.startswith("Judged unrelated by Ana")
    assert sentence == sentence.rstrip(": ")
    assert rationale.rstrip(": ") in sentence


@pytest.mark.parametrize(
    ("reason", "sentence"), [pytest.param(*e, id=e[0].kind.value) for e in EXAMPLES]
)
def test_sentences_and_their_words_are_translated(reason, sentence):
    """The sentence with its gaps, then the stances and relations in them; never a name."""
    asked = []

    def translate(message):
        asked.append(message)
        return f"‹{message}›"

    found = word_reason(reason, NAMES, translate)
    assert found.replace("‹", "").replace("›", "") == sentence
    assert found.startswith("‹")
    assert found.endswith("›")
    assert SENTENCES[reason.kind] in asked
    assert set(asked) <= {SENTENCES[reason.kind], *STANCES.values(), *RELATIONS.values()}
    assert len(asked) == 1 + len(reason.stances) + (reason.judgement is not None)


def test_a_reason_that_rests_on_suggestions_says_so():
    """In words, wherever it is read: on a page, in an export."""
    reason = Reason(ReasonKind.BOTH_AFFIRM, ("cuba",), suggested=True)
    assert word_reason(reason, NAMES) == "Both affirm: Cuba should take part. (suggested)"


def test_a_translation_may_put_the_parts_in_another_order():
    """As Spanish does here."""
    spanish = {
        SENTENCES[ReasonKind.OPPOSED]: "%(proposition)s %(right)s lo %(right_stance)s.",
        "rejects": "rechaza",
    }
    reason = Reason(ReasonKind.OPPOSED, ("cuba",), (Stance.AFFIRMS, Stance.REJECTS))
    found = word_reason(reason, NAMES, lambda message: spanish.get(message, message))
    assert found == "Cuba should take part. Contact Group lo rechaza."


@pytest.mark.parametrize("odd", ["100 %", "%(left)s", "{left}", "%s %d", "<b>&", "\\1", ""])
def test_whatever_stands_in_a_name_or_a_rationale_comes_through(odd):
    """Values are put in once; what looks like a placeholder there is text."""
    names = Names(odd, odd, {"cuba": f"a{odd}z"}, {"dialogue": f"a{odd}z"})
    judged = JudgementRecord(Relation.PARTIAL, odd, f"a{odd}z")
    for reason in (
        Reason(ReasonKind.BOTH_AFFIRM, ("cuba",)),
        Reason(ReasonKind.TENSION, ("cuba", "cuba")),
        Reason(ReasonKind.TOPICS, words=("dialogue",)),
        Reason(ReasonKind.WORDING, words=(f"a{odd}z",)),
        Reason(ReasonKind.JUDGED, judgement=judged),
    ):
        assert f"a{odd}z" in word_reason(reason, names)


def test_what_has_no_name_is_called_by_its_slug():
    """Better than to fail where a name is missing."""
    assert word_reason(Reason(ReasonKind.BOTH_AFFIRM, ("new-one",)), NAMES).endswith("new-one")
    assert word_reason(Reason(ReasonKind.TOPICS, words=("other",)), NAMES).endswith("other")
