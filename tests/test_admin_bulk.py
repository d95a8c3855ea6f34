"""Import and export of lists at the desk: what goes out comes back, and nothing by surprise."""

import datetime
import io
import json
import re
import zipfile

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from declarations.admin.bulk import (
    CodesResource,
    DeclarationResource,
    MembershipResource,
    PointResource,
    pages,
)
from declarations.admin.bulk.cells import from_sheet, guard, to_sheet, unguard
from declarations.admin.bulk.files import FORMATS, MAX_ROWS, Unreadable
from declarations.admin.bulk.pages import read_table
from declarations.models import Declaration, Issue, Membership, Point, Position, Wording
from tests.factories import (
    make_actor,
    make_declaration,
    make_editor,
    make_group,
    make_membership,
    make_point,
    make_proposition,
    make_source,
    make_user,
)

ODD = "=SUM(A1)\nñ “q” \x0b, _x0041_; '@x\ttab"
RESOURCES = {
    "membership": [MembershipResource],
    "declaration": [DeclarationResource],
    "point": [PointResource, CodesResource],
}


def address(model, page):
    """Return the address of a page of import or export."""
    return reverse(f"admin:declarations_{model}_{page}")


@pytest.fixture
def desk(client, db):
    """Sit at the desk as an editor."""
    client.force_login(make_editor())
    return client


def send(desk, model, content, name="table.csv", resource=0):
    """Give a file to the import page; return what it answers."""
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return desk.post(address(model, "import"), {"resource": resource, "file": file})


def confirm(desk, model, preview):
    """Press the button below a preview."""
    token = preview.context["token"]
    return desk.post(address(model, "process_import"), {"token": token}, follow=True)


def errors(response):
    """Return what the page says is wrong, by row and column."""
    return [(row, column, str(sentence)) for row, column, sentence in response.context["errors"]]


def test_what_is_exported_comes_back_as_nothing_to_change(sample, desk):
    """In each format and of each table; cells that look like formulas are kept from running."""
    declaration = make_declaration(title=ODD, gaps=["=1", "+2"], issuers=[make_group(slug="g")])
    make_source(declaration=declaration, publisher="A | B", retrieved=datetime.date(2020, 1, 2))
    make_point(
        declaration=declaration,
        text=ODD,
        operative="@x",
        positions={"p-q": "rejects"},
    )
    declaration.points.get().positions.update(note="-1: two\nlines")
    make_membership(note=ODD, disputed=True)
    for model, resources in RESOURCES.items():
        for resource in range(len(resources)):
            for place, written in enumerate(FORMATS):
                data = {"resource": resource, "format": place}
                # All of the sample once; in the other formats what is hard to bring back.
                query = "" if place == 0 or model == "membership" else f"?q={declaration.slug}"
                file = desk.post(address(model, "export") + query, data)
                assert file.status_code == 200
                if written.extension == "csv" and model == "declaration":
                    assert "'=SUM" in file.content.decode("utf-8-sig")
                name = f"table.{written.extension}"
                page = send(desk, model, file.content, name, resource)
                assert not page.context["refused"], (model, name, errors(page))
                assert not page.context["changes"], (model, name)
                assert "Nothing to change" in page.content.decode()


@pytest.mark.parametrize("text", ["=1", "'=1", "''-1", "'tis", "a=1", "", "\t", "@", "_x000B_\x0b"])
def test_a_cell_comes_back_as_it_was(text):
    """Guarded or not, escaped or not."""
    assert unguard(guard(text)) == text
    assert from_sheet(to_sheet(text)) == text


def test_an_import_shows_first_then_saves_as_the_desk_does(desk):
    """Wordings with their stems, history with a reason, versions; places may be exchanged."""
    declaration = make_declaration(slug="d", points=["Support the truce.", "Urge calm."])
    table = (
        "declaration,point,order,text_en,origin_en,text_es,origin_es\n"
        "d,1,2,Support the lasting truce.,official,,\n"
        "d,2,1,Urge calm.,official,Instan a la calma.,translation\n"
        "d,3,,Meet again.,official,,\n"
    )
    preview = send(desk, "point", table)
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "<ins>lasting </ins>" in page
    assert not re.search(r"<script(?![^>]*src=)|style=|<style|onclick", page)
    assert Point.objects.count() == 2
    assert "lasting" not in Wording.objects.get(point__label="1").text
    done = confirm(desk, "point", preview)
    assert "1 row added, 2 rows changed" in done.content.decode()
    points = {point.label: point for point in declaration.points.all()}
    assert [points[label].order for label in ("1", "2", "3")] == [2, 1, 3]
    wording = points["1"].wordings.get()
    assert "last" in wording.stems
    assert "lasting" in wording.folded
    assert wording.history.first().history_change_reason == "Imported from table.csv"
    assert wording.history.first().history_user.username.startswith("editor-")
    assert points["2"].wordings.get(language="es").origin == "translation"
    assert Declaration.objects.get().version == declaration.version + 1
    assert declaration.history.first().history_change_reason == "Imported from table.csv"
    again = send(desk, "point", table.replace("d,1,2", "d,1,2").replace("d,3,,", "d,3,3,"))
    assert not again.context["changes"]


