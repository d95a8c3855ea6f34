"""From what is new in a declaration to those who signed it, by keyboard, wide and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_reading import assert_fits

LIMA = "lima-group-2019-05-03"
LOOKS = [
    pytest.param(WIDE, "light", id="wide-light"),
    pytest.param(NARROW, "dark", id="narrow-dark"),
]


def look_at(page: Page, size: dict, scheme: str) -> None:
    """Show the page in a window of a size, light or dark."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)


def check(page: Page) -> None:
    """Fail when a page is too wide, or axe finds something serious."""
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_what_is_new_leads_to_the_point_and_to_what_was_said_before(site, page, size, scheme):
    """Point 11 is the first word on Cuba; point 3 repeats one of four days before."""
    look_at(page, size, scheme)
    page.goto(f"/declarations/{LIMA}/")
    summary = page.locator(".newness")
    expect(summary).to_contain_text("First word 2")
    summary.get_by_role("link", name="11", exact=True).press("Enter")
    eleven = page.locator("article:target")
    expect(eleven).to_be_in_viewport()
    expect(eleven).to_contain_text("First word on Cuba should take part")
    page.locator("#dropped summary").press("Enter")
    expect(page.locator("#dropped")).to_contain_text("in 2 of 3, last on 30 April 2019")
    check(page)
    page.locator("article").nth(2).get_by_role("link", name="point 2 of 30 April 2019").press(
        "Enter"
    )
    page.wait_for_url("**/declarations/lima-group-2019-04-30/2/")
    expect(page.locator("blockquote").first).to_contain_text("political prisoners be freed")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_a_signatory_leads_to_where_its_texts_diverge(site, page, size, scheme):
    """From a comparison to Costa Rica, its groups, the list, and two texts side by side."""
    look_at(page, size, scheme)
    page.goto(f"/compare/{LIMA}/international-contact-group-2019-05-07/")
    page.locator(".sentence").get_by_role("link", name="Costa Rica").press("Enter")
    page.wait_for_url("**/actors/costa-rica/")
    expect(page.locator(".spans tbody")).to_have_count(2)
    expect(page.locator(".divergences > li").first).to_contain_text("Contact Group rejects")
    check(page)
    page.get_by_role("link", name="Read 30 Apr 2019 and 7 May 2019 side by side").press("Enter")
    page.wait_for_url("**/compare/lima-group-2019-04-30/international-contact-group-2019-05-07/")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_list_leads_to_a_group_and_its_members(site, page, size, scheme):
    """Filtered as soon as a kind is chosen; the language is kept from page to page."""
    look_at(page, size, scheme)
    page.goto("/actors/?lang=es")
    page.get_by_label("Kind").select_option("group")
    expect(page.locator("#list-status")).to_have_text("2 actors found")
    expect(page.locator(".actors > li")).to_have_count(2)
    assert "kind=group" in page.url
    check(page)
    page.get_by_role("link", name="Grupo de Lima").press("Enter")
    page.wait_for_url("**/actors/lima-group/?lang=es")
    expect(page.locator("#shared")).to_contain_text("Panamá")
    check(page)
