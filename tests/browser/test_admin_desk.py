"""Editors at work: entering, moving and coding points, and meeting each other."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from declarations.models import Declaration, Point
from tests.admin_forms import page_of, submitted
from tests.browser.accessibility import assert_accessible
from tests.browser.looks import each_look, each_scheme
from tests.factories import (
    make_actor,
    make_declaration,
    make_editor,
    make_intake,
    make_judgement,
    make_lead,
    make_source,
)

FOUNDING, ANSWER = "lima-group-2019-05-03", "international-contact-group-2019-05-07"


@pytest.fixture
def editor(site, log_in):
    """Sit at the desk."""
    editor = make_editor(username="ana", first_name="Ana")
    log_in(editor)
    return editor


DESK = "/admin/declarations/"
PAGES = {
    "declarations": [
        "/admin/",
        f"{DESK}declaration/",
        f"{DESK}declaration/?coded=no",
        f"{DESK}declaration/add/",
        f"{DESK}declaration/{{declaration}}/change/",
        f"{DESK}declaration/{{declaration}}/history/",
        f"{DESK}declaration/{{declaration}}/history/{{record}}/",
        f"{DESK}declaration/{{declaration}}/compare-with/",
        f"{DESK}intake/",
        f"{DESK}intake/{{intake}}/text/",
        f"{DESK}intake/{{intake}}/delete/",
    ],
    "points": [
        "/admin/password_change/",
        f"{DESK}point/",
        f"{DESK}point/{{point}}/change/",
        f"{DESK}point/{{point}}/history/",
        f"{DESK}point/{{point}}/delete/",
        f"{DESK}position/",
    ],
    "judgements": [
        f"{DESK}judgement/",
        f"{DESK}judgement/{{judgement}}/change/",
    ],
    "codebook and actors": [
        f"{DESK}topic/",
        f"{DESK}topic/add/",
        f"{DESK}proposition/",
        f"{DESK}proposition/add/",
        f"{DESK}actor/",
        f"{DESK}actor/add/",
        f"{DESK}membership/",
        f"{DESK}membership/add/",
    ],
}
TWO_LOOKS = ("wide-light", "narrow-dark")
"""Both widths and both schemes: all four would take a good ten seconds more."""


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES)
def test_every_page_of_the_desk_keeps_to_the_policy_and_is_accessible(
    editor, page, log_in, subtests, pages
):
    """No inline script or style anywhere (the console would say so), nothing in anybody's way."""
    # All that a long text holds, in a short one: each card of a point is like the next.
    coded = {"topics": ["elections", "dialogue"], "positions": {"cuba-part-of-solution": "affirms"}}
    declaration = make_declaration(
        gaps=["Point 7 was not published."],
        signatories=[make_actor()],
        points=[
            {"text": "Support the truce.", "wordings": {"es": "Apoyan la tregua."}} | coded,
            "Thank the hosts.",
        ],
    )
    make_source(declaration=declaration)
    keys = {
        "declaration": declaration.pk,
        "record": declaration.history.first().pk,
        "point": declaration.points.first().pk,
        "judgement": make_judgement().pk,
        "intake": make_intake(filename="communiqué.pdf", content=b"%PDF").pk,
    }
    make_declaration(status="draft", points=["Support the truce."])
    if pages == PAGES["judgements"]:
        log_in(make_lead())  # who alone sees what coders gave
    for pattern in pages:
        address = pattern.format(**keys)
        response = page.goto(address)
        assert response.status == 200, address
        for look in each_look(page, TWO_LOOKS):
            with subtests.test(pattern, look=look):
                assert_accessible(page)
                overhang = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert overhang <= 0, f"{address} is {overhang} pixels too wide"


