"""The sample corpus arrives whole."""

from datetime import date

import pytest
from django.core.management import call_command

from declarations.models import (
    Actor,
    Declaration,
    Issue,
    Membership,
    Point,
    Position,
    Proposition,
    Signatory,
    Source,
    Topic,
    Wording,
)
from declarations.services.corpus import (
    CHANGE_REASON,
    load_corpus,
)
from tests.loading.sample_file import (
    LIMA,
    get_point,
    points_of,
)

# --- Everything arrives -----------------------------------------------------------


def test_everything_in_the_file_arrives(sample, corpus):
    """Counted against the file, kind by kind."""
    declarations, points = corpus["declarations"], points_of(corpus)
    members = [member for group in corpus["groups"] for member in group["members"]]
    codes = {member["iso3166"] for member in members}.union(
        *(declaration["signatories"] for declaration in declarations)
    )
    assert (len(declarations), len(points)) == (23, 187)
    positions = [position for point in points for position in point["positions"]]
    counts = {
        "declarations": (Declaration.objects.published().count(), len(declarations)),
        "points": (Point.objects.count(), len(points)),
        "English wordings": (Wording.objects.filter(language="en").count(), len(points)),
        "Spanish wordings": (
            Wording.objects.filter(language="es").count(),
            sum("text_es" in point for point in points),
        ),
        "paraphrases": (
            Wording.objects.filter(origin="paraphrase").count(),
            Wording.objects.count(),
        ),
        "positions": (Position.objects.count(), len(positions)),
        "notes on positions": (
            Position.objects.exclude(note="").count(),
            sum("note" in position for position in positions),
        ),
        "topics": (Topic.objects.count(), len(corpus["topics"])),
        "topics of points": (
            Point.topics.through.objects.count(),
            sum(len(point["topics"]) for point in points),
        ),
        "propositions": (Proposition.objects.count(), len(corpus["propositions"])),
        "rivals, from either side": (
            Proposition.rivals.through.objects.count(),
            sum(len(item["rivals"]) for item in corpus["propositions"]),
        ),
        "groups": (Actor.objects.groups().count(), len(corpus["groups"])),
        "states and the Union": (Actor.objects.exclude(iso3166="").count(), len(codes)),
        "memberships": (Membership.objects.count(), len(members)),
        "disputed memberships": (
            Membership.objects.filter(disputed=True).count(),
            sum(member["disputed"] for member in members),
        ),
        "issuers": (Issue.objects.count(), sum(len(item["issuers"]) for item in declarations)),
        "sources": (Source.objects.count(), sum(len(item["sources"]) for item in declarations)),
        "signatories": (
            Signatory.objects.count(),
            sum(len(item["signatories"]) for item in declarations),
        ),
        "gaps": (
            sum(len(gaps) for gaps in Declaration.objects.values_list("gaps", flat=True)),
            sum(len(item["gaps"]) for item in declarations),
        ),
        "complete declarations": (
            Declaration.objects.filter(complete=True).count(),
            sum(item["complete"] for item in declarations),
        ),
        "doubtful labels": (
            Point.objects.filter(label__endswith="?").count(),
            sum(not point["number_certain"] for point in points),
        ),
        "points known from the press": (
            Point.objects.filter(confidence="report").count(),
            sum(point["confidence"] == "report" for point in points),
        ),
        "actors spoken of": (
            sum(len(mentions) for mentions in Point.objects.values_list("mentions", flat=True)),
            sum(len(point["actors"]) for point in points),
        ),
    }
    assert {kind: held for kind, (held, _) in counts.items()} == {
        kind: expected for kind, (_, expected) in counts.items()
    }


