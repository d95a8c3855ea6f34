"""What is new beside what was said before: each kind of news, and when it is none."""

from datetime import date

import pytest

from declarations.comparison import CorpusWeights, PointRecord, Stance
from declarations.comparison.news_phrases import (
    FORCES,
    LABELS,
    SENTENCES,
    STANCES_BEFORE,
    NewsNames,
    word_news,
)
from declarations.comparison.novelty import FORCE_SHARE, REPEATED_FROM, News, NewsKind, find_news
from declarations.comparison.voices import DROPPED_WINDOW, SpokenPoint, Voice

LIMA, CONTACT = "lima-group", "contact-group"
AFFIRMS, QUALIFIES, REJECTS = Stance.AFFIRMS, Stance.QUALIFIES, Stance.REJECTS
PRISONERS = "Demands that all political prisoners be released at once and without conditions."
PRISONERS_AGAIN = "Demands again that all political prisoners be released without conditions."
PRISIONEROS = "Exige que todos los presos políticos salgan libres de inmediato."
FIRST_WORD, FIRST_MENTION, STANCE_CHANGED, FORCE_CHANGED, REPEATED, HELD_BEFORE = NewsKind


class Speech:
    """Points of declarations on successive days, each with a key of its own."""

    def __init__(self):
        self.number = 0

    def say(self, day, positions=(), *, text="", language="en", force=None, mentions=()):
        """Return a point of the declaration of a day; a list of propositions is affirmed."""
        self.number += 1
        stances = positions if isinstance(positions, dict) else dict.fromkeys(positions, AFFIRMS)
        wordings = {language: text} if text else {}
        record = PointRecord(self.number, str(self.number), wordings, positions=stances)
        return SpokenPoint(record, f"of-day-{day}", date(2019, 5, day), force, tuple(mentions))


@pytest.fixture
def say():
    """Return the function that makes points."""
    return Speech().say


def news_of(point, *earlier, issuer=LIMA):
    """Return what is new in one point, beside earlier ones of its issuer."""
    found = find_news([point], {issuer: earlier}, CorpusWeights())
    return list(found.news[0])


def kinds(*arguments):
    """Return the kinds of news of a point, in order."""
    return [news.kind for news in news_of(*arguments)]


# --- Firsts ---------------------------------------------------------------------


def test_a_proposition_never_spoken_to_is_a_first_word(say):
    """Only the one that is new; the other was held before."""
    news = news_of(say(3, ["cuba", "truce"]), say(1, ["truce"]))
    assert [(item.kind, item.propositions) for item in news] == [(FIRST_WORD, ("cuba",))]


def test_a_rejection_is_a_word_as_well(say):
    """Who rejected it spoke to it: to affirm it now is a change, no first."""
    assert kinds(say(3, ["cuba"]), say(1, {"cuba": REJECTS})) == [STANCE_CHANGED]


def test_a_first_mention_is_told_once_and_whatever_the_spelling(say):
    """At the first point that names someone; accents and case make nobody new."""
    points = [say(3, mentions=["Cuba", "JUAN GUAIDO"]), say(3, mentions=["Cuba"])]
    found = find_news(points, {LIMA: [say(1, mentions=["Juan Guaidó"])]}, CorpusWeights())
    first, second = found.news
    assert [(item.kind, item.mentions) for item in first] == [(FIRST_MENTION, ("Cuba",))]
    assert second == ()


@pytest.mark.parametrize(
    ("name", "text", "language", "heard"),
    [
        ("Colombia", "The states that border on COLOMBIA and Brazil.", "en", True),
        ("Cuba", "The Cuban government.", "en", False),
        ("Inter-American Bank", "The Inter\u2011American\nBank.", "en", True),
        ("Brazil", "Los países vecinos de Brasil.", "es", True),
        ("UN", "Debe ser un acuerdo.", "es", False),
        ("UN", "La ONU (UN) decide.", "es", True),
        ("(…)", "Thanks (…) the host.", "en", False),
    ],
)
def test_a_name_in_earlier_words_was_mentioned_whether_or_not_it_was_recorded(
    say, name, text, language, heard
):
    """On word borders, in any language and by any name of the actor."""
    earlier = say(1, text=text, language=language)
    found = find_news(
        [say(3, mentions=[name])], {LIMA: [earlier]}, CorpusWeights(), {"brazil": ("Brasil",)}
    )
    assert [item.kind for item in found.news[0]] == ([] if heard else [FIRST_MENTION])


def test_a_first_mention_is_told_of_the_point_whose_words_name_first(say):
    """Though only a later point has it recorded."""
    points = [say(3, text="Asks the host and Peru."), say(3, mentions=["Peru"])]
    found = find_news(points, {LIMA: [say(1, ["aid"])]}, CorpusWeights())
    assert [[item.mentions for item in news] for news in found.news] == [[("Peru",)], []]


