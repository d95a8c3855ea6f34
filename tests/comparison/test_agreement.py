"""How far coders agree: against the reference package, published examples, degenerate cases."""

import random
import time

import krippendorff
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from declarations.comparison.agreement import (
    Reliability,
    alpha_interval,
    coincidences,
    cross_table,
    krippendorff_alpha,
    measure_agreement,
    one_against_all,
    pairs_of_coders,
)

# Four coders, twelve units, gaps: Krippendorff (2011), example C, whose nominal alpha is 0.743.
PUBLISHED = [
    (1, 1, 1),
    (2, 2, 3, 2),
    (3, 3, 3, 3),
    (3, 3, 3, 3),
    (2, 2, 2, 2),
    (1, 2, 3, 4),
    (4, 4, 4, 4),
    (1, 1, 2, 1),
    (2, 2, 2, 2),
    (5, 5, 5),
    (1, 1),
    (3,),
]
VALUES = 4
TABLES = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, VALUES - 1)), min_size=1, max_size=5).map(
        lambda row: [value for value in row if value is not None]
    ),
    max_size=25,
)


def reference_alpha(units):
    """Return what the reference package makes of units; None where it refuses or divides by 0."""
    counts = [[unit.count(value) for value in range(VALUES)] for unit in units]
    if not any(len(unit) > 1 for unit in units):
        return None
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    return None if np.isnan(alpha) else float(alpha)


@settings(max_examples=100)
@given(TABLES)
@example([])
@example([[0], [1]])
@example([[0, 0], [0, 0], [1]])
@example([[0, 1]])
def test_alpha_is_that_of_the_reference_package(units):
    """On any table with gaps, to nine places; both have none where nothing pairs or varies."""
    expected, alpha = reference_alpha(units), krippendorff_alpha(units)
    if expected is None:
        assert alpha is None
    else:
        assert alpha == pytest.approx(expected, abs=1e-9)


def test_alpha_is_that_of_the_published_example():
    """A unit that one coder alone has seen counts neither for nor against."""
    agreement = measure_agreement(PUBLISHED)
    assert agreement.alpha == pytest.approx(0.743, abs=0.0005)
    assert (agreement.units, agreement.values) == (11, 40)
    assert sum(coincidences(PUBLISHED).values()) == pytest.approx(40)
    assert agreement.reliability is Reliability.TENTATIVE


def test_coders_who_all_say_the_same_have_no_alpha_but_agree():
    """What does not vary tells nothing of whether coders can tell things apart."""
    agreement = measure_agreement([("a", "a"), ("a", "a", "a")])
    assert (agreement.alpha, agreement.reliability, agreement.raw) == (None, None, 1.0)
    assert measure_agreement([("a",), ()]).raw is None


def test_coders_who_never_differ_have_alpha_1_and_no_interval():
    """Every draw would give 1, which looks like certainty and is none."""
    agreement = measure_agreement([("a", "a"), ("b", "b")])
    assert (agreement.alpha, agreement.low, agreement.high) == (1.0, None, None)


def test_the_interval_is_that_of_drawing_units_and_always_the_same():
    """Against draws made one unit at a time; neither order nor the hour changes it."""
    chance = random.Random(7)
    units = []
    for _ in range(150):
        said = chance.choice("abcd")
        units.append([said if chance.random() < 0.7 else chance.choice("abcd") for _ in range(2)])
    low, high = alpha_interval(units)
    drawn = sorted(krippendorff_alpha(chance.choices(units, k=len(units))) for _ in range(1000))
    assert (low, high) == pytest.approx((drawn[25], drawn[975]), abs=0.03)
    assert low < krippendorff_alpha(units) < high
    assert alpha_interval([pair[::-1] for pair in reversed(units)]) == (low, high)


def test_the_interval_of_two_hundred_units_and_five_coders_is_quick():
    """A tenth of a second is usual; machines that test are slow."""
    chance = random.Random(3)
    units = [[chance.choice("abcd") for _ in range(5)] for _ in range(200)]
    began = time.perf_counter()
    assert alpha_interval(units, draws=1000)
    assert time.perf_counter() - began < 1


def test_one_value_against_all_others_and_one_coder_beside_another():
    """Two who tell "a" from the rest alike may still differ on the rest."""
    judged = {1: {"A": "a", "B": "a"}, 2: {"B": "c", "A": "b"}, 3: {"A": "a", "C": "b"}}
    units = [list(values.values()) for values in judged.values()]
    assert one_against_all(units, "a") == [(True, True), (False, False), (True, False)]
    assert cross_table(judged, "A", "B") == {("a", "a"): 1, ("b", "c"): 1}
    assert pairs_of_coders(judged) == {
        ("A", "B"): [("a", "a"), ("b", "c")],
        ("A", "C"): [("a", "b")],
    }
