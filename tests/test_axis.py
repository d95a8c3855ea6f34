"""An axis of time for pictures: where days stand, and what is not to scale."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from declarations.views.axis import LEAST_DAYS, MAX_TICKS, MOST_DAYS, TimeAxis

START = date(2019, 1, 1)


def after(*days):
    """Return the days so many days after the first of January."""
    return [START + timedelta(days=number) for number in days]


def gaps(axis):
    """Return the distances between neighbouring days, in days of the axis."""
    places = [axis.at(day) for day in axis.days]
    unit = (places[1] - places[0]) / 30  # the first two days of each example are 30 days apart
    return [round((b - a) / unit, 3) for a, b in pairwise(places)]


def test_days_are_to_scale_save_crowds_and_pauses():
    """60 days are twice 30; a day apart is drawn as ten, and 400 as the most there is."""
    assert gaps(TimeAxis(after(0, 30, 90, 91, 491))) == [30, 60, LEAST_DAYS, MOST_DAYS]


def test_a_day_between_two_stands_between_them():
    """In a pause as well; beyond the ends it stands at the ends."""
    axis = TimeAxis(after(0, 30, 430))
    assert axis.at(START) < axis.at(after(15)[0]) < axis.at(after(30)[0])
    assert axis.at(after(230)[0]) == pytest.approx(
        (axis.at(after(30)[0]) + axis.at(after(430)[0])) / 2
    )
    assert axis.at(date(1, 1, 1)) == 0
    assert axis.at(after(430)[0]) < axis.at(date(9999, 12, 31)) == 100


def test_a_cut_is_marked_with_the_days_it_stands_for():
    """Only where there is one."""
    assert [pause.days for pause in TimeAxis(after(0, 30, 430)).pauses] == [400]
    assert not TimeAxis(after(0, 30, 100)).pauses


def test_the_period_bounds_the_axis():
    """Its days stand on it, although nothing was said on them."""
    axis = TimeAxis(after(10), since=START, until=after(40)[0])
    assert axis.days == after(0, 10, 40)


@pytest.mark.parametrize(("first", "said"), [(5, [("Nov", "2018"), ("Dec", "")]), (28, [])])
def test_ticks_are_firsts_of_months_with_their_year_once(first, said):
    """The first day heads them where it has room; none stand where the axis is cut."""
    days = [date(2018, 11, first), date(2018, 12, 20), date(2019, 2, 10), date(2020, 5, 5)]
    ticks = [(tick.label, tick.year) for tick in TimeAxis(days).ticks]
    assert ticks == [*(said or [("Dec", "2018")]), ("Jan", "2019"), ("Feb", "")]


@pytest.mark.parametrize("years", [1, 5, 40])
def test_ticks_are_few_however_long_the_time(years):
    """Months, quarters, years: a label needs its room."""
    days = [date(1980 + month // 12, month % 12 + 1, 5) for month in range(12 * years)]
    assert 4 <= len(TimeAxis(days).ticks) <= 2 * MAX_TICKS


def test_an_empty_axis_and_the_longest_one_stand():
    """No day at all; from the first day to the last that there are."""
    assert TimeAxis([]).ticks == TimeAxis([]).pauses == []
    assert TimeAxis([]).x(START) == "0%"
    longest = TimeAxis([], date(1, 1, 1), date(9999, 12, 31))
    assert len(longest.pauses) == 1
    assert longest.x(START).endswith("%")
