"""The whole corpus as a file and back: nothing is lost, and drafts leave only when asked to."""

import datetime
import io
import json
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from declarations.models import Actor, Declaration, Signatory, Source
from declarations.services.corpus import export_corpus, load_corpus
from tests.factories import (
    make_actor,
    make_declaration,
    make_group,
    make_membership,
    make_point,
    make_proposition,
    make_source,
    make_topic,
)

CORPUS = [
    "actor", "membership", "topic", "proposition", "declaration", "issue", "signatory", "source",
    "point", "wording", "position", "point_topics", "proposition_rivals",
]  # fmt: skip
UNTOLD = {"id", "version", "revision"}
"""Keys and what is new at each save."""


def rows_by_natural_key():
    """Return every row of every table of the corpus, with slugs and labels in place of keys."""
    names = {}
    for model in ("actor", "topic", "proposition", "declaration"):
        found = apps.get_model("declarations", model).objects.values_list("pk", "slug")
        names[model] = dict(found)
    points = apps.get_model("declarations", "point").objects.values_list(
        "pk", "declaration__slug", "order"
    )
    names["point"] = {pk: (slug, order) for pk, slug, order in points}
    rows = {}
    for name in CORPUS:
        model = apps.get_model("declarations", name)
        told = [
            tuple(
                (
                    column.name,
                    str(
                        names[column.related_model._meta.model_name][getattr(row, column.attname)]
                        if column.is_relation
                        else repr(getattr(row, column.attname))
                    ),
                )
                for column in model._meta.concrete_fields
                if column.name not in UNTOLD
            )
            for row in model._default_manager.all()
        ]
        rows[name] = Counter(told)
    return rows


def empty():
    """Take everything out of the tables of the corpus, and what earlier loads remember."""
    for name in reversed(CORPUS):
        model = apps.get_model("declarations", name)
        model._default_manager.all().delete()
        if hasattr(model, "history"):
            model.history.all().delete()


def make_awkward_rows():
    """Add what the sample has none of."""
    odd = " «ñ» “quoted”\r\n\ttab, \u2028 line separator, \U0001f54a, =SUM(A1) "
    group = make_group(
        slug="oas", name="Organisation of states", short_name_es="OEA", description_es=odd,
        iso3166="XO",
    )  # fmt: skip
    body = make_actor(slug="body", name="Body", kind="organisation", description="  spaced  ")
    state = make_actor(
        slug="kosovo", name="Kosovo", iso3166="XK", founded=datetime.date(2008, 2, 17)
    )
    make_membership(group=group, member=body, note=odd, disputed=True)
    make_membership(group=group, member=body, since=datetime.date(2001, 1, 1))
    make_membership(group=group, member=Actor.objects.get(slug="lima-group"))
    make_membership(group=group, member=state, until=datetime.date(2020, 2, 29))
    make_topic("late", order=300, description_es="tarde")
    make_proposition("late-rule", order=7, definition_es="regla", rivals=["late-other"])
    joint = make_declaration(
        issuers=[state, group, body], slug="joint", numbering="editorial", points_in_source=1,
        complete=True, gaps=[odd, "=1+1"], language="fr", occasion=odd,
    )  # fmt: skip
    joint.issues.filter(actor=group).update(order=9)
    for language in ("es", "pt", "fr"):
        make_point(declaration=joint, text=f"Solo {language}: ça", language=language,
                   order=10 + joint.points.count(), label=f"{language} bis?")  # fmt: skip
    make_point(declaration=joint, origin="translation", wordings={"fr": odd}, mentions=[odd],
               force=None, positions={"late-rule": "rejects"}, topics=["late"])  # fmt: skip
    joint.points.last().positions.update(order=4, note=odd.strip())
    Signatory.objects.create(declaration=joint, actor=group, status="abstained", note=odd.strip())
    Signatory.objects.create(declaration=joint, actor=state)
    make_source(declaration=joint, retrieved=datetime.date(2024, 5, 6), order=3)
    secret = make_group(slug="secret", name="Secret group")
    draft = make_declaration(slug="draft", status="draft", issuers=[secret])
    make_point(declaration=draft, order=0).wordings.all().delete()
    make_declaration(slug="bare", status="draft", issuers=[], complete=True, points_in_source=9)


def test_a_corpus_comes_back_from_its_file_as_it_was(sample, tmp_path):
    """Every row of every table, awkward ones among them; written again, the file is the same."""
    make_awkward_rows()
    before = rows_by_natural_key()
    file, again = tmp_path / "corpus.json", tmp_path / "again.json"
    call_command("export_corpus", str(file), verbosity=0)
    empty()
    out = io.StringIO()
    call_command("load_corpus", str(file), "--dry-run", stdout=out)
    assert not Actor.objects.exists()
    assert "A trial" in out.getvalue()
    call_command("load_corpus", str(file), verbosity=0)
    assert rows_by_natural_key() == before
    call_command("export_corpus", str(again), verbosity=0)
    assert again.read_bytes() == file.read_bytes()
    assert not load_corpus(json.loads(file.read_text())).changed


def test_drafts_stay_out_of_a_file_to_give_away(sample, django_assert_num_queries):
    """With them goes who stands behind drafts only; the file loads by itself."""
    make_awkward_rows()
    with django_assert_num_queries(15):
        text = json.dumps(export_corpus(published_only=True))
    assert [name for name in ("secret", "draft", "joint") if f'"{name}"' in text] == ["joint"]
    empty()
    load_corpus(json.loads(text))
    assert Declaration.objects.count() == 24


def test_what_no_file_brings_back_is_said_and_nothing_is_written(sample, tmp_path):
    """The check of a load looks at an export, before the file is touched."""
    Source.objects.filter(pk=Source.objects.first().pk).update(url="nowhere")
    file = tmp_path / "corpus.json"
    file.write_text("former")
    with pytest.raises(CommandError, match=r"nowhere.*no address(.|\n)*Nothing was written"):
        call_command("export_corpus", str(file))
    Source.objects.filter(url="nowhere").delete()
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_corpus", str(tmp_path / "no" / "where.json"))
    assert file.read_text() == "former"
    assert list(tmp_path.iterdir()) == [file]
