"""From a pasted communiqué to a published declaration with codes: the whole entry, as one sits."""

import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from declarations.models import Declaration, Intake
from tests.browser.accessibility import assert_accessible
from tests.browser.looks import each_look
from tests.comparison import sample as files
from tests.factories import make_editor
from tests.test_suggesting import uncode

LIMA, CONTACT = files.LIMA, files.CONTACT
LOOKS = ("wide-light", "narrow-dark")

MOST_CLICKS = 40
MOST_SECONDS = 180

# Seconds, of the keystroke-level model (Card, Moran and Newell, "The Keystroke-Level Model for
# User Performance Time", CACM 23, 1980): a key by an average typist, pointing and clicking,
# a hand between mouse and keys, and a moment to think before each act.
KEY, POINT_AND_CLICK, HOMING, THINKING = 0.28, 1.3, 0.4, 1.35
WORDS_A_SECOND = 238 / 60
"""Silent reading of English prose: Brysbaert, Journal of Memory and Language 109, 2019."""

SITE = 7
"""Seconds that the site takes over all its answers: 4 to 6.5 were measured, looks left out."""


@dataclass
class Hand:
    """An editor's hand: counts clicks and keys, and reckons how long a person takes over them."""

    page: Page
    clicks: int = 0
    seconds: float = 0.0
    at_keys: bool = False
    acts: list[str] = field(default_factory=list)

    def click(self, target: Locator) -> None:
        """Think, point and click."""
        target.click()
        self._act("click", POINT_AND_CLICK, keys=False)

    def press(self, key: str) -> None:
        """Think and press a key that does something by itself."""
        self.page.keyboard.press(key)
        self._act(key, KEY, keys=True)

    def paste(self, target: Locator, text: str) -> None:
        """Click into a box and paste: two keys at once."""
        self.click(target)
        target.fill(text)
        self._act("paste", 2 * KEY, keys=True)

    def type(self, target: Locator, text: str) -> None:
        """Click into a box and type; letters take time but are no clicks."""
        self.click(target)
        target.fill(text)
        self.seconds += KEY * len(text) + HOMING
        self.at_keys = True

    def glance(self) -> None:
        """Look at what the site proposes; no click."""
        self.seconds += THINKING

    def _act(self, what: str, takes: float, *, keys: bool) -> None:
        self.clicks += 1
        self.seconds += THINKING + takes + (HOMING if keys is not self.at_keys else 0)
        self.at_keys = keys
        self.acts.append(what)


def communique(declaration: Declaration) -> str:
    """Return our paraphrase of a declaration in the layout of a communiqué."""
    points = declaration.points.order_by("order").prefetch_related("wordings")
    lines = [
        "DECLARATION OF THE LIMA GROUP",
        "Lima, 3 May 2019",
        "The foreign ministers of the Lima Group, gathered in an emergency meeting, declare:",
        *(f"{point.label.rstrip('?')}. {point.wording_in('en').text}" for point in points),
    ]
    return "\n\n".join(lines) + "\n"


