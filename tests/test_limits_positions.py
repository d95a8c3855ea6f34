"""What the page of positions may cost: queries, seconds and bytes, on the sample and far beyond."""

import time

import pytest
from django.core.management import call_command

from tests.factories import make_actor, make_declaration
from tests.page_parts import parse

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6
"""Groups, topics, declarations, their issuers, propositions, positions."""
MOST_BYTES = 150_000
MOST_SECONDS = {"sample": 0.15, "grown": 0.5}
"""0.03 and 0.2 are usual; ``python -m tests.benchmarks.positions`` measures by the clock."""


def is_quick(client, address, most):
    """Say if one of three readings keeps within seconds, but for what else the machine did."""
    for _reading in range(3):
        start = time.process_time()
        client.get(address)
        if time.process_time() - start < most:
            return True
    return False


@pytest.mark.parametrize(
    ("query", "waiting"),
    [("", 0), ("?lang=es", 3), ("?contested=1", 0), ("?since=2019-05-01&group=lima-group", 0)],
)
def test_the_field_of_the_sample_is_light(
    client, sample, django_assert_num_queries, query, waiting
):
    """Few queries, quick, and whole in one page; in Spanish, which is longer, nearly."""
    client.get(f"/positions/{query}")
    with django_assert_num_queries(MOST_QUERIES):
        response = client.get(f"/positions/{query}")
    assert len(response.content) < MOST_BYTES
    assert len(parse(response).all("tbody", klass="waits")) <= waiting
    assert is_quick(client, f"/positions/{query}", MOST_SECONDS["sample"])


def test_the_field_bears_200_declarations_and_200_propositions(client, django_assert_num_queries):
    """As many queries as ever; what is too much for one page waits, and comes in light parts."""
    call_command("grow_positions", declarations=200, propositions=200, seed=1, verbosity=0)
    with django_assert_num_queries(MOST_QUERIES):
        response = client.get("/positions/")
    for query in ("?page=2", "?lang=es&page=2", "?contested=1&lang=es&page=3", "?page=5&lang=es"):
        assert len(client.get(f"/positions/{query}").content) < MOST_BYTES
    assert len(response.content) < MOST_BYTES
    assert is_quick(client, "/positions/", MOST_SECONDS["grown"])
    place = parse(response).all("tbody", klass="waits")[-1]
    headers = {"HX-Request": "true", "HX-Target": place["id"]}
    with django_assert_num_queries(MOST_QUERIES):
        part = client.get(place.one("a")["href"], headers=headers)
    assert len(part.content) < MOST_BYTES


@pytest.mark.parametrize("count", [1, 12])
def test_the_words_behind_a_mark_ask_the_same_however_many_points(
    client, django_assert_num_queries, count
):
    """Declaration and issuers, positions, wordings, groups and topics, neighbours."""
    points = [{"text": f"Support {n}.", "positions": {"truce": "affirms"}} for n in range(count)]
    issuers = [make_actor(kind="group") for _number in range(2)]
    for number in range(count):
        make_declaration(slug=f"d-{number}", issuers=issuers, points=points)
    with django_assert_num_queries(6):
        assert client.get("/positions/truce/d-0/").status_code == 200
