"""Who belonged to two groups, what an actor signed, and how that stands to itself."""

import datetime

import pytest

from declarations.comparison import Relation, Stance
from declarations.models import Actor, Declaration, Membership, Signatory
from declarations.services import divergences_of, find_actors, members_of_both, near_actors, signing
from declarations.services.overlap import Period, shared_members
from declarations.views.timelines import Axis, draw_memberships
from tests.factories import make_actor, make_declaration, make_group, make_membership

pytestmark = pytest.mark.django_db
AFFIRMS, QUALIFIES, REJECTS = Stance.AFFIRMS, Stance.QUALIFIES, Stance.REJECTS


def on(year, month=1, day=1):
    """Return a day."""
    return datetime.date(year, month, day)


def held(slug):
    """Return an actor of the sample."""
    return Actor.objects.get(slug=slug)


# --- Two groups -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        (Period(on(2017), on(2019)), Period(on(2018), on(2020)), Period(on(2018), on(2019))),
        (Period(on(2017), on(2018)), Period(on(2018), None), Period(on(2018), on(2018))),
        (Period(on(2017), on(2018)), Period(on(2019), on(2020)), None),
        # What is not known rules nothing out.
        (Period(None, on(2018)), Period(on(2017), None), Period(on(2017), on(2018))),
        (Period(None, None), Period(None, None), Period(None, None)),
        (Period(None, on(2018)), Period(on(2019), None), None),
    ],
)
def test_two_periods_meet_in_the_time_of_both(one, other, met):
    """Whichever is named first."""
    assert one.meet(other) == other.meet(one) == met


def test_costa_rica_and_panama_sat_in_both_groups(sample):
    """And others, of whom sources differ or who joined late."""
    both = members_of_both(held("lima-group"), held("international-contact-group"))
    found = {member.actor.slug: member for member in both}
    assert list(found) == ["argentina", "bolivia", "chile", "costa-rica", "panama"]
    assert found["costa-rica"].together == [Period(on(2019, 1, 31), None)]
    assert found["bolivia"].disputed
    assert not found["costa-rica"].disputed
    of_2019 = members_of_both(
        held("lima-group"), held("international-contact-group"), on(2019), on(2019, 7, 1)
    )
    assert [member.actor.slug for member in of_2019] == ["costa-rica"]


def test_who_left_one_before_joining_the_other_comes_last(django_assert_num_queries):
    """In both, and never at once; who came back has two memberships of one group."""
    left, right = make_group(name="Left"), make_group(name="Right")
    mover, settler = make_actor(name="Andorra"), make_actor(name="Zambia", name_es="Zambia")
    make_membership(group=left, member=mover, since=on(2010), until=on(2012))
    make_membership(group=right, member=mover, since=on(2013))
    make_membership(group=left, member=settler, until=on(2012))
    make_membership(group=left, member=settler, since=on(2015))
    make_membership(group=right, member=settler, since=on(2011))
    make_membership(group=left, member=make_actor(name="Chad"))
    with django_assert_num_queries(1):
        both = members_of_both(left, right)
    assert [(m.actor.name, m.together) for m in both] == [
        ("Zambia", [Period(on(2011), on(2012)), Period(on(2015), None)]),
        ("Andorra", []),
    ]
    assert members_of_both(left, right, since=on(2014))[0].together == [Period(on(2015), None)]
    assert not members_of_both(left, right, until=on(2010, 12, 31))


def test_a_group_shares_members_with_groups_that_readers_may_know_of(django_assert_num_queries):
    """Most members first; a group behind a draft is nobody."""
    peru, chile = make_actor(name="Peru"), make_actor(name="Chile")
    own = make_group(members=[peru, chile])
    small, large = make_group(name="A", members=[peru]), make_group(name="B", members=[peru, chile])
    hidden = make_group(name="C", members=[peru])
    make_declaration(issuers=[small, large])
    make_declaration(issuers=[hidden], status="draft")
    with django_assert_num_queries(2):
        shared = shared_members(own)
    assert [(s.group.name, [m.actor.name for m in s.members]) for s in shared] == [
        ("B", ["Chile", "Peru"]),
        ("A", ["Peru"]),
    ]


# --- What was signed ------------------------------------------------------------


def sign(actor, stance, *, issuers, day=1, status="signed", proposition="talks", **fields):
    """Make a text of a day of 2019 with one position, which an actor signed."""
    declaration = make_declaration(
        issuers=issuers,
        date=on(2019, 5, day),
        points=[{"positions": {proposition: one}} for one in stance.split()],
        **fields,
    )
    Signatory.objects.create(declaration=declaration, actor=actor, status=status)
    return declaration


