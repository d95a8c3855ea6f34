"""Stems stored beside each wording, and the database's own index of them, always in step."""

import importlib
import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from declarations.models import Declaration, Point, Wording
from declarations.models.stem_index import INDEX, IndexStems
from declarations.models.stem_search import nearest_wordings
from declarations.services import weights
from tests.factories import make_declaration, make_group, make_point

pytestmark = pytest.mark.django_db


def held(stem, language="en"):
    """Return the texts that the index finds by a stem."""
    found = [one.wording for one in nearest_wordings({stem: 1}, language, at_most=100)]
    texts = Wording.objects.in_bulk(found)
    return [texts[key].text for key in found]


def entries():
    """Return how many wordings the index holds, drafts and orphans included."""
    condition = f"{INDEX} MATCH 'truce'" if connection.vendor == "sqlite" else "stems @@ 'truce'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {INDEX} WHERE {condition}")
        return cursor.fetchone()[0]


# --- What is stored ----------------------------------------------------------------


def test_stems_follow_text_and_language():
    """Each once, in order, with their number; whatever the save names."""
    wording = make_point(text="Do not renew, do NOT renew the truce.").wordings.get()
    assert (wording.stems, wording.stem_count) == ("not renew truce", 3)
    wording.text, wording.language = "Renuevan la tregua", "es"
    wording.save(update_fields=["text", "language"])
    wording.refresh_from_db()
    assert (wording.stems, wording.stem_count) == ("renuev tregu", 2)
    Wording.objects.create(point=wording.point, language="fr", text="…", origin="official")
    assert Wording.objects.get(language="fr").stems == ""


def test_more_than_a_database_can_index_is_cut():
    """A text of a megabyte of different words, and a word as long, are saved all the same."""
    words = " ".join(f"\N{CJK UNIFIED IDEOGRAPH-4E00}{number}" * 9 for number in range(9000))
    wording = make_point(text=f"{words} {'x' * 1_000_000}").wordings.get()
    assert len(wording.stems) <= 250_000
    assert wording.stems.split()[-1] in {*words.split(), "x" * 100}
    assert held(wording.stems.split()[0]) == [wording.text]


# --- The index ---------------------------------------------------------------------


def test_the_index_follows_every_change():
    """Saved one by one, in bulk, by plain updates; deleted by itself, in bulk, by cascade."""
    point = make_point(text="The truce.")
    wording = point.wordings.get()
    assert held("truce") == ["The truce."]
    wording.text = "The ports."
    wording.save()
    assert (held("truce"), held("port")) == ([], ["The ports."])
    Wording.objects.update(stems="harbour", stem_count=1)
    assert (held("port"), held("harbour")) == ([], ["The ports."])
    Wording.objects.update(language="es")
    assert (held("harbour"), held("harbour", "es")) == ([], ["The ports."])
    other = make_declaration(points=["One truce.", "Two truces."])
    Wording.objects.bulk_create(
        Wording(point=each, language="es", text="La tregua.", origin="official")
        for each in other.points.all()
    )
    assert (len(held("truce")), len(held("tregu", "es")), entries()) == (2, 2, 2)
    other.points.first().delete()
    assert (len(held("truce")), len(held("tregu", "es")), entries()) == (1, 1, 1)
    other.delete()
    assert (held("truce"), held("tregu", "es"), entries()) == ([], [], 0)
    Wording.objects.filter(point=point).delete()
    assert held("harbour", "es") == []


def test_a_stem_is_found_as_a_whole():
    """Not by its beginning, not for an accent; in any script."""
    make_point(text="Truces, 2019 κήπος 平和条約")
    for stem in ("truce", "2019", "κηποσ", "平和条約"):
        assert len(held(stem)) == 1
    for stem in ("truc", "truces", "20", "κηπο", "平和", "κήπος"):
        assert held(stem) == []


def test_rarer_words_and_shorter_texts_come_first():
    """What the ranking of candidates rests on."""
    texts = ["Truce.", "Truce and ports.", "Ports.", "Truce " + "and words of no use " * 30]
    make_declaration(points=texts)
    found = nearest_wordings({"truce": 5, "port": 9}, "en", at_most=100)
    assert [Wording.objects.get(pk=one.wording).text for one in found] == [
        "Truce and ports.",
        "Ports.",
        "Truce.",
        texts[3],
    ]
    assert nearest_wordings({"truce": 5, "port": 9}, "en", at_most=2) == found[:2]
    assert found[0].stems == "port truce"


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_the_index():
    """Tests that commit end with one."""
    make_point(text="A truce.")
    assert entries() == 1
    call_command("flush", interactive=False, verbosity=0)
    assert entries() == 0


def test_the_sample_is_in_the_index(sample):
    """Rows copied by plain SQL are as good as saved ones."""
    assert len(held("cuba")) == Wording.objects.filter(language="en", text__contains="Cuba").count()


