"""Readers search: from any page by a slash, narrowed down in place, straight to a point."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_accessible

BOX = "Search points and declarations"


def test_from_a_slash_to_a_point(site, page: Page):
    """By keyboard alone: a search, a facet and its way back, a correction, a jump."""
    page.goto("/codebook/")
    page.keyboard.press("/")
    box = page.get_by_label(BOX)
    expect(box).to_be_focused()
    page.keyboard.type("free/fair elections")
    expect(box).to_have_value("free/fair elections")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=free%2Ffair+elections")
    points = page.locator(".hits > li")
    before = points.count()
    assert before > 3
    expect(points.first.locator("mark").first).to_have_text("free and fair elections")
    facet = page.locator("#facets a", has_text="International Contact Group")
    facet.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        f"{site.url}/search/?q=free%2Ffair+elections&group=international-contact-group"
    )
    expect(page.locator("#search-status")).to_have_text(f"{points.count()} points found")
    assert points.count() < before
    assert page.evaluate("document.activeElement !== document.body")
    assert_accessible(page)
    page.go_back()
    expect(points).to_have_count(before)
    page.keyboard.press("/")
    page.keyboard.type("sanctons")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="sanctions").press("Enter")
    expect(page.get_by_label(BOX)).to_have_value("sanctions")
    expect(points.first.locator("mark").first).to_have_text("sanctions")
    page.get_by_label(BOX).fill("punto 11 lima mayo 2019")
    page.get_by_label(BOX).press("Enter")
    page.wait_for_url("**/declarations/lima-group-2019-05-03/**11**")
    expect(page.get_by_text("Decides to take the steps needed for Cuba")).to_be_visible()
