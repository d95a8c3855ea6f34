"""Addresses that lead on in the language of reading."""

from django.urls import reverse

from declarations.comparison.timeline import Statement
from declarations.models import Declaration, Point, anchor_of


def read_in(language: str) -> str:
    """Return the query string that keeps a language of reading; English goes without saying."""
    return "" if language == "en" else f"?lang={language}"


def address_of(point: Point, language: str) -> str:
    """Return the address of a point's page, in a language."""
    return point.get_absolute_url() + read_in(language)


def point_address(declaration: str, label: str, language: str) -> str:
    """Return the same by a declaration's slug and a point's number; asks no database."""
    page = reverse("declarations:point", args=[declaration, anchor_of(label)])
    return page + read_in(language)


def statement_address(proposition: str, declaration: str, language: str) -> str:
    """Return where all that a declaration says on a proposition stands together, by their slugs."""
    return reverse("declarations:statement", args=[proposition, declaration]) + read_in(language)


def address_of_said(said: Statement, language: str) -> str:
    """Return where a statement is read: its first point, or where its points differ all of them."""
    if said.differs:
        return statement_address(said.proposition, said.declaration, language)
    return point_address(said.declaration, said.labels[0], language)


def judging_address(
    left: Point,
    right: Point,
    left_declaration: Declaration,
    right_declaration: Declaration,
    language: str,
) -> str:
    """Return the address of all that was judged of a pair, where coders judge it."""
    slugs = [left_declaration.slug, right_declaration.slug]
    page = reverse("declarations:judge", args=[*slugs, f"{left.anchor},{right.anchor}"])
    return page + read_in(language)
