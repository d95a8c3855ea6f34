"""Texts from the command line: split and printed, and files made into drafts."""

import hashlib
import io
import json

import pytest
from django.core.management import CommandError, call_command

from declarations.management.commands import import_declaration
from declarations.models import Declaration, Intake
from declarations.services.importing import import_file
from tests.documents.hostile import plain_pdf, scan

from .factories import make_group, make_intake

TEXT = """Declaración del Grupo

Los Gobiernos, reunidos en Helm, declaran:

1. Apoyan la tregua en el valle.

2. Instan a las partes a respetarla.

4. Piden que se publique.

Helm, 3 de mayo de 2019
"""

pytestmark = pytest.mark.django_db


def run(command, *arguments, fails=False, **options):
    """Run a command and return what it printed; where it fails, with its last sentence."""
    out = io.StringIO()
    names = [str(argument) for argument in arguments]
    if not fails:
        call_command(command, *names, stdout=out, stderr=io.StringIO(), **options)
        return out.getvalue()
    with pytest.raises(CommandError) as failed:
        call_command(command, *names, stdout=out, stderr=io.StringIO(), **options)
    return f"{out.getvalue()}{failed.value}"


def test_a_text_is_split_for_people_and_for_programs(tmp_path, monkeypatch):
    """What is doubtful is said in sentences; offsets cut the text that is printed with them."""
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode("cp1252"))
    shown = run("split_points", file)
    assert "1   Apoyan la tregua en el valle." in shown
    assert "Missing" in shown
    found = json.loads(run("split_points", file, "--json", "--language", "es"))
    assert found["title"] == "Declaración del Grupo"
    assert [point["label"] for point in found["points"]] == ["1", "2", "4"]
    cut = [found["text"][point["start"] : point["end"]] for point in found["points"]]
    assert cut == [point["text"] for point in found["points"]]
    assert found["warnings"][0]["kind"] == "gap"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(plain_pdf())))
    assert "25 points" in run("split_points", "-")
    file.write_bytes(scan())
    assert "OCR" in run("split_points", file, fails=True)
    assert "cannot be opened" in run("split_points", tmp_path / "none.txt", fails=True)


def test_a_folder_becomes_drafts_and_a_bad_file_stops_no_other(tmp_path):
    """By their names, each with its file; a second run skips them, a dry run keeps nothing."""
    group = make_group(slug="valley-group", name="Valley Group")
    (tmp_path / "sub").mkdir()
    (tmp_path / "2019-05-03_valley-group_es.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sub" / "2020-01-02_valley-group_final.pdf").write_bytes(plain_pdf())
    (tmp_path / "2020-01-03_valley-group.pdf").write_bytes(scan())
    (tmp_path / "unnamed.txt").write_text(TEXT + "\n", encoding="utf-8")
    (tmp_path / "list.xlsx").write_bytes(b"x")

    rehearsed = run("import_declaration", tmp_path, "--dry-run", fails=True)
    assert "2 drafts would be made, 0 skipped, 2 failed." in rehearsed
    assert not Intake.objects.exists()

    printed = run("import_declaration", tmp_path, fails=True, verbosity=2)
    assert "2 drafts made, 0 skipped, 2 failed." in printed
    assert "Missing" in printed
    assert "OCR" in printed
    assert "unnamed.txt: Who issued it is not said" in printed
    assert "list.xlsx" in printed
    draft = Declaration.objects.get(date="2019-05-03")
    assert (draft.status, draft.language, draft.title) == ("draft", "es", "Declaración del Grupo")
    assert list(draft.issuers.all()) == [group]
    assert [point.label for point in draft.points.all()] == ["1", "2", "4"]
    kept = Intake.objects.get(filename="2020-01-02_valley-group_final.pdf")
    assert bytes(kept.content) == plain_pdf()
    assert (kept.media_type, kept.declaration.language) == ("application/pdf", "en")
    assert kept.finished is None
    assert kept.details["issuers"] == [str(group.pk)]

    again = run("import_declaration", tmp_path / "sub")
    assert f"entered before, as {kept.declaration.slug}." in again
    assert "0 drafts made, 1 skipped, 0 failed." in again


