"""Points at the desk: forged rows, and the page on which one is coded."""

import pytest

from declarations.models import Point
from tests.admin_forms import add_row, errors_of, page_of, post_declaration, submitted
from tests.databases import of_a_form
from tests.factories import (
    make_declaration,
    make_editor,
    make_point,
    make_proposition,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """Sit at the desk as an editor."""
    client.force_login(make_editor(username="editor"))
    return client


def post_point(client, point, changes):
    return client.post(page_of(point), submitted(client.get(page_of(point)), changes))


# --- Forged and vanished rows ---------------------------------------------------------


def test_a_point_of_another_declaration_cannot_be_changed_from_here(desk):
    """A forged key is refused with a sentence, and the other declaration stays as it is."""
    declaration = make_declaration(points=["First."])
    other = make_point(text="Theirs.")
    response = post_declaration(
        desk, declaration, {"points-0-id": str(other.pk), "points-0-text_en": "Ours now."}
    )
    assert "no longer part of what is edited here" in errors_of(response)
    assert other.wording_in("en").text == "Theirs."
    assert Point.objects.get(pk=other.pk).declaration_id == other.declaration_id


def test_a_key_that_is_none_is_refused(desk, subtests):
    """No server error, no second copy of the point."""
    declaration = make_declaration(points=["First."])
    page = desk.get(page_of(declaration))
    for key in ("", "abc", "99999999999999999999", "-1", "\0"):
        with subtests.test(key=key):
            data = submitted(page, {"points-0-id": key, "points-0-text_en": "Changed."})
            response = desk.post(page_of(declaration), data)
            assert "no longer part of what is edited here" in errors_of(response)
            assert declaration.points.get().wording_in("en").text == "First."


def test_positions_of_another_point_cannot_be_changed_from_here(desk):
    """The same on a point's own page."""
    point = make_point(positions={"truce": "affirms"})
    other = make_point(positions={"truce": "rejects"})
    response = post_point(
        desk,
        point,
        {"positions-0-id": str(other.positions.get().pk), "positions-0-stance": "qualifies"},
    )
    assert "no longer part of what is edited here" in errors_of(response)
    assert other.positions.get().stance == "rejects"


# --- A point's own page -----------------------------------------------------------------


def test_a_point_is_coded_on_its_own_page(desk):
    """Positions with notes, in the order entered; the declaration's history says so."""
    point = make_point(positions={"truce": "affirms"})
    war = make_proposition("war")
    data = submitted(desk.get(page_of(point)), {"positions-0-stance": "qualifies"})
    add_row(data, "positions", {"proposition": str(war.pk), "stance": "rejects", "note": "so said"})
    response = desk.post(page_of(point), data | {"change_reason": ["Second reading"]})
    assert response.status_code == 302, errors_of(response)
    assert list(point.positions.values_list("proposition__slug", "stance", "note")) == [
        ("truce", "qualifies", ""),
        ("war", "rejects", "so said"),
    ]
    point.declaration.refresh_from_db()
    assert point.declaration.version == 2
    record = point.declaration.history.first()
    assert record.history_change_reason == "Point 1: Second reading"
    assert record.history_user.username == "editor"


def test_a_sixth_position_is_refused_with_the_rule(desk):
    """The codebook allows five."""
    point = make_point(positions=dict.fromkeys("abcde", "affirms"))
    data = submitted(desk.get(page_of(point)))
    sixth = {"proposition": str(make_proposition("f").pk), "stance": "affirms", "note": ""}
    add_row(data, "positions", sixth)
    assert "The codebook allows 5 positions" in errors_of(desk.post(page_of(point), data))
    assert point.positions.count() == 5


def test_one_position_gives_way_to_another_on_the_same_proposition(desk):
    """Deleted and entered anew within one save."""
    point = make_point(positions={"truce": "affirms"})
    data = submitted(desk.get(page_of(point)), {"positions-0-DELETE": "on"})
    truce = str(make_proposition("truce").pk)
    add_row(data, "positions", {"proposition": truce, "stance": "rejects", "note": ""})
    response = desk.post(page_of(point), data)
    assert response.status_code == 302, errors_of(response)
    assert point.positions.get().stance == "rejects"


WRONG_INPUT = [
    ({"positions-1-proposition": "first"}, "This point is coded on this proposition already."),
    ({"positions-0-proposition": "second", "positions-1-proposition": "first"},
     "Two rows cannot change places in one save"),
    ({"positions-0-stance": "doubts"}, "doubts is not one of the available choices"),
    ({"positions-0-note": "x" * 501}, "at most 500 characters"),
    ({"wordings-0-text": ""}, "This field is required."),
    ({"wordings-0-DELETE": "on"}, "Point 2 has no wording"),
    ({"label": "1"}, "Another point of this declaration has this number."),
    ({"label": "1?"}, "Another point of this declaration has this number."),
    ({"order": "1"}, "Another point stands at this place in the order."),
    ({"force": "9"}, "9 is not one of the available choices"),
    ({"mentions": "\0"}, "Null characters are not allowed."),
]  # fmt: skip


@of_a_form
def test_wrong_input_about_a_point_gets_a_sentence(desk, subtests):
    """On its own page as on its declaration's."""
    declaration = make_declaration(points=["First."])
    point = make_point(declaration=declaration, positions={"first": "affirms", "second": "affirms"})
    slugs = {p.slug: str(p.pk) for p in (make_proposition("first"), make_proposition("second"))}
    page = desk.get(page_of(point))
    for changes, sentence in WRONG_INPUT:
        with subtests.test(sentence, fields=", ".join(changes)):
            sent = {name: slugs.get(value, value) for name, value in changes.items()}
            response = desk.post(page_of(point), submitted(page, sent))
            assert response.status_code == 200
            assert sentence in errors_of(response)
            declaration.refresh_from_db()
            assert declaration.version == 1
