"""Readers change the view: tabs, ribbons between two whole texts, the matrix; without a mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import NARROW
from tests.browser.test_reading import assert_fits

FOUNDING = "/compare/lima-group-2019-05-03/international-contact-group-2019-05-07/"

# How far, in pixels, the ends of each ribbon are from the edges of the ports that it joins.
DISTANCES = """() => [...document.querySelectorAll(".rail .ribbon")].map((ribbon) => {
    const [left, right] = document.querySelectorAll(`.port[data-pair="${ribbon.dataset.pair}"]`);
    const [from, to] = [left.getBoundingClientRect(), right.getBoundingClientRect()];
    const path = ribbon.querySelector("path:last-of-type");
    const at = (length) => path.getPointAtLength(length).matrixTransform(path.getScreenCTM());
    const [start, end] = [at(0), at(path.getTotalLength())];
    return Math.max(
        Math.abs(start.x - from.right), Math.abs(start.y - (from.top + from.bottom) / 2),
        Math.abs(end.x - to.left), Math.abs(end.y - (to.top + to.bottom) / 2),
    );
})"""


def assert_joined(page: Page, count: int = 13) -> None:
    """Fail where a ribbon does not end at both of its ports."""
    expect(page.locator(".texts")).to_have_class("texts columns drawn")
    distances = page.evaluate(DISTANCES)
    for _wait in range(50):  # they are drawn again a frame after the page has changed
        if max(distances) < 1:
            break
        page.wait_for_timeout(20)
        distances = page.evaluate(DISTANCES)
    assert max(distances) < 1
    assert len(distances) == count


def lit(page: Page, what: str) -> list[str]:
    """Return the ids, or the pairs, of what is lit."""
    return page.locator(f"{what}[data-lit]").evaluate_all(
        "found => found.map((element) => element.id || element.dataset.pair)"
    )


def test_a_reader_follows_ribbons_by_keyboard(site, page):
    """From tab to tab; what a point meets is lit; a port leads there and back, a ribbon to why."""
    page.goto(FOUNDING)
    page.locator("#view-document").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{FOUNDING}?view=document")
    expect(page.locator("#view-document")).to_be_focused()
    expect(page.locator("#view-document")).to_have_attribute("aria-current", "page")
    expect(page.locator("#swap-sides")).to_have_attribute("href", re.compile(r"\?view=document"))
    assert_joined(page)
    page.set_viewport_size({"width": 1000, "height": 800})
    assert_joined(page)

    page.locator("#left-6 .label a").focus()
    assert lit(page, ".point") == ["left-6", "right-5", "right-6", "right-7"]
    assert lit(page, ".ribbon") == ["5-4", "5-5", "5-6"]
    assert_accessible(page)
    page.keyboard.press("Tab")
    assert lit(page, ".ribbon") == ["5-4"]
    page.keyboard.press("Enter")
    expect(page.locator("#right-5")).to_be_focused()
    expect(page.locator("#right-5")).to_be_in_viewport()
    page.locator("#right-5 .port").press("Enter")
    expect(page.locator("#left-6")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#left-7")).to_be_focused()
    assert lit(page, ".point") == ["left-7"]

    page.locator(".ribbon[data-pair='4-9']").focus()
    assert lit(page, ".point") == ["left-5", "right-10"]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{FOUNDING}#r-5-10")
    expect(page.locator("#r-5-10")).to_be_in_viewport()


def test_a_short_text_stays_in_view_beside_a_long_one(site, page):
    """As far as all of it fits; its ribbons move along."""
    page.goto(
        "/compare/lima-group-2019-02-25/international-contact-group-2020-01-09/?view=document"
    )
    assert_joined(page, count=5)
    page.locator("#left-9").scroll_into_view_if_needed()
    expect(page.locator("#left-1")).not_to_be_in_viewport()
    expect(page.locator("#right-1")).to_be_in_viewport()
    assert_joined(page, count=5)


def test_a_mark_of_the_matrix_leads_to_its_row(site, page):
    """By keyboard, under the same filter, and back again."""
    page.goto(FOUNDING)
    page.locator("#view-matrix").press("Enter")
    page.wait_for_url(f"**{FOUNDING}?view=matrix")
    page.locator("#chip-convergent").press("Enter")
    expect(page.locator(".matrix tbody tr")).to_have_count(6)
    assert_accessible(page)
    page.locator(".matrix td a").first.press("Enter")
    page.wait_for_url(f"**{FOUNDING}?relation=convergent#r-1-3")
    page.go_back()
    expect(page.locator(".matrix tbody tr")).to_have_count(6)


def test_on_a_phone_ribbons_are_links(site, page):
    """With the relation in words and the way to the reasons; nothing is scrolled sideways."""
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{FOUNDING}?view=document")
    expect(page.locator(".rail")).to_be_hidden()
    port = page.locator("#left-6 .port").first
    expect(port).to_have_text("In part 5?")
    assert port.locator(".what").bounding_box()["width"] > 20
    assert_fits(page)
    assert_accessible(page)
    port.click()
    expect(page.locator("#right-5")).to_be_in_viewport()
    page.locator("#right-5 .to-row").click()
    page.wait_for_url(f"**{FOUNDING}#r-6-5")
    page.goto(f"{FOUNDING}?view=matrix")
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("media", ["screen", "print"])
def test_without_scripts_and_on_paper_a_numbered_rail_stands_for_the_ribbons(
    site, page, new_context, media
):
    """The server's own picture: with numbers, in its own box; ports tell the rest."""
    if media == "screen":
        page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{FOUNDING}?view=document")
    if media == "print":
        assert_joined(page)
        page.emulate_media(media="print")
    rail = page.locator(".rail")
    expect(rail).to_have_attribute("viewBox", "0 0 184 400")
    expect(rail.get_by_text("15?", exact=True)).to_be_visible()
    expect(page.locator(".texts")).to_have_class("texts columns")
    expect(page.locator("#left-6 .port").first).to_be_visible()
    if media == "print":
        page.emulate_media(media="screen")
        assert_joined(page)
