"""Addresses that lead on in the language of reading."""

from declarations.models import Point


def address_of(point: Point, language: str) -> str:
    """Return the address of a point, in a language; English goes without saying."""
    path, hash_, fragment = point.get_absolute_url().partition("#")
    query = "" if language == "en" else f"?lang={language}"
    return f"{path}{query}{hash_}{fragment}"
