"""Pairs of declarations to compare, and their comparison as plain data."""

from declarations.models import Declaration
from declarations.services import (
    compare_declarations,
    export_comparison,
)
from tests.factories import (
    make_declaration,
)


def compare(left, right, **options):
    """Compare two declarations as they stand in the database now."""
    held = {
        d.pk: d for d in Declaration.objects.filter(pk__in=[left.pk, right.pk]).for_comparison()
    }
    return compare_declarations(held[left.pk], held[right.pk], **options)


def rows(comparison):
    """Return the rows as plain data by the numbers of their points."""
    return {(row["left"], row["right"]): row for row in export_comparison(comparison)["rows"]}


def make_pair(
    left="Support the renewal of the truce and the release of prisoners.",
    right="Support the renewal of the truce and the opening of the border.",
    *,
    stances=("affirms", "affirms"),
    language="en",
):
    """Make two declarations with a point each, coded on one proposition."""
    return tuple(
        make_declaration(
            points=[
                {
                    "text": words,
                    "language": spoken,
                    "topics": ["truce"],
                    "positions": {"truce-renewed": stance},
                }
            ]
        )
        for words, spoken, stance in zip((left, right), ("en", language), stances, strict=True)
    )
