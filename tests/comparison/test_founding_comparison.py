"""
The comparison that the project began with, as a reader meets it.

On 3 May 2019 the Lima Group proposed a meeting to the International Contact
Group (Point Five) and decided to bring Cuba in (Point 11); on 7 May the Contact
Group answered.
"""

import pytest

from declarations.comparison import Basis, ReasonKind, Relation, RowOrder, collate, word_reason

from . import sample


def collate_founding(*, judged=False, order=RowOrder.LEFT):
    """Return the founding comparison, with or without the sample coders' judgements."""
    return collate(
        sample.points_for(sample.LIMA, sample.CONTACT),
        sample.points_for(sample.CONTACT, sample.LIMA),
        weights=sample.weights(),
        codebook=sample.codebook(),
        judgements=sample.judgements() if judged else None,
        order=order,
    )


def rows_by_labels(collation):
    """Return the rows by the labels of their points."""
    return {
        (
            None if row.left is None else collation.left[row.left].label,
            None if row.right is None else collation.right[row.right].label,
        ): row
        for row in collation.rows
    }


def sentences(row):
    """Return a row's reasons in words."""
    return [word_reason(reason, sample.names()) for reason in row.finding.reasons]


def test_point_five_is_answered_by_point_ten():
    """A proposal accepted, said first, beside what both affirm and the words in common."""
    rows = rows_by_labels(collate_founding())
    row = rows["5", "10?"]
    assert (row.finding.relation, row.finding.basis) == (Relation.CONVERGENT, Basis.CODED)
    assert [reason.kind for reason in row.finding.reasons] == [
        ReasonKind.EXCHANGE,
        ReasonKind.BOTH_AFFIRM,
        ReasonKind.BOTH_AFFIRM,
        ReasonKind.TOPICS,
        ReasonKind.WORDING,
    ]
    said = sentences(row)
    assert said[0] == "A proposal accepted: Lima Group proposes, Contact Group accepts."
    assert said[3] == "On the same topics: Coordination between groups"
    assert "meeting" in said[4]
    assert [pair for pair in rows if pair[0] == "5"] == [("5", "10?")]


def test_no_other_pair_is_an_exchange():
    """The Contact Group decides, asks and offers in other points, to others."""
    exchanges = [
        labels
        for labels, row in rows_by_labels(collate_founding()).items()
        if row.finding and row.finding.reasons[0].kind is ReasonKind.EXCHANGE
    ]
    assert exchanges == [("5", "10?")]


def test_point_eleven_meets_nothing():
    """On Cuba the Contact Group is silent; its nearest point is shown as too far."""
    rows = rows_by_labels(collate_founding())
    assert [pair for pair in rows if pair[0] == "11"] == [("11", None)]
    row = rows["11", None]
    assert row.state == "only-left"
    assert row.nearest is not None
    assert row.nearest.score < 0.28


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("3", "4?", Relation.CONVERGENT),
        ("6?", "6?", Relation.CONVERGENT),
        ("6?", "5?", Relation.PARTIAL),
        ("3", "8?", Relation.PARTIAL),
        ("10?", "10?", None),
    ],
)
def test_pairs_stand_as_their_codes_have_them(left, right, relation):
    """Convergent, partial, and open where nobody coded a common proposition."""
    finding = rows_by_labels(collate_founding())[left, right].finding
    assert finding.relation is relation
    assert finding.basis is (Basis.CODED if relation else Basis.OPEN)


def test_the_counts_of_the_codes_alone():
    """Twenty rows: thirteen pairs, six points of the Lima Group alone, one of the other."""
    assert collate_founding().counts() == {
        "convergent": 6,
        "partial": 6,
        "divergent": 0,
        "open": 1,
        "only-left": 6,
        "only-right": 1,
    }


def test_judgements_override_the_codes_and_bring_in_the_pair_below_the_threshold():
    """Points 1 and 1 are partial for both coders; so are 2 and 2, convergent by their codes."""
    coded, judged = (
        rows_by_labels(collate_founding()),
        rows_by_labels(collate_founding(judged=True)),
    )
    assert ("1", "1") not in coded
    assert (judged["1", "1"].state, judged["1", "1"].finding.basis) == ("partial", Basis.JUDGED)
    assert 0 < judged["1", "1"].match.score < 0.28
    assert coded["2", "2"].state == "convergent"
    assert judged["2", "2"].state == "partial"
    assert (None, "1") in coded
    assert (None, "1") not in judged
    said = sentences(judged["2", "2"])
    assert said[0].startswith("Judged partial by sample-coder-1: ")
    assert said[1].startswith("Judged partial by sample-coder-2: ")


def test_a_pair_on_which_the_coders_differ_is_brought_in():
    """One relates Point 1 to Point 4 of the answer, the other does not: readers see the dispute."""
    row = rows_by_labels(collate_founding(judged=True))["1", "4?"]
    assert (row.finding.basis, row.finding.is_disputed) == (Basis.CODED, True)


@pytest.mark.parametrize("order", RowOrder)
def test_the_relations_are_the_same_in_every_order(order):
    """Order is for reading and decides nothing."""
    expected = {labels: row.state for labels, row in rows_by_labels(collate_founding()).items()}
    found = rows_by_labels(collate_founding(order=order))
    assert {labels: row.state for labels, row in found.items()} == expected


@pytest.mark.parametrize("judged", [False, True], ids=["coded", "judged"])
def test_every_reason_is_a_sentence_without_slugs_or_placeholders(judged):
    """What the reader sees says everything by its name."""
    slugs = {*sample.codebook().propositions, *sample.codebook().topics}
    # Others are plain English words: "elections", "dialogue".
    slugs = {slug for slug in slugs if "-" in slug}
    said = [
        sentence for row in collate_founding(judged=judged).pairs for sentence in sentences(row)
    ]
    assert len(said) > 30
    for sentence in said:
        assert "%(" not in sentence
        assert sentence[0].isupper()
        assert not [slug for slug in slugs if slug in sentence]


def test_most_pairs_that_both_coders_relate_are_proposed_without_their_help():
    """By the score alone: seven of nine stand in the collation."""
    proposed = rows_by_labels(collate_founding()).keys()
    labels = {
        point.key: point.label
        for slug in (sample.LIMA, sample.CONTACT)
        for point in sample.declarations()[slug]
    }
    related = {
        tuple(labels[key] for key in keys)
        for keys, records in sample.judgements().items()
        if all(record.relation is not Relation.UNRELATED for record in records)
    }
    assert len(related) == 9
    assert related - proposed == {("1", "1"), ("4", "2")}