def test_the_first_declaration_of_an_issuer_is_told_as_such(say):
    """Not on every point, where everything would be new."""
    found = find_news([say(3, ["cuba"], mentions=["Cuba"])], {LIMA: []}, CorpusWeights())
    assert (found.news, found.without_earlier, found.dropped) == (((),), (LIMA,), {})


# --- Changes --------------------------------------------------------------------


def test_a_stance_is_compared_with_the_last_one(say):
    """Rejected in between: what was affirmed before that no longer counts."""
    news = news_of(say(5, ["talks"]), say(1, ["talks"]), say(3, {"talks": REJECTS}))
    assert [(item.kind, item.stances) for item in news] == [(STANCE_CHANGED, (REJECTS, AFFIRMS))]
    assert news[0].earlier.spoken == date(2019, 5, 3)


def test_a_stance_that_one_of_the_last_points_took_is_no_change(say):
    """A declaration that both qualifies and affirms is followed by either."""
    before = [say(1, {"talks": QUALIFIES}), say(1, ["talks"])]
    assert kinds(say(3, ["talks"]), *before) == [HELD_BEFORE]
    [news] = news_of(say(3, {"talks": REJECTS}), *before)
    assert (news.kind, news.stances) == (STANCE_CHANGED, (QUALIFIES, REJECTS))
    assert (news.earlier, *news.also) == tuple(before)


def test_a_change_names_the_points_of_its_text_that_hold_the_old_stance(say):
    """Then the text as a whole has not changed as this point has."""
    points = [say(3, {"talks": QUALIFIES}), say(3, {"talks": REJECTS}), say(3, ["talks"])]
    found = find_news(points, {LIMA: [say(1, ["talks"])]}, CorpusWeights())
    assert [[item.kind for item in news] for news in found.news] == [
        [STANCE_CHANGED],
        [STANCE_CHANGED],
        [HELD_BEFORE],
    ]
    assert found.news[0][0].still == found.news[1][0].still == (points[2],)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ((["aid"], 3), (["aid"], 4), [FORCE_CHANGED]),
        ((["aid"], 4), (["aid"], 4), [HELD_BEFORE]),
        ((["aid"], None), (["aid"], 4), [HELD_BEFORE]),
        ((["aid"], 3), (["aid"], None), [HELD_BEFORE]),
        # Half of what both hold is enough to compare forces, a third is not.
        ((["aid"], 3), (["aid", "truce"], 4), [FIRST_WORD, FORCE_CHANGED]),
        ((["aid", "vote"], 3), (["aid", "truce"], 4), [FIRST_WORD]),
        # Another stance is the news; the verb that goes with it is not compared.
        (({"aid": REJECTS}, 3), (["aid"], 4), [STANCE_CHANGED]),
    ],
)
def test_force_is_compared_on_the_same_matter_only(say, before, now, expected):
    """That is, where positions agree and at least half of them are shared."""
    assert FORCE_SHARE == 0.5
    assert kinds(say(3, now[0], force=now[1]), say(1, before[0], force=before[1])) == expected


def test_force_is_compared_with_the_latest(say):
    """Urged, then demanded, now urged again: softer than last time."""
    news = news_of(say(5, ["aid"], force=3), say(1, ["aid"], force=3), say(3, ["aid"], force=4))
    assert [(item.kind, item.forces) for item in news] == [(FORCE_CHANGED, (4, 3))]


# --- What is not new ------------------------------------------------------------


@pytest.mark.parametrize(
    ("positions", "before", "expected"),
    [
        (["prisoners"], ["prisoners"], REPEATED),
        ((), (), REPEATED),  # nobody has coded it: the words are all there is
        (["prisoners"], (), REPEATED),
        (["prisoners"], {"prisoners": REJECTS}, STANCE_CHANGED),
        (["prisoners"], ["amnesty"], FIRST_WORD),
    ],
)
def test_words_alone_make_no_repetition_where_the_codes_speak_against_it(
    say, positions, before, expected
):
    """ "Demands" and "rejects the demand" share nearly every word."""
    news = news_of(say(3, positions, text=PRISONERS_AGAIN), say(1, before, text=PRISONERS))
    told = [item.kind for item in news]
    assert expected in told
    assert (REPEATED in told) == (expected is REPEATED)


def test_who_returns_to_older_words_has_changed_and_not_repeated(say):
    """Save for another issuer of the same text, whose last word they were."""
    old = say(1, ["prisoners"], text=PRISONERS)
    since = say(3, {"prisoners": QUALIFIES})
    now = say(5, ["prisoners"], text=PRISONERS_AGAIN)
    assert kinds(now, old, since) == [STANCE_CHANGED]
    both = find_news([now], {LIMA: [old, since], CONTACT: [old]}, CorpusWeights())
    assert [item.kind for item in both.news[0]] == [STANCE_CHANGED, REPEATED]


def test_the_most_alike_is_named_and_of_two_the_later(say):
    """With its likeness; a day between them changes nothing of that."""
    point = say(9, text=PRISONERS)
    alike, same, again = (
        say(day, text=text) for day, text in ((1, PRISONERS_AGAIN), (3, PRISONERS), (5, PRISONERS))
    )
    [news] = news_of(point, alike, same, again)
    assert (news.earlier, news.likeness) == (again, pytest.approx(1))
    assert news_of(point, alike)[0].likeness >= REPEATED_FROM


