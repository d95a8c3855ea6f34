"""
The four looks of a page: wide and narrow, light and dark.

To load a page costs much, to show an open one in another look costs little. So a
page is opened once and shown in one look after the other::

    page.goto("/codebook/")
    for look in each_look(page):
        with subtests.test("/codebook/", look=look):
            assert_accessible(page, colours_only=look.endswith("dark"))

Of a page that is seen both light and dark only the colours are looked at twice.
"""

from collections.abc import Iterable, Iterator

from playwright.sync_api import Page

from tests.browser.accessibility import finish_animations

WIDE = {"width": 1360, "height": 900}
NARROW = {"width": 390, "height": 844}
LOOKS = {
    "wide-light": (WIDE, "light"),
    "wide-dark": (WIDE, "dark"),
    "narrow-light": (NARROW, "light"),
    "narrow-dark": (NARROW, "dark"),
}


def each_look(page: Page, looks: Iterable[str] = LOOKS) -> Iterator[str]:
    """Show an open page in one look after the other, yield the name of each, leave it wide."""
    for look in looks:
        size, scheme = LOOKS[look]
        page.set_viewport_size(size)
        show_in(page, scheme)
        yield look
    page.set_viewport_size(WIDE)
    show_in(page, "light")


def each_scheme(page: Page) -> Iterator[str]:
    """Show an open page dark and light, as wide as it is, yield which, and leave it light."""
    for scheme in ("dark", "light"):
        show_in(page, scheme)
        yield scheme


def show_in(page: Page, scheme: str) -> None:
    """Show a page light or dark, with no colour still on its way."""
    page.emulate_media(color_scheme=scheme)
    finish_animations(page)