def test_each_point_is_as_in_the_file(sample, corpus):
    """Words, codes and order, of every point."""
    points = Point.objects.with_codes().select_related("declaration")
    held = {(point.declaration.slug, point.order): point for point in points}
    for declaration in corpus["declarations"]:
        for item in declaration["points"]:
            point = held[declaration["slug"], item["number"]]
            assert (point.label, point.kind, point.force, point.operative, point.mentions) == (
                item["label"],
                item["kind"],
                item["force"],
                item["operative"],
                item["actors"],
            )
            wordings = {wording.language: wording.text for wording in point.wordings.all()}
            assert wordings["en"] == item["text"]
            assert wordings.get("es") == item.get("text_es")
            assert {topic.slug for topic in point.topics.all()} == set(item["topics"])
            assert [
                (position.proposition.slug, position.stance, position.note)
                for position in point.positions.all()
            ] == [
                (position["proposition"], position["stance"], position.get("note", ""))
                for position in item["positions"]
            ]


def test_a_doubtful_number_keeps_its_question_mark(sample):
    """Point 6 of 3 May 2019 is sourced, its number only likely."""
    point = get_point("6?")
    assert point.order == 6
    assert point.number_is_likely
    assert not get_point("5").number_is_likely


def test_a_joint_statement_has_both_issuers_in_order(sample):
    """As the file names them; the other declarations have one."""
    declarations = Declaration.objects.with_issuers()
    for slug in ("joint-2019-06-03", "joint-2019-09-24"):
        assert [actor.slug for actor in declarations.get(slug=slug).issuing_actors] == [
            "lima-group",
            "international-contact-group",
        ]
    assert [actor.slug for actor in declarations.get(slug=LIMA).issuing_actors] == ["lima-group"]


def test_costa_rica_belongs_to_both_groups(sample):
    """One actor, two memberships."""
    memberships = Membership.objects.filter(member__iso3166="CR")
    assert {membership.group.slug for membership in memberships} == {
        "lima-group",
        "international-contact-group",
    }


@pytest.mark.parametrize(
    ("code", "slug", "name", "name_es", "kind"),
    [
        ("GB", "united-kingdom", "United Kingdom", "Reino Unido", "state"),
        ("LC", "saint-lucia", "Saint Lucia", "Santa Lucía", "state"),
        ("EU", "european-union", "European Union", "Unión Europea", "organisation"),
    ],
)
def test_members_are_named_in_both_languages(sample, code, slug, name, name_es, kind):
    """English as in the file, Spanish as in Unicode's CLDR."""
    actor = Actor.objects.get(iso3166=code)
    assert (actor.slug, actor.name, actor.name_es, actor.kind) == (slug, name, name_es, kind)


def test_a_membership_brings_dates_note_and_source(sample):
    """Also where it ended, and where that is disputed."""
    membership = Membership.objects.get(group__slug="lima-group", member__iso3166="AR")
    assert (membership.since, membership.until) == (date(2017, 8, 8), date(2021, 3, 24))
    assert membership.disputed
    assert membership.note.startswith("Formally withdrew")
    assert membership.source.startswith("https://www.wradio.com.co/")


@pytest.mark.django_db
def test_a_signatory_of_no_group_is_named_by_its_code(corpus):
    """Unicode's CLDR knows its name in both languages."""
    corpus["declarations"][0]["signatories"].append("JM")
    load_corpus(corpus)
    jamaica = Actor.objects.get(iso3166="JM")
    assert (jamaica.slug, jamaica.name_es, jamaica.kind) == ("jamaica", "Jamaica", "state")
    assert jamaica.signatures.count() == 1


def test_the_history_of_a_point_holds_its_topics(sample):
    """So that a page on its changes does not show them as added later."""
    point = get_point("5")
    [record] = point.history.all()
    assert record.history_change_reason == CHANGE_REASON
    assert {row.topic_id for row in record.topics.all()} == {
        topic.pk for topic in point.topics.all()
    }


@pytest.mark.django_db
def test_the_command_says_what_it_loaded_and_then_that_nothing_changed(capsys):
    """In sentences."""
    call_command("load_sample")
    assert capsys.readouterr().out.startswith("Loaded 23 declarations, 187 points, 285 wordings,")
    call_command("load_sample")
    assert capsys.readouterr().out.startswith("Nothing to change: 23 declarations, 187 points,")
