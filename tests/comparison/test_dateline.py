"""Where and when a text says that it was issued."""

import pytest

from declarations.comparison.dateline import find_dateline

READ = [
    ("Lima, 3 de mayo de 2019", "Lima", "2019-05-03"),
    ("Montevideo, jueves 7 de febrero del 2019.", "Montevideo", "2019-02-07"),
    ("Brasília, 4 de março de 2019 – Os governos declaram:", "Brasília", "2019-03-04"),
    ("Bogotá D.C., 1º de septiembre de 2018", "Bogotá D.C.", "2018-09-01"),
    ("Ottawa, le 1er août 2019", "Ottawa", "2019-08-01"),
    ("Port of Spain, Friday, May 3rd, 2019", "Port of Spain", "2019-05-03"),
    ("**New York, September 23, 2019**", "New York", "2019-09-23"),
    ("CIUDAD DE MÉXICO, 4 DE ENERO DE 2019", "Ciudad de México", "2019-01-04"),
    ("(San José, Costa Rica, 7 May 2019)", "San José, Costa Rica", "2019-05-07"),
    ("3 May 2019", "", "2019-05-03"),
]
NOT_READ = [
    "The ministers met in Lima on 3 May 2019 and declare:",
    "Declaración del Grupo de Lima, 3 de mayo de 2019",
    "1. Lima, 3 May 2019",
    "Recalling the Lima statement, 3 May 2019, they agree",
    "Lima, 31 April 2019",
    "Lima, 03/05/2019",
    "Lima, 3 May 2019 agreed",
]


@pytest.mark.parametrize(("line", "place", "day"), READ)
def test_a_dateline_is_read_above_and_below_a_text(line, place, day):
    """Place and day, as ministries of four languages write them; below only with a place."""
    above = find_dateline(f"A Statement\n\n{line}\n\n1. Support the truce of 1 June 2017.")
    assert above is not None
    assert (above.place, above.date.isoformat()) == (place, day)
    points = "1. Support the truce.\n" * 20
    below = find_dateline(f"A Statement\n\n{points}\n{line}\n")
    assert (below.place if below else "") == place


@pytest.mark.parametrize("line", NOT_READ)
def test_what_is_no_dateline_is_not_guessed(line):
    """A day in a sentence, a title, a numbered point, a day that never was, figures alone."""
    assert find_dateline(f"Text\n\n{line}\n\n1. Support the truce.") is None


def test_a_line_with_a_place_counts_before_a_day_alone_and_a_long_text_costs_nothing():
    """A site shows the day of its page above; "Lima, …" is the text's own."""
    text = "5 May 2019\nHome\n\nLima, 3 May 2019\n\n1. Support.\n\nQuito, 4 May 2019"
    assert find_dateline(text).date.isoformat() == "2019-05-03"
    assert find_dateline("a" * 3_000_000) is None
    assert find_dateline("1 " * 3_000_000) is None
    assert find_dateline("\0") is None
