"""Tags of the pages. They ask nothing of the database."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from declarations import phrasing
from declarations.comparison.types import Basis, Relation, Stance
from declarations.phrasing import judged_words

register = template.Library()

STATES = {
    Relation.CONVERGENT.value: _("Converge"),
    Relation.PARTIAL.value: _("In part"),
    Relation.DIVERGENT.value: _("Diverge"),
    Basis.OPEN.value: _("Open"),
}
JUDGED = {
    Relation.CONVERGENT.value: _("Convergent"),
    Relation.PARTIAL.value: _("Partial"),
    Relation.DIVERGENT.value: _("Divergent"),
    Relation.UNRELATED.value: _("Unrelated"),
}
"""What coders say, in words that begin with their keys."""
RELATION_KEYS = [(relation, word, relation[0]) for relation, word in JUDGED.items()]
"""The four that a coder may say, each with its key: c, p, d, u."""
STANCES = {
    Stance.AFFIRMS.value: _("affirms"),
    Stance.QUALIFIES.value: _("qualifies"),
    Stance.REJECTS.value: _("rejects"),
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


@register.simple_tag
def language_of(instance: Any, field: str, language: str) -> str:
    """Return the language that ``read`` answers in: English where no translation is held."""
    return language if getattr(instance, f"{field}_{language}", "") else "en"


@register.simple_tag
def signed_both(actors: Sequence[Any], language: str) -> SafeString:
    """Return the sentence that says who signed both texts, each name a link to its page."""
    query = "" if language == "en" else f"?lang={language}"
    links = [
        format_html(
            '<a href="{}{}" lang="{}">{}</a>',
            reverse("declarations:actor", args=[actor.slug]),
            query,
            language_of(actor, "name", language),
            read(actor, "name", language),
        )
        for actor in actors
    ]
    # Escaped above, name by name; the words between them are ours.
    return mark_safe(phrasing.signatures(links))


_RULE_PART = re.compile(r"\s+(?=(?:Qualified|Rejected|Boundary):)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


@register.filter
def coding_rule(definition: str, slugs: Collection[str]) -> SafeString:
    """Return a coding rule a part to a line, with the propositions that it names as links."""

    def linked(part: str) -> SafeString:
        pieces, end = [], 0
        for found in _SLUG.finditer(part):
            if found.group() in slugs:
                pieces.append(format_html("{}", part[end : found.start()]))
                pieces.append(format_html('<a href="#{}">{}</a>', found.group(), found.group()))
                end = found.end()
        pieces.append(format_html("{}", part[end:]))
        return format_html_join("", "{}", ((piece,) for piece in pieces))

    return format_html_join("", "<p>{}</p>", ((linked(p),) for p in _RULE_PART.split(definition)))


@register.filter
def is_web_address(address: str) -> bool:
    """Say whether an address may be linked; a form refuses others, the database does not."""
    return address.lower().startswith(("http://", "https://"))


@register.filter
def state_word(state: str) -> Any:
    """Return what a relation is called on a badge; a point alone has no badge."""
    return STATES.get(state) or JUDGED.get(state, "")


@register.filter
def judged_word(relation: str) -> Any:
    """Return what a coder said, in the word of the button."""
    return JUDGED.get(relation, "")


@register.filter
def stance_word(stance: str) -> Any:
    """Return what a point, a text or a group does with a proposition."""
    return STANCES.get(stance, "")


@register.simple_tag
def basis_said(found: Any) -> Any:
    """Return where the relation of a row or a counterpart comes from; first what coders said."""
    if not found.judged_said:
        return basis_words(found.basis)
    if found.basis == Basis.CODED:
        return gettext("%(said)s; from the codes") % {"said": found.judged_said}
    if found.basis == Basis.SUGGESTED:
        return gettext("%(said)s; suggested") % {"said": found.judged_said}
    return found.judged_said


@register.simple_tag
def judged_by_you(own: Any) -> str:
    """Return that the reader judged a pair, how and when: "Judged partial by you, just now"."""
    return gettext("Judged %(relation)s by you, %(when)s") % {
        "relation": judged_words.relation_word(own.relation),
        "when": judged_words.how_long_ago(own.given),
    }


@register.inclusion_tag("declarations/_judge_relations.html")
def choose_relation(form: Any) -> dict[str, Any]:
    """Show the four relations to choose one of; ``form`` has the one that was chosen, if any."""
    return {"relation_keys": RELATION_KEYS, "form": form}


@register.simple_tag
def beginning(point: Any, language: str) -> str:
    """Return how a point begins in the language of reading, on a line; fetched with its words."""
    wording = point.wording_in(language, "en")
    return Truncator(" ".join(wording.text.split())).chars(90) if wording else ""


@register.filter
def basis_words(basis: str) -> Any:
    """Return where a relation comes from, in words."""
    return BASES.get(basis, "")
