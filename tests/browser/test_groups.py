"""A reader follows two groups through time, without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible
from tests.browser.looks import LOOKS
from tests.browser.test_reading import assert_fits
from tests.group_pages import BOTH, TALKS


def focused(page) -> str:
    """Return the text of what has the focus."""
    return page.evaluate("document.activeElement.textContent.trim()")


@pytest.mark.parametrize("look", ["wide-light", "narrow-dark"])
def test_two_groups_are_followed_by_keyboard(site, page, look):
    """From the chooser to the marks of a row, a day of the drift, a filter, a period, a point."""
    size, scheme = LOOKS[look]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.goto("/compare/")
    page.get_by_role("link", name="Choose two groups").press("Enter")
    page.get_by_role("button", name="Compare").press("Enter")
    page.wait_for_url(f"**{BOTH}")
    expect(page.get_by_label("Summary")).to_contain_text("both groups have spoken on 34")
    assert_fits(page)
    page.evaluate("document.querySelector('h1').dataset.kept = 'yes'")

    page.get_by_label("Topic", exact=True).focus()
    page.get_by_label("Topic", exact=True).select_option("dialogue")
    expect(page.locator("#groups-status")).to_have_text("5 propositions shown")
    expect(page.get_by_label("Topic", exact=True)).to_be_focused()

    # A row's marks are one stop; arrows lead on in time, and to the other lane.
    talks = page.locator(f"#{TALKS} svg.lanes")
    expect(talks.locator("a[tabindex='0']")).to_have_count(1)
    page.locator(f"#{TALKS} th a").focus()
    page.keyboard.press("Tab")
    assert focused(page) == "8 Aug 2017: affirms, point 16"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "15 Apr 2019: rejects, point 3; until then qualifies"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "28 Mar 2019: affirms, point 7?"
    page.keyboard.press("Tab")
    expect(page.locator(f"#{TALKS} .since a").first).to_be_focused()

    # A step of the drift opens the pairs behind its numbers.
    page.get_by_role("link", name="15 April 2019: of 4, 2 converge").press("Enter")
    day = page.locator("#groups-day")
    expect(day).to_contain_text("How they stood at the end of 15 April 2019")
    expect(day.locator("#day-divergent tbody tr")).to_have_count(1)
    expect(day).to_be_focused()
    expect(day).to_be_in_viewport()
    assert page.url.endswith(f"{BOTH}?topic=dialogue&at=2019-04-15#groups-day")
    assert_fits(page)
    assert_accessible(page)
    page.locator("#close-day").press("Enter")
    expect(day).to_have_count(0)
    expect(page.locator("#drift-title")).to_be_focused()

    page.locator("#chip-changed").press("Enter")
    expect(page.locator(".lanes-row")).to_have_count(1)
    expect(page.locator("#chip-changed")).to_be_focused()
    page.get_by_label("From").fill("2019-05-01")
    page.get_by_label("From").press("Enter")
    expect(page.get_by_label("Summary")).to_contain_text("On 1 May 2019, when the period begins")
    expect(page.locator("h1")).to_have_attribute("data-kept", "yes")
    assert "topic=dialogue" in page.url
    assert "since=2019-05-01" in page.url
    talks.locator("a").last.press("Enter")
    page.wait_for_url("**/declarations/international-contact-group-2019-09-23/2/")
