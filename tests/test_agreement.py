"""The page on how far coders agree: what it counts, for whom, and at what cost."""

import itertools
import random

import pytest

from declarations.models import Judgement, digest_of
from tests.factories import (
    make_coder,
    make_declaration,
    make_judgement,
    make_lead,
    make_point,
    make_pseudonym,
    make_round,
    make_topic,
)
from tests.page_parts import notices, parse, read_csv

pytestmark = pytest.mark.django_db

PAGE, EXPORT = "/agreement/", "/agreement/export.csv"
RELATIONS = ("convergent", "partial", "divergent", "unrelated")


def make_pairs(count, **fields):
    """Make as many pairs of points of two declarations."""
    left = make_declaration(slug="left")
    right = make_declaration(slug="right")
    return [
        (make_point(declaration=left, **fields), make_point(declaration=right))
        for _ in range(count)
    ]


def judge(pairs, said, **fields):
    """Give what one coder says of pairs, in their order; None leaves one out."""
    for (first, second), relation in zip(pairs, said, strict=False):
        if relation:
            make_judgement(first=first, second=second, relation=relation, **fields)


def figures(client, address=EXPORT):
    """Return the rows of the export, by what they are of and their name."""
    return {(row["of"], row["name"]): row for row in read_csv(client.get(address))}


def test_the_samples_coders_agree_with_an_alpha_of_080(client, judged_sample):
    """Ten pairs, one of them judged differently: 0.80, and a span that says how little that is."""
    page = parse(client.get(PAGE))
    sentence = page.one("p", klass="sentence").text
    assert "Two coders both judged 10 pairs. Where two judgements meet, 9 of 10" in sentence
    assert "Alpha is 0.80 (95 %: 0.17 to 1.00), reliable" in sentence
    assert "more pairs would tell" in sentence
    rows = page.one("table", klass="confusion").all("tr")
    assert [[cell.text for cell in row.all("td")] for row in rows] == [
        [""],
        ["3", "0", "0", "3"],
        ["0", "6", "1", "7"],
        ["0", "0", "0", "0"],
        ["3", "6", "1", "10"],
    ]
    held = figures(client)
    assert held["all", ""]["alpha"] == "0.804124"
    assert held["relation", "convergent"]["alpha"] == "1.000000"
    assert held["relation", "unrelated"]["given"] == "1"
    assert (
        held["cross-table", "sample-coder-1: partial × sample-coder-2: unrelated"]["times"] == "1"
    )


def test_only_the_latest_fresh_judgement_of_each_coder_counts(client):
    """Not what was withdrawn, adjudicated, said of other words, or by one coder alone."""
    pairs = make_pairs(12, topics=["truce"])
    judge(pairs, ["divergent"], coder_name="Ana")
    judge(pairs, ["convergent"] * 10 + ["partial"], coder_name="Ana")
    judge(pairs, ["convergent"] * 9 + ["partial"], coder_name="Ben")
    judge(pairs, ["partial"] * 12, coder_name="Lena", kind="adjudication", rationale="So.")
    judge(pairs[11:], ["partial"], coder_name="Ben", first_digest=digest_of("other words"))
    held = figures(client)["all", ""]
    assert (held["pairs"], held["judgements"], held["same"]) == ("10", "20", "9")
    text = parse(client.get(PAGE)).text
    assert "1 pair judged by one coder only is left out" in text
    assert "1 judgement left out, since the words were changed after it" in text
    assert figures(client)["topic", "Truce"]["pairs"] == "10"


def test_of_too_few_pairs_there_is_no_alpha_and_of_one_kind_none_either(client):
    """Counts alone, lest they look like knowledge."""
    pairs = make_pairs(10)
    for name in ("Ana", "Ben"):
        judge(pairs[:9], ["partial"] * 9, coder_name=name)
    page = parse(client.get(PAGE))
    assert "alpha is given from 10 pairs on" in page.text
    assert figures(client)["all", ""]["alpha"] == ""
    for name in ("Ana", "Ben"):
        judge(pairs[9:], ["partial"], coder_name=name)
    assert "All judgements are partial. Where nothing varies" in parse(client.get(PAGE)).text
    assert not parse(client.get(PAGE)).all("circle")