@pytest.mark.django_db(transaction=True)
def test_the_migrations_fill_what_was_there_and_can_be_taken_back(monkeypatch):
    """Stems first, then the index; and both ways round."""
    make_declaration(points=["A truce.", "Two truces.", "A port."])
    operation = IndexStems()
    with connection.schema_editor() as editor:
        operation.database_backwards("declarations", editor, None, None)
    assert INDEX not in connection.introspection.table_names()
    Wording.objects.update(stems="", stem_count=0)
    filling = importlib.import_module("declarations.migrations.0003_fill_wording_stems")
    monkeypatch.setattr(filling, "BATCH", 2)
    with connection.schema_editor() as editor:
        filling.fill(apps, editor)
        operation.database_forwards("declarations", editor, None, None)
    assert list(Wording.objects.order_by("pk").values_list("stems", "stem_count")) == [
        ("truce", 1),
        ("truce two", 2),
        ("port", 1),
    ]
    assert entries() == 2


# --- Loading and reindexing --------------------------------------------------------


def test_what_an_older_version_dumped_is_found_after_reindexing(tmp_path):
    """A fixture is loaded as it stands: without stems, until they are worked out."""
    make_declaration(title="The Truce", points=["A truce."])
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "declarations", output=str(dump), verbosity=0)
    rows = json.loads(dump.read_text())
    Declaration.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    assert held("truce") == ["A truce."]
    for row in rows:
        for name in ("stems", "stem_count"):
            row["fields"].pop(name, None)
    dump.write_text(json.dumps(rows))
    Declaration.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    assert held("truce") == []
    call_command("reindex", verbosity=0)
    assert held("truce") == ["A truce."]


def test_reindexing_mends_what_is_wrong_and_nothing_else(capsys, monkeypatch):
    """Weights made of the old stems are not kept; versions and histories stay."""
    monkeypatch.setattr(weights, "_kept", None)
    make_declaration(title="José", points=["A truce.", "Opens the ports."])
    before = Declaration.objects.values("version").get(), Declaration.history.count()
    first = Wording.objects.first()
    Wording.objects.filter(pk=first.pk).update(stems="of-old", stem_count=7)
    Declaration.objects.update(folded="?")
    kept, revision = weights.corpus_weights(), Wording.objects.last().revision
    call_command("reindex")
    assert capsys.readouterr().out == "Read 3 texts; 2 were not up to date, and are now.\n"
    assert held("truce") == ["A truce."]
    assert Declaration.objects.get().folded.startswith("jose")
    assert weights.corpus_weights() != kept
    assert Wording.objects.last().revision == revision
    assert (Declaration.objects.values("version").get(), Declaration.history.count()) == before
    call_command("reindex")
    assert "; 0 were not up to date" in capsys.readouterr().out


# --- A synthetic corpus ------------------------------------------------------------


def grow(**options):
    """Grow a small corpus and return its texts."""
    call_command("grow_corpus", verbosity=0, **{"points": 45} | options)
    return list(Wording.objects.filter(point__declaration__slug__startswith="synthetic-"))


def test_a_synthetic_corpus_is_the_same_for_the_same_seed(sample):
    """Published, in both languages, with the sample's codes; another seed gives other texts."""
    texts = [(one.language, one.text, one.stems) for one in grow()]
    points = Point.objects.filter(declaration__slug__startswith="synthetic-")
    assert points.count() == 45
    assert points.published().count() == 45
    assert {language for language, _, _ in texts} == {"en", "es"}
    assert points.filter(topics__isnull=False, positions__isnull=False).exists()
    assert all(15 <= len(text.split()) <= 120 and stems for _, text, stems in texts)
    Declaration.objects.filter(slug__startswith="synthetic-").delete()
    assert [(one.language, one.text, one.stems) for one in grow()] == texts
    Declaration.objects.filter(slug__startswith="synthetic-").delete()
    assert [(one.language, one.text, one.stems) for one in grow(seed=2)] != texts


def test_made_up_declarations_do_not_come_among_real_ones(sample):
    """Unless they are to; and never twice."""
    own = make_declaration(issuers=[make_group()])
    with pytest.raises(CommandError, match="declarations of its own"):
        grow()
    assert len(grow(yes=True)) > 40
    own.delete()
    with pytest.raises(CommandError, match="synthetic corpus already"):
        grow()


@pytest.mark.parametrize("size", ["0", "-1", "1e6", "many", "²", "9999999999"])
def test_a_size_beyond_reason_is_refused(size):
    """In a sentence."""
    with pytest.raises(CommandError, match="a number of points, 1 to 1,000,000"):
        call_command("grow_corpus", f"--points={size}", verbosity=0)