def test_costa_rica_signed_texts_that_diverge(sample):
    """That the president must go first, and that he need not; a negotiated way out, and none."""
    found = divergences_of(held("costa-rica"))
    assert (found.texts, found.shared, found.divergent, found.partial) == (17, 44, 2, 12)
    assert found.unlisted == 4
    first = found.found[0]
    assert (first.proposition.slug, first.relation) == (
        "maduro-departure-first",
        Relation.DIVERGENT,
    )
    assert [(side.issuers, side.stance) for side in first.stances] == [
        ("Lima Group", AFFIRMS),
        ("Contact Group", REJECTS),
    ]
    assert [text.slug for text in first.pair] == [
        "lima-group-2019-04-30",
        "international-contact-group-2019-05-07",
    ]
    last = first.stances[1].places[-1]
    assert last.points == [("8?", "/declarations/international-contact-group-2019-05-07/8/")]
    relations = [item.relation for item in found.found]
    assert relations == [Relation.DIVERGENT] * 2 + [Relation.PARTIAL] * 12


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("affirms", "rejects", Relation.DIVERGENT),
        ("affirms", "qualifies", Relation.PARTIAL),
        ("rejects", "qualifies", Relation.PARTIAL),
        ("affirms", "affirms", None),
        # Of one text with two voices, the other differs from one of them.
        ("affirms qualifies", "affirms", Relation.PARTIAL),
        ("affirms rejects", "affirms", Relation.DIVERGENT),
        ("affirms rejects", "qualifies", Relation.PARTIAL),
    ],
)
def test_texts_diverge_where_two_of_them_differ(first, second, relation):
    """What one text says in two points is no difference between texts."""
    peru, group = make_actor(), make_group()
    sign(peru, first, issuers=[group], day=1)
    assert divergences_of(peru).found == []
    sign(peru, second, issuers=[group], day=2)
    assert [item.relation for item in divergences_of(peru).found] == ([relation] * bool(relation))


def test_what_was_not_signed_is_not_held_against_anybody():
    """An abstention, a draft, a text without a list; a reservation is a signature."""
    peru = make_actor()
    group = make_group(members=[peru])
    sign(peru, "affirms", issuers=[group])
    sign(peru, "rejects", issuers=[group], day=2, status="abstained")
    draft = sign(peru, "rejects", issuers=[group], day=4)
    Declaration.objects.filter(pk=draft.pk).update(status="draft")
    make_declaration(issuers=[group], points=[{"positions": {"talks": "rejects"}}])
    found = divergences_of(peru)
    assert (found.texts, found.found, found.unlisted) == (1, [], 1)
    sign(peru, "rejects", issuers=[group], day=5, status="reserved")
    assert divergences_of(peru).divergent == 1


def test_a_text_without_a_list_counts_only_from_the_time_in_the_group():
    """Unknown days rule nothing out."""
    peru, group, other = make_actor(), make_group(), make_group()
    make_declaration(issuers=[group, other], date=on(2019))
    assert divergences_of(peru).unlisted == 0
    membership = make_membership(group=group, member=peru, since=on(2019, 1, 2))
    assert divergences_of(peru).unlisted == 0
    Membership.objects.filter(pk=membership.pk).update(since=None)
    make_membership(group=other, member=peru)
    assert divergences_of(peru).unlisted == 1


def test_the_pair_to_read_is_of_two_issuers_where_there_is_one_and_the_nearest():
    """Before a group's own change of mind, a day apart as it may be."""
    peru, lima, contact = make_actor(), make_group(), make_group()
    sign(peru, "affirms", issuers=[lima], day=1, slug="far")
    sign(peru, "affirms", issuers=[lima], day=10, slug="near")
    sign(peru, "rejects", issuers=[contact], day=20, slug="other")
    sign(peru, "rejects", issuers=[lima], day=11, slug="own")
    [item] = divergences_of(peru).found
    assert [text.slug for text in item.pair] == ["near", "other"]