def test_nothing_of_a_running_blind_round_is_counted_but_for_leads(client):
    """Not even a coder's own word beside one from outside; after the end, all of it."""
    pairs = make_pairs(11)
    coder, lead = make_coder(), make_lead()
    held = make_round(pairs=pairs, coders=[coder], title="Spring")
    judge(pairs, ["partial"] * 10 + ["convergent"], coder=coder, coder_name="Ana", round=held)
    judge(pairs, ["partial"] * 11, coder_name="Ben")
    for viewer in (None, coder):
        if viewer:
            client.force_login(viewer)
        response = client.get(f"{PAGE}?round={held.pk}")
        # Of pairs that they are to judge a coder reads not even what came from outside.
        told = "11 pairs were judged by one coder" in parse(client.get(PAGE)).text
        assert told == (viewer is None)
        assert "Spring" not in parse(client.get(PAGE)).text
        assert notices(parse(response))[0].startswith(f"“{held.pk}” was left out")
        assert "Cookie" in response["Vary"]
    client.force_login(lead)
    page = parse(client.get(f"{PAGE}?round={held.pk}"))
    assert "still running" in notices(page)[0]
    assert figures(client)["all", ""]["pairs"] == "11"
    client.logout()
    type(held).objects.filter(pk=held.pk).update(closed="2024-05-01T00:00Z")
    assert figures(client)["all", ""]["pairs"] == "11"
    assert "Spring" in parse(client.get(PAGE)).text


def test_filters_stand_in_the_address_and_what_is_unknown_is_left_out(client):
    """Drafts, foreign rounds and odd characters give a notice, never an error."""
    pairs = make_pairs(10, topics=["truce"])
    for name in ("Ana", "Ben"):
        judge(pairs, ["partial", "convergent"] * 5, coder_name=name)
    make_topic("elections")
    for query, count in (
        ("?topic=truce&declaration=left&other=right", "10"),
        ("?declaration=right", "10"),
        ("?topic=elections", "0"),
        ("?declaration=left&other=left", "0"),
        ("?round=9&topic=%00&declaration=nowhere", "10"),
    ):
        assert figures(client, EXPORT + query)["all", ""]["pairs"] == count
    assert len(notices(parse(client.get(f"{PAGE}?round={10**30}&topic=%00&declaration=a")))) == 3
    assert "Show all judgements" in parse(client.get(f"{PAGE}?topic=elections")).text
    type(pairs[0][0].declaration).objects.filter(slug="right").update(status="draft")
    page = parse(client.get(PAGE))
    assert "No pair has been judged by two coders yet" in page.text
    assert "right" not in [option["value"] for option in page.all("option")]


def test_two_coders_of_one_name_are_two_and_a_pseudonym_hides_a_name(client):
    """In tables, picture and export alike."""
    pairs = make_pairs(10)
    one, other = make_coder(), make_coder()
    make_pseudonym(name="Ben Okafor", pseudonym="Coder B")
    for coder in ({"coder": one}, {"coder": other}):
        judge(pairs, ["partial"] * 10, coder_name="Ana Ruiz", **coder)
    judge(pairs, ["partial"] * 10, coder_name="Ben Okafor")
    response = client.get(PAGE)
    names = {name for of, name in figures(client) if of == "coders"}
    assert names == {"Ana Ruiz – Ana Ruiz (2)", "Ana Ruiz – Coder B", "Ana Ruiz (2) – Coder B"}
    assert b"Okafor" not in response.content


def test_thousands_of_judgements_cost_as_many_queries_as_twenty(client, django_assert_num_queries):
    """Seven, and a light page."""
    chance = random.Random(1)
    firsts, seconds = zip(*make_pairs(40, topics=["truce"]), strict=True)
    read = {"first_digest": digest_of(firsts[0].wordings.get().text), "first_language": "en"}
    read |= {name.replace("first", "second"): value for name, value in read.items()}
    rows = []
    for pair in itertools.product(firsts, seconds[:25]):
        first, second = sorted(pair, key=lambda point: point.pk)
        of = {"first": first, "second": second, "first_reference": "a", "second_reference": "b"}
        rows += [
            Judgement(**of, **read, relation=chance.choice(RELATIONS), coder_name=name)
            for name in ("Ana", "Ben", "Eva")
        ]
    for part in (rows[:20], rows[20:]):
        Judgement.objects.bulk_create(part)
        with django_assert_num_queries(7):
            response = client.get(PAGE)
    assert "1,000 pairs" in parse(response).text
    assert len(response.content) < 60_000
