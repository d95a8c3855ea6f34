"""An editor pastes the Spanish text of a declaration and saves it point by point."""

from playwright.sync_api import expect

from declarations.models import Declaration, Wording
from tests.browser.accessibility import assert_accessible
from tests.browser.looks import each_look
from tests.factories import make_editor


def test_editor_pastes_the_spanish_text_and_corrects_a_pair(site, page, log_in):
    """From the declaration's page to its wordings; the part chosen is shown at once."""
    declaration = Declaration.objects.get(slug="lima-group-2019-05-03")
    spanish = Wording.objects.filter(point__declaration=declaration, language="es")
    words = list(spanish.order_by("point__order").values_list("text", flat=True))
    labels = [point.label.rstrip("?") for point in declaration.points.in_reading_order()]
    spanish.delete()
    log_in(make_editor(username="ana"))
    page.goto(f"/admin/declarations/declaration/{declaration.pk}/change/")
    page.get_by_role("link", name="Another language…").click()
    expect(page.get_by_label("Language of the text")).to_have_value("es")
    swapped = [words[1], words[0], *words[2:]]
    page.get_by_label("Text", exact=True).fill(
        "\n".join(f"{label}. {text}" for label, text in zip(labels, swapped, strict=True))
    )
    for _look in each_look(page, ("wide-light", "narrow-dark")):
        assert_accessible(page)
    page.get_by_role("button", name="Pair with the points").click()
    first, second = (page.get_by_label(f"Part for point {label}", exact=True) for label in "12")
    parts = first.input_value(), second.input_value()
    first.select_option(parts[1])
    expect(page.locator(".language-table tbody tr").first).to_contain_text(words[0])
    second.select_option(parts[0])
    for _look in each_look(page, ("wide-light", "narrow-dark")):
        assert_accessible(page)
    page.get_by_role("button", name="Save the wordings").click()
    expect(page.get_by_text("14 wordings in Spanish were added.")).to_be_visible()
    assert list(spanish.order_by("point__order").values_list("text", flat=True)) == words
