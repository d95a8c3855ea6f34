"""Two groups through time: the page, its filters, and what its numbers open to."""

import datetime
import time

import pytest

from declarations.models import Actor, Point, anchor_of
from declarations.services.grouped import LAST_STEPS, MAX_STEPS
from declarations.services.groups_words import MAX_PAIRS
from tests.comparison.sample import read
from tests.databases import of_a_page, of_an_address
from tests.factories import make_declaration, make_group
from tests.group_pages import BOTH, CONTACT, LIMA, TALKS, lanes_in, make_pair, rows_of
from tests.page_parts import notices, parse, read_csv

pytestmark = pytest.mark.django_db

SLUGS = {entry["slug"] for entry in read("declarations.json")["propositions"]}
MOST_QUERIES = 7
"""Groups, topics, texts with their issuers, propositions, positions, members."""
MOST_SECONDS = 0.15
MOST_BYTES = 150_000


def marks_of(lane):
    """Return the marks of a lane: month, stance, and whether it is drawn as new."""
    return [
        (mark.one("title").text, mark.one("use")["href"].removeprefix("#"))
        for mark in lane.all("a")
    ]


# --- The page on the sample -----------------------------------------------------------


@of_a_page
def test_the_change_of_tactics_on_talks_is_drawn_and_said(client, sample):
    """The Lima Group qualified in February, rejected in April, qualified twice, and affirmed."""
    row = parse(client.get(BOTH)).one("tr", id=TALKS)
    upper, lower = lanes_in(row)
    assert marks_of(upper) == [
        ("8 Aug 2017: affirms, point 16", "turn-affirms"),
        ("4 Feb 2019: qualifies, point 4; until then affirms", "turn-qualifies"),
        ("15 Apr 2019: rejects, point 3; until then qualifies", "turn-rejects"),
        ("6 Jun 2019: qualifies, point 2; until then rejects", "turn-qualifies"),
        ("23 Jul 2019: qualifies, point 7", "again-qualifies"),
        ("8 Nov 2019: affirms, point 4; until then qualifies", "turn-affirms"),
    ]
    assert [use for _title, use in marks_of(lower)] == ["turn-affirms", *["again-affirms"] * 3]
    strips = row.all("rect", klass="strip")
    relations = ["partial", "divergent", "partial", "convergent"]
    assert [strip["data-relation"] for strip in strips] == relations
    said = [line.text for line in row.one("ul", klass="since").all("li")]
    assert said[0].startswith(
        "Lima Group affirms since 8 August 2017; qualifies since 4 February 2019; "
        "rejects since 15 April 2019; qualifies since 6 June 2019; affirms since 8 November 2019"
    )
    assert said[1] == "Contact Group affirms since 28 March 2019 · 4 texts, last 23 Sep 2019"
    assert "Converge" in row.one("td", klass="end").text
    assert "since 8 Nov 2019" in row.one("td", klass="end").text


@of_a_page
def test_the_verdict_counts_what_it_says(client, sample):
    """Of the whole codebook, both sides; movement with who, how often and which way."""
    said = parse(client.get(BOTH)).one("div", klass="sentences").text
    assert said == (
        "Of 45 propositions in the codebook, both groups have spoken on 34 by 20 February 2020; "
        "on 11 only Lima Group has. By their latest words they converge on 29 and converge in "
        "part on 5. Where both had spoken, a stance changed 22 times: Lima Group 14 (8 towards "
        "Contact Group, 6 away from it), Contact Group 7 (5 towards Lima Group, 2 away from it) "
        "and both on the same day 1. 8 of these rest on texts whose own points differ. In sum "
        "they stand closer than at first on 5 and further apart on none."
    )


@of_a_page
def test_a_text_whose_points_differ_is_marked_and_told(client, sample):
    """Point 3 qualifies and point 4 still rejects: in lanes, moves, the open day and the table."""
    page = parse(client.get(f"{BOTH}?at=2019-08-06"))
    row = page.one("tr", id="maduro-departure-first")
    assert (
        "6 Aug 2019: qualifies (its points differ), points 3, 4; until then rejects",
        "turn-mixed",
    ) in marks_of(lanes_in(row)[1])
    address = "/positions/maduro-departure-first/international-contact-group-2019-08-06/"
    assert {link.text for link in row.all("a", href=address)} >= {
        "qualifies (its points differ) since 6 August 2019"
    }
    assert client.get(address).status_code == 200
    said = "Contact Group qualifies (its points differ), after rejecting"
    assert said in page.one("details", klass="days").text
    assert said in page.one("div", klass="net").text
    assert (
        "qualifies (its points differ) since 6 August 2019"
        in page.one("section", id="groups-day").text
    )
    lines = read_csv(client.get(f"{BOTH}export.csv"))
    assert {(line["stance"], line["points_differ"]) for line in lines} >= {
        ("qualifies", "yes"),
        ("qualifies", "no"),
        ("rejects", "no"),
    }
    assert {line["stance"] for line in lines if line["points_differ"] == "yes"} == {"qualifies"}


