"""Saving at the desk: wordings, order, wrong input, a new declaration."""

import pytest
from django.urls import reverse

from declarations.models import Declaration, Issue, Point, Source, Wording
from tests.admin_forms import add_row, errors_of, page_of, post_declaration, submitted
from tests.databases import of_a_form
from tests.factories import (
    make_actor,
    make_declaration,
    make_editor,
    make_group,
    make_proposition,
    make_source,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """Sit at the desk as an editor."""
    client.force_login(make_editor(username="editor"))
    return client


def labels(declaration):
    return list(declaration.points.order_by("order").values_list("label", flat=True))


def texts(declaration):
    return [point.wording_in("en").text for point in declaration.points.order_by("order")]


# --- A page as it is ------------------------------------------------------------


def test_saving_without_a_change_changes_nothing(desk):
    """What a browser sends back of an untouched page, byte for byte, is no edit of any part."""
    declaration = make_declaration(
        gaps=["Point 9 is missing."],
        signatories=[make_actor()],
        points=[
            {
                "text": "Support the truce.\nUrge its renewal.",
                "wordings": {"es": "Apoyan la tregua.", "fr": "Soutiennent."},
                "mentions": ["United Nations", "OAS"],
                "topics": ["truce"],
            }
        ],
    )
    make_source(declaration=declaration)
    histories = [Point.history, Wording.history, Source.history, Issue.history]
    before = [history.count() for history in histories]
    assert post_declaration(desk, declaration, {}).status_code == 302
    assert [history.count() for history in histories] == before


def test_the_whole_sample_can_be_saved_as_it_is(desk, sample):
    """No declaration of the corpus trips over a rule of the desk."""
    for declaration in Declaration.objects.order_by("date")[:5]:
        response = post_declaration(desk, declaration, {})
        assert response.status_code == 302, (declaration.slug, errors_of(response))


# --- Wordings ---------------------------------------------------------------------


def test_words_are_written_in_each_language(desk):
    """One box changed, one filled, with their origins; line ends are a browser's own."""
    declaration = make_declaration(points=["Support the truce."])
    post_declaration(
        desk,
        declaration,
        {
            "points-0-text_en": "Support the truce.\r\nUrge its renewal.",
            "points-0-text_es": "  Apoyan la tregua. ",
            "points-0-origin_es": "paraphrase",
        },
    )
    held = {w.language: (w.text, w.origin) for w in Wording.objects.all()}
    assert held == {
        "en": ("Support the truce.\nUrge its renewal.", "official"),
        "es": ("Apoyan la tregua.", "paraphrase"),
    }


def test_an_emptied_box_removes_the_wording_and_history_keeps_it(desk):
    """The other language stays."""
    declaration = make_declaration(
        points=[{"text": "Support.", "wordings": {"es": "Apoyan la tregua."}}]
    )
    post_declaration(desk, declaration, {"points-0-text_es": " \r\n "})
    assert [wording.language for wording in Wording.objects.all()] == ["en"]
    record = Wording.history.filter(history_type="-").get()
    assert (record.text, record.history_user.username) == ("Apoyan la tregua.", "editor")


def test_a_language_without_a_box_on_the_page_is_left_alone(desk):
    """Another editor added French while this page was open."""
    declaration = make_declaration(points=["Support the truce."])
    data = submitted(desk.get(page_of(declaration)))
    Wording.objects.create(
        point=declaration.points.get(), language="fr", text="Soutiennent.", origin="translation"
    )
    desk.post(page_of(declaration), data)
    assert Wording.objects.filter(language="fr").exists()


def test_words_typed_for_a_language_that_ceases_to_be_the_original_are_kept(desk):
    """The box stood there because the text was Portuguese; the same save makes it English."""
    declaration = make_declaration(language="pt", points=["Support the truce."])
    post_declaration(desk, declaration, {"language": "en", "points-0-text_pt": "Apoiam a trégua."})
    assert Wording.objects.get(language="pt").text == "Apoiam a trégua."


def test_a_published_point_keeps_its_last_wording(desk):
    """The save is refused with a sentence; in a draft it may be emptied."""
    declaration = make_declaration(points=["Support the truce.", "Thank the hosts."])
    response = post_declaration(desk, declaration, {"points-1-text_en": "", "place": "Quito"})
    assert response.status_code == 200
    assert "Point 2 has no wording" in errors_of(response)
    assert 'value="Quito"' in response.content.decode()
    declaration.refresh_from_db()
    assert (declaration.version, declaration.place, Wording.objects.count()) == (1, "", 2)
    response = post_declaration(desk, declaration, {"points-1-text_en": "", "status": "draft"})
    assert response.status_code == 302
    assert Wording.objects.count() == 1


# --- Order and numbers --------------------------------------------------------------


def test_two_points_change_places_in_one_save(desk):
    """Order and number both: the constraints hold after every statement."""
    declaration = make_declaration(points=["First.", "Second.", "Third."])
    response = post_declaration(
        desk,
        declaration,
        {
            "points-0-order": "2",
            "points-0-label": "2",
            "points-1-order": "1",
            "points-1-label": "1",
        },
    )
    assert response.status_code == 302, errors_of(response)
    assert labels(declaration) == ["1", "2", "3"]
    assert texts(declaration) == ["Second.", "First.", "Third."]


def test_a_point_is_inserted_between_others_in_one_save(desk):
    """Those after it move on by one; history knows no place in between."""
    declaration = make_declaration(points=["First.", "Third.", "Fourth."])
    data = submitted(
        desk.get(page_of(declaration)),
        {
            "points-1-order": "3",
            "points-1-label": "3",
            "points-2-order": "4",
            "points-2-label": "4",
        },
    )
    add_row(
        data,
        "points",
        {
            "order": "2",
            "label": "2",
            "kind": "operative",
            "confidence": "source",
            "text_en": "Second.",
            "origin_en": "official",
        },
    )
    response = desk.post(page_of(declaration), data)
    assert response.status_code == 302, errors_of(response)
    assert labels(declaration) == ["1", "2", "3", "4"]
    assert texts(declaration) == ["First.", "Second.", "Third.", "Fourth."]
    assert not Point.history.filter(label__startswith="~").exists()


def test_the_number_of_a_deleted_point_is_free_in_the_same_save(desk):
    """The second goes and the third takes its number and place."""
    declaration = make_declaration(points=["First.", "Second.", "Third."])
    response = post_declaration(
        desk,
        declaration,
        {"points-1-DELETE": "on", "points-2-order": "2", "points-2-label": "2"},
    )
    assert response.status_code == 302, errors_of(response)
    assert labels(declaration) == ["1", "2"]
    assert texts(declaration) == ["First.", "Third."]


def test_a_new_point_without_a_place_comes_last(desk):
    """Its number is still asked for."""
    declaration = make_declaration(points=["First."])
    data = submitted(desk.get(page_of(declaration)))
    point = {
        "order": "",
        "kind": "operative",
        "confidence": "source",
        "text_en": "Last.",
        "origin_en": "official",
    }
    add_row(data, "points", point | {"label": "11 bis"})
    assert desk.post(page_of(declaration), data).status_code == 302
    assert labels(declaration) == ["1", "11 bis"]


WRONG_INPUT = [
    {
        "points-0-label": {"1/2": "A number stands in addresses"},
        "points-1-label": {"2\u202e": "A number stands in addresses"},
        "points-2-label": {"x" * 300: "at most 20 characters"},
        "points-3-label": {"": "This field is required."},
        "points-0-order": {"two": "Enter a whole number."},
        "points-1-order": {"-1": "greater than or equal to 0"},
        "points-2-order": {"999999999999999999999": "at most 100000"},
        "title": {"": "This field is required."},
        "slug": {"lima group": "Enter a valid “slug”"},
        "issues-0-actor": {"0": "not one of the available choices"},
    },
    {
        "points-0-label": {"?2": "A number stands in addresses"},
        "points-1-label": {"\0": "Null characters are not allowed."},
        "points-1-topics": {"0": "0 is not one of the available choices"},
        "points-2-topics": {"truce": "truce is not one of the available choices"},
        "points-0-force": {"9": "9 is not one of the available choices"},
        "points-1-kind": {"sung": "sung is not one of the available choices"},
        "points-2-mentions": {"OAS\r\na\0b": "Null characters are not allowed."},
        "points-2-origin_en": {"rumour": "rumour is not one of the available choices"},
        "points-0-text_en": {"a" * 100_000: "Was the whole text pasted?"},
        "points-1-text_en": {"a\0b": "Null characters are not allowed."},
        "title": {"x" * 301: "at most 300 characters"},
        "slug": {"taken": "Declaration with this Slug already exists."},
        "date": {"31 June": "Enter a valid date."},
        "points_in_source": {"9" * 30: "less than or equal to"},
        "language": {"tlh": "tlh is not one of the available choices"},
        "gaps": {"Point 9\0": "Null characters are not allowed."},
        "change_reason": {"x" * 101: "at most 100 characters"},
    },
    {"points-1-label": {"1": "Another point of this declaration has this number."}},
    {"points-1-label": {"1?": "Another point of this declaration has this number."}},
    {"points-1-order": {"1": "Another point stands at this place in the order."}},
]
"""Sent together what is found field by field, by itself what is found between the rows."""
WRONG_ROWS = [
    ({"points_in_source": "0"}, "A declaration has at least one point."),
    ({f"points-{row}-DELETE": "on" for row in range(4)}, "Enter at least one point."),
    ({"issues-0-DELETE": "on"}, "Name at least one issuer."),
    ({"points-TOTAL_FORMS": "many"}, "ManagementForm data is missing"),
    ({"points-TOTAL_FORMS": "99999"}, "Please submit at most"),
]


def refuse(desk, declaration, page, changes):
    """Send a page with changes; hold that nothing is saved and all is shown; return the answer."""
    response = desk.post(page_of(declaration), submitted(page, {"place": "Quito", **changes}))
    assert response.status_code == 200
    assert "Quito" in response.content.decode()
    declaration.refresh_from_db()
    held = (declaration.title, declaration.place, declaration.version)
    assert held == ("As it was", "", 1)
    assert texts(declaration) == ["First.", "Second.", "Third.", "Fourth."]
    return response


def errors_at(response, field):
    """Return the sentences that a page of errors shows at one field."""
    form = response.context["adminform"].form
    for inline in response.context["inline_admin_formsets"]:
        for row in inline.formset.forms:
            if field.startswith(f"{row.prefix}-"):
                form, field = row, field.removeprefix(f"{row.prefix}-")
    return "\n".join(form.errors.get(field, []))


@of_a_form
def test_wrong_input_gets_a_sentence_and_saves_nothing(desk, subtests):
    """At the field where it can be mended, with everything else as typed."""
    make_declaration(slug="taken")
    declaration = make_declaration(
        title="As it was", points=["First.", "Second.", "Third.", "Fourth."]
    )
    page = desk.get(page_of(declaration))
    for fields in WRONG_INPUT:
        sent = {field: value for field, wrong in fields.items() for value in wrong}
        response = refuse(desk, declaration, page, sent)
        for field, wrong in fields.items():
            for value, sentence in wrong.items():
                with subtests.test(sentence, field=field, value=value[:20]):
                    assert sentence in errors_at(response, field)
    for changes, sentence in WRONG_ROWS:
        with subtests.test(sentence):
            assert sentence in errors_of(refuse(desk, declaration, page, changes))


@pytest.mark.parametrize(
    "gap", ["Пункт 9", "第九点", "e\u0301 \u202e \ufeff", "\U0001f54a️", "a\ud7ff\uffff", "<script>"]
)
def test_unusual_characters_are_kept(desk, gap):
    """Text is kept as entered, whatever the script, and shown as text."""
    declaration = make_declaration(points=["First."])
    assert post_declaration(desk, declaration, {"gaps": f"{gap}\r\n\r\nsecond"}).status_code == 302
    declaration.refresh_from_db()
    assert declaration.gaps == [gap.strip(), "second"]
    assert "<script>\n" not in desk.get(page_of(declaration)).content.decode()


def test_sixty_points_are_saved_at_once(desk):
    """The length of the longest texts, all of them turned round."""
    declaration = make_declaration(points=[f"Point {number}." for number in range(1, 61)])
    changes = {}
    for row in range(60):
        changes |= {f"points-{row}-order": str(60 - row), f"points-{row}-label": str(60 - row)}
    response = post_declaration(desk, declaration, changes)
    assert response.status_code == 302, errors_of(response)
    assert texts(declaration)[0] == "Point 60."


# --- A new declaration ---------------------------------------------------------------------


ADD = "admin:declarations_declaration_add"


def new_declaration(client, changes):
    data = submitted(client.get(reverse(ADD)), {"title": "Declaration of Lima"} | changes)
    return client.post(reverse(ADD), data)


def test_a_new_declaration_gets_its_slug_from_issuer_and_date(desk):
    """Left blank, it follows the custom: lima-group-2019-05-03."""
    lima = make_group(slug="lima-group")
    response = new_declaration(desk, {"date": "2019-05-03", "issues-0-actor": str(lima.pk)})
    assert response.status_code == 302, errors_of(response)
    declaration = Declaration.objects.get()
    assert (declaration.slug, declaration.status) == ("lima-group-2019-05-03", "draft")
    assert declaration.history.get().history_user.username == "editor"


def test_saving_a_new_declaration_twice_makes_one(desk):
    """The second press of the button is told which declaration is there already."""
    lima = make_group(slug="lima-group")
    changes = {"date": "2019-05-03", "issues-0-actor": str(lima.pk)}
    new_declaration(desk, changes)
    response = new_declaration(desk, changes)
    assert "lima-group-2019-05-03 is another declaration already" in errors_of(response)
    assert Declaration.objects.count() == 1


@pytest.mark.parametrize(
    "changes", [{"date": ""}, {"date": "2019-05-03"}, {"date": "2019-05-03", "issues-0-actor": "x"}]
)
def test_without_issuer_or_date_a_slug_is_asked_for(desk, changes):
    """There is nothing to make it from."""
    response = new_declaration(desk, changes)
    assert "Enter a slug, or an issuer and a date to make it from." in errors_of(response)


def test_a_new_declaration_is_not_published_bare(desk):
    """Published at once, it needs what every published declaration needs."""
    lima = make_group(slug="lima-group")
    response = new_declaration(
        desk, {"date": "2019-05-03", "issues-0-actor": str(lima.pk), "status": "published"}
    )
    assert response.status_code == 200
    assert "Enter at least one point." in errors_of(response)
    assert not Declaration.objects.exists()


# --- Sources, issuers, topics -----------------------------------------------------------------


def test_an_issuer_is_named_once(desk):
    """The second row is told."""
    declaration = make_declaration(points=["First."])
    data = submitted(desk.get(page_of(declaration)))
    add_row(data, "issues", {"actor": data["issues-0-actor"][0], "order": "1"})
    response = desk.post(page_of(declaration), data)
    assert "This actor is named as an issuer already." in errors_of(response)


def test_a_source_has_a_real_address(desk):
    """Neither a script nor half an address."""
    declaration = make_declaration(points=["First."])
    make_source(declaration=declaration)
    for wrong in ("javascript:alert(1)", "http://[", "example"):
        response = post_declaration(desk, declaration, {"sources-0-url": wrong})
        assert "Enter a valid URL." in errors_of(response)


def test_topics_of_a_point_are_chosen_on_its_card(desk):
    """And the choice is in the history of the point."""
    declaration = make_declaration(points=[{"topics": ["truce"]}])
    aid = make_topic("aid")
    post_declaration(desk, declaration, {"points-0-topics": [str(aid.pk)]})
    assert [topic.slug for topic in declaration.points.get().topics.all()] == ["aid"]


def test_a_group_with_members_stays_a_group(desk):
    """Only a group has members: the sentence says what to do first."""
    group = make_group(members=[make_actor()])
    response = desk.post(page_of(group), submitted(desk.get(page_of(group)), {"kind": "state"}))
    assert "Remove the memberships first." in errors_of(response)


def test_a_proposition_is_not_its_own_rival(desk):
    """A tension takes two."""
    proposition = make_proposition("truce")
    data = submitted(desk.get(page_of(proposition)), {"rivals": [str(proposition.pk)]})
    response = desk.post(page_of(proposition), data)
    assert "A proposition cannot be its own rival." in errors_of(response)
