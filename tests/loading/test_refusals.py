"""All is loaded or nothing; a malformed file is refused with the place named."""

import copy
import doctest
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.db.models import F

from declarations.models import (
    Actor,
    Declaration,
    Point,
    Position,
    Topic,
)
from declarations.services.corpus import (
    SAMPLE,
    CorpusError,
    checks,
    load_corpus,
    syncing,
)
from tests.factories import (
    make_actor,
)
from tests.loading.sample_file import (
    LIMA,
    LIMA_INDEX,
    get_point,
    point_of,
    points_of,
    rows_held,
)

# --- All or nothing ---------------------------------------------------------------


def test_a_failure_on_the_way_leaves_nothing_behind(corpus, db, monkeypatch):
    """Whatever was written before it."""
    before = rows_held()

    def fail(*args: object, **options: object) -> None:
        raise IntegrityError("a constraint")

    monkeypatch.setattr(type(Position._base_manager), "bulk_create", fail)
    with pytest.raises(CorpusError):
        load_corpus(corpus)
    assert rows_held() == before


def test_a_record_that_the_database_refuses_is_named(corpus, db):
    """An actor of the same name under another address, which no check of the file can see."""
    make_actor(slug="other", name="costa rica")
    with pytest.raises(
        CorpusError, match=r"^Actor Costa Rica cannot be written: .*already has this name"
    ):
        load_corpus(corpus)
    assert Actor.objects.count() == 1


def test_the_slower_of_two_first_loads_is_told_so(sample, corpus, monkeypatch):
    """It read empty tables, and finds them full when it writes."""
    monkeypatch.setattr(syncing.Memories, "recall", lambda self, kind: syncing.Memory())
    monkeypatch.setattr(syncing.Sync, "_read", lambda self, kind: {})
    with pytest.raises(CorpusError, match=r"^Actor Lima Group .*run this one again\.$"):
        load_corpus(corpus)


def test_a_failed_update_leaves_nothing_behind(sample, corpus, monkeypatch):
    """Neither in the rows nor in their history."""
    before = rows_held()
    corpus["topics"][0]["name"] = "Renamed"
    point_of(corpus, "5")["text"] = "Corrected."
    monkeypatch.setattr(
        syncing.Sync, "run_rivals", lambda *_: (_ for _ in ()).throw(IntegrityError("refused"))
    )
    with pytest.raises(CorpusError, match="refused"):
        load_corpus(corpus)
    assert rows_held() == before
    assert not Topic.objects.filter(name="Renamed").exists()


# --- Malformed files --------------------------------------------------------------


def at(*path: str | int) -> Callable[[Any], Any]:
    """Return a function that goes down a path in the corpus."""

    def go(corpus: Any) -> Any:
        for step in path:
            corpus = corpus[step]
        return corpus

    return go


def put(*path: Any) -> Callable[[Any], None]:
    """Return a change: the last item of the path is the value, put at the path before it."""
    *way, last, value = path

    def change(corpus: Any) -> None:
        at(*way)(corpus)[last] = value

    return change


def drop(*path: Any) -> Callable[[Any], None]:
    """Return a change: the key at the end of the path is dropped."""
    *way, last = path

    def change(corpus: Any) -> None:
        del at(*way)(corpus)[last]

    return change


def repeat(*path: Any, **other: Any) -> Callable[[Any], None]:
    """Return a change: the item at the path comes once more at the end of its list."""
    *way, last = path

    def change(corpus: Any) -> None:
        items = at(*way)(corpus)
        item = copy.deepcopy(items[last])
        items.append(item | other if isinstance(item, dict) else item)

    return change


def add(*path: Any, **items: Any) -> Callable[[Any], None]:
    """Return a change: keys are added to the object at the path."""
    return lambda corpus: at(*path)(corpus).update(items)


def fill(*path: Any, length: int) -> Callable[[Any], None]:
    """Return a change: the text at the path becomes this long."""
    return put(*path, "x" * length)


D, P = ("declarations", LIMA_INDEX), ("declarations", LIMA_INDEX, "points", 4)
DECLARATION, POINT = f'declarations[11] "{LIMA}"', f'declarations[11] "{LIMA}" > points[4] "5"'

