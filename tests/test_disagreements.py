"""Where coders differ: what a lead reads, decides and takes back, and what is refused."""

from urllib.parse import quote
from uuid import uuid4

import pytest

from declarations.models import Judgement, Round, Wording, digest_of
from tests.factories import (
    make_coder,
    make_editor,
    make_judgement,
    make_lead,
    make_point,
    make_round,
)
from tests.page_parts import notices, parse

pytestmark = pytest.mark.django_db

QUEUE = "/agreement/disagreements/"


@pytest.fixture
def lead(client):
    """Log a lead in."""
    lead = make_lead(first_name="Lena", last_name="Lead")
    client.force_login(lead)
    return lead


def make_dispute(*said, **fields):
    """Make a pair of two coded points on which coders say this, in order."""
    first = make_point(text="Support the truce.", positions={"truce": "affirms"})
    second = make_point(text="Reject it.", positions={"truce": "rejects"})
    for number, relation in enumerate(said):
        make_judgement(
            first=first,
            second=second,
            relation=relation,
            coder_name=f"Coder {number}",
            rationale=f"Because of {relation} {number}.",
            **fields,
        )
    return first, second


def address_of(pair):
    """Return where a pair is decided."""
    return f"{QUEUE}{pair[0].pk}/{pair[1].pk}/"


def decide(client, pair, *, htmx=False, address="", **changes):
    """Send the form of a pair."""
    sent = {
        "relation": "partial",
        "rationale": "Both want talks.",
        "seen_left": digest_of("Support the truce."),
        "seen_right": digest_of("Reject it."),
        "token": uuid4(),
    } | changes
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(address or address_of(pair), sent, headers=headers)


def cards(client, address=QUEUE):
    """Return the pairs that a page shows."""
    return parse(client.get(address)).all("article")


def test_what_coders_wrote_stands_side_by_side_with_what_the_codes_say(client, lead):
    """Only where they differ on the words as they are, and nobody has decided."""
    pair = make_dispute("partial", "divergent", "partial")
    make_dispute("partial", "partial")
    make_dispute("partial")
    stale = make_dispute("partial")
    make_judgement(
        first=stale[0], second=stale[1], relation="divergent", first_digest=digest_of("old")
    )
    [card] = cards(client)
    assert card.one("h2").text.startswith("2 coders partial, 1 divergent")
    assert [q.text for q in card.all("blockquote")] == ["Support the truce.", "Reject it."]
    said = card.one("ul", klass="rationales").text
    assert "Because of partial 0." in said
    assert "Because of divergent 1." in said
    assert "The codes alone say divergent" in said
    make_judgement(first=pair[0], second=pair[1], relation="partial", coder_name="Coder 1")
    assert cards(client) == []


def test_a_decision_is_kept_with_its_note_and_its_dissent_and_taken_back(client, lead):
    """With htmx in place, with the counts beside it; a double click is one decision."""
    pair, token = make_dispute("partial", "partial", "divergent"), uuid4()
    for _ in range(2):
        page = parse(decide(client, pair, htmx=True, token=token))
        assert page.one("p", klass="saved").text == "Saved: adjudicated partial."
        tabs = page.one("nav", id="disagreements-tabs")
        assert tabs["hx-swap-oob"] == "true"
        assert [tab.text for tab in tabs.all("a")] == ["To decide 0", "Adjudicated 1"]
    held = Judgement.objects.get(kind="adjudication")
    assert (held.coder, held.rationale, held.round) == (lead, "Both want talks.", None)
    [card] = cards(client, f"{QUEUE}?show=adjudicated")
    assert card.one("h2").text.startswith("2 coders partial, 1 divergent; adjudicated partial")
    assert "Because of divergent 2." in card.text
    assert "Both want talks." in card.text
    back = card.one("button", name="withdraw")["value"]
    page = parse(client.post(address_of(pair), {"withdraw": back}, headers={"HX-Request": "true"}))
    assert page.one("p", klass="saved").text.startswith("Taken back.")
    assert len(cards(client)) == 1
    # The form that was taken back does not decide a second time.
    assert decide(client, pair, htmx=True, token=token).status_code == 422
    client.force_login(make_lead())
    decide(client, pair)
    last = Judgement.objects.standing().get(kind="adjudication")
    client.force_login(lead)
    assert client.post(address_of(pair), {"withdraw": last.pk}).status_code == 422


