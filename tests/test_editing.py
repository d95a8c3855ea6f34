"""What a declaration needs before readers may see it."""

import pytest

from declarations.models import Declaration
from declarations.services.editing import NotReady, lacks, set_status
from tests.factories import make_declaration, make_group

pytestmark = pytest.mark.django_db


def make_draft(**fields):
    """Return a draft that lacks nothing but what a test takes away."""
    return make_declaration(
        issuers=[make_group()], points=["Support the truce."], status="draft", **fields
    )


def test_a_draft_with_issuer_and_worded_points_lacks_nothing():
    """It may be published."""
    draft = make_draft()
    assert lacks(draft) == []
    assert set_status(declaration_id=draft.pk, status="published")


def test_what_is_called_complete_must_hold_as_many_points_as_the_source():
    """A reader takes the silence of a complete text for the issuer's own."""
    draft = make_draft(complete=True, points_in_source=15)
    (sentence,) = lacks(draft)
    assert sentence == "Untick “complete”: 1 of 15 points are held."
    with pytest.raises(NotReady):
        set_status(declaration_id=draft.pk, status="published")
    assert Declaration.objects.get(pk=draft.pk).status == "draft"


def test_what_is_held_in_part_may_be_published():
    """It says so itself."""
    assert lacks(make_draft(complete=False, points_in_source=15)) == []
