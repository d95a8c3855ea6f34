"""Those who speak and sign: their list, and a page for each group, state and organisation."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from declarations.forms import ActorFilterForm, ReadingForm
from declarations.models import Actor, Declaration, Membership
from declarations.services import divergences_of, find_actors, read_groups, shared_members

from .group_links import pair_address
from .links import NAMED_IN
from .rendering import page_or_fragment, turn_to_page
from .timelines import draw_memberships

ACTORS_A_PAGE = 50
TEXTS_A_PAGE = 25
MOST_SHARED = 12
"""Other groups whose members in common are listed: those with the most."""
MOST_BESIDE = 8
"""Other groups beside which it can be followed through time; the chooser has them all."""
MOST_DOTS = 400
"""Texts drawn on the lines of memberships: the latest of them."""


class UnknownActor(Http404):
    """No actor that readers may know of has this slug; the page for it proposes the nearest."""

    def __init__(self, slug: str) -> None:
        super().__init__(gettext("Nobody is held under this address."))
        self.slug = slug


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    """List groups, states and organisations, filtered by kind and name."""
    filters = ActorFilterForm(request.GET)
    asked = filters.criteria()
    notices = filters.notices()
    found = find_actors(asked["q"], kind=asked["kind"], language=asked["lang"])
    page = turn_to_page(request, Paginator(found, ACTORS_A_PAGE), notices)
    keys = list(page.object_list)
    rows = {
        actor.pk: actor for actor in Actor.objects.filter(pk__in=keys).with_counts().with_groups()
    }
    return page_or_fragment(
        request,
        page="declarations/actor_list.html",
        fragment="declarations/_actor_list_results.html",
        context={
            "filters": filters,
            "asked": asked,
            "is_filtered": bool(asked["q"] or asked["kind"]),
            "language": asked["lang"],
            "languages": NAMED_IN,
            "notices": notices,
            "page": page,
            "actors": [rows[key] for key in keys],
        },
    )


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one actor: its memberships or members, its texts, and where these diverge."""
    held = Actor.objects.public().filter(slug=slug).first()
    if held is None:
        raise UnknownActor(slug)
    filters = ReadingForm(request.GET)
    language = filters.criteria()["lang"]
    notices = filters.notices()
    texts = Declaration.objects.published().naming(held).with_issuers().newest_first()
    page = turn_to_page(request, Paginator(texts, TEXTS_A_PAGE), notices)
    context: dict[str, Any] = {
        "actor": held,
        "language": language,
        "languages": NAMED_IN,
        "notices": notices,
        "page": page,
        "is_group": held.kind == Actor.Kind.GROUP,
    }
    htmx = request.htmx  # type: ignore[attr-defined]
    if not htmx or htmx.boosted or htmx.history_restore_request:
        context |= _about_group(held, language) if context["is_group"] else _about(held, language)
    return page_or_fragment(
        request,
        page="declarations/actor.html",
        fragment="declarations/_actor_texts.html",
        context=context,
    )


def _about(held: Actor, language: str) -> dict[str, Any]:
    """Return what the page of a state or organisation shows besides its texts."""
    own = Membership.objects.public().filter(member=held).select_related("group")
    texts = Declaration.objects.published().naming(held).with_issuers().newest_first()
    return {
        "spans": draw_memberships(
            list(own.in_order_of_time()),
            texts.only("date")[:MOST_DOTS],
        ),
        "divergences": divergences_of(held, language),
    }


def _about_group(held: Actor, language: str) -> dict[str, Any]:
    """Return what the page of a group shows besides its declarations."""
    shared = shared_members(held, language)
    groups = read_groups(language)
    others = [group for group in groups if group.slug != held.slug]
    return {
        "spans": draw_memberships(list(Membership.objects.of_groups(held))),
        "colour": next((group.colour for group in groups if group.slug == held.slug), None),
        "beside": [
            (group, pair_address(held.slug, group.slug, language=language))
            for group in others[:MOST_BESIDE]
        ],
        "beside_more": len(others) > MOST_BESIDE,
        "shared": shared[:MOST_SHARED],
        "shared_more": max(0, len(shared) - MOST_SHARED),
    }
