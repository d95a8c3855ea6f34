"""Sentences about who holds what since when."""

from datetime import date

from declarations import phrasing_time
from declarations.comparison.timeline import Utterance, changes, lanes, latest
from declarations.comparison.types import Stance

LANE = lanes(
    Utterance("lima-group", "talks", stance, day, f"text-{day}", key, "1")
    for key, (stance, day) in enumerate(
        [
            (Stance.REJECTS, date(2019, 4, 15)),
            (Stance.AFFIRMS, date(2019, 11, 8)),
            (Stance.AFFIRMS, date(2020, 2, 20)),
        ]
    )
)["talks", "lima-group"]


def test_a_history_names_each_change_with_its_day():
    """And no repetition; a group that never spoke is silent."""
    assert phrasing_time.history(changes(LANE)) == (
        "rejects since 15 April 2019; affirms since 8 November 2019"
    )
    assert phrasing_time.history(()) == "silent"


def test_a_standing_is_said_with_its_first_day_not_its_last():
    """Repeated in February 2020, held since November 2019."""
    assert phrasing_time.standing(latest(LANE)) == "affirms since 8 November 2019"
    assert phrasing_time.standing(None) == "silent"