MALFORMED = {
    "unknown stance": (
        put(*P, "positions", 0, "stance", "afirms"),
        f'{POINT} > positions[0].stance: "afirms" is none of affirms, qualifies, rejects',
    ),
    "unknown kind": (put(*P, "kind", "operativ"), f'{POINT} > kind: "operativ" is none of'),
    "unknown confidence": (put(*P, "confidence", 1), f"{POINT} > confidence: 1 is none of"),
    "force too high": (put(*P, "force", 6), f"{POINT} > force: 6 is not between 1 and 5"),
    "force missing": (drop(*P, "force"), f'{POINT}: "force" is missing'),
    "force true": (put(*P, "force", True), f"{POINT} > force: must be a whole number, not true"),
    "force of a fraction": (
        put(*P, "force", 2.5),
        f"{POINT} > force: must be a whole number, not 2.5",
    ),
    "unknown key": (add(*P, colour="red"), f"{POINT} > colour: is not known here"),
    "odd key": (add(*P, **{"a\nb": 1}), f'{POINT} > "a\\nb": is not known here'),
    "number zero": (put(*P, "number", 0), f"{POINT} > number: 0 is not between 1 and 9999"),
    "number too high": (
        put(*P, "number", 10**30),
        f"{POINT} > number: 1{'0' * 30} is not between 1 and 9999",
    ),
    "number as text": (
        put(*P, "number", "5"),
        f'{POINT} > number: must be a whole number, not "5"',
    ),
    "number twice": (
        put(*P, "number", 4),
        f"{DECLARATION} > points[4].number: 4 stands at [3] already",
    ),
    "label twice": (
        put(*P, "label", "4"),
        f'{DECLARATION} > points[4] "4" > label: the number stands at [3] already',
    ),
    "label twice but for its doubt": (
        add(*P, label="4?", number_certain=False),
        f'{DECLARATION} > points[4] "4?" > label: the number stands at [3] already',
    ),
    "certain number with a question mark": (
        put(*P, "label", "5?"),
        f'{DECLARATION} > points[4] "5?" > number_certain: is true, yet the label has a question',
    ),
    "uncertain number without one": (
        put(*P, "number_certain", False),
        f"{POINT} > number_certain: is false, yet the label has no question mark",
    ),
    "label of doubt alone": (
        add(*P, label="?", number_certain=False),
        "label: has no number before the question mark",
    ),
    "long label": (fill(*P, "label", length=21), "label: has 21 characters, 20 at most"),
    "blank text": (put(*P, "text", " \n"), f"{POINT} > text: is blank"),
    "empty Spanish text": (put(*P, "text_es", ""), f"{POINT} > text_es: is blank"),
    "space at the end": (
        put(*P, "text", "Urges. "),
        f"{POINT} > text: begins or ends with a space",
    ),
    "text is a number": (put(*P, "text", 5), f"{POINT} > text: must be a text, not 5"),
    "NUL character": (put(*P, "text", "a\0b"), f"{POINT} > text: holds a NUL character"),
    "NUL in a note": (
        put(*P, "positions", 0, "note", "a\0b"),
        f"{POINT} > positions[0].note: holds a NUL character",
    ),
    "NUL in an actor spoken of": (
        put(*P, "actors", ["a\0b"]),
        f"{POINT} > actors[0]: holds a NUL character",
    ),
    "half a character": (put(*P, "text", "\ud800"), f"{POINT} > text: holds half a character"),
    "two lines in one": (
        put(*D, "gaps", ["a\nb"]),
        f"{DECLARATION} > gaps[0]: must be on one line",
    ),
    "long note": (
        fill(*P, "positions", 0, "note", length=501),
        f"{POINT} > positions[0].note: has 501 characters, 500 at most",
    ),
    "long operative": (
        fill(*P, "operative", length=301),
        f"{POINT} > operative: has 301 characters, 300 at most",
    ),
    "long title": (fill(*D, "title", length=301), f"{DECLARATION} > title: has 301 characters"),
    "unknown topic": (
        put(*P, "topics", ["third-state"]),
        f'{POINT} > topics[0]: "third-state" is no topic',
    ),
    "topic twice": (repeat(*P, "topics", 0), f"{POINT} > topics["),
    "topic is a list": (put(*P, "topics", [[]]), f"{POINT} > topics[0]: a list is no topic"),
    "topics are no list": (
        put(*P, "topics", "third-states"),
        f'{POINT} > topics: must be a list, not "third-states"',
    ),
    "unknown proposition": (
        put(*P, "positions", 0, "proposition", "flat-earth"),
        f'{POINT} > positions[0].proposition: "flat-earth" is no proposition of this file',
    ),
    "proposition twice in a point": (
        repeat(*P, "positions", 0),
        "stands at [0] already",
    ),
    "six positions": (
        lambda corpus: at(*P)(corpus).update(
            positions=[
                {"proposition": item["slug"], "stance": "affirms"}
                for item in corpus["propositions"][:6]
            ]
        ),
        f"{POINT} > positions: holds 6 positions, 5 at most",
    ),
    "position is a text": (
        put(*P, "positions", ["affirms"]),
        f'{POINT} > positions[0]: must be an object, not "affirms"',
    ),
    "no such day": (
        put(*D, "date", "2019-02-30"),
        f'{DECLARATION} > date: "2019-02-30" is no day of the calendar',
    ),
    "day in another form": (
        put(*D, "date", "20190503"),
        f'{DECLARATION} > date: must be a day as YYYY-MM-DD, not "20190503"',
    ),
    "unknown group": (put(*D, "issuers", ["lima"]), f'{DECLARATION} > issuers[0]: "lima" is no'),
    "no issuer": (put(*D, "issuers", []), f"{DECLARATION} > issuers: is empty"),
    "issuer twice": (repeat(*D, "issuers", 0), f"{DECLARATION} > issuers[1]:"),
    "unknown numbering": (put(*D, "numbering", "roman"), f'{DECLARATION} > numbering: "roman" is'),
    "unknown language": (
        put(*D, "language_of_source", "xx"),
        f'{DECLARATION} > language_of_source: "xx" is none of en, es, pt, fr',
    ),
    "unknown extent": (
        put(*D, "sources", 0, "accessed_text", "whole"),
        f'{DECLARATION} > sources[0].accessed_text: "whole" is none of full, partial, report',
    ),
    "source is no address": (
        put(*D, "sources", 0, "url", "javascript:alert(1)"),
        f'{DECLARATION} > sources[0].url: "javascript:alert(1)" is no address',
    ),
    "source twice": (repeat(*D, "sources", 0), "already"),
    "unknown country": (
        put(*D, "signatories", ["XX"]),
        f'{DECLARATION} > signatories[0]: "XX" is no ISO 3166-1 alpha-2 code',
    ),
    "country in small letters": (
        put(*D, "signatories", ["pe"]),
        f'{DECLARATION} > signatories[0]: "pe" is no ISO',
    ),
    "country twice": (repeat(*D, "signatories", 0), "is given twice"),
    "complete, but not all points": (
        put(*D, "complete", True),
        f"{DECLARATION} > complete: is true, yet 14 of 15 points are here",
    ),
    "declaration twice": (
        repeat(*D),
        f'declarations[23].slug: "{LIMA}" stands at [11] already',
    ),
    "odd slug": (
        put(*D, "slug", "lima group"),
        'declarations[11] "lima group" > slug: "lima group" is no slug',
    ),
    "long slug": (fill(*D, "slug", length=121), "slug: has 121 characters, 120 at most"),
    "declaration is null": (put(*D, None), "declarations[11]: must be an object, not null"),
    "rivals name one side": (
        put("propositions", 0, "rivals", ["restore-democracy"]),
        "does not name",
    ),
    "its own rival": (
        lambda corpus: corpus["propositions"][0].update(rivals=[corpus["propositions"][0]["slug"]]),
        "is the proposition itself",
    ),
    "proposition twice": (repeat("propositions", 0), "propositions[45].slug:"),
    "proposition on no topic": (
        put("propositions", 0, "topic", "third-state"),
        '> topic: "third-state" is no topic of this file',
    ),
    "topic name twice": (
        lambda corpus: corpus["topics"][1].update(name=corpus["topics"][0]["name"]),
        "topics[1].name:",
    ),
    "member twice": (
        repeat("groups", 0, "members", 0),
        'groups[0] "lima-group" > members[17].iso3166: "AR" stands at [0] already',
    ),
    "member of two names": (
        put("groups", 1, "members", 9, "country", "Plurinational State of Bolivia"),
        'groups[1] "international-contact-group" > members[9] "BO" > country: "Plurinational State '
        'of Bolivia" is "Bolivia" elsewhere',
    ),
    "name of two members": (
        put("groups", 0, "members", 1, "country", "Argentina"),
        "is the name of another actor",
    ),
    "ends before it began": (
        put("groups", 0, "members", 0, "until", "2016-01-01"),
        'groups[0] "lima-group" > members[0] "AR" > until: "2016-01-01" is before the first day',
    ),
    "group without members": (
        drop("groups", 0, "members"),
        'groups[0] "lima-group": "members" is missing',
    ),
    "no declarations at all": (drop("declarations"), 'The file: "declarations" is missing'),
    "legend is a list": (put("fields", []), "fields: must be an object, not a list"),
}


