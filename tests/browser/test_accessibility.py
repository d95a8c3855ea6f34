"""What stands guard over the colours of every page is itself put to the test."""

import pytest

from tests.browser.accessibility import assert_accessible
from tests.browser.looks import show_in

PAGE = """<!doctype html><html lang="en"><title>Texts</title><style>
    :root { color-scheme: light dark; color: light-dark(black, white); }
    body { background: light-dark(white, black); }
    .pale { color: #bbb; } .grey { background: #666; } .faint { opacity: 0.3; }
    .by-night { color: light-dark(black, #333); }
</style><main><h1>Texts</h1>%s%s%s</main></html>"""
TEXT = "<section><p>A text of the same colours as all the others.</p></section>"


@pytest.mark.parametrize(
    ("spoilt", "scheme"),
    [
        ('<p class="pale">Hardly seen.</p>', "light"),
        ('<section class="grey"><p>On a ground of its own.</p></section>', "light"),
        ('<section class="faint"><p>Behind a veil.</p></section>', "light"),
        ('<p>Among others <b class="pale">one word</b> of them.</p>', "light"),
        ('<p class="pale">x</p><p class="pale">More than a letter.</p>', "light"),
        ('<label>Name <input class="pale" value="Lima"></label>', "light"),
        ('<p class="by-night">Seen by day.</p>', "dark"),
    ],
)
def test_one_pale_text_among_many_is_found(page, spoilt, scheme):
    """Whatever makes it pale; and none where there is none."""
    page.set_content(PAGE % (TEXT * 20, "", TEXT * 20))
    show_in(page, scheme)
    assert_accessible(page, colours_only=True)
    page.set_content(PAGE % (TEXT * 20, spoilt, TEXT * 20))
    with pytest.raises(AssertionError, match="color-contrast"):
        assert_accessible(page, colours_only=True)


def test_what_is_no_colour_is_found_as_well(page):
    """Unless it was looked for already."""
    page.set_content(PAGE % (TEXT, "<button></button>", TEXT))
    assert_accessible(page, colours_only=True)
    with pytest.raises(AssertionError, match="button-name"):
        assert_accessible(page)
