"""A coder's queue: one pair at a time, nothing that hints at an answer, and what is refused."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from declarations.models import Judgement, Round, Task, Wording, digest_of
from declarations.services import progress_of
from tests.factories import (
    make_coder,
    make_declaration,
    make_judgement,
    make_lead,
    make_point,
    make_round,
    make_user,
)
from tests.page_parts import notices, parse

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def coder(client):
    """Log a coder in."""
    coder = make_coder(first_name="Ana")
    client.force_login(coder)
    return coder


def make_pairs(count):
    """Make pairs of points between two declarations."""
    left = make_declaration(slug="left", points=[f"Support truce {n}." for n in range(count)])
    right = make_declaration(slug="right", points=[f"Urge truce {n}." for n in range(count)])
    return list(zip(left.points.order_by("order"), right.points.order_by("order"), strict=True))


def form_of(response):
    """Return what the form of a queue sends, without an answer."""
    page = parse(response)
    form = page.one("form", klass="queue-form")
    return {
        "seen_left": form.one("input", name="seen_left")["value"],
        "seen_right": form.one("input", name="seen_right")["value"],
        "token": form.one("input", name="token")["value"],
        "rationale": form.one("textarea", name="rationale").text,
    }


def test_a_queue_is_judged_to_its_end_with_skips_and_second_thoughts(client, coder):
    """Plain forms: an answer leads on, a skipped pair comes back, a changed mind is a new word."""
    held = make_round(pairs=make_pairs(3), coders=[coder], title="First reading")
    Task.objects.filter(place=2).update(place=8)
    queue = f"/rounds/{held.pk}/queue/"
    first = client.get(queue)
    assert "0 of 3" in first.text
    assert "Pair 1 of 3" in parse(first).one("h2").text
    sent = {**form_of(first), "relation": "partial", "rationale": "Weaker.\r\nMuch."}
    answered = client.post(f"{queue}?n=1", sent)
    assert (answered.status_code, answered["Location"]) == (303, f"{queue}?n=2&after=1")
    second = client.get(answered["Location"])
    assert "Pair 1 is judged" in second.text
    assert "1 of 3" in second.text
    assert parse(second).one("a", data_key="s")["href"] == f"{queue}?n=9"
    third = client.get(f"{queue}?n=9")
    assert parse(third).one("a", data_key="s")["href"] == f"{queue}?n=2"  # round to the beginning
    client.post(f"{queue}?n=9", {**form_of(third), "relation": "unrelated"})
    back = client.get(parse(client.get(f"{queue}?n=2")).one("a", data_key="b")["href"])
    assert form_of(back)["rationale"] == "Weaker. Much."
    assert "you judged it partial" in back.text
    given = parse(back).one("button", data_given="")
    assert given["value"] == "partial"
    client.post(f"{queue}?n=1", {**form_of(back), "relation": "divergent"})
    client.post(f"{queue}?n=2", {**form_of(client.get(f"{queue}?n=2")), "relation": "convergent"})
    end = client.get(queue)
    assert "All pairs are judged" in end.text
    assert "3 of 3" in end.text
    given = Judgement.objects.filter(round=held, coder=coder)
    assert given.count() == 4
    assert next(iter(given.values_list("relation", flat=True))) == "partial"
    mine = client.get("/judgements/mine/")
    assert [
        li["data-relation"] for li in parse(mine).one("ol", klass="own-judgements").all("li")
    ] == [
        "convergent",
        "divergent",
        "unrelated",
        "partial",
    ]
    assert mine.text.count("a later one of yours took its place") == 1


def test_htmx_gets_the_next_pair_alone_and_its_address(client, coder):
    """The fragment is what the page shows, and the address follows."""
    held = make_round(pairs=make_pairs(2), coders=[coder])
    queue = f"/rounds/{held.pk}/queue/"
    sent = {**form_of(client.get(queue)), "relation": "convergent"}
    answer = client.post(f"{queue}?n=1", sent, headers=HTMX)
    assert answer["HX-Push-Url"] == f"{queue}?n=2"
    page = parse(answer)
    assert page.one("div", id="queue")
    assert not page.all("header")
    assert "Pair 1 is judged convergent" in page.one("p", id="queue-said", hx_swap_oob="true").text
    again = client.post(f"{queue}?n=1", sent, headers=HTMX)  # a double click
    assert again.status_code == 200
    assert Judgement.objects.count() == 1


def test_a_queue_shows_words_and_who_and_when_and_nothing_that_hints(client, coder):
    """No relation, likeness, score, topic, origin or other coder's word; whatever is known."""
    codes = {"topics": ["truce"], "positions": {"truce-renewed": "affirms"}}
    left = make_point(text="Support the renewal of the truce.", **codes)
    right = make_point(text="Support the renewal of this truce.", **codes)
    other = make_coder(first_name="Benedikta")
    held = make_round(pairs=[(left, right)], coders=[coder, other])
    bare = client.get(f"/rounds/{held.pk}/queue/?n=1").text
    make_judgement(first=left, second=right, coder=other, round=held, relation="divergent")
    make_judgement(first=left, second=right, coder_name="Scholar", relation="divergent")
    held.pairs.update(origin="sampled")
    page = client.get(f"/rounds/{held.pk}/queue/?n=1").text
    for trace in ("alike", "score", "matched", "sampled", "Truce", "Benedikta", "Scholar", "codes"):
        assert trace not in page.partition("<main")[2].partition("</main")[0]
    assert without_tokens(page) == without_tokens(bare)