def test_codes_and_issuers_are_brought_in_line(desk):
    """What the cell no longer names goes; the rest of the row stays."""
    make_proposition("truce")
    other = make_actor(slug="other")
    make_declaration(
        slug="d", issuers=[make_group(slug="g")],
        points=[{"positions": {"old": "affirms"}, "topics": ["general"]}],
    )  # fmt: skip
    codes = 'declaration,point,topics,positions\nd,1,,"rejects truce: in part"\n'
    confirm(desk, "point", send(desk, "point", codes, resource=1))
    position = Position.objects.get()
    assert (position.proposition.slug, position.stance, position.note) == (
        "truce",
        "rejects",
        "in part",
    )
    assert not Point.objects.get().topics.exists()
    table = "slug,issuers,signatories\nd,other; g,g (abstained)\n"
    confirm(desk, "declaration", send(desk, "declaration", table))
    assert [issue.actor.slug for issue in Issue.objects.all()] == ["other", "g"]
    assert other.history.count() == 1
    members = "group,member,since,until,disputed\ng,other,2019-01-01,,yes\n"
    confirm(desk, "membership", send(desk, "membership", members))
    assert Membership.objects.get().disputed


def test_each_wrong_row_is_told_and_nothing_is_written(desk):
    """By row and column, in sentences; readers of what is published lose nothing either."""
    make_declaration(slug="d", points=["Support the truce."])
    table = (
        "declaration,point,kind,force,text_en,origin_en\n"
        "d,1,opertive,2,Words,official\n"
        "d,2,operative,many,Words,official\n"
        "none,1,operative,2,Words,official\n"
        "d,4,operative,2,Words,\n"
        "d,1,operative,2,Words,official\n"
    )
    found = errors(send(desk, "point", table))
    assert [(row, column) for row, column, _ in found] == [
        (2, "kind"), (3, "force"), (4, ""), (5, ""), (6, ""),
    ]  # fmt: skip
    assert found[0][2] == "“opertive” is none of: preambular, operative."
    assert "Row 2" in found[4][2]
    blank = send(desk, "point", "declaration,point,text_en\nd,1,\n")
    assert "Point 1 has no wording" in errors(blank)[0][2]
    assert blank.status_code == 422
    new = send(desk, "declaration", "slug,title,date,status\nnew,New,2020-01-01,published\n")
    assert "Enter at least one point" in errors(new)[0][2]
    assert Wording.objects.get().text == "Support the truce."


def test_what_changed_after_the_preview_is_shown_again(desk):
    """Of two editors the second is told; a token is good for one account and one day."""
    make_declaration(slug="d", points=["Support the truce."])
    table = "declaration,point,text_en,origin_en\nd,1,Reject the truce.,official\n"
    preview = send(desk, "point", table)
    Wording.objects.update(text="Support the lasting truce.")
    second = confirm(desk, "point", preview)
    assert second.status_code == 409
    assert "Somebody changed these rows" in second.content.decode()
    assert Wording.objects.get().text == "Support the lasting truce."
    confirm(desk, "point", second)
    assert Wording.objects.get().text == "Reject the truce."
    for token in (preview.context["token"], "forged", ""):
        answer = desk.post(address("point", "process_import"), {"token": token}, follow=True)
        assert "no longer here" in answer.content.decode()


