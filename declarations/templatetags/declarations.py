"""Tags of the pages. They ask nothing of the database."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from declarations.comparison.types import Basis, Relation

register = template.Library()

STATES = {
    Relation.CONVERGENT.value: _("Converge"),
    Relation.PARTIAL.value: _("In part"),
    Relation.DIVERGENT.value: _("Diverge"),
    Basis.OPEN.value: _("Open"),
}
BASES = {
    Basis.JUDGED.value: _("judged by coders"),
    Basis.CODED.value: _("from the codes"),
    Basis.SUGGESTED.value: _("suggested, not yet reviewed"),
    Basis.OPEN.value: _("nobody has said how they stand"),
}


@register.simple_tag
def read(instance: Any, field: str, language: str) -> str:
    """Return a name or title in the language of reading."""
    return str(instance.read(field, language))


@register.filter
def state_word(state: str) -> Any:
    """Return what a relation is called on a badge; a point alone has no badge."""
    return STATES.get(state, "")


@register.filter
def basis_words(basis: str) -> Any:
    """Return where a relation comes from, in words."""
    return BASES.get(basis, "")
