"""What is written with every save, and the named reads."""

import datetime

import pytest

from declarations.models import (
    Declaration,
    Point,
    Wording,
)
from tests.factories import (
    make_declaration,
    make_point,
    make_proposition,
)

pytestmark = pytest.mark.django_db
MAY_3 = datetime.date(2019, 5, 3)


# --- Written with every save --------------------------------------------------


@pytest.mark.parametrize(
    "make_held",
    [
        lambda: make_point().wordings.get(),
        lambda: make_point(positions={"truce": "affirms"}).positions.get(),
        make_proposition,
    ],
    ids=["wording", "position", "proposition"],
)
def test_revision_is_another_one_after_each_save(make_held):
    """Also of one that changed nothing, of some fields, and of many rows at once."""
    held = make_held()
    seen = {0, held.revision}
    held.save()
    seen.add(held.revision)
    held.save(update_fields=["order" if hasattr(held, "order") else "text"])
    held.refresh_from_db()
    seen.add(held.revision)
    assert len(seen) == 4
    assert all(number < 2**31 for number in seen)
    assert not hasattr(held.history.first(), "revision")


def test_revision_is_written_in_bulk():
    """As the loader writes."""
    point = make_point()
    Wording.objects.bulk_create(
        Wording(point=point, language=language, text="Une.", origin="official")
        for language in ("es", "fr", "pt")
    )
    revisions = Wording.objects.values_list("revision", flat=True)
    assert len({0, *revisions}) == 5
    assert "une." in Wording.objects.filter(language="fr").values_list("folded", flat=True)


def test_folded_text_follows_the_words():
    """Made, changed, and changed in one field only."""
    declaration = make_declaration(title="Reunión", place="Bogotá", points=["Apoyan a JOSÉ."])
    assert declaration.folded.split("\n") == ["reunion", "", "bogota", ""]
    declaration.title_es = "Declaración"
    declaration.save(update_fields=["title_es"])
    declaration.refresh_from_db()
    assert declaration.folded.split("\n") == ["reunion", "declaracion", "bogota", ""]
    wording = Wording.objects.get()
    assert wording.folded == "apoyan a jose."
    wording.text = "Apoyan a ANA."
    wording.save(update_fields=["text"])
    assert Wording.objects.get().folded == "apoyan a ana."
    assert not hasattr(wording.history.first(), "folded")


# --- Reads --------------------------------------------------------------------


def test_readers_see_published_declarations_only():
    """A draft is the editors' own, and so are its points."""
    make_declaration(slug="out", points=["Support the truce."])
    make_declaration(slug="not-yet", status="draft", points=["Reject the truce."])
    assert [held.slug for held in Declaration.objects.published()] == ["out"]
    assert [held.declaration.slug for held in Point.objects.published()] == ["out"]


def test_points_held_counts_a_declaration_without_points_as_none():
    """The annotation is null there, which templates show as nothing held."""
    make_declaration(slug="empty", date=MAY_3)
    make_declaration(slug="full", points=["One.", "Two."], date=datetime.date(2019, 5, 7))
    held = Declaration.objects.with_point_count().order_by("date")
    assert [(item.slug, item.points_held) for item in held] == [("empty", None), ("full", 2)]


def test_declarations_are_found_by_words_of_their_points():
    """In any language held, whatever the case, and each declaration once."""
    words = {"text": "Support the TRUCE.", "wordings": {"es": "Apoyan la tregua."}}
    make_declaration(slug="truce", points=[words, "A truce again."])
    make_declaration(slug="vote", title="Declaration on the vote")
    for text, slug in [("truce", "truce"), ("tregua", "truce"), ("Vote", "vote")]:
        assert [held.slug for held in Declaration.objects.containing(text)] == [slug]


@pytest.mark.parametrize("typed", ["REUNIÓN", "reunion", "Reunión", "ReuNION", "reunio\u0301n"])
@pytest.mark.parametrize("field", ["title", "title_es", "place", "occasion", "wording"])
def test_declarations_are_found_without_case_and_accents(typed, field):
    """However it was written and is typed, on either database."""
    words = "Tras la Reunión de Lima"
    kept = {"points": [words]} if field == "wording" else {field: words}
    found = make_declaration(**kept)
    make_declaration(title="Without", points=["Otherwise."])
    assert list(Declaration.objects.containing(typed)) == [found]


@pytest.mark.parametrize("written", ["José", "JOSÉ", "jose"])
@pytest.mark.parametrize("typed", ["José", "jose", "JOSÉ"])
def test_a_name_is_found_with_and_without_its_accent(written, typed):
    """In both directions."""
    found = make_declaration(points=[f"Issued in San {written}."])
    assert list(Declaration.objects.containing(typed)) == [found]


@pytest.mark.parametrize(
    ("typed", "finds"),
    [("100%", True), ("100_", False), ("1%0", False), ("a_b", True), ("a_c", False), ("\\", True)],
)
def test_signs_that_a_database_reads_as_patterns_stand_for_themselves(typed, finds):
    """Per cent, underscore, backslash."""
    make_declaration(title="100% of a_b \\ abc")
    assert Declaration.objects.containing(typed).exists() is finds


def test_every_word_of_a_search_is_looked_for_by_itself():
    """One may stand in the title, another in a point; none may stand nowhere."""
    found = make_declaration(title="On peace", place="Lima", points=["Supports the truce."])
    assert list(Declaration.objects.containing("truce lima")) == [found]
    assert not Declaration.objects.containing("truce quito").exists()


@pytest.mark.parametrize(
    ("label", "anchor", "likely"),
    [("5", "5", False), ("6?", "6", True), ("11 bis", "11-bis", False), ("XI", "XI", False)],
)
def test_anchor_is_the_number_without_doubt_or_spaces(label, anchor, likely):
    """An address that can be typed, of a number that may only be likely."""
    held = Point(label=label)
    assert (held.anchor, held.number_is_likely) == (anchor, likely)


def test_wording_falls_back_to_a_language_that_is_held():
    """The languages asked for in their order, else any; none where there is no wording."""
    point = make_point(text="Apoyan la tregua.", language="es", wordings={"fr": "Ils appuient."})
    assert point.wording_in("en", "fr").language == "fr"
    assert point.wording_in("en").language == "es"
    point.wordings.all().delete()
    assert point.wording_in("en", "es") is None