def bomb():
    """Return a small Excel file that claims to unpack to a hundred megabytes."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(100):
            part.write(b" " * 1_000_000)
    return packed.getvalue()


BAD_FILES = {
    "no table": (b"%PDF-1.7 ...", "a.pdf", "neither CSV"),
    "empty": (b"  \n", "a.csv", "empty"),
    "not UTF-8": ("declaration,point\nd,é\n".encode("cp1252"), "a.csv", "not in UTF-8"),
    "wrong columns": (b"a,b\n1,2\n", "a.csv", "column declaration, point is missing"),
    "an unknown column": (b"declaration,point,pont\nd,1,2\n", "a.csv", "no column “pont”"),
    "too many rows": (b"declaration,point\n" + b"d,1\n" * 100_000, "a.csv", "more than 5,000"),
    "too many cells": (b"declaration,point\nd,1,2\n", "a.csv", "Row 2 has more cells"),
    "no rows": (b"declaration,point\n", "a.csv", "no rows"),
    "NUL": (b"declaration,point\nd,\0\n", "a.csv", "NUL"),
    "open quote": (b'declaration,point\nd,"1\n', "a.csv", "quotes"),
    "other JSON": (b'{"a": 1}', "a.json", "list of objects"),
    "nested JSON": (b'[{"declaration": {"slug": 1}}]', "a.json", "list of objects"),
    "deep JSON": (b"[" * 100_000, "a.json", "list of objects"),
    "no Excel": (b"PK\x03\x04 broken", "a.xlsx", "not an Excel file"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_is_no_table_gets_one_sentence(kind):
    """Read within bounds, whatever it is."""
    content, name, words = BAD_FILES[kind]
    with pytest.raises(Unreadable, match=re.escape(words)):
        read_table(PointResource, content, name)


def test_a_bomb_is_not_unpacked(desk):
    """It is refused by the sizes that it claims; nobody without rights gets so far."""
    page = send(desk, "point", bomb(), "a.xlsx")
    assert page.status_code == 422
    assert "unpacks to more than 60 MB" in page.content.decode()
    assert MAX_ROWS == 5_000


def test_export_heeds_the_list_and_both_heed_permissions(client, sample, django_user_model):
    """Viewers export what they see, drafts too; only who may add and change imports."""
    viewer = make_user(is_staff=True)
    client.force_login(viewer)
    assert client.get(address("point", "export")).status_code == 403
    viewer.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_point", "change_point"])
    )
    query = "?kind__exact=preambular"
    rows = json.loads(
        client.post(address("point", "export") + query, {"resource": 0, "format": 2}).content
    )
    assert len(rows) == Point.objects.filter(kind="preambular").count()
    assert {row["kind"] for row in rows} == {"preambular"}
    assert client.get(address("point", "import")).status_code == 403
    assert client.post(address("point", "process_import")).status_code == 403
    assert "Import…" not in client.get(address("point", "changelist")).content.decode()
    for odd in ("?kind__exact=%00", "?nonsense__exact=1", "?o=7.1"):
        assert client.get(address("point", "export") + odd).status_code in (200, 302)
    client.force_login(make_editor())
    page = client.get(address("point", "changelist") + query).content.decode()
    assert "Import…" in page
    assert f"export/{query}" in page


def test_an_import_that_changes_too_many_rows_is_refused_whole(desk, monkeypatch):
    """A request has an end; the sentence says how many they are."""
    monkeypatch.setattr("declarations.admin.bulk.base.MAX_CHANGES", 1)
    make_declaration(slug="d", points=["One.", "Two.", "Three."])
    table = "declaration,point,force\nd,1,1\nd,2,2\nd,3,3\nd,4,4\n"
    found = errors(send(desk, "point", table))
    assert [sentence for *_, sentence in found] == [
        "This table changes 4 rows, 1 at most at a time: divide it."
    ]


def test_rows_are_named_as_the_spreadsheet_counts_them(desk):
    """Blank rows between are left out, and count."""
    make_declaration(slug="d", points=["Support the truce."])
    table = "declaration,point,force\n\nd,1,1\n,,\nd,1,2\nd,2,much\n"
    found = errors(send(desk, "point", table))
    assert (5, "", "Row 3 of the file is about the same already.") in found
    assert [(row, column) for row, column, _sentence in found if row == 6] == [(6, "force")]


def test_an_export_stays_within_what_a_server_waits_for(desk, monkeypatch):
    """Said before somebody waits for it, and kept when the button is pressed all the same."""
    make_declaration(slug="d", points=["Support the truce.", "Urge calm."])
    monkeypatch.setattr(pages, "MAX_EXPORTED", 1)
    monkeypatch.setattr(pages, "MAX_ROWS", 1)
    for page in (
        desk.get(address("point", "export")),
        desk.post(address("point", "export"), {"resource": 0, "format": 0}),
    ):
        assert "more than the 1 rows of one table" in page.content.decode()
        assert " disabled>" in page.content.decode()
    assert page.status_code == 422


def test_a_preview_says_of_origins_what_an_import_does(desk):
    """A blank one beside a text stays as it is held; one without its text goes with it."""
    declaration = make_declaration(slug="d", points=["Support the truce.", "Urge calm."])
    Wording.objects.create(
        point=declaration.points.last(), language="es", text="Urgen calma.", origin="translation"
    )
    origin = Wording.objects.filter(language="en").values_list("origin", flat=True).first()
    table = "declaration,point,text_en,origin_en,text_es\nd,1,Support it.,,\nd,2,Urge calm.,,\n"
    preview = send(desk, "point", table)
    changed = [[one.column for one in row.changes] for _n, row in preview.context["changes"]]
    assert changed == [["text_en"], ["text_es", "origin_es"]]
    confirm(desk, "point", preview)
    assert [*Wording.objects.values_list("text", "origin").order_by("text")] == [
        ("Support it.", origin),
        ("Urge calm.", origin),
    ]
    again = send(desk, "point", table)
    assert "Nothing to change" in again.content.decode()