@of_a_page
def test_every_mark_leads_to_a_point_that_is_held(client, sample):
    """Of both pages of rows, and every word of a change too."""
    held = {
        f"/declarations/{slug}/{anchor_of(label)}/"
        for slug, label in Point.objects.values_list("declaration__slug", "label")
    }
    found = set()
    held |= {
        f"/positions/{row['proposition']}/{row['declaration']}/"
        for row in read_csv(client.get(f"{BOTH}export.csv"))
        if row["points_differ"] == "yes"
    }
    for number in (1, 2):
        table = parse(client.get(f"{BOTH}?page={number}")).one("table", klass="lanes-table")
        found |= {link["href"] for link in table.one("tbody").all("a")}
    assert len(found) > 100
    assert {link for link in found if link.startswith(("/declarations/", "/positions/"))} <= held


@pytest.mark.parametrize(
    "query",
    ["", "?at=2020-02-20", "?order=topic&lang=es&since=2017-01-01&until=2020-12-31&at=2020-02-20"],
)
def test_the_page_asks_and_weighs_little(client, sample, django_assert_num_queries, query):
    """Seven queries, 150 kB, 150 ms of the processor; the best of three readings."""
    client.get(BOTH)
    seconds = []
    for _reading in range(3):
        start = time.process_time()
        with django_assert_num_queries(MOST_QUERIES):
            response = client.get(BOTH + query)
        seconds.append(time.process_time() - start)
    assert len(response.content) < MOST_BYTES
    assert min(seconds) < MOST_SECONDS


def test_more_texts_and_groups_cost_no_queries(client, django_assert_num_queries):
    """Twelve texts of each ask no more than two."""
    address = make_pair(
        [(day, {f"p-{day}": "affirms"}) for day in range(1, 13)],
        [(day, {f"p-{day}": "qualifies"}) for day in range(2, 14)],
    )
    make_declaration()
    with django_assert_num_queries(MOST_QUERIES):
        assert client.get(address).status_code == 200


@of_a_page
def test_page_and_fragment_agree(client, sample):
    """The same rows by the same template; caches keep them apart."""
    whole = client.get(f"{BOTH}?changed=1")
    part = client.get(f"{BOTH}?changed=1", headers={"HX-Request": "true"})
    assert rows_of(parse(whole)) == rows_of(parse(part))
    assert not parse(part).all("header")
    assert parse(part).one("p", id="groups-status").text == "11 propositions shown"
    assert "HX-Request" in whole["Vary"]


@of_a_page
@pytest.mark.parametrize("query", ["at=2019-05-07", "relation=partial", "page=2&order=topic"])
def test_what_is_told_of_a_row_leads_to_it(client, sample, query):
    """On this page, on another one, or where no filter leaves it out."""
    page = parse(client.get(f"{BOTH}?{query}"))
    told = page.one("section", klass="drift")
    links = {
        link["href"]
        for place in (told.all("div", klass="net"), told.all("details"), told.all("section"))
        for part in place
        for link in part.all("a")
        if link["href"].rpartition("#")[2] in SLUGS
    }
    assert len(links) >= 10
    seen = {"": page}
    for link in links:
        address, _hash, slug = link.partition("#")
        if address not in seen:
            seen[address] = parse(client.get(BOTH + address))
        assert slug in rows_of(seen[address])


# --- Filters and period ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "count", "first"),
    [
        ("relation=partial", 5, "guaido-interim-president"),
        ("relation=partial&relation=only-left", 16, "guaido-interim-president"),
        ("relation=divergent", 0, None),
        ("changed=1", 11, "guaido-interim-president"),
        ("changed=1&both=1", 10, "guaido-interim-president"),
        ("topic=dialogue&both=1", 5, TALKS),
        ("topic=dialogue&changed=1&order=topic", 1, TALKS),
        ("until=2019-02-10&relation=only-right", 4, None),
    ],
)
def test_filters_choose_rows(client, sample, query, count, first):
    """By how the two stand at the end, by who has spoken, by change, by topic and period."""
    response = client.get(f"{BOTH}?{query}")
    page = parse(response)
    assert response.context["page"].paginator.count == count
    if first:
        assert rows_of(page)[0] == first
    if not count:
        assert "No proposition is left under this filter." in page.text


