"""From a text as issued to a draft: its split, what is made of it, and bringing that up to date."""

import datetime
import json
from dataclasses import replace

import pytest

from declarations.models import Declaration, Point
from declarations.services.editing import Refused
from declarations.services.entering import Details, Split, make_draft, split_text
from declarations.services.entering.doubts import doubts_of
from declarations.services.entering.rearranging import settle
from declarations.services.entering.splitting import free_label

from .factories import make_editor, make_group, make_intake, make_point, make_proposition

TEXT = """Declaration of the Ministers

The Ministers of the Lagoon Group, meeting in Port Saint Anne:

1. Support the renewal of the truce.
2. Urge its observers to publish what they see.
3. Call for elections within six months.

ANNEX

1. The commission has five members.
2. It meets each month.
"""
DAY = datetime.date(2019, 5, 3)


def details(**fields) -> Details:
    """Return what is said about the text: a new group issued it on a day."""
    return Details(**{"issuers": [make_group()], "date": DAY} | fields)


def test_a_split_comes_back_from_json_as_it_was():
    """The entry holds JSON; a number that comes again has one of its own, for its address."""
    split = split_text(TEXT)
    assert Split.from_json(json.loads(json.dumps(split.as_json()))) == split
    assert [piece.label for piece in split.pieces] == ["1", "2", "3", "1 (2)", "2 (2)"]
    assert [TEXT[start:end] for start, end in split.pieces[0].places] == [
        "1.",
        "Support the renewal of the truce.",
    ]
    covered = "".join(TEXT[start:end] for start, end in split.spans())
    assert "".join(covered.split()) == "".join(TEXT.split())
    assert split.numbering == "official"
    assert split_text("Urge calm.\n\nCall for peace.\n").numbering == "editorial"
    assert free_label("A/4#", set()) == "A-4-"


@pytest.mark.django_db
def test_a_draft_has_points_issuers_source_and_a_reason():
    """In one go, with the editor's name, and with the slug counted on where it is taken."""
    editor, group = make_editor(), make_group(slug="lagoon-group")
    given = details(
        issuers=[group], language="es", source_url="https://www.example.org/1", place="Lima"
    )
    draft = make_draft(details=given, split=split_text(TEXT), editor=editor)
    again = make_draft(details=given, split=split_text(TEXT), editor=editor)
    assert (draft.slug, again.slug) == ("lagoon-group-2019-05-03", "lagoon-group-2019-05-03-2")
    assert (draft.status, draft.title, draft.title_es) == (
        "draft",
        "Declaration of the Ministers",
        "Declaration of the Ministers",
    )
    assert (draft.points_in_source, draft.complete, draft.numbering) == (5, True, "official")
    source = draft.sources.get()
    assert (source.publisher, source.extent) == ("example.org", "full")
    points = list(draft.points.in_reading_order().with_codes())
    assert [f"{p.order}: {p.label}" for p in points] == [
        "1: 1",
        "2: 2",
        "3: 3",
        "4: 1 (2)",
        "5: 2 (2)",
    ]
    wording = points[1].wordings.get()
    assert (wording.language, wording.origin) == ("es", "official")
    assert wording.stems
    for row in (draft, points[0], wording, source, draft.issues.get()):
        record = row.history.get()
        assert (record.history_user, record.history_change_reason) == (
            editor,
            "entered from text",
        )


@pytest.mark.django_db
def test_a_draft_is_not_called_complete_while_a_number_is_missing():
    """The editor may say that the source skips it, or look for the point; we do not guess."""
    split = split_text(TEXT.replace("3. Call", "4. Call"))
    given = details(issuers=[make_group()])
    draft = make_draft(details=given, split=split, editor=None)
    assert (draft.points_in_source, draft.complete) == (None, False)
    [gap] = [doubt for doubt in doubts_of(split) if doubt.key.startswith("gap-")]
    assert make_draft(details=given, split=settle(split, gap.key), editor=None).complete


@pytest.mark.django_db
def test_what_is_missing_is_said_and_nothing_is_made():
    """Issuer, day, title and words; an address that is none."""
    split = split_text("1. Urge calm.\n2. Call for peace.\n")
    with pytest.raises(Refused) as refused:
        make_draft(details=Details(), split=split, editor=None)
    assert len(refused.value.sentences) == 3
    for fields in ({"source_url": "nowhere"}, {"source_url": "http://[1"}, {"slug": "Ñ ñ"}):
        with pytest.raises(Refused):
            make_draft(details=details(title="A title", **fields), split=split, editor=None)
    empty = replace(split, pieces=(replace(split.pieces[0], text=" "), split.pieces[0]))
    with pytest.raises(Refused, match="No words stand under 1"):
        make_draft(details=details(title="A title"), split=empty, editor=None)
    assert not Declaration.objects.exists()


@pytest.mark.django_db
def test_a_draft_is_brought_up_to_date_and_keeps_its_codes():
    """Points keep their keys through changes of order and number; what was edited there stays."""
    intake, given = make_intake(text=TEXT), details()
    split = split_text(TEXT)
    draft = make_draft(details=given, split=split, editor=None, intake=intake)
    first, second, third, annex, _ = draft.points.in_reading_order()
    third.positions.create(proposition=make_proposition("elections"), stance="affirms")
    second.wordings.update(text="Corrected at the desk.")
    by_hand = make_point(declaration=draft, label="9", order=9)
    one, two, three, *_annex = split.pieces
    changed = replace(
        split, pieces=(replace(three, label="1"), replace(two, kind="preambular"), one)
    )
    with pytest.raises(Refused, match="The number 1 stands twice"):
        make_draft(details=given, split=changed, editor=None, intake=intake)
    changed = replace(changed, pieces=(*changed.pieces[:2], replace(one, label="2", text="New.")))
    with pytest.raises(Refused, match="The number 2 stands twice"):
        make_draft(details=given, split=changed, editor=None, intake=intake)
    moved = replace(two, label="3", kind="preambular")
    changed = replace(changed, pieces=(changed.pieces[0], moved, changed.pieces[2]))
    again = make_draft(
        details=replace(given, title="New title"), split=changed, editor=None, intake=intake
    )
    assert (again.pk, again.title, again.slug) == (draft.pk, "New title", draft.slug)
    assert again.version > draft.version
    points = list(again.points.in_reading_order())
    assert [(p.pk, p.label, p.kind) for p in points] == [
        (third.pk, "1", "operative"),
        (by_hand.pk, "9", "operative"),  # behind the annex, which is gone, stood the third
        (second.pk, "3", "preambular"),
        (first.pk, "2", "operative"),
    ]
    assert points[0].positions.count() == 1
    assert points[2].wordings.get().text == "Corrected at the desk."
    assert points[3].wordings.get().text == "New."
    assert not Point.objects.filter(pk=annex.pk).exists()
    Declaration.objects.update(status="published")
    with pytest.raises(Refused, match="published"):
        make_draft(details=given, split=changed, editor=None, intake=intake)
