"""Who holds what since when: the field as the database has it, and laid out in lanes."""

from datetime import date

import pytest

from declarations.comparison.types import Relation, Stance
from declarations.services import Chart, read_positions, read_scope, read_statement
from declarations.services.issuers import COLOURS
from tests.factories import make_actor, make_declaration, make_group, make_proposition

pytestmark = pytest.mark.django_db

AFFIRMS, QUALIFIES, REJECTS = Stance.AFFIRMS, Stance.QUALIFIES, Stance.REJECTS


@pytest.fixture
def lima():
    """The group that speaks first."""
    return make_group(slug="lima", name="Lima Group")


@pytest.fixture
def contact():
    """The other group."""
    return make_group(slug="contact", name="Contact Group")


def say(day, *issuers, points=None, **positions):
    """Make a declaration of a day of 2019; stances as one point each, or several ``points``."""
    points = points or [{"positions": {slug: stance}} for slug, stance in positions.items()]
    return make_declaration(
        slug=f"d-{day}", date=f"2019-{day}", issuers=issuers, title=f"Of {day}", points=points
    )


def read(**asked):
    """Return the field."""
    return read_positions(read_scope(), **asked)


def chart(**asked):
    """Return the rows of the field, laid out, by proposition."""
    field = read(**asked)
    return {row.slug: row for row in Chart(field, field.columns).lay_out(field.rows)}


def drawn(lane):
    """Return a lane's cells as words: the shape of a mark, or what its silence looks like."""
    return [mark.shape if mark else silence for mark, silence in lane.cells]


def test_the_lima_groups_change_of_tactics_is_one_line_of_marks(sample):
    """In 2019 it qualified talks, rejected them in April, and affirmed them in November."""
    field = read(groups=["lima-group"])
    (row,) = (row for row in field.rows if row.proposition.slug == "negotiated-way-out")
    said = [(s.date.isoformat()[:7], s.stance.value) for s in row.lanes["lima-group"]]
    assert said == [
        ("2017-08", "affirms"),
        ("2019-02", "qualifies"),
        ("2019-04", "rejects"),
        ("2019-06", "qualifies"),
        ("2019-07", "qualifies"),
        ("2019-11", "affirms"),
    ]


def test_a_lane_has_marks_dots_and_a_line_between(lima, contact):
    """A dot where the group issued the text and is silent; a line from first to latest word."""
    say("01-01", lima, war="rejects")
    say("02-01", lima, truce="affirms")
    say("03-01", contact, truce="affirms")
    say("04-01", lima, war="rejects")
    say("05-01", lima, truce="rejects")
    say("06-01", lima, war="rejects")
    truce = chart()["truce"]
    assert [lane.voice.slug for lane in truce.lanes] == ["lima", "contact"]
    assert drawn(truce.lanes[0]) == ["own", "affirms", "on", "own on", "rejects", "own"]
    assert drawn(truce.lanes[1]) == ["", "", "affirms", "", "", ""]
    assert truce.lanes[0].standing.since == date(2019, 5, 1)
    assert (truce.relation, truce.since) == (Relation.DIVERGENT, date(2019, 5, 1))


def test_a_joint_statement_stands_in_the_lane_of_each_issuer(lima, contact):
    """Marked as joint in both, and in one column; also where only one of them is shown."""
    say("01-01", lima, contact, truce="affirms")
    for groups in ([], ["lima"]):
        (row,) = chart(groups=groups).values()
        marks = [mark for lane in row.lanes for mark, _silence in lane.cells]
        assert len(marks) == (1 if groups else 2)
        assert all(mark.joint and "joint statement" in mark.label for mark in marks)


def test_several_points_make_one_mark_and_those_that_differ_qualify(lima):
    """Merged, with how many there are; where they differ the mark has a shape of its own."""
    say("01-01", lima, points=[{"positions": {"truce": "affirms"}}] * 2)
    say(
        "02-01",
        lima,
        points=[{"positions": {"truce": "affirms"}}, {"positions": {"truce": "rejects"}}],
    )
    (lane,) = chart()["truce"].lanes
    (agreeing, _), (differing, _) = lane.cells
    assert (agreeing.shape, agreeing.number) == ("affirms", 2)
    assert (differing.shape, differing.number) == ("mixed", 2)
    assert differing.label == "qualifies, 1 Feb 2019, points 1, 2, which differ"
    assert agreeing.address == "/positions/truce/d-01-01/"
    assert lane.standing.stance is QUALIFIES


def test_a_period_chooses_columns_and_not_what_is_held(lima, contact):
    """Since when is told by what came before as well; what came after does not count."""
    say("01-01", lima, truce="affirms", war="rejects")
    say("02-01", contact, truce="affirms")
    say("03-01", lima, truce="affirms")
    say("04-01", contact, truce="rejects")
    field = read(since=date(2019, 2, 15), until=date(2019, 3, 15))
    assert [column.declaration.slug for column in field.columns] == ["d-03-01"]
    (row,) = field.rows
    assert row.together.standings["lima"].since == date(2019, 1, 1)
    assert (row.together.relation, row.together.since) == (Relation.CONVERGENT, date(2019, 2, 1))
    assert field.unspoken == 1
    (laid_out,) = Chart(field, field.columns).lay_out(field.rows)
    assert drawn(laid_out.lanes[0]) == ["affirms"]


