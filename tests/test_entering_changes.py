"""What an editor does to a split: nothing of the text is lost, and every step is undone."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.services.editing import ChangedMeanwhile, Refused
from declarations.services.entering import Split, entries, split_text, undoing
from declarations.services.entering import rearranging as change
from declarations.services.entering.doubts import doubts_of

from .factories import make_editor, make_intake
from .test_entering import TEXT

WORDS = ["The Ministers urge calm\n\n", " in the\n", "1. ", "2. Support ", "3. ", "II. ", "a) "]
WORDS += ["\n\n", "- ", "Pá-\ngina ", "\n"]


def letters(text: str) -> str:
    """Return what of a text is not blank, in order."""
    return "".join(text.split())


def act(split: Split, issued: str, number: int) -> Split:
    """Do one of the things that an editor can do, as a number says."""
    draw = random.Random(number)
    piece = draw.choice(split.pieces or split.left_out or (None,))
    if piece is None:
        return change.make_point_of(split, draw.choice(change.SECTIONS))
    key = piece.key
    return draw.choice(
        [
            lambda: change.merge_with_above(split, issued, key),
            lambda: change.cut_in_two(split, issued, key, draw.randint(0, len(piece.text))),
            lambda: change.relabel(split, key, str(number)),
            lambda: change.drop(split, key),
            lambda: change.restore(split, issued, draw.choice(split.left_out or (piece,)).key),
            lambda: change.move(split, key, draw.choice([-1, 1])),
            lambda: change.set_kind(split, key, draw.choice(["preambular", "operative"])),
            lambda: change.correct(split, key, piece.text.replace("e", "é", 1)),
            lambda: change.make_point_of(split, draw.choice(change.SECTIONS)),
            lambda: change.number_again(split),
            lambda: entries.split_again(split, issued, language="es"),
        ]
    )()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
    st.lists(st.integers(0, 10_000), max_size=8),
)
def test_nothing_is_lost_and_every_step_is_undone(issued, numbers):
    """Whatever is done, spans cut the text, cover it once, numbers are unique, undo restores."""
    split = split_text(issued, "en")
    states, kept = [split.as_json()], []
    for number in numbers:
        try:
            split = act(split, issued, number)
        except Refused:
            continue
        stored = split.as_json()
        kept = undoing.keep_step(kept, "act", states[-1], stored)
        states.append(stored)
        doubts_of(split)
        spans = split.spans()
        assert all(0 <= start < end <= len(issued) for start, end in spans)
        covered = "".join(issued[start:end] for start, end in spans)
        assert letters(covered) == letters(issued)
        labels = [change.anchor_of(piece.label) for piece in split.pieces]
        assert len(set(labels)) == len(labels)
        keys = [piece.key for piece in (*split.pieces, *split.left_out)]
        assert len(set(keys)) == len(keys)
    for before in reversed(states[:-1]):
        state, kept = undoing.undo(split.as_json(), kept)
        assert state == before
        split = Split.from_json(state)
    for after in states[1:]:
        state, kept = undoing.redo(split.as_json(), kept)
        assert state == after
        split = Split.from_json(state)


def labels_of(split: Split) -> list[str]:
    """Return the numbers of the points."""
    return [piece.label for piece in split.pieces]


def test_a_point_is_cut_where_the_editor_says():
    """Before a number that comes next it is that one; else the next that is free, or its own."""
    issued = (
        "1. Urge calm. 2. Support the resto-\nration of peace and call for talks.\n3. Thank all.\n"
    )
    split = split_text(issued, "en")
    if len(split.pieces) == 3:  # the engine saw the run-on number: merge it away first
        split = change.merge_with_above(split, issued, split.pieces[1].key)
    first = split.pieces[0]
    assert first.text == "Urge calm. 2. Support the restoration of peace and call for talks."
    split = change.cut_in_two(split, issued, first.key, len("Urge calm. "))
    assert labels_of(split) == ["1", "2", "3"]
    second = split.pieces[1]
    assert (second.text, issued[slice(*second.label_span)]) == (
        "Support the restoration of peace and call for talks.",
        "2.",
    )
    at = second.text.index("and call")
    split = change.cut_in_two(split, issued, second.key, at)
    assert labels_of(split) == ["1", "2", "2 (2)", "3"]
    assert [issued[s:e] for s, e in split.pieces[1].spans] == [
        "Support the resto-\nration of peace"
    ]
    corrected = change.correct(split, second.key, "Support the RESTORATION of lasting peace")
    halves = change.cut_in_two(corrected, issued, second.key, len("Support the RESTORATION of "))
    assert halves.pieces[2].text == "lasting peace"
    with pytest.raises(Refused):
        change.cut_in_two(split, issued, second.key, 0)


def test_numbers_that_follow_the_order_are_counted_again():
    """Of paragraphs that have none; those that are printed stay what is printed."""
    plain = split_text("Urge calm.\n\nSupport the truce.\n\nCall for talks.\n", "en")
    second = plain.pieces[1].key
    merged = change.merge_with_above(plain, "Urge calm.\n\nSupport the truce.\n\n", second)
    assert labels_of(merged) == [str(n) for n in range(1, len(plain.pieces))]
    assert "\n\n" in merged.pieces[0].text
    issued = "1. Urge calm now.\n1. Support the truce.\n1. Call for talks.\n"
    lost = split_text(issued, "en")
    assert labels_of(change.merge_with_above(lost, issued, "p2")) == ["1?", "2?"]
    printed = split_text(TEXT, "en")
    dropped = change.drop(printed, printed.pieces[0].key)
    assert labels_of(dropped) == ["2", "3", "1 (2)", "2 (2)"]
    back = change.restore(dropped, TEXT, printed.pieces[0].key)
    assert labels_of(back) == labels_of(printed)
    with pytest.raises(Refused, match="Another point"):
        change.relabel(printed, printed.pieces[0].key, "2?")


def test_doubts_stand_beside_their_point_until_they_are_put_right():
    """A gap is said at the number behind it, and no longer when the number is given."""
    issued = "1. Urge calm and restraint.\n2. Support the truce. Call for talks.\n"
    issued += "4. Thank all who helped.\n"
    split = split_text(issued, "en")
    gap = next(doubt for doubt in doubts_of(split) if "Missing" in doubt.sentence)
    assert (gap.piece, gap.sentence) == (split.pieces[2].key, "Missing before 4: 3.")
    cut = change.cut_in_two(split, issued, split.pieces[1].key, len("Support the truce. "))
    assert labels_of(cut) == ["1", "2", "3", "4"]
    assert not [doubt for doubt in doubts_of(cut) if "Missing" in doubt.sentence]
    assert not [doubt for doubt in doubts_of(change.settle(split, gap.key)) if doubt == gap]


@pytest.mark.django_db
def test_of_two_editors_the_second_is_told():
    """And nothing is overwritten, nor done twice by pressing twice."""
    editor, intake = make_editor(username="ana"), make_intake(text=TEXT)
    key = entries.ensure_split(intake).pieces[1].key
    done = {"intake_id": intake.pk, "seen": 1, "what": "drop"}
    drop = lambda split, issued: change.drop(split, key)  # noqa: E731
    changed = entries.change_split(**done, editor=editor, operation=drop)
    assert changed.version == 2
    with pytest.raises(ChangedMeanwhile, match="ana changed this"):
        entries.change_split(**done, editor=editor, operation=drop)
    undone = entries.step(intake_id=intake.pk, seen=2, editor=editor)
    assert len(undone.split["pieces"]) == 5
    with pytest.raises(Refused, match="nothing to undo"):
        entries.step(intake_id=intake.pk, seen=3, editor=editor)
    assert entries.discard(intake_id=intake.pk)
