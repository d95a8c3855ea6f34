"""The operative verbs of a point and the force that they speak for."""

import pytest

from declarations.comparison.operative import LONGEST, read_operative
from tests.comparison import sample as files


@pytest.mark.parametrize(
    ("text", "language", "verbs", "force"),
    [
        ("Notes the report; urges its renewal.", "en", ("Notes", "urges"), 3),
        ("The Foreign Ministers strongly condemn the attack.", "en", ("condemn",), 4),
        ("Exhortan a las partes y deciden reunirse.", "es", ("Exhortan", "deciden"), 5),
        ("Os Ministros reafirmam o seu apoio.", "pt", ("reafirmam",), 2),
        ("Les Ministres condamnent l'attaque.", "fr", ("condamnent",), 4),
        ("Elections are held in spring.", "en", (), None),
        ("", "en", (), None),
        ("Condemns the attack.", "xx", (), None),
    ],
)
def test_the_verbs_that_clauses_open_with_are_read(text, language, verbs, force):
    """The strongest gives the force; who speaks may come first; none is made up."""
    found = read_operative(text, language)
    assert (found.verbs, found.force) == (verbs, force)


def test_the_phrase_fits_its_field():
    """However many verbs a text has."""
    verbs = "notes urges condemns decides supports asks recalls demands accepts renews".split()
    found = read_operative("; ".join(f"{verb} {'it ' * 9}" for verb in verbs * 40), "en")
    assert found.phrase.startswith("notes; urges")
    assert len(found.phrase) <= LONGEST


def test_the_force_is_the_coded_one_as_often_as_is_said():
    """The figures of the module and of docs/entering.md, on the sample's points."""
    points = [
        point
        for text in files.read("declarations.json")["declarations"]
        for point in text["points"]
    ]
    for language, field, right, of in (("en", "text", 159, 187), ("es", "text_es", 83, 98)):
        held = [point for point in points if point.get(field)]
        found = [read_operative(point[field], language).force for point in held]
        assert len(held) == of
        same = sum(force == point["force"] for force, point in zip(found, held, strict=True))
        assert same == right
