"""Step 3 of an entry: all points of a declaration, their codes, and what is suggested for them."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django_htmx.http import retarget

from declarations.admin.base import is_key
from declarations.admin.forms import number_in
from declarations.models import STANCE_LABELS, Declaration, Point, Topic, User
from declarations.services import drafts, editing
from declarations.services.editing import Refused
from declarations.services.reviewing import (
    TOPIC,
    may_review,
    reconsider,
    review_suggestion,
)

from .asked import Asked
from .paging import asked_place, find_wrong_turn, list_turns, query_of, turn_to
from .steps import entry_of, fetch_declaration, held_at_the_desk, step_addresses

STANCES = [(stance.value, label) for stance, label in STANCE_LABELS.items()]
ANSWERS = {"accept": "accepted", "refuse": "refused"}
SAVED_MEANWHILE = gettext_lazy(
    "Somebody saved this declaration after you opened this page; it stands below as it is now."
)


@held_at_the_desk
def codes_view(admin: ModelAdmin, request: HttpRequest, key: int) -> HttpResponse:
    """Show a page of a declaration's points with their codes; do what a button of it asks for."""
    if not may_review(request.user):
        raise PermissionDenied
    declaration = fetch_declaration(key)
    if request.method == "POST":
        return _answer(admin, request, declaration)
    return _page(admin, request, declaration)


def _page(
    admin: ModelAdmin, request: HttpRequest, declaration: Declaration, **more: Any
) -> HttpResponse:
    """Return the page, or its form alone for htmx."""
    outline = drafts.read_outline(declaration)
    place = outline.place_of(more.get("standing_at"))
    if place is None:
        place = asked_place(request, outline)
    page = turn_to(request, outline.points, place)
    points = _read(declaration, page)
    if request.method == "GET":
        more["notices"] = find_wrong_turn(request, page)
    htmx = bool(request.htmx)  # type: ignore[attr-defined]
    context = {
        **_standing(declaration, outline, page, points, request.user),
        "points": points,
        "turns": list_turns(page),
        "is_fragment": htmx,
        **more,
    }
    if not htmx:
        context |= {
            **admin.admin_site.each_context(request),
            **step_addresses(declaration, entry_of(declaration)),
            "title": _("Code the points"),
            "subtitle": declaration.title,
            "opts": admin.opts,
            "codes": drafts.list_codes(),
            "step": 3,
        }
    template = "admin/drafts/_codes.html" if htmx else "admin/drafts/codes.html"
    status = 422 if more.get("refusals") else 200
    response: HttpResponse = TemplateResponse(request, template, context, status=status)
    if htmx:
        response = retarget(response, "#entry-codes")
    patch_vary_headers(response, ["HX-Request"])
    return response


def _answer(admin: ModelAdmin, request: HttpRequest, declaration: Declaration) -> HttpResponse:
    """Do what was asked for, then show the point concerned, or the whole where more changed."""
    said, refusals, asked = "", [], None
    seen = number_in(request.POST.get("seen_version", ""))
    is_stale = seen != declaration.version
    try:
        with transaction.atomic():
            asked = Asked.read(request.POST.get("do", ""))
            said = _do(asked, request, declaration, None if is_stale else seen)
    except Refused as refused:
        refusals = refused.sentences
    declaration = fetch_declaration(declaration.pk)
    whole = asked is None or asked.point is None or is_stale
    more = {
        "refusals": refusals,
        "said": said,
        "notices": [SAVED_MEANWHILE] if is_stale else [],
        "standing_at": asked.point if asked else None,
    }
    if not request.htmx:  # type: ignore[attr-defined]
        if refusals:
            return _page(admin, request, declaration, **more)
        admin.message_user(request, f"{said} {SAVED_MEANWHILE}" if is_stale else said)
        return HttpResponseRedirect(_address_after(asked, request, declaration))
    if whole:
        return _page(admin, request, declaration, **more)
    outline = drafts.read_outline(declaration)
    page = turn_to(request, outline.points, outline.place_of(asked.point if asked else None))
    points = _read(declaration, page)
    draft = next((one for one in points if asked and one.point.pk == asked.point), None)
    if draft is None:
        return _page(admin, request, declaration, **more)
    context = {
        **_standing(declaration, outline, page, points, request.user),
        **more,
        "draft": draft,
        "is_fragment": True,
    }
    response = TemplateResponse(
        request, "admin/drafts/_codes_answer.html", context, status=422 if refusals else 200
    )
    patch_vary_headers(response, ["HX-Request"])
    return retarget(response, f"#point-{draft.point.pk}")