def test_both_come_first_and_contested_before_the_rest(client, sample):
    """Under one heading each; under topics, within each of these."""
    rows = client.get(BOTH).context["page"].paginator.object_list
    kinds = [(not row.is_both, not row.is_contested) for row in rows]
    assert kinds == sorted(kinds)
    rows = client.get(f"{BOTH}?order=topic").context["page"].paginator.object_list
    topics = [row.topic for row in rows]
    assert [topics.index(topic) for topic in topics] == sorted(map(topics.index, topics))
    within = [(row.topic, not row.is_both, not row.is_contested) for row in rows]
    assert within == sorted(within, key=lambda kind: (topics.index(kind[0]), *kind[1:]))


def test_a_period_begins_with_where_they_stood(client, sample):
    """What was said before counts for it, is told as such, and is drawn without a mark."""
    page = parse(client.get(f"{BOTH}?since=2019-05&until=2019-07-31"))
    assert (
        "On 1 May 2019, when the period begins, both had spoken on 22: they converged on 17, "
        "converged in part on 3 and diverged on 2." in page.one("div", klass="sentences").text
    )
    row = page.one("tr", id=TALKS)
    upper, _lower = lanes_in(row)
    assert [use for _title, use in marks_of(upper)] == ["turn-qualifies", "again-qualifies"]
    assert upper.all("line")[0]["x1"] == "0%"
    assert upper.all("line")[0]["class"] == "hold rejects"
    assert (
        "rejects since 15 April 2019 (before the period); qualifies since 6 June 2019" in row.text
    )
    assert page.one("input", id="since")["value"] == "2019-05-01"
    assert page.one("input", id="until")["value"] == "2019-07-31"


@of_an_address
@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("since=soon", "“soon” was left out: this page knows no such first day."),
        ("until=2019-02-30", "“2019-02-30” was left out: this page knows no such last day."),
        ("since=2020&until=2019", "The period was left out: its last day comes before its first."),
        ("at=2018&since=2019", "The day to open was left out: it is not in the period."),
        ("topic=nope", "“nope” was left out: this page knows no such topic."),
        ("relation=open", "“open” was left out: this page knows no such relation."),
        ("since=%00", "The first day was left out: it held no readable characters."),
        ("since=99999-01-01", "“99999-01-01” was left out: this page knows no such first day."),
        ("until=0000", "“0000” was left out: this page knows no such last day."),
        ("page=99", "There is no such page; this is page 2."),
    ],
)
def test_what_cannot_be_meant_is_left_out_with_a_notice(client, sample, query, notice):
    """And the page stands as without it."""
    response = client.get(f"{BOTH}?{query}")
    assert response.status_code == 200
    assert notices(parse(response)) == [notice]


@of_a_page
def test_sides_are_swapped_with_what_only_one_of_them_had(client, sample):
    """Period, topic and order stay; a group keeps its colour."""
    page = parse(client.get(f"{BOTH}?relation=only-left&since=2019-01-01&order=topic"))
    swapped = page.one("a", klass="swap")["href"]
    assert swapped == (
        f"/compare/groups/{CONTACT}/{LIMA}/?since=2019-01-01&relation=only-right&order=topic"
    )
    mirrored = parse(client.get(swapped))
    assert rows_of(mirrored) == rows_of(page)
    colours = [side["data-group"] for side in page.all("div", klass="side")]
    assert [side["data-group"] for side in mirrored.all("div", klass="side")] == colours[::-1]


# --- Drift -----------------------------------------------------------------------------


@of_a_page
def test_every_number_of_the_drift_opens_to_its_pairs(client, sample):
    """The count in the table, in the formula and the list behind both agree."""
    page = parse(client.get(BOTH))
    lines = page.one("details", klass="days").one("tbody").all("tr")
    assert len(lines) == 23
    line = next(line for line in lines if line.one("th").text == "7 May 2019")
    assert [cell.text for cell in line.all("td")[1:5]] == ["28", "17 61 %", "9 32 %", "2 7 %"]
    for cell, relation in zip(
        line.all("td")[2:5], ("convergent", "partial", "divergent"), strict=True
    ):
        link = cell.one("a")
        assert link["href"].endswith(f"?at=2019-05-07#day-{relation}")
        behind = parse(client.get(BOTH + link["href"])).one("div", id=f"day-{relation}")
        assert f"{link.text} ÷ 28 = " in behind.text
        pairs = behind.one("tbody").all("tr")
        assert len(pairs) == int(link.text)
        assert all(cell.all("a") for pair in pairs for cell in pair.all("td"))
    assert "rejects since 28 March 2019, last said 7 May 2019: point 8?" in behind.text