def test_a_declaration_goes_from_paste_to_published_with_codes(page, site, log_in, subtests):
    """
    Under 40 clicks and 3 minutes: the figures of docs/entering.md are this test's.

    Minutes are reckoned, not measured on people: each act by the keystroke-level
    model, and the words of every point read once.
    """
    rival = Declaration.objects.get(slug=CONTACT)
    held = Declaration.objects.get(slug=LIMA)
    text = communique(held)
    words = sum(len(point.wording_in("en").text.split()) for point in held.points.all())
    held.delete()
    log_in(make_editor(first_name="Ana"))
    hand = Hand(page)
    began = time.monotonic()
    looked = 0.0

    def look(step: int) -> None:
        """Look at a step wide and narrow, which the editor does not."""
        nonlocal looked
        start = time.monotonic()
        expect(page.locator(".entry-steps [aria-current=step] b")).to_have_text(str(step))
        for shown in each_look(page, LOOKS):
            with subtests.test(f"step {step}", look=shown):
                assert_accessible(page)
                overhang = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert overhang <= 0, f"step {step} is {overhang} pixels too wide"
        looked += time.monotonic() - start

    page.goto("/admin/")
    hand.click(page.get_by_role("link", name="New declaration from text"))
    hand.paste(page.locator("#id_text"), text)
    hand.click(page.get_by_label("Lima Group", exact=True))
    expect(page.get_by_label("Date", exact=True)).to_have_value("2019-05-03")
    expect(page.locator("#guess-place")).to_contain_text("Lima, 3 May 2019")
    hand.glance()
    look(1)
    hand.click(page.get_by_role("button", name="Go on to the points"))

    expect(page.locator("#split-list > li")).to_have_count(14)
    look(2)
    for _doubt in range(page.locator(".split-doubt").count()):
        before = page.locator(".split-doubt").count()
        hand.click(page.get_by_role("button", name="It is fine").first)
        expect(page.locator(".split-doubt")).to_have_count(before - 1)
    hand.click(page.get_by_role("button", name="Go on to codes"))

    progress = page.locator(".codes-progress")
    expect(progress).to_contain_text("0 of 14 points coded")
    hand.click(page.get_by_role("button", name="scored 0.40 or more"))
    expect(progress).not_to_contain_text("0 of 14 points coded")
    left = page.locator("[data-point]:not([data-coded])").count()
    assert left > 3  # what is sure does not reach everywhere
    hand.press("n")
    for _point in range(left):
        expect(page.locator("[data-point]:focus")).not_to_have_attribute("data-coded", "")
        hand.press("A")
    # One point is like none that people coded: its position is chosen by hand.
    expect(progress).to_contain_text("13 of 14 points coded")
    point = page.locator("[data-point]:not([data-coded])")
    hand.type(point.get_by_label("Add a code"), "through a transition")
    hand.press("Enter")
    expect(progress).to_contain_text("14 of 14 points coded")
    look(3)
    hand.click(page.get_by_role("link", name="On: check and publish"))

    look(4)
    hand.click(page.get_by_role("button", name="Publish", exact=True))
    expect(page.get_by_role("heading", name="Published: readers see it")).to_be_visible()
    reading = words / WORDS_A_SECOND
    assert hand.clicks < MOST_CLICKS, hand.acts
    assert hand.seconds + reading + SITE < MOST_SECONDS, (hand.seconds, reading)
    assert time.monotonic() - began - looked < 5 * SITE  # a machine may be busy

    declaration = Declaration.objects.published().get(slug=LIMA)
    assert declaration.points.filter(positions__isnull=True).count() == 0
    assert declaration.points.filter(force=None).count() == 0
    assert declaration.place == "Lima"
    entry = Intake.objects.get(declaration=declaration)
    assert entry.text == text
    assert entry.finished
    page.get_by_role("link", name=rival.title).click()
    expect(page.locator('tr[data-basis="coded"]').first).to_be_visible()
    page.goto(declaration.get_absolute_url())
    expect(page.get_by_text("Condemns in strong terms the repression")).to_be_visible()


def test_points_are_coded_without_script_and_keys_keep_the_place(page, site, log_in, browser):
    """Answers go one by one and are taken back; the focus stays where the eye is."""
    uncode(CONTACT)
    draft = Declaration.objects.get(slug=CONTACT)
    draft.status = "draft"
    draft.save()
    log_in(make_editor())
    address = f"/admin/declarations/declaration/{draft.pk}/codes/"
    page.goto(address)
    page.keyboard.press("j")
    page.keyboard.press("j")
    first, second = page.locator(".codes-suggestion").all()[:2]
    accepted, refused = first.get_attribute("id"), second.get_attribute("id")
    page.keyboard.press("a")
    page.keyboard.press("r")
    expect(page.locator(f"#{accepted}, #{refused}")).to_have_count(0)
    expect(page.locator(".codes-suggestion:focus")).to_have_count(1)
    expect(page.locator("#codes-undo")).to_contain_text("1 refused, point 1")
    page.keyboard.press("u")
    expect(page.locator(f"#{refused}")).to_be_visible()
    expect(page.locator("#entry-said")).to_have_text("1 answer was taken back.")
    page.keyboard.press("+")
    page.keyboard.type("elections")
    page.keyboard.press("Enter")
    expect(page.locator("#entry-said")).not_to_have_text("1 answer was taken back.")
    expect(page.locator("[data-point]").first.locator(".codes-held")).to_contain_text("Elections")
    page.keyboard.press("Escape")
    page.locator("[id^=force-]").first.select_option("4")
    expect(page.locator("#entry-said")).to_have_text("Saved.")

    plain = browser.new_context(java_script_enabled=False, base_url=site.url)
    plain.add_cookies(page.context.cookies())
    page = plain.new_page()
    page.goto(address)
    page.get_by_role("button", name="Accept all of point 2").click()
    expect(page.locator("[data-point]").nth(1)).to_have_attribute("data-coded", "")
    assert "#point-" in page.url
    plain.close()
