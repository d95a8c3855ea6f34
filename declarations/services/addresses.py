"""Addresses that lead on in the language of reading."""

from declarations.models import Point


def address_of(point: Point, language: str) -> str:
    """Return the address of a point's page, in a language; English goes without saying."""
    query = "" if language == "en" else f"?lang={language}"
    return f"{point.get_absolute_url()}{query}"
