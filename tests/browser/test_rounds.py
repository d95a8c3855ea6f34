"""A coding round by keyboard alone: a lead opens it, two coders judge, the lead closes it."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from declarations.models import Judgement, Round
from tests.browser.accessibility import assert_accessible
from tests.browser.looks import each_look
from tests.factories import make_coder, make_lead

LIMA, SAN_JOSE = "lima-group-2019-05-03", "international-contact-group-2019-05-07"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/"
RELATIONS = ("convergent", "partial", "divergent", "unrelated")


@pytest.fixture
def use(site, page):
    """Return a function that lets somebody else sit down at the page."""

    def use(user):
        client = Client()
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}
        page.context.clear_cookies()
        page.context.add_cookies([cookie])

    return use


def press(page, *keys):
    """Press keys one after the other, wherever the focus is."""
    for key in keys:
        page.keyboard.press(key)


def test_two_coders_judge_blind_and_see_each_other_once_the_lead_has_closed(
    site, page, use, console, subtests
):
    """From the form of the round to the comparison that says what both judged."""
    lead = make_lead(username="lea")
    ana = make_coder(username="ana", first_name="Ana", last_name="Ruiz")
    ben = make_coder(username="ben", first_name="Ben", last_name="Okoro")
    use(lead)
    page.goto(f"/rounds/new/?declarations={LIMA}&declarations={SAN_JOSE}")
    page.get_by_label("Title", exact=True).focus()
    page.keyboard.type("First reading")
    for name in ("Ana Ruiz", "Ben Okoro"):
        page.get_by_label(name).focus()
        press(page, "Space")
    page.get_by_label("Unmatched pairs to add").focus()
    press(page, "Control+a", "3")
    page.get_by_role("button", name="See what this gives").focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="What this gives")).to_be_visible()
    for look in each_look(page, ("narrow-dark",)):
        with subtests.test("opening", look=look):
            assert_accessible(page)
    page.get_by_role("button", name="Open the round").focus()
    press(page, "Enter")
    expect(page.get_by_role("status").first).to_contain_text("The round is open")
    held = Round.objects.get()
    total = held.pairs.count()

    use(ana)
    page.goto(f"/rounds/{held.pk}/queue/")
    title = page.locator("#queue-title")
    expect(title).to_contain_text(f"Pair 1 of {total}")
    for look in each_look(page, ("wide-dark", "narrow-light")):
        with subtests.test("queue", look=look):
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.evaluate("window.isTheSamePage = true")
    press(page, "r")
    page.keyboard.type("cpdu are letters here.")
    press(page, "Escape")
    for number, key in enumerate("cpdu", start=1):
        press(page, key)
        expect(title).to_contain_text(f"Pair {number + 1} of {total}")
        expect(title).to_be_focused()
    press(page, "s")
    expect(title).to_contain_text(f"Pair 6 of {total}")
    press(page, "b")
    expect(title).to_contain_text(f"Pair 5 of {total}")
    press(page, "b")
    expect(title).to_contain_text("you judged it unrelated")
    press(page, "p")
    expect(page.locator(".queue-progress")).to_contain_text(f"4 of {total}")
    expect(title).to_contain_text(f"Pair 5 of {total}")
    expect(page.locator("#queue-said")).to_contain_text("is judged partial")
    assert page.evaluate("window.isTheSamePage")
    given = Judgement.objects.filter(round=held, coder=ana)
    assert [one.relation for one in given] == [*RELATIONS, "partial"]
    assert given[0].rationale == "cpdu are letters here."

    # The other has the pairs in another order: here they come to one that the first has judged.
    first = given[0]
    use(ben)
    place = ben.tasks.get(pair__first=first.first, pair__second=first.second).place
    page.goto(f"/rounds/{held.pk}/queue/?n={place + 1}")
    expect(title).to_contain_text(f"Pair {place + 1} of {total}")
    expect(page.locator("main")).not_to_contain_text("cpdu")
    press(page, "d")
    expect(page.locator(".queue-progress")).to_contain_text(f"1 of {total}")
    page.goto(FOUNDING)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hidden from you")
    use(lead)
    page.goto(f"/rounds/{held.pk}/")
    for look in each_look(page, ("narrow-light",)):
        with subtests.test("round", look=look):
            assert_accessible(page)
    page.locator("details.close summary").focus()
    press(page, "Enter", "Tab", "Space", "Tab", "Enter")
    expect(page.get_by_role("status").first).to_contain_text("The round is closed")
    use(ben)
    points = sorted((first.first, first.second), key=lambda point: point.declaration.slug != LIMA)
    page.goto(f"/judge/{LIMA}/{SAN_JOSE}/{points[0].anchor},{points[1].anchor}/")
    for said in ("cpdu are letters here.", "Ana Ruiz", "Ben Okoro"):
        expect(page.locator("main")).to_contain_text(said)