def _read(declaration: Declaration, page: Page) -> list[drafts.DraftPoint]:
    """Return the points of a page with their codes and suggestions."""
    return drafts.read_points_of_draft(declaration, [one.key for one in page], _language())


def _address_after(asked: Asked | None, request: HttpRequest, declaration: Declaration) -> str:
    """Return where a plain form leads: the page that it was sent from, at the point concerned."""
    outline = drafts.read_outline(declaration)
    place = outline.place_of(asked.point if asked else None)
    query = query_of(turn_to(request, outline.points, place))
    address = reverse("admin:declarations_declaration_codes", args=[declaration.pk])
    return f"{address}{query}#point-{asked.point}" if asked and asked.point else f"{address}{query}"


def _do(asked: Asked, request: HttpRequest, declaration: Declaration, seen: int | None) -> str:
    """
    Do what a button asks for; return what was done, as a sentence.

    ``seen`` is the version that the editor saw, none where it has moved on:
    then nothing is done that would overwrite, or accept what was not shown.
    An answer to one suggestion overwrites nothing.
    """
    user: User = request.user  # type: ignore[assignment]
    if seen is None and asked.verb in {"sure", "all", "save", "force"}:
        raise Refused(_("Nothing was saved: look at it as it is now, then do it again."))
    changed = _save_forces(request, declaration, user, seen) if seen is not None else 0
    if asked.verb in {"all", "sure"}:
        # The version has not moved on: the page holds the points that the editor saw on it.
        page = turn_to(request, drafts.read_outline(declaration).points)
        taken = drafts.take_all(
            declaration=declaration,
            reviewer=user,
            points=[asked.point] if asked.point else [one.key for one in page],
            least=drafts.SURE if asked.verb == "sure" else 0.0,
        )
        return _say_taken(taken)
    if asked.verb == "undo":
        assert asked.moment is not None
        last = drafts.take_back(declaration=declaration, reviewer=user, moment=asked.moment)
        return ngettext(
            "%(n)d answer was taken back.", "%(n)d answers were taken back.",
            last.accepted + last.refused,
        ) % {"n": last.accepted + last.refused}  # fmt: skip
    if asked.verb == "save":
        added = _add_typed(request, declaration)
        return _say_saved(changed + added)
    assert asked.point is not None
    if asked.verb == "force":
        return _say_saved(changed)
    point = declaration.points.filter(pk=asked.point).first()
    if point is None:
        raise Refused(_("This point is no longer there: somebody took it out meanwhile."))
    point.declaration = declaration
    return _do_at_point(asked, request, point, user)


def _do_at_point(asked: Asked, request: HttpRequest, point: Point, user: User) -> str:
    """Do what a button at a point asks for."""
    declaration = point.declaration
    code = {"kind": asked.kind, "slug": asked.slug}
    if asked.verb in ANSWERS:
        stance = request.POST.get(f"stance-{point.pk}-{asked.slug}", "")
        review = review_suggestion(
            point=point,
            **code,
            answer=ANSWERS[asked.verb],
            reviewer=user,
            stance=stance if stance in dict(STANCES) else "",
        )
        name = review.topic or review.proposition
        said = _("Accepted: %(name)s") if asked.verb == "accept" else _("Refused: %(name)s")
        return said % {"name": name}
    if asked.verb == "again":
        reconsider(point=point, **code)
        return _("It is suggested again.")
    if asked.verb == "remove":
        name = drafts.remove_code(declaration=declaration, point=point.pk, **code)
        return _("Taken out: %(name)s") % {"name": name} if name else _("It was out already.")
    if asked.verb == "offer":
        offered = drafts.read_point_of_draft(declaration, point.pk).offered
        values = [(point.pk, offered.force, point.operative or offered.phrase)]
        editing.raise_version(declaration_id=declaration.pk)
        return _say_saved(drafts.put_force(declaration=declaration, values=values, editor=user))
    return _add(request, declaration, point.pk)


