"""Readers on the pages: each accessible, none too wide, all usable by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.looks import NARROW, each_look
from tests.factories import make_declaration
from tests.test_views_method import keep

LIMA = "lima-group-2019-05-03"
SAN_JOSE = "international-contact-group-2019-05-07"
FOUNDING = f"/compare/{LIMA}/{SAN_JOSE}/"

PAGES = {
    "browsing": [
        "/",
        "/declarations/",
        "/declarations/?q=zzzz",
        f"/declarations/{LIMA}/",
        f"/declarations/{LIMA}x/",
        f"/declarations/{LIMA}/5/",
        f"/declarations/{LIMA}/11/?lang=es",
        f"/declarations/{LIMA}/99/",
        "/codebook/",
        "/method/",
        "/like/",
    ],
    "comparing": [
        "/compare/",
        f"/compare/{LIMA}/{LIMA}/",
        FOUNDING,
        f"{FOUNDING}?order=topic&lang=es&relation=partial",
        f"{FOUNDING}?relation=divergent&topic=nope",
        "/search/?q=elections&topic=dialogue",
        "/search/?q=lima+point+five",
        "/search/?q=lima+group&lang=es",
        "/search/?q=sanctons+cuba",
    ],
}
MISSING = {f"/declarations/{LIMA}x/", f"/declarations/{LIMA}/99/"}


def assert_fits(page: Page) -> None:
    """Fail when a page has to be scrolled sideways."""
    widths = page.evaluate(
        "[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"
    )
    assert widths[0] <= widths[1], f"{page.url} is {widths[0]} wide in a window of {widths[1]}"


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES)
def test_every_page_is_accessible_and_fits(site, page, console, subtests, pages):
    """Wide and narrow, light and dark, with messages, empty results and pages not found."""
    console.expect("status of 404")
    keep()  # figures, so that the method page has its picture and table
    for address in pages:
        response = page.goto(address)
        assert response.status == (404 if address in MISSING else 200)
        for look in each_look(page):
            with subtests.test(address, look=look):
                assert_fits(page)
                assert_accessible(page, colours_only=look.endswith("dark"))


def test_long_words_and_titles_fit_a_phone(site, page):
    """They break instead of pushing the page wide."""
    page.set_viewport_size(NARROW)
    word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 4
    long = {
        "text": word,
        "label": "9" * 20,
        "topics": ["t" * 80],
        "positions": {"p" * 80: "affirms"},
    }
    for slug in ("l" * 120, "r" * 120, "s" * 120):
        make_declaration(slug=slug, title=word[:300], place=word[:200], gaps=[word], points=[long])
    for address in (
        "/",
        "/declarations/",
        f"/declarations/{'l' * 120}/",
        f"/declarations/{'l' * 120}/{'9' * 20}/",
        f"/compare/{'l' * 120}/{'r' * 120}/",
        f"/compare/{'l' * 120}/{'r' * 120}/?view=document",
        f"/compare/{'l' * 120}/{'r' * 120}/?view=matrix",
        f"/compare/{'l' * 120}/{'r' * 120}/{'s' * 120}/",
        "/compare/",
        "/positions/",
        f"/positions/{'p' * 80}/{'l' * 120}/",
        "/codebook/",
        f"/search/?q={word[:100]}",
        f"/search/?q=point+{'9' * 20}",
    ):
        page.goto(address)
        assert_fits(page)


def test_the_skip_link_is_the_first_stop_and_leads_past_the_header(site, page):
    """It shows when it has the focus; after it, Tab goes on within the content."""
    page.goto(FOUNDING)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_focus_can_be_seen_at_every_stop(site, page):
    """Each element that Tab reaches is drawn differently from when it had no focus."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(FOUNDING)
        stops = [stop for stop in (focus_next(page) for _ in range(40)) if stop]
        assert len(stops) > 30
        assert not [stop["name"] for stop in stops if not stop["seen"]]


