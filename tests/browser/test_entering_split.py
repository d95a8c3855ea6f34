"""An editor puts the points of a text right: by the pointer, by keys, and back again."""

from playwright.sync_api import expect

from declarations.models import Intake
from tests.browser.accessibility import assert_accessible
from tests.browser.looks import each_look
from tests.factories import make_editor, make_group

TEXT = """The Lagoon Group met in Port Saint Anne and agreed:

1. Support the renewal of the truce and urge its observers to publish what they see.
2. Call for elections within six months. Invite observers to them.
4. Thank the people of Port Saint Anne.
"""
LOOKS = ("wide-light", "narrow-dark")


def test_points_are_put_right_by_pointer_and_keys(site, page, log_in):
    """Kept while typed; linked to the text; split where clicked; undone; nothing in the way."""
    log_in(make_editor())
    make_group(name="Lagoon Group")
    page.goto("/admin/declarations/intake/add/")
    page.locator("#id_text").fill(TEXT)
    expect(page.locator("#intake-kept")).to_contain_text("Kept,")
    assert Intake.objects.get().text == TEXT
    page.locator("#find-issuer").fill("lagoon")
    page.keyboard.press("Enter")
    page.locator("#id_date").fill("2019-05-03")
    for _look in each_look(page, LOOKS):
        assert_accessible(page)
    page.get_by_role("button", name="Go on to the points").click()

    points, focused = page.locator(".split-point"), page.locator(".split-point:focus")
    expect(points).to_have_count(3)
    points.first.hover()
    expect(page.locator(".stretch.is-lit").last).to_contain_text("Support the renewal")
    page.locator(".stretch[data-key=p3]").last.click()
    expect(focused).to_contain_text("Thank the people")
    page.keyboard.press("w")
    expect(focused.locator(".split-doubt")).to_contain_text("Missing before 4: 3.")

    # A click in a word means its beginning.
    words = points.nth(1).locator(".split-words")
    box = words.evaluate(
        """words => {
            const range = document.createRange();
            const at = words.firstChild.data.indexOf("Invite") + 3;
            range.setStart(words.firstChild, at);
            range.setEnd(words.firstChild, at + 1);
            const box = range.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];
        }"""
    )
    page.mouse.click(*box)
    expect(words.locator(".split-caret")).to_be_visible()
    page.keyboard.press("s")
    expect(points).to_have_count(4)
    expect(focused.locator(".split-words")).to_have_text("Invite observers to them.")
    expect(focused.locator("[name=label]")).to_have_value("3")
    expect(page.locator(".split-doubt")).to_have_count(0)
    page.keyboard.press("m")
    expect(points).to_have_count(3)
    page.keyboard.press("u")
    expect(points).to_have_count(4)
    page.keyboard.press("u")
    expect(points).to_have_count(3)
    page.keyboard.press("r")
    expect(points).to_have_count(4)
    points.first.focus()
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(points.nth(1).locator(".split-cut")).to_have_attribute("open", "")
    page.keyboard.press("Alt+ArrowDown")
    expect(points.nth(2).locator(".split-words")).to_contain_text("Call for elections")
    page.keyboard.press("x")
    expect(points).to_have_count(3)
    expect(page.locator(".stretch[data-what=left-out]").last).to_contain_text("Call for elections")
    page.locator("summary").get_by_text("Keys").click()
    page.locator("summary").get_by_text("Title, preamble").click()
    page.locator("summary").get_by_text("left out").click()
    for _look in each_look(page, LOOKS):
        assert_accessible(page)