def _add(request: HttpRequest, declaration: Declaration, point: int) -> str:
    """Give a point the code that was typed."""
    code = drafts.find_code(request.POST.get(f"code-{point}", ""))
    stance = request.POST.get(f"new-stance-{point}", "")
    if stance not in dict(STANCES):
        stance = STANCES[0][0]
    drafts.add_code(declaration=declaration, point=point, code=code, stance=stance)
    name = code.name if isinstance(code, Topic) else code.text
    return _("Added: %(name)s") % {"name": name}


def _add_typed(request: HttpRequest, declaration: Declaration) -> int:
    """Give points what was typed for them, as after Enter in one of the boxes."""
    typed = [
        int(name.removeprefix("code-"))
        for name, words in request.POST.items()
        if name.startswith("code-") and is_key(name.removeprefix("code-")) and words.strip()
    ]
    for point in typed:
        _add(request, declaration, point)
    return len(typed)


def _save_forces(request: HttpRequest, declaration: Declaration, user: User, seen: int) -> int:
    """Save each force and verbs that differ from what is held; the version is claimed for it."""
    given = []
    sent = [name.removeprefix("force-") for name in request.POST if name.startswith("force-")]
    points = declaration.points.filter(pk__in=[int(key) for key in sent if is_key(key)])
    for point in points.only("pk", "declaration", "force", "operative"):
        force = request.POST.get(f"force-{point.pk}", "")
        verbs = " ".join(request.POST.get(f"verbs-{point.pk}", point.operative).split())
        number = number_in(force)
        if (number, verbs) != (point.force, point.operative):
            given.append((point.pk, number, verbs))
    if not given:
        return 0
    editing.claim_version(declaration_id=declaration.pk, seen=seen)
    return drafts.put_force(declaration=declaration, values=given, editor=user)


def _standing(
    declaration: Declaration,
    outline: drafts.Outline,
    page: Page,
    points: list[drafts.DraftPoint],
    user: Any,
) -> dict[str, Any]:
    """Return what the bar above the points shows, and the choices that points have in common."""
    return {
        "declaration": declaration,
        "version": declaration.version,
        "page": page,
        "query": query_of(page),
        "coded": outline.coded,
        "total": len(outline.points),
        "next_uncoded": outline.uncoded_beyond(page.object_list),
        "sure_count": _sure_count(points),
        "last": drafts.last_answers(declaration.pk, user),
        "sure": drafts.SURE,
        "stances": STANCES,
        "forces": Point.Force.choices,
    }


def _sure_count(points: list[drafts.DraftPoint]) -> int:
    """Count what "accept the sure ones" would take up, as far as the page can tell."""
    return sum(
        one.score >= drafts.SURE and (one.kind == TOPIC or bool(one.stance))
        for point in points
        for one in (*point.suggested.topics, *point.suggested.positions)
    )


def _say_taken(taken: drafts.Taken) -> str:
    if not (taken.codes or taken.forces):
        return _("There was nothing left to accept.")
    said = ngettext(
        "%(n)d suggestion was accepted.", "%(n)d suggestions were accepted.", taken.codes
    ) % {"n": taken.codes}
    if taken.forces:
        said += " " + ngettext("%(n)d force was set.", "%(n)d forces were set.", taken.forces) % {
            "n": taken.forces
        }
    return said


def _say_saved(changes: int) -> str:
    return _("Saved.") if changes else _("Nothing was changed.")


def _language() -> str:
    return get_language() or "en"