def test_long_lists_are_cut_and_say_so(monkeypatch, django_assert_max_num_queries):
    """Of places the latest are listed, of propositions the divergent ones."""
    monkeypatch.setattr(signing, "MOST_PLACES", 2)
    monkeypatch.setattr(signing, "MOST_DIVERGENCES", 1)
    peru, group = make_actor(), make_group()
    for day in range(1, 5):
        sign(peru, "affirms", issuers=[group], day=day)
    sign(peru, "rejects", issuers=[group], day=9)
    for day, stance in ((1, "affirms"), (2, "qualifies")):
        sign(peru, stance, issuers=[group], day=day, proposition="aid")
    with django_assert_max_num_queries(5):
        found = divergences_of(peru)
    assert (len(found.found), found.more) == (1, 1)
    side = found.found[0].stances[0]
    assert [place.declaration.date.day for place in side.latest] == [3, 4]
    assert side.earlier == 2


# --- Finding --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "language", "slugs"),
    [
        ("peru", "", "en", ["peru"]),
        ("PERÚ", "", "es", ["peru"]),
        ("cr", "state", "en", ["costa-rica"]),
        ("grupo contacto", "", "en", ["international-contact-group"]),
        ("estados", "", "en", []),
        ("", "group", "es", ["lima-group", "international-contact-group"]),
        ("", "organisation", "en", ["european-union"]),
    ],
)
def test_actors_are_found_by_name_and_code(sample, text, kind, language, slugs):
    """In either language, in the order of the one read; accents and case make no difference."""
    keys = find_actors(text, kind=kind, language=language)
    names = Actor.objects.in_bulk(keys)
    assert [names[key].slug for key in keys] == slugs


def test_actors_stand_in_the_order_of_the_language_read(sample):
    """Germany is Alemania, and so the first in Spanish."""
    names = Actor.objects.in_bulk()
    spanish = [names[key].slug for key in find_actors(language="es")]
    assert spanish[:3] == ["germany", "argentina", "bolivia"]


def test_only_those_are_found_whom_readers_may_know_of():
    """Whoever stands behind drafts alone is not, nor the members of such a group."""
    hidden = make_group(members=[make_actor(name="Hidden member")], name="Hidden group")
    signer = make_actor(name="Signer of a draft")
    make_declaration(issuers=[hidden], signatories=[signer], status="draft")
    assert find_actors() == []
    assert near_actors("hidden-group") == []
    Declaration.objects.update(status="published")
    assert len(find_actors()) == 3


# --- Bars -----------------------------------------------------------------------


def test_bars_stand_where_their_days_do():
    """In whole years; an end that is not known runs to the edge, and is drawn as open."""
    group = make_group()
    known = make_membership(group=group, since=on(2017, 7, 2), until=on(2018, 7, 2))
    no_end = make_membership(group=group, since=on(2018, 1, 1))
    unknown = make_membership(group=group, disputed=True)
    table = draw_memberships([known, no_end, unknown])
    assert [(tick.x, tick.label) for tick in table.axis.ticks] == [(0, "2017"), (50, "2018")]
    first, second, third = (row.bar for row in table.rows)
    assert (first.x, first.end) == (24.93, 74.93)
    assert (first.fades_in, first.fades_out) == (0, 0)
    assert (second.x, second.end, second.fades_in) == (50, 100, 0)
    assert second.solid_end == 95
    assert (third.solid_x, third.solid_end, third.disputed) == (5, 95, True)
    assert table.has_disputed


def test_a_single_day_can_be_seen_and_no_day_at_all_draws_nothing():
    """The last day of the axis as well; years without room keep their line and lose their name."""
    group = make_group()
    last = make_membership(group=group, since=on(2018, 12, 31), until=on(2018, 12, 31))
    bar = draw_memberships([last]).rows[0].bar
    assert bar.width > 0
    assert bar.end <= 100
    assert draw_memberships([make_membership(group=group)]).axis is None
    ticks = Axis([on(1990), on(2020)]).ticks
    assert len(ticks) == 31
    assert len([tick for tick in ticks if tick.label]) <= 8


def test_texts_are_dots_on_the_line_of_their_issuer_and_time():
    """A text from before the membership is none of its own."""
    peru, lima, contact = make_actor(), make_group(), make_group()
    of_lima = make_membership(group=lima, member=peru, since=on(2019, 5, 2))
    of_contact = make_membership(group=contact, member=peru)
    sign(peru, "affirms", issuers=[lima], day=1)
    sign(peru, "affirms", issuers=[lima], day=2, status="abstained")
    sign(peru, "affirms", issuers=[contact, lima], day=3)
    texts = Declaration.objects.naming(peru).with_issuers().order_by("date")
    table = draw_memberships([of_lima, of_contact], texts)
    dots = [[dot.status for dot in row.dots] for row in table.rows]
    assert dots == [["abstained", "signed"], ["signed"]]
    assert table.has_dots
