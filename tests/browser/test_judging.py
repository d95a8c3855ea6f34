"""A coder judges pair after pair by keyboard alone, in the page and in its place."""

from statistics import median

from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from declarations.models import Judgement
from tests.browser.accessibility import assert_accessible
from tests.factories import make_coder, make_declaration

GROUPS, OF_A_GROUP = 12, 3
"""Points that affirm the same meet: twelve times three beside three are 108 pairs."""
TIMINGS = """performance.getEntriesByType("resource")
    .filter(entry => entry.initiatorType === "xmlhttprequest")
    .map(entry => entry.responseEnd - entry.startTime)"""


def make_long_comparison():
    """Make two declarations with 108 pairs, and return the address of their comparison."""
    points = [
        {
            "text": f"Support truce {n} of May.",
            "topics": ["truce"],
            "positions": {f"truce-{n}": "affirms"},
        }
        for n in range(GROUPS)
        for _ in range(OF_A_GROUP)
    ]
    left, right = make_declaration(points=points), make_declaration(points=points)
    return f"/compare/{left.slug}/{right.slug}/"


def place_of(row):
    """Return where on the screen a row begins."""
    return row.evaluate("row => row.getBoundingClientRect().top")


def test_a_hundred_pairs_are_judged_in_a_row_by_keyboard(live_server, page):
    """No reload, no slower answer at the end, and each row where it was."""
    coder = make_coder()
    client = Client()
    client.force_login(coder)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    page.set_viewport_size({"width": 900, "height": 400})  # little to paint, a hundred times
    page.goto(make_long_comparison())
    page.evaluate("window.isTheSame = true; performance.clearResourceTimings()")
    rows = page.locator("tr[data-row]")
    assert rows.count() == 100
    page.keyboard.type("jc\n" * 100)  # and on, without waiting for the answers
    expect(page.locator("[data-done=judged]")).to_have_count(100, timeout=60_000)
    assert page.evaluate("window.isTheSame")
    assert Judgement.objects.filter(coder=coder, relation="convergent").count() == 100
    took = page.evaluate(TIMINGS)
    assert len(took) == 100
    assert median(took[-20:]) < 1.5 * median(took[:20]) + 20, f"{took}"  # milliseconds


def test_a_word_against_what_stands_is_explained_undone_and_read_by_another(
    site, page, log_in, base_url, browser, console
):
    """The founding comparison: refused, said why, taken back, said again; then seen by others."""
    console.expect("status of 422")
    console.expect("status of 503|Error Code 503")
    log_in(make_coder(username="ana"))
    page.goto("/compare/lima-group-2019-05-03/international-contact-group-2019-05-07/#r-5-10")
    row = page.locator("#r-5-10")
    row.focus()
    before = place_of(row)
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(row.locator(".refused")).to_contain_text("departs from what stands")
    expect(row.get_by_role("radio", name="Partial")).to_be_checked()
    expect(row.get_by_label("Rationale")).to_be_focused()
    assert_accessible(page)
    page.keyboard.type("One proposes a meeting, the other only contacts.")
    page.keyboard.press("Enter")
    said = row.locator(".own-judgement")
    expect(said).to_contain_text("Judged partial by you, just now")
    expect(row).to_be_focused()
    assert abs(place_of(row) - before) < 1
    expect(row.locator(".meets")).to_contain_text("partial, 1 coder")
    expect(page.locator("#basis-judged")).to_contain_text("1")
    expect(page.locator("#judge-status")).to_contain_text("Judged partial by you")

    row.get_by_role("button", name="Undo").press("Enter")
    expect(row.locator(".judge-said")).to_contain_text("Taken back")
    expect(row.locator(".meets")).to_contain_text("from the codes")
    expect(row).to_be_focused()
    page.keyboard.press("u")
    page.keyboard.type("Thought better of it.")
    page.keyboard.press("Escape")
    expect(row).to_be_focused()
    expect(row.get_by_label("Rationale")).to_have_value("")
    # Something breaks for a moment: nothing that was written is lost.
    page.route("**/judge/**", lambda route: route.fulfill(status=503), times=1)
    page.keyboard.press("u")
    page.keyboard.type("They speak of two meetings.")
    page.keyboard.press("Enter")
    expect(row.get_by_role("alert")).to_contain_text("Not saved")
    expect(row.get_by_role("radio", name="Unrelated")).to_be_checked()
    row.get_by_role("button", name="Save").press("Enter")
    expect(said).to_contain_text("Judged unrelated by you")
    expect(row).to_be_focused()

    # Another pair, by its lists; and a plain form where there is no script.
    page.locator("#another-left").select_option("7")
    page.locator("#another-right").select_option("9")
    page.get_by_role("button", name="Read and judge them").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("point 7")
    page.keyboard.press("u")
    page.keyboard.press("Enter")
    expect(page.locator(".own-judgement")).to_contain_text("Judged unrelated by you, just now")
    expect(page.locator("#judge-history li")).to_have_count(1)
    assert_accessible(page)
    there = page.url

    log_in(make_coder(username="eva"))
    page.goto(there)
    cookies = page.context.cookies()
    expect(page.locator("#judge-history")).to_contain_text("ana")
    expect(page.locator(".judge-said")).to_contain_text("Not judged by you yet")
    plain = browser.new_context(java_script_enabled=False, base_url=base_url)
    plain.add_cookies(cookies)
    other = plain.new_page()
    other.goto(there)
    other.get_by_role("radio", name="Convergent").check(force=True)
    other.get_by_label("Rationale").fill("Both ask for it.")
    other.get_by_role("button", name="Save").click()
    expect(other.locator(".own-judgement")).to_contain_text("Judged convergent by you")
    plain.close()
