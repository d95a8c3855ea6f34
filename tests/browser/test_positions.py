"""Readers on the page of positions: by keyboard alone, on a phone, and without JavaScript."""

import re

from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import NARROW
from tests.browser.test_reading import assert_fits

FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


def test_the_field_is_read_by_keyboard_alone(site, page):
    """From mark to mark by arrows, into the words and back; then filtered, and back again."""
    page.goto("/positions/?contested=1")
    assert_fits(page)
    assert page.locator("table.lanes a[tabindex='0']").count() == 1
    page.locator("table.lanes a[tabindex='0']").focus()
    steps = {
        "End": "affirms, 8 Nov 2019, points 1, 2",
        "ArrowLeft": "qualifies, 24 Sep 2019, point 2; joint statement",
        "ArrowDown": "qualifies, 24 Sep 2019, point 2; joint statement",
        "Home": "qualifies, 7 May 2019, point 4?",
        "ArrowRight": "qualifies, 24 Sep 2019, point 2; joint statement",
        "Control+Home": "8 Aug 2017, Lima Group",
    }
    for key, said in steps.items():
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED).strip() == said
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert "Juan Guaidó is the legitimate" in page.evaluate(FOCUSED)
    page.keyboard.press("ArrowDown")
    assert "must give up power" in page.evaluate(FOCUSED)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    mark = page.get_by_label("rejects, 28 Mar 2019, points 6?, 7?")
    expect(mark).to_be_focused()

    page.keyboard.press("Enter")
    words = page.get_by_role("dialog", name="The words behind the mark")
    expect(words).to_be_focused()
    expect(words).to_contain_text("rejects Nicolás Maduro must give up power")
    expect(words).to_be_in_viewport(ratio=1)
    expect(mark).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)
    words.get_by_role("link", name="After").press("Enter")
    expect(words).to_contain_text("San José, 7 May 2019")
    later = page.get_by_label("rejects, 7 May 2019, point 8?")
    expect(later).to_have_attribute("aria-expanded", "true")
    expect(words.get_by_role("link", name="Point 8? and what it meets")).to_have_attribute(
        "href", "/declarations/international-contact-group-2019-05-07/8/"
    )
    page.keyboard.press("Escape")
    expect(words).to_be_hidden()
    expect(later).to_be_focused()
    assert page.url.endswith("/positions/?contested=1")

    page.evaluate("document.querySelector('h1').dataset.kept = 'yes'")
    page.get_by_label("Contested only").press("Space")
    expect(page.locator("tr.first")).to_have_count(45)
    expect(page.locator("#positions-status")).to_have_text("45 propositions shown")
    expect(page.locator("h1")).to_have_attribute("data-kept", "yes")
    assert page.locator("table.lanes a[tabindex='0']").count() == 1
    page.go_back()
    expect(page.locator("tr.first")).to_have_count(5)


def test_a_phone_shows_one_topic_at_a_time(site, page):
    """The claim, how they stand, and each lane as a list; the words come up from below."""
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    page.goto("/positions/")
    assert_fits(page)
    rows = page.locator("tr.first:visible")
    expect(rows).to_have_count(4)
    heading = page.get_by_role("button", name=re.compile("^Role of third states"))
    heading.press("Enter")
    expect(heading).to_have_attribute("aria-expanded", "true")
    expect(rows).to_have_count(2)
    expect(heading).to_be_in_viewport()
    page.get_by_label("affirms, 3 May 2019, point 11").click()
    words = page.get_by_role("dialog")
    expect(words).to_contain_text("Cuba")
    expect(words).to_be_in_viewport(ratio=1)
    assert_accessible(page)
    words.get_by_role("button", name="Close").click()
    expect(words).to_be_hidden()
    page.set_viewport_size({"width": 1360, "height": 900})
    expect(rows).to_have_count(45)


def test_topics_come_as_they_come_into_view(site, page, monkeypatch):
    """Those that wait are fetched by scrolling or, with the focus on one, by Enter."""
    monkeypatch.setattr("declarations.views.positions.AT_ONCE", 45_000)
    page.goto("/positions/")
    expect(page.locator("tbody.waits").first).to_be_attached()
    page.locator("table.lanes a[tabindex='0']").focus()
    page.keyboard.press("Control+End")
    expect(page.locator("#positions-topic-follow-up-1 tr.first")).to_have_count(1)
    assert page.url.endswith("/positions/")
    assert page.evaluate("document.activeElement.closest('tbody')?.id").startswith(
        "positions-topic"
    )


def test_without_javascript_marks_and_filters_lead_on(site, new_context):
    """A mark to its point; the filter by its button."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site.url}/positions/")
    page.get_by_label("Contested only").check()
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("tr.first")).to_have_count(5)
    page.get_by_label("rejects, 7 May 2019, point 8?").click()
    expect(page).to_have_url(f"{site.url}/declarations/international-contact-group-2019-05-07/8/")
