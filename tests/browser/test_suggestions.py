"""From an uncoded declaration to its first codes: hints read, evidence followed, answers given."""

from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible
from tests.comparison import sample as files
from tests.factories import make_editor
from tests.test_suggesting import measure, uncode

LIMA, CONTACT = files.LIMA, files.CONTACT


def test_an_editor_follows_a_hint_and_takes_it_up_by_keyboard(site, page, log_in):
    """The comparison shows it outlined; the point's page lets it be accepted, once."""
    uncode(CONTACT)
    measure(convergent=True, partial=True)
    page.goto(f"/compare/{LIMA}/{CONTACT}/")
    row = page.locator('tr[data-basis="suggested"]').first
    expect(row).to_contain_text("suggested, not yet reviewed")
    row.locator("summary").press("Enter")
    expect(row.locator(".evidence").first).to_be_visible()
    assert_accessible(page)

    log_in(make_editor())
    page.goto(f"/declarations/{CONTACT}/1/")
    assert_accessible(page)
    box = page.locator(".suggested-box")
    accept = box.get_by_role("button", name="Accept: Elections", exact=True)
    accept.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".topics")).to_have_text("Elections")
    expect(page.locator("#coding-title")).to_be_focused()
    expect(accept).to_have_count(0)
    refused = box.get_by_role("button", name="Refuse").first
    refused.press("Enter")
    expect(page.get_by_text("1 suggestion refused")).to_be_visible()


def test_a_pasted_text_finds_its_like_with_and_without_script(site, page, browser, base_url):
    """Nothing of it stands in the address."""
    words = "Call for free elections under international observation."
    page.goto("/like/")
    page.get_by_label("Text", exact=True).fill(words)
    page.get_by_role("button", name="Find points").press("Enter")
    expect(page.locator(".like li")).to_have_count(10)
    expect(page.locator(".suggestions li").first).to_be_visible()
    assert page.url.endswith("/like/")
    assert_accessible(page)
    plain = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    plain.goto("/like/")
    plain.get_by_label("Text", exact=True).fill(words)
    plain.get_by_role("button", name="Find points").click()
    expect(plain.locator(".like li")).to_have_count(10)
    plain.context.close()
