"""An editor puts the points of a text right: by the pointer, by keys, and back again."""

from playwright.sync_api import expect

from declarations.models import Intake
from tests.browser.accessibility import assert_accessible
from tests.browser.looks import each_look
from tests.factories import make_editor, make_group

TEXT = """The Lagoon Group met in Port Saint Anne and agreed:

1. Support the renewal of the truce and urge its observers to publish what they see.
2. Call for elections within six months.
4. Thank the people of Port Saint Anne.
"""
DESK = "/admin/declarations/intake/"


def test_points_are_put_right_by_pointer_and_keys(site, page, log_in, console):
    """Kept while typed; linked to the text; split where clicked; undone; every look accessible."""
    log_in(make_editor())
    make_group(name="Lagoon Group")
    page.goto(f"{DESK}add/")
    page.locator("#id_text").fill(TEXT)
    expect(page.locator("#intake-kept")).to_contain_text("Kept,")
    assert Intake.objects.get().text == TEXT
    page.locator("#find-issuer").fill("lagoon")
    page.keyboard.press("Enter")
    page.locator("#id_date").fill("2019-05-03")
    for look in each_look(page, ("wide-light", "narrow-dark")):
        assert_accessible(page, look)
    page.get_by_role("button", name="Go on to the points").click()

    points = page.locator(".split-point")
    expect(points).to_have_count(3)
    expect(page.get_by_role("link", name="1 thing to look at")).to_be_visible()
    first = points.first
    first.hover()
    expect(page.locator(".stretch.is-lit")).to_have_text(["11.", "Support the renewal"], timeout=1)
