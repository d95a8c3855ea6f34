"""A lead between two coders: decides by keyboard, takes it back, and the dissent stays."""

from playwright.sync_api import expect

from declarations.models import Judgement
from tests.browser.accessibility import assert_accessible
from tests.browser.looks import NARROW
from tests.factories import make_lead

QUEUE = "/agreement/disagreements/"


def test_a_lead_decides_by_keyboard_and_the_dissent_stays(site, judged_sample, page, log_in):
    """Of the sample's ten judged pairs one is disputed; nothing but the keyboard is used."""
    page.goto("/agreement/")
    expect(page.locator(".sentence")).to_contain_text("Alpha is 0.80")
    assert_accessible(page)

    log_in(make_lead())
    page.goto(QUEUE)
    pair = page.locator("article")
    expect(pair).to_have_count(1)
    assert_accessible(page)
    pair.focus()
    page.keyboard.press("p")
    note = pair.get_by_label("Why")
    expect(note).to_be_focused()
    page.keyboard.type("Both uphold his standing, in different offices.")
    page.keyboard.press("Enter")
    expect(pair.get_by_text("Saved: adjudicated partial.")).to_be_visible()
    expect(pair).to_be_focused()
    expect(pair.locator("h2")).to_contain_text("1 partial, 1 unrelated; adjudicated partial")
    expect(page.locator("#disagreements-tabs")).to_have_text("To decide 0Adjudicated 1")
    page.keyboard.press("z")
    expect(pair.get_by_text("Taken back.")).to_be_visible()
    expect(pair).to_be_focused()
    expect(page.locator("#disagreements-tabs")).to_have_text("To decide 1Adjudicated 0")

    page.keyboard.press("n")  # to the next: after the last of a page, to those that wait now
    expect(pair.get_by_text("Taken back.")).to_have_count(0)
    expect(pair).to_be_focused()
    page.keyboard.press("d")
    expect(note).to_be_focused()
    page.keyboard.type("One rests on the Assembly alone.")
    page.keyboard.press("Enter")
    expect(pair.get_by_text("Saved: adjudicated divergent.")).to_be_visible()
    page.get_by_role("link", name="Adjudicated").press("Enter")
    expect(page).to_have_url(f"{site.url}{QUEUE}?show=adjudicated")
    expect(pair.locator(".rationales")).to_contain_text("Both uphold Guaidó's standing")
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    decided = Judgement.objects.filter(kind="adjudication").order_by("pk")
    assert [held.relation for held in decided] == ["partial", "divergent"]