def test_points_without_a_language_in_common_repeat_nothing(say):
    """Likeness is measured in a language that both hold."""
    assert kinds(say(3, text=PRISIONEROS, language="es"), say(1, text=PRISONERS)) == []


def test_what_is_held_in_other_words_names_the_point_that_shares_most(say):
    """Not the latest that shares a little."""
    whole, part = say(1, ["aid", "truce"]), say(3, ["truce"])
    [news] = news_of(say(5, ["aid", "truce"]), whole, part)
    assert (news.kind, news.earlier) == (HELD_BEFORE, whole)


def test_a_point_that_nobody_coded_has_no_news(say):
    """Neither words in common nor codes to compare."""
    assert kinds(say(3, text="Thanks the host."), say(1, ["aid"], text=PRISONERS)) == []


# --- Joint statements -----------------------------------------------------------


def test_a_first_is_told_of_the_issuer_whose_first_it_is(say):
    """Of both where it is the first of both."""
    point = say(5, ["cuba", "talks"], mentions=["Norway"])
    found = find_news(
        [point], {LIMA: [say(1, ["aid"])], CONTACT: [say(3, ["talks"])]}, CorpusWeights()
    )
    assert [(item.issuers, item.propositions or item.mentions) for item in found.news[0]] == [
        ((LIMA, CONTACT), ("cuba",)),
        ((LIMA,), ("talks",)),
        ((LIMA, CONTACT), ("Norway",)),
    ]


def test_a_change_since_a_joint_statement_is_told_once(say):
    """It was the last word of both."""
    joint = say(3, {"talks": REJECTS})
    found = find_news([say(5, ["talks"])], {LIMA: [joint], CONTACT: [joint]}, CorpusWeights())
    assert [item.issuers for item in found.news[0]] == [(LIMA, CONTACT)]


# --- What is dropped ------------------------------------------------------------


def test_what_the_latest_declarations_held_is_dropped_the_steadiest_first(say):
    """In the last three; what is taken up in whatever stance is not dropped."""
    assert DROPPED_WINDOW == 3
    before = [
        say(1, ["long-ago"]),
        say(3, ["vote", "aid"]),
        say(5, ["truce", "aid"]),
        say(7, {"vote": REJECTS}),
    ]
    dropped = Voice(LIMA, before).dropped_from([say(9, {"aid": REJECTS})])
    assert [(d.proposition, d.stance, d.times, d.window) for d in dropped] == [
        ("vote", REJECTS, 2, 3),
        ("truce", AFFIRMS, 1, 3),
    ]
    assert [point.spoken for point in dropped[0].last] == [date(2019, 5, 7)]


# --- Words ----------------------------------------------------------------------


ONE = NewsNames({LIMA: "Lima Group"}, {"of-day-1": "1 May 2019"})
TWO = NewsNames({LIMA: "Lima Group", CONTACT: "Contact Group"}, ONE.days)


@pytest.mark.parametrize(
    ("kind", "filled", "names", "said"),
    [
        (FIRST_WORD, {}, ONE, " on"),
        (FIRST_WORD, {}, TWO, " of Lima Group on"),
        (FIRST_MENTION, {"mentions": ("SEBIN",)}, ONE, " of SEBIN"),
        (FIRST_MENTION, {"mentions": ("A", "B", "C")}, TWO, " by Lima Group of A, B and C"),
        (
            STANCE_CHANGED,
            {"stances": (REJECTS, QUALIFIES)},
            ONE,
            ": rejected on 1 May 2019, now qualifies:",
        ),
        (FORCE_CHANGED, {"forces": (3, 4)}, ONE, ": “calls” on 1 May 2019, now “demands”"),
        (REPEATED, {"likeness": 0.734}, TWO, " from 1 May 2019, 73 % alike in wording"),
        (HELD_BEFORE, {}, ONE, " in other words, as on 1 May 2019"),
    ],
)
def test_news_reads_as_a_sentence_after_its_label(say, kind, filled, names, said):
    """Issuers are named where there are several."""
    earlier = None if kind in (FIRST_WORD, FIRST_MENTION) else say(1)
    assert word_news(News(kind, (LIMA,), earlier=earlier, **filled), names) == said


def test_every_kind_stance_and_force_has_its_words_translated():
    """Whoever adds one is told here."""
    assert LABELS.keys() == SENTENCES.keys() == set(NewsKind)
    assert STANCES_BEFORE.keys() == set(Stance)
    assert FORCES.keys() == set(range(1, 6))
    asked = []
    news = News(
        STANCE_CHANGED, (LIMA, CONTACT), stances=(AFFIRMS, REJECTS), earlier=Speech().say(1)
    )
    word_news(news, TWO, lambda text: asked.append(text) or text)
    assert {"affirmed", "rejects", "%(names)s and %(last)s"} <= set(asked)
