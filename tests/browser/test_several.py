"""Readers set several declarations side by side, add, move and take out; without a mouse."""

from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import NARROW
from tests.browser.test_reading import assert_fits

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
JOINT = "joint-2019-06-03"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/"
SAMPLE = f"{FOUNDING}{JOINT}/"


def test_a_third_is_added_and_read_by_keyboard(site, page):
    """From the comparison of two; contested rows, a point in full, columns moved and gone."""
    page.goto(FOUNDING)
    page.get_by_role("link", name="Add a third").press("Enter")
    page.locator("select[name=add]").select_option(JOINT)
    assert_accessible(page)
    page.get_by_role("button", name="Read beside these").press("Enter")
    page.wait_for_url(f"**{SAMPLE}")
    rows = page.locator(".several tbody tr[id]")
    expect(page.locator(".several thead th")).to_have_count(5)
    expect(rows).to_have_count(30)

    page.locator("#show-contested").press("Enter")
    expect(rows).to_have_count(5)
    expect(page.locator("#show-contested")).to_be_focused()
    expect(page.locator("#several-status")).to_have_text("5 propositions shown")
    page.wait_for_url(f"**{SAMPLE}?show=contested")
    row = page.locator("#guaido-interim-president")
    expect(row.locator(".standing")).to_contain_text("1 affirms, 1 qualifies; 1 silent")
    whole = page.locator("#w-0-1")
    row.locator("button").first.press("Enter")
    expect(whole).to_be_visible()
    expect(whole).to_contain_text("encourages them to keep up the effort")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(whole).to_be_hidden()
    expect(row.locator("button").first).to_be_focused()

    page.get_by_role("link", name="Move Contact Group, 7 May 2019 to the left").press("Enter")
    page.wait_for_url(f"**/compare/{SAN_JOSE}/{LIMA}/{JOINT}/?show=contested")
    page.get_by_role("link", name="Take out Contact Group, 7 May 2019").press("Enter")
    page.wait_for_url(f"**/compare/{LIMA}/{JOINT}/")


def test_several_fit_a_phone_as_cards(site, page):
    """A card for each proposition, with the names of those who speak; the silent stand last."""
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{SAMPLE}?show=contested")
    assert_fits(page)
    assert_accessible(page)
    row = page.locator("#guaido-interim-president")
    speaking, silent = row.locator("td[data-stance]"), row.locator("td.silent")
    expect(speaking.first).to_contain_text("Lima Group, 3 May 2019")
    expect(silent).to_contain_text("Lima Group and Contact Group, 3 Jun 2019")
    assert silent.bounding_box()["y"] > speaking.last.bounding_box()["y"]
    row.locator("button").first.click()
    box = page.locator("#w-0-1").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_without_scripts_several_are_ticked_filtered_and_opened(site, new_context):
    """By the list, by links and a button, and by what the browser itself can open."""
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto("/declarations/?year=2020")
    for box in plain.locator(".declarations input").all():
        box.check()
    plain.goto("/declarations/?q=guaido&year=2019")
    for box in plain.locator(".declarations input").all()[:3]:
        box.check()
    plain.get_by_role("button", name="Compare those ticked").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("3 declarations side by side")
    plain.get_by_label("Topic").select_option(index=1)
    plain.get_by_role("button", name="Apply").click()
    expect(plain.locator(".topic-head")).to_have_count(1)
    button = plain.locator(".several button").first
    button.click()
    expect(plain.locator(f"#{button.get_attribute('popovertarget')}")).to_be_visible()