def test_contested_rows_are_those_on_which_latest_stances_differ(lima, contact):
    """What was contested once and is no more is left out; the summary still counts all."""
    say("01-01", lima, settled="affirms", apart="affirms", partly="affirms", alone="affirms")
    say("02-01", contact, settled="rejects", apart="rejects", partly="qualifies")
    say("03-01", contact, settled="affirms")
    field = read(contested=True)
    assert [row.proposition.slug for row in field.rows] == ["apart", "partly"]
    assert len(field.spoken) == 4
    assert "On 3 of them both groups have spoken" in field.verdict


def test_groups_are_those_that_issue_in_the_order_of_their_first_word(lima, contact):
    """States and silent groups have no lane; from the seventh on colours come again."""
    make_group(slug="silent")
    say("03-01", contact, truce="affirms")
    say("02-01", lima, make_actor(slug="norway"), truce="affirms")
    assert [voice.slug for voice in read_scope().voices("en")] == ["lima", "contact"]
    for number in range(COLOURS):
        say(f"05-{number + 10}", make_group(), truce="affirms")
    colours = [voice.colour for voice in read_scope().voices("en")]
    assert colours == [1, 2, 3, 4, 5, 6, 1, 2]
    assert read(groups=["contact"]).shown[0].colour == 2


def test_of_many_groups_those_that_are_silent_are_named_and_have_no_lane():
    """Three lanes are always there; of four groups, only those of the groups that spoke."""
    groups = [make_group(slug=f"g{n}", name=f"Group {n}") for n in range(4)]
    for number, group in enumerate(groups):
        say(f"0{number + 1}-01", group, war="rejects", **({"truce": "affirms"} if number else {}))
    rows = chart()
    assert [lane.voice.slug for lane in rows["truce"].lanes] == ["g1", "g2", "g3"]
    assert [voice.slug for voice in rows["truce"].silent] == ["g0"]
    three = chart(groups=["g0", "g1", "g2"])["truce"]
    assert [lane.voice.slug for lane in three.lanes] == ["g0", "g1", "g2"]
    assert three.silent == []
    assert three.lanes[0].standing is None


def test_a_long_topic_comes_in_parts(lima):
    """Each with its number, and no proposition twice or lost."""
    say("01-01", lima, **{f"p{n:02}": "affirms" for n in range(30)})
    field = read()
    sections = Chart(field, field.columns).sections(at_most=5_000)
    assert [section.part for section in sections] == list(range(1, len(sections) + 1))
    assert len(sections) > 2
    rows = [row.proposition.slug for section in sections for row in section.rows]
    assert rows == [f"p{n:02}" for n in range(30)]


def test_a_statement_has_its_points_and_its_neighbours(lima, contact):
    """The words of each point; before and after, what the same group said, drafts never."""
    say("01-01", lima, truce="affirms")
    say("02-01", contact, truce="rejects")
    points = [{"positions": {"truce": "affirms", "war": "rejects"}}, {"text": "On other matters."},
              {"text": "Not so.", "label": "3?", "positions": {"truce": "rejects"}}]  # fmt: skip
    say("03-01", lima, points=points)
    draft = say("04-01", lima, truce="affirms")
    draft.status = "draft"
    draft.save()
    say("05-01", lima, contact, truce="affirms")
    stated = read_statement("truce", "d-03-01")
    assert [point.point.label for point in stated.points] == ["1", "3?"]
    assert stated.points[1].segments[0].text == "Not so."
    assert stated.stance is QUALIFIES
    assert stated.differ
    (way,) = stated.ways
    assert (way.before.declaration, way.before.stance) == ("d-01-01", AFFIRMS)
    assert (way.after.declaration, way.after.stance) == ("d-05-01", AFFIRMS)
    assert read_statement("truce", "d-02-01").ways[0].after.declaration == "d-05-01"
    joint = read_statement("truce", "d-05-01").ways
    assert [(way.name, way.before.declaration, way.after) for way in joint] == [
        ("Lima Group", "d-03-01", None),
        ("Contact Group", "d-02-01", None),
    ]
    assert read_statement("truce", "d-04-01") is None
    assert read_statement("nothing", "d-03-01") is None


def test_propositions_read_in_spanish_where_they_have_it(lima):
    """Else in English, and it is told which."""
    make_proposition("truce", text="There is a truce.", text_es="Hay una tregua.")
    say("01-01", lima, truce="affirms", war="rejects")
    truce, war = read(language="es").rows
    assert (truce.text, truce.language) == ("Hay una tregua.", "es")
    assert (war.text, war.language) == ("War.", "en")