def focus_next(page: Page) -> dict | None:
    """Press Tab; return what has the focus now, and whether that can be seen. None for nothing."""
    page.keyboard.press("Tab")
    return page.evaluate(
        """() => {
            const element = document.activeElement;
            if (element === document.body) return null;
            const look = () => {
                const style = getComputedStyle(element);
                return [style.outlineStyle, style.outlineWidth, style.boxShadow].join();
            };
            const focused = look();
            element.blur();
            const plain = look();
            element.focus({ focusVisible: true });
            return { name: element.outerHTML.slice(0, 80), seen: focused !== plain };
        }"""
    )


def test_a_list_is_filtered_as_soon_as_a_filter_is_changed(site, page):
    """Only the results are exchanged, the address follows, and Back undoes it."""
    page.goto("/declarations/")
    page.evaluate("document.querySelector('h1').dataset.kept = 'yes'")
    expect(page.locator(".declarations > li")).to_have_count(23)
    page.get_by_label("Year").focus()
    page.get_by_label("Year").select_option("2020")
    expect(page.locator(".declarations > li")).to_have_count(2)
    expect(page.locator("#list-status")).to_have_text("2 declarations found")
    expect(page.locator("h1")).to_have_attribute("data-kept", "yes")
    expect(page.get_by_label("Year")).to_be_focused()
    assert "year=2020" in page.url
    page.reload()
    expect(page.locator(".declarations > li")).to_have_count(2)
    expect(page.get_by_label("Year")).to_have_value("2020")
    page.get_by_label("Issuer").select_option("lima-group")
    expect(page.locator(".declarations > li")).to_have_count(1)
    page.go_back()
    expect(page.locator(".declarations > li")).to_have_count(2)
    expect(page.get_by_label("Issuer")).to_have_value("")


def test_the_next_page_of_a_list_begins_at_its_top(site, page):
    """Not where the link to it stood; the focus goes along, and Back leads back."""
    for number in range(30):
        make_declaration(title=f"Declaration of the truce, number {number}")
    page.goto("/declarations/?q=truce, number")
    page.get_by_role("link", name="Next page").press("Enter")
    expect(page.locator(".declarations > li")).to_have_count(5)
    expect(page.locator("#declaration-list-results")).to_be_focused()
    expect(page.locator(".declarations > li").first).to_be_in_viewport()
    assert (
        page.evaluate("document.querySelector('.declarations').getBoundingClientRect().top") < 300
    )
    page.go_back()
    expect(page.locator(".declarations > li")).to_have_count(25)


def test_two_are_ticked_in_the_list_and_compared(site, page):
    """By keyboard alone; the earlier one reads left."""
    page.goto("/declarations/")
    for title in (
        "Compare Statement of the International Contact Group, San José, 7 May 2019",
        "Compare Lima Group declaration of 3 May 2019",
    ):
        page.get_by_label(title).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Compare those ticked").press("Enter")
    page.wait_for_url(f"**{FOUNDING}")


def test_one_tick_and_six_ticks_are_explained(site, page):
    """The chooser comes with a message, and with the first already chosen."""
    page.goto("/declarations/?year=2020")
    page.locator(".declarations input").first.check()
    page.get_by_role("button", name="Compare those ticked").click()
    expect(page.get_by_role("status")).to_contain_text("You ticked one declaration.")
    page.goto("/declarations/")
    for box in page.locator(".declarations input").all()[:6]:
        box.check()
    page.get_by_role("button", name="Compare those ticked").click()
    expect(page.get_by_role("status")).to_contain_text("You ticked 6 declarations")
    assert_accessible(page)


def test_an_address_leads_to_a_point_of_a_declaration(site, page):
    """#5 shows point 5, below nothing that covers it."""
    page.goto(f"/declarations/{LIMA}/#5")
    expect(page.locator("article#\\35")).to_be_in_viewport()
    expect(page.locator("article#\\35")).to_contain_text("International Contact Group")


def test_a_mistyped_address_leads_on(site, page, console):
    """From the page that says so to the comparison that was meant, in the language asked for."""
    console.expect("status of 404")
    page.goto(f"/compare/{LIMA}x/{SAN_JOSE}/?lang=es")
    page.get_by_role("link", name="Lima Group declaration of 3 May 2019").click()
    page.wait_for_url(f"**{FOUNDING}?lang=es")
