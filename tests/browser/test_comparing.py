"""Readers compare: filters, orders, keys, languages, paper; with scripts and without."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.looks import each_scheme

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/"


def rows(page: Page):
    """Return the rows of the comparison."""
    return page.locator("[data-row]")


def focused_row(page: Page) -> int:
    """Return the place of the row that has the focus, -1 for none."""
    return page.evaluate(
        "[...document.querySelectorAll('[data-row]')].indexOf(document.activeElement)"
    )


def mark_kept(page: Page) -> None:
    """Mark what stands outside the results, to see whether it is still the same element."""
    page.evaluate("document.querySelector('.sides').dataset.kept = 'yes'")


def assert_kept(page: Page) -> None:
    """Fail when more than the results was exchanged."""
    expect(page.locator(".sides")).to_have_attribute("data-kept", "yes")


def test_a_reader_follows_the_founding_comparison(site, page, width):
    """From home to the rows, filtered, put in order, read in Spanish, swapped."""
    page.goto("/")
    page.get_by_role("link", name="Read them side by side").click()
    page.wait_for_url(f"**{FOUNDING}")
    expect(page.get_by_label("Summary")).to_contain_text("Costa Rica signed both.")
    expect(rows(page)).to_have_count(20)
    mark_kept(page)

    page.locator("#chip-partial").click()
    expect(rows(page)).to_have_count(6)
    expect(page.locator("#chip-partial")).to_be_focused()
    expect(page.locator("#chip-partial")).to_have_attribute("aria-current", "true")
    expect(page.locator("#compare-status")).to_have_text("6 rows shown")
    assert_kept(page)
    page.wait_for_url(f"**{FOUNDING}?relation=partial")

    page.locator("#chip-only-left").click()
    expect(rows(page)).to_have_count(12)
    page.locator("#view-topic").click()
    expect(page.locator(".topic-row").first).to_be_visible()
    expect(page.locator("#view-topic")).to_be_focused()
    assert_kept(page)
    page.wait_for_url("**/?view=topic&relation=partial&relation=only-left")
    before = rows(page).all_inner_texts()
    page.reload()
    expect(rows(page)).to_have_count(12)
    assert rows(page).all_inner_texts() == before

    page.locator("#lang-es").click()
    page.wait_for_url("**&lang=es")
    expect(page.locator(".point .text[lang=es]").first).to_be_visible()
    for scheme in each_scheme(page):
        assert_accessible(page, colours_only=scheme == "dark")
    page.get_by_role("link", name="Swap sides").click()
    page.wait_for_url(
        f"**/compare/{SAN_JOSE}/{LIMA}/"
        "?view=topic&relation=partial&relation=only-right&order=right&lang=es"
    )
    expect(rows(page)).to_have_count(12)


def test_back_restores_the_earlier_filter_and_address(site, page):
    """Step by step, and forward again."""
    page.goto(FOUNDING)
    page.locator("#chip-convergent").click()
    expect(rows(page)).to_have_count(6)
    page.locator("#chip-open").click()
    expect(rows(page)).to_have_count(7)
    page.go_back()
    expect(rows(page)).to_have_count(6)
    assert page.url.endswith("?relation=convergent")
    expect(page.locator("#chip-open")).not_to_have_attribute("aria-current", "true")
    expect(page.locator("header.site-header")).to_have_count(1)
    page.wait_for_load_state()  # Back has reloaded the page; its scripts listen from then on
    page.go_back()
    expect(rows(page)).to_have_count(20)
    assert page.url.endswith(FOUNDING)
    page.wait_for_load_state()
    page.go_forward()
    expect(rows(page)).to_have_count(6)


def test_show_all_undoes_the_filter(site, page):
    """From an empty result as well; its link is gone then, and the focus is on the rows."""
    page.goto(FOUNDING)
    page.locator("#chip-divergent").click()
    expect(page.get_by_text("No row is left under this filter.")).to_be_visible()
    assert_accessible(page)
    page.locator(".empty").get_by_role("link", name="Show all").press("Enter")
    expect(rows(page)).to_have_count(20)
    expect(page.locator("#compare-results")).to_be_focused()
    assert page.url.endswith(FOUNDING)


def test_a_topic_applies_as_soon_as_it_is_chosen(site, page):
    """No button to press; the choice keeps the focus, and what else was chosen."""
    page.goto(f"{FOUNDING}?order=right&lang=es")
    mark_kept(page)
    expect(page.get_by_role("button", name="Apply")).to_be_hidden()
    page.get_by_label("Topic").focus()
    page.get_by_label("Topic").select_option("third-states")
    expect(page.locator("#left-11")).to_be_visible()
    expect(page.locator("#r-5-10")).to_have_count(0)
    expect(page.get_by_label("Topic")).to_be_focused()
    assert_kept(page)
    assert "order=right&lang=es&topic=third-states" in page.url


def test_why_opens_and_gives_every_reason(site, page):
    """The first reason stands in the open, the others behind it, by mouse and by keyboard."""
    page.goto(FOUNDING)
    row = page.locator("#r-5-10")
    expect(row.locator("summary")).to_contain_text("A proposal accepted")
    hidden = row.get_by_text("Follows from the positions that each point was coded with")
    expect(hidden).to_be_hidden()
    row.locator("summary").click()
    expect(hidden).to_be_visible()
    row.locator("summary").press("Enter")
    expect(hidden).to_be_hidden()


def test_keys_lead_from_row_to_row(site, page):
    """j forth, k back, o opens why; at the ends they stay."""
    page.goto(FOUNDING)
    page.keyboard.press("k")
    assert focused_row(page) == 0
    for _ in range(3):
        page.keyboard.press("j")
    assert focused_row(page) == 3
    page.keyboard.press("k")
    assert focused_row(page) == 2
    expect(rows(page).nth(2)).to_be_in_viewport()
    details = rows(page).nth(2).locator("details")
    page.keyboard.press("o")
    expect(details).to_have_attribute("open", "")
    page.keyboard.press("o")
    expect(details).not_to_have_attribute("open", "")
    for _ in range(30):
        page.keyboard.press("j")
    assert focused_row(page) == 19


def test_keys_can_be_turned_off_and_stay_off(site, page):
    """Also after a filter, and on the next visit; then on again."""
    page.goto(FOUNDING)
    toggle = page.get_by_role("button", name="Keys j, k")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("j")
    assert focused_row(page) == -1
    page.locator("#chip-partial").click()
    expect(rows(page)).to_have_count(6)
    expect(toggle).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    toggle.click()
    page.keyboard.press("j")
    assert focused_row(page) == 0


def test_keys_leave_fields_and_shortcuts_alone(site, page):
    """Who types a j wants a j; who presses Ctrl wants the browser."""
    page.goto(FOUNDING)
    search = page.get_by_label("Search points and declarations")
    search.focus()
    page.keyboard.type("jok")
    expect(search).to_have_value("jok")
    page.get_by_label("Topic").focus()
    page.keyboard.press("j")
    assert focused_row(page) == -1
    page.locator("#main").focus()
    page.keyboard.press("Control+j")
    assert focused_row(page) == -1


def test_a_row_has_an_address(site, page, width):
    """It is shown below what stays at the top, and marked; j goes on from there."""
    for anchor in ("r-5-10", "left-11"):
        page.goto("about:blank")
        page.goto(f"{FOUNDING}#{anchor}")
        row = page.locator(f"#{anchor}")
        expect(row).to_be_in_viewport()
        top, header = (
            page.locator(where).evaluate("element => element.getBoundingClientRect()")
            for where in (f"#{anchor}", ".collation > thead")
        )
        assert top["top"] >= header["bottom"] - 1 or header["width"] <= 1
        for _scheme in each_scheme(page):
            assert row.evaluate("row => getComputedStyle(row).boxShadow") != "none"
        place = row.evaluate("row => [...document.querySelectorAll('[data-row]')].indexOf(row)")
        page.keyboard.press("j")
        assert focused_row(page) == place + 1


def test_a_row_of_the_picture_leads_to_its_row(site, page):
    """From home, by the link beside the words."""
    page.goto("/")
    page.get_by_role("link", name="See the row").last.click()
    page.wait_for_url(f"**{FOUNDING}#left-11")
    expect(page.locator("#left-11")).to_be_in_viewport()


def test_the_citation_names_the_address_and_fits_the_window(site, page):
    """Wide and narrow, with nothing cut off on either side."""
    for width in (1360, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"{FOUNDING}?relation=partial")
        page.locator(".cite summary").click()
        citation = page.locator(".cite p")
        expect(citation).to_contain_text(f"{FOUNDING}, read on")
        box = citation.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert_accessible(page)


def test_the_export_stands_beside_the_rows(site, page):
    """All of the comparison as data, in the order of the page."""
    page.goto(f"{FOUNDING}?order=topic&relation=partial")
    address = page.get_by_role("link", name="Export as JSON").get_attribute("href")
    data = json.loads(page.request.get(address).text())
    assert data["order"] == "topic"
    assert len(data["rows"]) == 20


def test_one_side_is_exchanged_for_another(site, page):
    """By the chooser above it; the other side stays."""
    page.goto(FOUNDING)
    page.locator(".chooser summary").first.click()
    page.get_by_label("Declaration to read on this side").first.select_option(
        "lima-group-2019-06-06"
    )
    page.locator(".chooser").first.get_by_role("button", name="Compare").click()
    page.wait_for_url(f"**/compare/lima-group-2019-06-06/{SAN_JOSE}/")


def test_two_are_chosen_from_home(site, page):
    """Left and right, as chosen."""
    page.goto("/")
    page.get_by_label("Left").select_option(LIMA)
    page.get_by_label("Right").select_option(SAN_JOSE)
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_url(f"**{FOUNDING}")


def test_on_paper_the_reasons_are_shown_and_the_tools_are_not(site, page):
    """What is folded on the screen stands in full; links and filters are of no use there."""
    page.goto(FOUNDING)
    reasons = page.locator("#r-5-10 .why li").first
    expect(reasons).to_be_hidden()
    details = page.locator("#r-5-10 .why details")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(reasons).to_be_visible()
    expect(details).to_have_attribute("open", "")  # for browsers whose style sheets cannot unfold
    expect(page.locator("#r-5-10 .text").first).to_be_visible()
    expect(page.get_by_label("Summary")).to_contain_text("Costa Rica signed both.")
    expect(page.locator(".citation")).to_be_visible()
    for unneeded in (".tools .group", ".tools .end > a", ".chips", ".site-nav", ".swap"):
        expect(page.locator(unneeded).first).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(details).not_to_have_attribute("open", "")
    expect(reasons).to_be_hidden()


# --- Without scripts ----------------------------------------------------------------


@pytest.fixture
def plain(site, new_context):
    """A page of a browser that runs no scripts."""
    return new_context(java_script_enabled=False).new_page()


def test_without_scripts_a_comparison_is_filtered_and_put_in_order(plain):
    """By the same links, to the same addresses."""
    plain.goto("/")
    plain.get_by_role("link", name="Read them side by side").click()
    plain.locator("#chip-partial").click()
    plain.wait_for_url(f"**{FOUNDING}?relation=partial")
    expect(rows(plain)).to_have_count(6)
    plain.locator("#order-right").click()
    plain.wait_for_url(f"**{FOUNDING}?relation=partial&order=right")
    plain.get_by_label("Topic").select_option("humanitarian-aid")
    apply = plain.get_by_role("button", name="Apply")
    expect(apply).to_be_visible()
    apply.click()
    plain.wait_for_url(re.compile(r"relation=partial&order=right&topic=humanitarian-aid$"))
    expect(rows(plain)).to_have_count(2)
    plain.locator("#lang-es").click()
    plain.wait_for_url("**&lang=es")
    expect(plain.locator(".point .text[lang=es]").first).to_be_visible()
    plain.locator("#chip-all").click()
    expect(rows(plain)).to_have_count(20)


def test_without_scripts_nothing_is_offered_that_needs_them(plain):
    """No keys and no print button; why and cite open all the same."""
    plain.goto(FOUNDING)
    for name in ("Keys j, k", "Print"):
        expect(plain.get_by_text(name, exact=True)).to_be_hidden()
    plain.locator("#r-5-10 summary").click()
    expect(plain.locator("#r-5-10 .why li").first).to_be_visible()
    plain.locator(".cite summary").click()
    expect(plain.locator(".cite p")).to_be_visible()


def test_without_scripts_two_are_chosen_and_compared(plain):
    """By the choosers of home, and by ticks in the list."""
    plain.goto("/")
    plain.get_by_label("Left").select_option(SAN_JOSE)
    plain.get_by_label("Right").select_option(LIMA)
    plain.get_by_role("button", name="Compare", exact=True).click()
    plain.wait_for_url(f"**/compare/{SAN_JOSE}/{LIMA}/")
    plain.goto("/declarations/")
    for title in (
        "Compare Statement of the International Contact Group, San José, 7 May 2019",
        "Compare Lima Group declaration of 3 May 2019",
    ):
        plain.get_by_label(title).check()
    plain.get_by_role("button", name="Compare those ticked").click()
    plain.wait_for_url(f"**{FOUNDING}")


def test_without_scripts_the_list_is_filtered(plain):
    """By its button, which stands there for everybody."""
    plain.goto("/declarations/")
    plain.get_by_label("Issuer").select_option("international-contact-group")
    plain.get_by_label("Year").select_option("2020")
    plain.get_by_role("button", name="Filter").click()
    expect(plain.locator(".declarations > li")).to_have_count(1)
    expect(plain.get_by_label("Issuer")).to_have_value("international-contact-group")


def test_of_two_quick_clicks_the_last_one_wins(site, page, console):
    """A late answer to the first click must not leave an address that shows something else."""
    console.expect("htmx:sendAbort|htmx:afterRequest")  # the first is called off, on purpose
    page.goto(FOUNDING)
    held_back = []
    page.route(
        re.compile(r"relation=convergent$"),
        lambda route: held_back.append(route) if not held_back else route.continue_(),
    )
    page.locator("#chip-convergent").click()
    page.locator("#chip-partial").click()
    page.wait_for_url(f"**{FOUNDING}?relation=partial")
    expect(page.locator("#chip-partial")).to_have_attribute("aria-current", "true")
    for route in held_back:
        route.abort()
    page.wait_for_timeout(200)
    assert page.url.endswith("?relation=partial")
    expect(rows(page)).to_have_count(6)


def test_what_cannot_be_fetched_in_place_is_opened_as_a_page(site, page, console):
    """With the database away a click is answered by the page that says so, not by nothing."""
    console.expect("503")
    console.expect("Response Status Error")
    page.goto(FOUNDING)
    page.route(
        "**/*relation=partial*", lambda route: route.fulfill(status=503, body="<h1>Not now</h1>")
    )
    page.locator("#chip-partial").click()
    expect(page.get_by_role("heading", name="Not now")).to_be_visible()
    assert page.url.endswith("?relation=partial")


def test_the_citation_closes_on_escape_and_on_a_click_elsewhere(site, page):
    """It lies over the first row; the focus returns to where it was opened."""
    page.goto(FOUNDING)
    summary = page.locator(".cite > summary")
    summary.click()
    expect(page.locator(".citation")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".citation")).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    page.locator(".verdict").click()
    expect(page.locator(".citation")).to_be_hidden()