@of_a_page
def test_the_picture_draws_each_step_with_its_denominator(client, sample):
    """A link for each day on which something was said; a dot from the first common ground on."""
    picture = parse(client.get(BOTH)).one("svg", klass="drift-picture")
    assert len(picture.all("a", klass="step")) == 23
    assert len(picture.all("circle", klass="dot")) == 19
    assert len(picture.all("rect", klass="count")) == 1
    assert len(picture.all("text", klass="total")) > 5
    assert not picture.all("rect", klass="few")
    titles = [title.text for title in picture.all("title")]
    assert "7 May 2019: of 28, 17 converge, 9 in part, 2 diverge" in titles


@of_a_page
def test_a_share_of_few_is_pale(client, sample):
    """Two propositions on elections make no curve."""
    picture = parse(client.get(f"{BOTH}?topic=elections")).one("svg", klass="drift-picture")
    assert picture.all("rect", klass="few")
    assert not picture.all("rect", klass="part", **{"data-relation": "divergent"})
    assert [text.text for text in picture.all("text", klass="total")] == ["2"]


def test_a_new_proposition_is_no_movement(client):
    """The share falls because one entered on which they are apart; nobody moved."""
    address = make_pair(
        [(1, {"truce": "affirms", "vote": "affirms"})],
        [(2, {"truce": "affirms"}), (3, {"vote": "rejects"})],
    )
    page = parse(client.get(address))
    said = page.one("div", klass="sentences").text
    assert "No stance changed where both had spoken: by its own words, neither moved." in said
    assert not page.one("svg", klass="drift-picture").all("use", href="#move-apart")
    assert "1 proposition new in the count" in page.one("details", klass="days").text


def test_a_joint_statement_is_a_word_of_each(client):
    """One mark in either lane with a line between them, and the two stand together."""
    address = make_pair([(1, {"truce": "affirms"})], [(2, {"truce": "rejects"})])
    groups = Actor.objects.filter(slug__in=["north", "south"])
    make_declaration(
        slug="together",
        issuers=groups,
        date=datetime.date(2019, 5, 5),
        points=[{"positions": {"truce": "qualifies"}}],
    )
    page = parse(client.get(address))
    row = page.one("tr", id="truce")
    assert [len(lane.all("a")) for lane in lanes_in(row)] == [2, 2]
    assert len(row.all("line", klass="joint")) == 1
    assert "5 May 2019: qualifies, point 1 (joint); until then affirms" in row.raw_text
    assert "both on the same day 1" in page.one("div", klass="sentences").text


@of_a_page
def test_many_days_and_pairs_stay_a_light_page(client):
    """All triangles; the last days and some pairs of a day, and links that lead to the others."""
    north, south = (make_group(slug=slug, name=slug.capitalize()) for slug in ("north", "south"))
    stances = ["affirms", "qualifies", "rejects"]
    said = {f"truce-{n}": stances[n % 3] for n in range(60)}
    first = datetime.date(2019, 1, 1)
    make_declaration(slug="south-0", issuers=[south], date=first, points=[{"positions": said}])
    for day in range(MAX_STEPS + 1):
        moved = said if not day else {"truce-0": stances[day % 2]}
        make_declaration(
            slug=f"north-{day}",
            issuers=[north],
            date=first + datetime.timedelta(days=day),
            points=[{"positions": moved}],
        )
    base = "/compare/groups/north/south/"
    response = client.get(f"{base}?at=2019-02-10")
    assert len(response.content) < MOST_BYTES
    page = parse(response)
    picture = page.one("svg", klass="drift-picture")
    moves = picture.all("use", href="#move-apart") + picture.all("use", href="#move-closer")
    assert len(moves) == MAX_STEPS
    assert len(picture.all("a", klass="step")) == LAST_STEPS
    days = page.one("details", klass="days")
    assert len(days.one("tbody").all("tr")) == LAST_STEPS
    link = days.all("a")[-1]
    assert link["href"] == f"{base}?until=2019-02-02"
    assert "33 earlier days are left out." in days.text
    earlier = parse(client.get(link["href"])).one("details", klass="days")
    assert len(earlier.one("tbody").all("tr")) == 33

    part = page.one("section", id="groups-day").one("div", id="day-convergent")
    assert len(part.one("tbody").all("tr")) == MAX_PAIRS
    whole = part.all("a")[-1]
    assert whole["href"] == f"{base}?until=2019-02-10&relation=convergent"
    assert f"{60 - MAX_PAIRS} more are not listed here." in part.text
    assert client.get(whole["href"]).context["page"].paginator.count == 60