def test_a_plain_form_leads_back_to_the_list_where_it_can_be_taken_back(client, lead):
    """The address keeps the filter, and shows what was done."""
    pair = make_dispute("partial", "divergent")
    slug = pair[0].declaration.slug
    response = decide(client, pair, address=f"{address_of(pair)}?declaration={slug}")
    held = Judgement.objects.get(kind="adjudication")
    anchor = f"pair-{pair[0].pk}-{pair[1].pk}"
    assert response["Location"] == f"{QUEUE}?declaration={slug}&done={held.pk}#{anchor}"
    [card] = cards(client, response["Location"])
    assert "Saved: adjudicated partial." in card.text
    assert card.one("button", name="withdraw")
    response = client.post(address_of(pair), {"withdraw": held.pk})
    assert response["Location"] == f"{QUEUE}#{anchor}"
    for odd in ("9" * 30, "x", "%00", str(held.pk)):
        assert "Saved" not in parse(client.get(f"{QUEUE}?done={odd}")).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rationale": "  "}, "Say why: an adjudication has a note."),
        ({"relation": ""}, "Choose how the two stand."),
        ({"relation": "equal\0"}, "Choose one of the four."),
        ({"rationale": "w" * 4_001}, "Keep the rationale under 4,000 characters."),
        ({"seen_right": digest_of("Reject it now.")}, "The words were changed since"),
        ({"token": "none"}, "This form was not complete."),
        ({"withdraw": "1"}, "This is no adjudication of yours that stands."),
        ({"withdraw": "9" * 40}, "This is no adjudication of yours that stands."),
    ],
)
def test_what_cannot_be_decided_says_why_and_keeps_what_was_written(
    client, lead, changes, sentence
):
    """With htmx and without, as 422; nothing is stored."""
    pair = make_dispute("partial", "divergent")
    for htmx in (True, False):
        response = decide(client, pair, htmx=htmx, **changes)
        assert response.status_code == 422
        page = parse(response)
        assert sentence in page.one("p", klass="notice").text
        if "rationale" not in changes:
            assert page.one("textarea").text == "Both want talks."
    assert not Judgement.objects.filter(kind="adjudication").exists()


def test_two_leads_do_not_decide_over_each_other_nor_over_coders_who_agree(client, lead):
    """The second is shown what the first decided."""
    pair = make_dispute("partial", "divergent")
    decide(client, pair)
    client.force_login(make_lead())
    page = parse(decide(client, pair, relation="divergent", htmx=True))
    assert "adjudicated meanwhile: partial, by Lena Lead" in page.one("p", klass="notice").text
    agreed = make_dispute("partial", "partial")
    assert b"do not differ" in decide(client, agreed, htmx=True).content
    assert Judgement.objects.filter(kind="adjudication").count() == 1


def test_in_a_running_round_leads_read_and_decide_after_its_end(client, lead):
    """A decision would be read by those who have yet to judge."""
    pair = make_dispute("partial")
    held = make_round(pairs=[pair], title="Spring")
    make_judgement(
        first=pair[0], second=pair[1], relation="divergent", coder_name="Ana", round=held
    )
    [card] = cards(client)
    assert "The round “Spring” holds this pair and is still running" in card.text
    assert card.all("form") == []
    assert b"is still running. Decide once it is closed" in decide(client, pair).content
    Round.objects.update(closed="2024-05-01T00:00Z")
    assert decide(client, pair).status_code == 302


def test_changed_words_unpublished_texts_and_deleted_points_are_no_error(client, lead):
    """A stale decision opens the pair anew; what is gone from the public is gone from here."""
    pair = make_dispute("partial", "divergent")
    decide(client, pair)
    Wording.objects.filter(point=pair[0]).update(text="Support the truce now.")
    assert cards(client) == cards(client, f"{QUEUE}?show=adjudicated") == []
    other = make_dispute("partial", "divergent")
    other[0].declaration.status = "draft"
    other[0].declaration.save()
    assert cards(client) == []
    assert decide(client, other).status_code == 404
    gone = make_dispute("partial", "divergent")
    address = address_of(gone)
    gone[1].delete()
    assert client.get(address).status_code == 404
    assert cards(client) == []
    for odd in ("1/1/", "2/1/", f"{10**30}/{10**31}/"):
        assert client.get(QUEUE + odd).status_code == 404


@pytest.mark.parametrize("make", [None, make_coder, make_editor])
def test_only_leads_read_and_decide(client, make):
    """The log-in page for who is not logged in; plain words for who may not."""
    pair = make_dispute("partial", "divergent")
    if make is make_editor:
        may = make()
        may.user_permissions.remove(*may.user_permissions.filter(codename="adjudicate_judgement"))
        client.force_login(may)
    elif make:
        client.force_login(make())
    for address in (QUEUE, address_of(pair)):
        response = client.get(address)
        if make:
            assert response.status_code == 403
            assert "Only leads decide between coders" in parse(response).text
        else:
            assert response["Location"].endswith(f"?next={quote(address)}")
    response = decide(client, pair, htmx=True)
    assert (response.status_code == 403) if make else ("next=" in response["HX-Redirect"])
    assert not Judgement.objects.filter(kind="adjudication").exists()


def test_many_disputes_come_ten_to_a_page_for_as_many_queries(
    client, lead, django_assert_num_queries
):
    """
    Twenty-three, the session among them, for one pair or ten.

    What no one can decide yet comes last, and after a decision one goes on where one is: the
    pairs of the next page have moved up.
    """
    held = make_dispute("partial", "divergent")
    with django_assert_num_queries(23):
        client.get(QUEUE)
    make_round(pairs=[held])
    pairs = [make_dispute("partial", "divergent", "unrelated") for _ in range(11)]
    with django_assert_num_queries(23):
        response = client.get(QUEUE)
    page = parse(response)
    assert len(page.all("article")) == 10
    assert "Page 1 of 2" in page.text
    assert len(response.content) < 120_000
    assert "holds this pair" not in page.text
    assert "holds this pair" in client.get(f"{QUEUE}?page=2").text
    on = parse(decide(client, pairs[0], htmx=True)).one("div", id="disagreements-pages").one("a")
    assert (on["href"], on.text) == (QUEUE, "Go on: 11 pairs wait")
    assert "There is no such page; this is page 2." in notices(parse(client.get(f"{QUEUE}?page=9")))