def without_tokens(page):
    """Return a page without what is new in it each time it is asked for."""
    root = parse_text(page)
    for field in root.all("input"):
        if field.attributes.get("name") in {"csrfmiddlewaretoken", "token"}:
            field.attributes["value"] = ""
    return [(element.tag, element.attributes, element.text) for element in root.walk()]


def parse_text(text):
    """Return a page that is at hand as text."""

    class Answer:
        content = text.encode()

    return parse(Answer)


def test_what_cannot_be_judged_is_refused_in_a_plain_sentence(client, coder, subtests):
    """Forged, replayed, foreign, closed and late: 422 with the reason, and nothing is recorded."""
    pairs = make_pairs(3)
    held = make_round(pairs=pairs[:2], coders=[coder])
    foreign = make_round(pairs=pairs[2:], coders=[make_coder()])
    queue = f"/rounds/{held.pk}/queue/"
    sent = {**form_of(client.get(f"{queue}?n=1")), "relation": "partial"}
    for name, address, changed, sentence in [
        ("no answer", "?n=1", {"relation": ""}, "Choose how the two stand."),
        ("no such answer", "?n=1", {"relation": "agreed"}, "Choose one of the four."),
        ("long", "?n=1", {"rationale": "x" * 5_000}, "Keep the rationale under"),
        ("no token", "?n=1", {"token": "x"}, "not complete"),
        ("forged digest", "?n=1", {"seen_left": "0" * 64}, "changed meanwhile"),
        ("words of another pair", "?n=2", {}, "changed meanwhile"),
        ("no such pair", "?n=7", {}, "not in your queue"),
        ("no number", "?n=" + "9" * 40, {}, "not in your queue"),
    ]:
        with subtests.test(name):
            answer = client.post(queue + address, {**sent, **changed}, headers=HTMX)
            assert answer.status_code == 422
            assert sentence in answer.text
    assert not Judgement.objects.exists()
    assert client.post(f"/rounds/{foreign.pk}/queue/?n=1", sent).status_code == 403
    assert client.post(f"/rounds/{10**25}/queue/?n=1", sent).status_code == 404
    client.post(f"{queue}?n=1", sent)
    replayed = client.post(f"{queue}?n=1", {**sent, "relation": "divergent"})
    assert replayed.status_code == 422
    assert "sent before" in replayed.text
    fresh = {**sent, "token": str(uuid.uuid4())}
    Round.objects.filter(pk=held.pk).update(deadline="2020-01-01")
    late = client.post(f"{queue}?n=1", fresh)
    assert late.status_code == 422
    assert "deadline has passed" in late.text
    assert not parse(client.get(f"{queue}?n=1")).all("form", klass="queue-form")
    Round.objects.filter(pk=held.pk).update(closed=timezone.now(), deadline=None)
    closed = client.post(f"{queue}?n=1", {**fresh, "rationale": "Long thoughts."})
    assert closed.status_code == 422
    assert "This round is closed" in closed.text
    assert parse(closed).one("textarea", readonly="").text == "Long thoughts."
    assert Judgement.objects.count() == 1


