"""The method page: figures as they were measured here, and words where there are none."""

import pytest

from declarations.models import Measurement, Withdrawal
from declarations.services import judged_figures, latest_figures
from tests.factories import make_declaration, make_judgement, make_point, make_round
from tests.page_parts import parse

pytestmark = pytest.mark.django_db


def share(part, whole, low=0.5, high=0.9):
    value = part / whole if whole else None
    return {"part": part, "whole": whole, "low": low, "high": high, "value": value}


def keep(language="en", *, topics=True, relations=True, coding="as it was", **more):
    """Keep figures of a form that ``evaluate`` gives them."""
    codes = {
        "precision": share(30, 40),
        "recall": share(30, 60),
        "f1": share(60, 100),
        "first": share(9, 10),
        "withheld": 2,
    }
    kinds = {
        "convergent": {**share(80, 100), "enough": True, "trusted": True},
        "partial": {**share(60, 100), "enough": True, "trusted": False},
        "divergent": {**share(3, 3, 1.0, 1.0), "enough": False, "trusted": False},
    }
    measure = {"kind": "", "declarations": 4, "points": 20}
    return Measurement.objects.create(
        language=language,
        coding=coding,
        figures={
            "points": 50,
            "declarations": 6,
            "topics": {**measure, "figures": codes if topics else None},
            "positions": {**measure, "figures": codes},
            "relations": kinds if relations else {},
            **more,
        },
    )


def test_figures_are_shown_with_date_denominators_and_what_follows(client):
    """As a table and as a picture of the same."""
    kept = keep()
    page = parse(client.get("/method/"))
    section = page.one("section", klass="measured")
    day = f"{kept.made:%-d %B %Y}"
    assert f"Measured on {day}, on 50 coded points of 6 published declarations." in section.text
    rows = {
        row.one("th").text: [cell.text for cell in row.all("td")]
        for row in section.one("table").all("tr")[1:]
    }
    counts = ["80 %", "80 of 100 pairs suggested", "50 to 90 %", "suggested on the pages"]
    assert rows["Convergent"] == counts
    assert rows["Partial"][-1] == "right too seldom: left open on the pages"
    # Of three pairs all were right: counts, and no figure that looks like knowledge.
    assert rows["Divergent"][:3] == ["–", "3 of 3 pairs suggested", "–"]
    picture = section.one("div", klass="picture")
    assert len(picture.all("circle")) == 8
    assert len(picture.all("line", klass="floor")) == 3
    assert [dot["cx"] for dot in picture.all("circle")][-2:] == ["80.0%", "60.0%"]
    assert "too few to say" in picture.text


def test_only_the_latest_of_each_language_is_shown_and_its_age_is_told(client):
    """English before Spanish."""
    keep()
    keep(topics=False, relations=False)
    keep("es")
    page = parse(client.get("/method/"))
    assert [s.one("h3").text for s in page.all("section", klass="measured")] == [
        "English",
        "Spanish",
    ]
    english = page.all("section", klass="measured")[0].text
    assert "People have coded since" in english
    assert "Too little is coded to say: 20 points of 4 declarations" in english
    assert "Not measured: too few positions are coded." in english


def test_the_limits_are_told_with_the_figures_measured_here(client):
    """By language; of relations those kinds alone that pages suggest. Without figures, words."""
    assert "of 100" not in parse(client.get("/method/")).one("section", id="limits").text
    keep()
    keep("es", relations=False)
    limits = parse(client.get("/method/")).one("section", id="limits").text
    assert "In English, 50 of 100 positions that people coded here were not suggested." in limits
    assert "In Spanish, 50 of 100 positions" in limits
    assert "In English, 20 of 100 relations of the kinds suggested here were wrong." in limits
    assert "In Spanish, 20" not in limits


def test_figures_of_the_coding_as_it_stands_are_not_called_old(client, monkeypatch):
    """The fingerprint tells."""
    from declarations.services import evaluating

    keep(coding=evaluating.fingerprint())
    assert not latest_figures()[0].outdated
    make_declaration(points=[{"positions": {"truce": "affirms"}}])
    assert latest_figures()[0].outdated


def test_without_figures_the_page_says_what_to_do(client, django_assert_num_queries):
    """Two queries, for figures and judgements; and three with figures."""
    with django_assert_num_queries(2):
        page = parse(client.get("/method/"))
    assert "Not measured yet on this installation" in page.text
    assert "manage.py evaluate" in page.text
    keep()
    with django_assert_num_queries(3):
        client.get("/method/")


def test_codes_are_held_against_what_coders_judged_here(
    client, judged_sample, django_assert_num_queries
):
    """Of the ten pairs nine have a verdict, and the codes read eight: six of them right."""
    with django_assert_num_queries(7):
        page = parse(client.get("/method/"))
    section = page.one("section", id="judged")
    assert "10 pairs have been judged here. On 1 of them coders differ" in section.text
    assert "Krippendorff’s alpha of 0.80" in section.text
    assert "6 of 8 were judged to stand as they were read" in section.text
    rows = section.one("table").one("tbody").all("tr")
    assert [[cell.text for cell in row.all("td")[:2]] for row in rows] == [
        ["3", "2"],
        ["0", "3"],
        ["0", "1"],
    ]
    # Of five pairs or three: counts, and no share that looks like knowledge.
    assert section.text.count("too few to say") == 2


def test_an_adjudication_stands_for_coders_who_differ_and_hidden_judgements_for_nobody(client):
    """What a blind round holds, or a draft, is in no figure."""
    first, second = (make_point(positions={"truce": "affirms"}) for _ in range(2))
    for relation in ("convergent", "partial"):
        make_judgement(first=first, second=second, relation=relation, coder_name=relation)
    held = make_judgement(
        first=first, second=second, relation="partial", kind="adjudication", rationale="So."
    )
    judged = judged_figures()
    assert (judged.pairs, judged.undecided, judged.coded.right, judged.coded.read) == (1, 0, 0, 1)
    assert judged.alpha == ""
    Withdrawal.objects.create(judgement=held)
    assert judged_figures().undecided == 1
    first.declaration.status = "draft"
    first.declaration.save()
    assert judged_figures() is None
    make_judgement(round=make_round())
    assert "Nobody has judged a pair here yet" in parse(client.get("/method/")).text


def test_suggestions_are_held_against_judgements_where_measured(client):
    """From the stored figures; those from before have none."""
    keep(judged={"partial": {"partial": 9, "unrelated": 3}})
    make_judgement()
    section = parse(client.get("/method/")).one("section", id="judged")
    assert "What was suggested in English, the codes withheld" in section.text
    row = section.all("table")[1].one("tbody").one("tr")
    assert [cell.text for cell in row.all("td")] == ["9", "3", "75 %", "47 to 91 %"]
