"""A coder logs in and out, and changes a password, by keyboard alone."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.looks import each_look
from tests.factories import PASSWORD, make_coder

NEW = "seven bright lanterns over the bay"


def type_in(page: Page, *texts: str) -> None:
    """Fill one field after the other from where the focus is, and send the form."""
    for place, text in enumerate(texts):
        if place:
            page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")


def look_at(page: Page) -> None:
    """Find nothing in the way, wide and narrow, light and dark, nor wider than the window."""
    for look in each_look(page):
        assert_accessible(page, colours_only=look.endswith("dark"))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look


def test_a_coder_logs_in_changes_the_password_and_logs_out(site, page):
    """From a page that was read, by a wrong password and a right one, to the menu and out again."""
    make_coder(username="ana", first_name="Ana", last_name="Ruiz")
    page.goto("/search/?lang=es")
    page.get_by_role("banner").get_by_role("link", name="Log in").press("Enter")
    expect(page.get_by_label("Username")).to_be_focused()
    type_in(page, "ana", "guess")
    expect(page.get_by_role("alert")).to_contain_text("Please enter a correct username")
    expect(page.get_by_label("Username")).to_be_focused()
    look_at(page)
    page.get_by_label("Username").select_text()
    type_in(page, "ana", PASSWORD)
    page.wait_for_url("**/search/?lang=es")

    menu = page.get_by_role("banner").locator("summary", has_text="Ana")
    menu.press("Enter")
    look_at(page)
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("link", name="Your account")).to_be_hidden()
    menu.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Coding rounds")).to_be_focused()
    page.get_by_role("banner").get_by_role("link", name="Change password").press("Enter")
    expect(page.get_by_label("Old password")).to_be_focused()
    type_in(page, PASSWORD, NEW, NEW)
    expect(page.get_by_role("status")).to_have_text("Your password is changed.")
    look_at(page)

    page.get_by_role("main").get_by_role("button", name="Log out").press("Enter")
    page.wait_for_url("**/")
    expect(page.get_by_role("banner").get_by_role("link", name="Log in")).to_be_visible()