def test_options_say_what_a_file_is(tmp_path):
    """Over what its name says; another of that day is pointed out, and wrong words are refused."""
    make_group(slug="valley-group", name="Valley Group", short_name="VG")
    make_group(slug="hill-group", name="Hill Group")
    file = tmp_path / "2019-05-03_hill-group.txt"
    file.write_text(TEXT, encoding="utf-8")
    said = ["--issuer", "VG", "--issuer", "hill-group", "--place", "Helm", "--title", "Of Helm"]
    said += ["--source-url", "https://example.org/a", "--retrieved", "2024-01-02"]
    assert "3 points (es)" in run("import_declaration", file, *said, "--numbering", "editorial")
    draft = Declaration.objects.get()
    assert (draft.title, draft.place, draft.numbering) == ("Of Helm", "Helm", "editorial")
    assert [issue.actor.slug for issue in draft.issues.order_by("order")] == [
        "valley-group",
        "hill-group",
    ]
    assert draft.sources.get().url == "https://example.org/a"

    other = tmp_path / "b.txt"
    other.write_text(TEXT + "\n", encoding="utf-8")
    wrong = run(
        "import_declaration", other, "--issuer", "Sea Group", "--date", "3.5.19", fails=True
    )
    assert "“Sea Group” is held" in wrong
    assert "“3.5.19” is no date" in wrong
    same_day = ["--issuer", "hill-group", "--date", "2019-05-03", "--slug", "second"]
    printed = run("import_declaration", other, *same_day, verbosity=2)
    assert f"Another of that issuer and day is held: {draft.slug}." in printed


def test_a_list_says_what_each_file_is(tmp_path):
    """As a spreadsheet saves it; a row whose file is gone is reported with the others."""
    make_group(slug="valley-group", name="Valley Group")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    rows = (
        "File;Issuers;Date;Title;Source\na.txt;Valley Group;2019-05-03;Über;https://example.org\n"
    )
    (tmp_path / "list.csv").write_bytes(f"{rows}b.txt;;;;\n".encode("cp1252"))
    printed = run("import_declaration", "--list", tmp_path / "list.csv", fails=True)
    assert "1 draft made, 0 skipped, 1 failed." in printed
    assert "b.txt: The file cannot be opened" in printed
    draft = Declaration.objects.get()
    assert draft.title == "Über"
    assert draft.sources.get().publisher == "example.org"
    (tmp_path / "list.csv").write_text("file,colour\na.txt,red\n")
    assert "has “colour”" in run("import_declaration", "--list", tmp_path / "list.csv", fails=True)


def test_what_is_at_the_desk_already_is_not_imported_beside_it(tmp_path):
    """The digest is of the file, whoever entered it."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    make_intake(digest=hashlib.sha256(TEXT.encode()).hexdigest())
    assert "at the desk already" in run("import_declaration", tmp_path / "a.txt")


def test_a_run_that_is_stopped_says_how_far_it_came(tmp_path, monkeypatch):
    """What was made stays made, nothing is half made, and the next run goes on."""
    make_group(slug="lima-group")
    for name in "abc":
        tmp_path.joinpath(f"2019-05-03_lima-group_{name}.txt").write_text(TEXT + name)

    def stopped(content, **options):
        if content.endswith(b"b"):
            raise KeyboardInterrupt
        return import_file(content, **options)

    monkeypatch.setattr(import_declaration, "import_file", stopped)
    assert run("import_declaration", tmp_path, fails=True).endswith(
        "Stopped. 1 draft made, 0 skipped, 0 failed."
    )
    monkeypatch.undo()
    assert "2 drafts made, 1 skipped" in run("import_declaration", tmp_path)