def test_an_editor_enters_a_declaration_codes_and_publishes_it(editor, page, site):
    """From an empty form to the page that readers see."""
    page.goto("/admin/declarations/declaration/add/")
    page.get_by_label("Title:", exact=True).fill("Declaration of Quito")
    page.get_by_label("Date:").fill("2018-09-04")
    page.locator("#issues-0 .select2-selection").click()
    page.locator(".select2-search__field").fill("Lima")
    page.get_by_role("option", name="Lima Group").click()
    page.get_by_role("button", name="Add another Point").click()
    card = page.locator("#points-0")
    card.get_by_label("Number", exact=True).fill("1")
    expect(card.locator(".desk-card-number")).to_have_text("1")
    card.get_by_label("English", exact=True).fill("Support the truce.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    expect(page.get_by_text("Draft: not on the site yet")).to_be_visible()
    declaration = Declaration.objects.get(slug="lima-group-2018-09-04")
    assert page.request.get(declaration.get_absolute_url()).status == 404

    page.get_by_role("link", name="Code this point").click()
    page.get_by_role("button", name="Add another Position").click()
    page.locator("#positions-0 .select2-selection").click()
    page.locator(".select2-search__field").fill("Cuba should take part")
    page.get_by_role("option", name=re.compile("Cuba should take part")).click()
    expect(page.locator("#positions-0 .field-coding_rule .readonly")).to_contain_text("ffirmed")
    page.locator("#positions-0").get_by_label("Stance:").select_option("affirms")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Point.objects.get(declaration=declaration).positions.get().stance == "affirms"

    page.get_by_role("link", name="Back to the declaration").click()
    expect(page.get_by_text("1 position", exact=False).first).to_be_visible()
    page.get_by_label("Status:").select_option("published")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="View on site").click()
    expect(page.get_by_role("heading", name="Declaration of Quito")).to_be_visible()


def test_two_points_change_places(editor, page):
    """By typing, in one save."""
    declaration = make_declaration(points=["Support the truce.", "Thank the hosts."])
    page.goto(page_of(declaration))
    for row, place in (("points-0", "2"), ("points-1", "1")):
        page.locator(f"#{row}").get_by_label("Number", exact=True).fill(place)
        page.locator(f"#{row}").get_by_label("Order", exact=True).fill(place)
    page.get_by_role("button", name="Save and continue editing").click()
    first = page.locator("#points-0").get_by_label("English", exact=True)
    expect(first).to_have_value("Thank the hosts.")


def test_the_second_editor_is_told_and_loses_nothing(editor, page, width):
    """The notice names the first, shows the change, and keeps what the second typed."""
    declaration = make_declaration(points=["Support the truce."])
    page.goto(page_of(declaration))
    first = Client()
    first.force_login(make_editor(username="ben", first_name="Ben", last_name="Ruiz"))
    data = submitted(first.get(page_of(declaration)), {"points-0-text_en": "Reject the truce."})
    assert first.post(page_of(declaration), data).status_code == 302

    page.get_by_label("Place:").fill("Quito")
    page.get_by_role("button", name="Save", exact=True).click()
    notice = page.get_by_role("region", name="This declaration was saved meanwhile")
    expect(notice).to_contain_text("Ben Ruiz saved this declaration")
    expect(notice).to_contain_text("Reject the truce.")
    expect(page.get_by_label("Place:")).to_have_value("Quito")
    for scheme in each_scheme(page):
        assert_accessible(page, colours_only=scheme == "dark")
    page.get_by_label("Save over it: I have read the other changes").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    declaration.refresh_from_db()
    assert declaration.place == "Quito"


def test_save_pressed_twice_saves_once(editor, page):
    """A double click is one save, not a quarrel with oneself."""
    declaration = make_declaration(points=["Support the truce."])
    page.goto(page_of(declaration))
    page.get_by_label("Place:").fill("Quito")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    declaration.refresh_from_db()
    assert declaration.version == 2


def test_typed_words_are_not_left_behind_unasked(editor, page):
    """Going elsewhere with unsaved words asks first."""
    declaration = make_declaration(points=["Support the truce."])
    page.goto(page_of(declaration))
    page.get_by_label("Place:").press_sequentially("Quito")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="History").click()
    page.wait_for_url("**/history/")
    assert asked == ["beforeunload"]


def test_the_desk_works_without_scripts(site, browser, new_context):
    """Compare with…, the cards and saving are plain forms and links."""
    editor = make_editor(username="ana")
    client = Client()
    client.force_login(editor)
    context = new_context(java_script_enabled=False)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}]
    )
    page = context.new_page()
    page.goto(page_of(Declaration.objects.get(slug=FOUNDING)))
    page.get_by_label("Place:").fill("Lima")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.get_by_role("link", name="Compare with…").click()
    page.get_by_label("Compare with").select_option(str(Declaration.objects.get(slug=ANSWER).pk))
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(f"/compare/{FOUNDING}/{ANSWER}/$"))
