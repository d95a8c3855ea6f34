"""An editor comes to the desk."""

from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible
from tests.browser.looks import each_scheme
from tests.factories import PASSWORD, make_editor


def test_editor_logs_in(site, page, width):
    """From the door to the desk, with nothing in the way at any width or in the dark."""
    editor = make_editor(username="editor")
    page.goto("/admin/")
    expect(page.get_by_label("Username")).to_be_focused()
    for scheme in each_scheme(page):
        assert_accessible(page, colours_only=scheme == "dark")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Declarations", exact=True).first).to_be_visible()
    for scheme in each_scheme(page):
        assert_accessible(page, colours_only=scheme == "dark")


def test_wrong_password_is_said_to_be_wrong(site, page):
    """The form comes back with the reason, announced as an error."""
    make_editor(username="editor")
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("guess")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Please enter a correct username and password")).to_be_visible()
    assert_accessible(page)


def test_a_page_that_breaks_the_policy_is_noticed(site, page, console):
    """The guard that every journey relies on: an inline script is refused, and that is logged."""
    page.goto("/admin/")
    inline = "Object.assign(document.createElement('script'), {text: 'window.ran = true'})"
    page.evaluate(f"document.body.append({inline})")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in error for error in console.unexpected())
    console.expect("Content Security Policy")