@pytest.mark.parametrize(("change", "place"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_corpus_is_refused_with_the_place_named(corpus, db, change, place):
    """And nothing of it is loaded."""
    change(corpus)
    with pytest.raises(CorpusError) as refusal:
        load_corpus(corpus)
    assert place in str(refusal.value)
    assert not any(rows_held().values())


@pytest.mark.parametrize("corpus", [[], None, 5, "corpus", {}], ids=repr)
def test_something_else_than_a_corpus_is_refused(corpus, db):
    """Whatever JSON may hold."""
    with pytest.raises(CorpusError, match="The file: "):
        load_corpus(corpus)


def test_all_problems_are_named_up_to_twenty(corpus, db):
    """In the order of the file, and then how many more there are."""
    for point in points_of(corpus)[:25]:
        point["force"] = 9
    with pytest.raises(CorpusError) as refusal:
        load_corpus(corpus)
    first, *places, more = str(refusal.value).splitlines()
    assert first == "The corpus is malformed:"
    assert len(places) == 20
    assert places[0].strip().startswith('declarations[0] "lima-group-2017-08-08" > points[0] "1"')
    assert more.strip() == "and 5 more"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "is empty.", id="empty"),
        pytest.param(b" \n", "is empty.", id="blank"),
        pytest.param(
            b'{\n "note": }', "is not JSON: Expecting value at line 2, column 10.", id="comma"
        ),
        pytest.param(b'{"note": "\xff"}', "is not UTF-8: see byte 10.", id="Latin-1"),
        pytest.param(b"[" * 100_000, "is nested too deeply to be a corpus.", id="deep"),
        pytest.param(b'{"note": ' + b"9" * 5000 + b"}", "a number that is too long", id="number"),
        pytest.param(b'{"note": NaN}', "note: must be a text, not NaN", id="no number"),
        pytest.param(b'{"note": 1e999}', "note: must be a text, not Infinity", id="infinite"),
        pytest.param(b'{"note": "a", "note": "b"}', "note: is given twice", id="key twice"),
        pytest.param(b"\x1f\x8b\x08\x00", "is not UTF-8: see byte 1.", id="compressed"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, db, content, sentence):
    """Never a traceback, and nothing is loaded."""
    path = tmp_path / "corpus.json"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        call_command("load_sample", file=path)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith("\nNothing was loaded.")
    assert not any(rows_held().values())


def test_a_missing_file_and_a_directory_are_refused_in_a_sentence(tmp_path, db):
    """With the path that was asked for."""
    with pytest.raises(CommandError, match=r"There is no file .*nowhere\.json\."):
        call_command("load_sample", file=tmp_path / "nowhere.json")
    with pytest.raises(CommandError, match="is not a file"):
        call_command("load_sample", file=tmp_path)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_sample", file=tmp_path / ("x" * 5000))


def test_a_file_with_a_byte_order_mark_is_read(tmp_path, db):
    """Some editors of text put one there."""
    path: Path = tmp_path / "corpus.json"
    path.write_bytes(b"\xef\xbb\xbf" + SAMPLE.read_bytes())
    call_command("load_sample", file=path, verbosity=0)
    assert Declaration.objects.count() == 23


def test_the_command_overwrites_when_told_to(sample, capsys):
    """And names what it leaves otherwise."""
    Point.objects.filter(pk=get_point("5").pk).update(force=F("force") - 1)
    call_command("load_sample")
    assert f"Left as editors have them (1): Point 5 of {LIMA}." in capsys.readouterr().out
    call_command("load_sample", overwrite=True)
    assert "Updated 1 point." in capsys.readouterr().out


def test_worked_cases_hold():
    """Those in the docstrings of the checks."""
    assert doctest.testmod(checks).failed == 0