def test_words_that_changed_meanwhile_are_shown_anew(client, coder):
    """What was typed stays; the new words are judged with the next answer."""
    ((left, right),) = make_pairs(1)
    held = make_round(pairs=[(left, right)], coders=[coder])
    queue = f"/rounds/{held.pk}/queue/?n=1"
    sent = {**form_of(client.get(queue)), "relation": "partial", "rationale": "Weaker."}
    wording = Wording.objects.get(point=left)
    wording.text = "Support no truce."
    wording.save()
    answer = client.post(queue, sent)
    assert answer.status_code == 422
    assert "Support no truce." in answer.text
    assert notices(parse(answer)) == [
        "The words of this pair were changed meanwhile. Read them again, then judge."
    ]
    fresh = form_of(answer)
    assert (fresh["rationale"], fresh["seen_left"]) == ("Weaker.", digest_of("Support no truce."))
    client.post(queue, {**fresh, "relation": "divergent"})
    assert Judgement.objects.get().relation == "divergent"
    # Words that change once they are judged are to be judged anew.
    assert "1 of 1" in client.get(queue).text
    wording.text = "Support the truce again."
    wording.save()
    again = client.get(f"/rounds/{held.pk}/queue/")
    assert "0 of 1" in again.text
    assert "have changed since you judged" in again.text
    assert (progress_of([held])[held.pk].done, progress_of([held], coder)[held.pk].done) == (0, 0)
    client.post(queue, {**form_of(again), "relation": "partial"})
    assert progress_of([held])[held.pk].done == 1


def test_a_pair_is_judged_in_the_language_it_was_read_in(client, coder):
    """The judgement remembers it; the address of the next pair keeps it."""
    left = make_point(text="Support the truce.", wordings={"es": "Apoyar la tregua."})
    held = make_round(pairs=[(left, make_point(text="Urge it."))], coders=[coder])
    page = client.get(f"/rounds/{held.pk}/queue/?lang=es")
    assert "Apoyar la tregua." in page.text
    assert "shown in English" in page.text
    client.post(f"/rounds/{held.pk}/queue/?n=1&lang=es", {**form_of(page), "relation": "partial"})
    assert Judgement.objects.get().first_language == "es"


def test_in_an_open_round_a_coder_reads_the_others_once_they_have_judged(client, coder):
    """Not before, and never in a blind one."""
    ((left, right),) = make_pairs(1)
    other = make_coder(first_name="Ben", last_name="Okoro")
    held = make_round(pairs=[(left, right)], coders=[coder, other], is_blind=False)
    make_judgement(first=left, second=right, coder=other, coder_name="Ben Okoro", round=held)
    queue = f"/rounds/{held.pk}/queue/?n=1"
    assert "Ben Okoro" not in client.get(queue).text
    make_judgement(first=left, second=right, coder=coder, round=held, relation="partial")
    assert "Ben Okoro" in client.get(queue).text
    Round.objects.update(is_blind=True)
    assert "Ben Okoro" not in client.get(queue).text


def test_a_queue_costs_the_same_at_its_end_as_at_its_start(client, coder):
    """Whatever the number of pairs, and however many are judged: fifteen queries at most."""
    pairs = make_pairs(30)
    held = make_round(pairs=pairs, coders=[coder])
    costs = []
    for judged in (pairs[:1], pairs[1:29]):
        for left, right in judged:
            make_judgement(first=left, second=right, coder=coder, round=held)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/rounds/{held.pk}/queue/?n=30")
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 15


def test_pages_of_rounds_answer_everybody(client, subtests):
    """The log-in for who is not, plain words for who may not; for htmx and forms alike."""
    coder, lead, reader = make_coder(), make_lead(), make_user()
    held = make_round(pairs=make_pairs(1), coders=[coder])
    pages = {
        "/rounds/": {reader: 403, coder: 200, lead: 200},
        "/rounds/new/": {reader: 403, coder: 403, lead: 200},
        f"/rounds/{held.pk}/": {reader: 403, coder: 302, lead: 200},
        f"/rounds/{held.pk}/coders/": {reader: 403, coder: 403, lead: 302},
        f"/rounds/{held.pk}/deadline/": {reader: 403, coder: 403, lead: 302},
        f"/rounds/{held.pk}/close/": {reader: 403, coder: 403, lead: 302},
        f"/rounds/{held.pk}/queue/": {reader: 403, coder: 200, lead: 403},
        "/judgements/mine/": {reader: 403, coder: 200, lead: 200},
        f"/rounds/{10**25}/": {reader: 404, coder: 404, lead: 404},
    }
    for address, answers in pages.items():
        client.logout()
        with subtests.test(address):
            for method in (client.get, client.post):
                answer = method(address)
                if answer.status_code != 405:
                    assert answer["Location"].startswith(f"{reverse('declarations:login')}?next=")
                    assert "HX-Redirect" in method(address, headers=HTMX)
            for user, status in answers.items():
                client.force_login(user)
                assert client.get(address).status_code == status, user
                assert client.get(address, headers=HTMX).status_code == status, user
                if status == 403 and client.post(address).status_code != 405:
                    assert client.post(address).status_code == 403
