"""The second step: the text on the left, its points on the right, and what is done to them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRedirect

from declarations.models import Declaration, Intake, Language
from declarations.services.editing import Refused
from declarations.services.entering import Split, entries, make_draft
from declarations.services.entering import rearranging as change

from ..base import is_key
from .access import for_editors
from .addresses import codes_address
from .forms import stored_details
from .review_page import lay_out, page_of

Operation = Callable[[Split, str], Split]

WORDS = {
    "merge": gettext_lazy("merging"),
    "cut": gettext_lazy("splitting"),
    "relabel": gettext_lazy("a number"),
    "preambular": gettext_lazy("a kind"),
    "operative": gettext_lazy("a kind"),
    "drop": gettext_lazy("leaving out"),
    "restore": gettext_lazy("taking back"),
    "up": gettext_lazy("moving"),
    "down": gettext_lazy("moving"),
    "correct": gettext_lazy("a correction"),
    "head": gettext_lazy("title and preamble"),
    "section": gettext_lazy("a new point"),
    "settle": gettext_lazy("a warning looked at"),
    "renumber": gettext_lazy("numbering again"),
    "again": gettext_lazy("splitting from scratch"),
}
"""What each operation is called where it can be undone."""


class SecondStep:
    """The view of the second step, for the admin of entries."""

    @for_editors
    def split_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show the split and change it; with "make" go on to the codes of the draft."""
        if key >= 2**63:
            raise Http404
        intake = get_object_or_404(
            Intake.objects.defer("content").select_related("declaration", "editor"),
            pk=key,
            purpose=Intake.Purpose.DECLARATION,
        )
        if not intake.text.strip():
            return HttpResponseRedirect(reverse("admin:declarations_intake_change", args=[key]))
        if request.method != "POST":
            if intake.declaration and intake.declaration.is_published:
                return HttpResponseRedirect(reverse("admin:declarations_intake_text", args=[key]))
            return self._show_split(request, intake, [], request.GET.get("point", ""))
        return self._change(request, intake)

    def _change(self, request: HttpRequest, intake: Intake) -> HttpResponse:
        given = request.POST
        do = given.get("do") or ("cut" if given.get("at") else "")
        seen = int(given["version"]) if is_key(given.get("version", "")) else None
        before = Split.from_json(intake.split)
        editor: Any = request.user
        try:
            if do == "make":
                return self._make(request, intake, seen)
            if do in ("undo", "redo"):
                forward = do == "redo"
                changed = entries.step(
                    intake_id=intake.pk, seen=seen, editor=editor, forward=forward
                )
            else:
                changed = entries.change_split(
                    intake_id=intake.pk,
                    seen=seen,
                    editor=editor,
                    what=do,
                    operation=_operation(do, given),
                )
        except Refused as refused:
            intake.refresh_from_db()
            focus = given.get("key", "")
            return self._show_split(request, intake, refused.sentences, focus, status=422)
        intake = changed
        focus = _focus(do, given.get("key", ""), before, Split.from_json(intake.split))
        if request.htmx:  # type: ignore[attr-defined]
            return self._show_split(request, intake, [], focus)
        page = page_of(Split.from_json(intake.split), focus)
        address = reverse("admin:declarations_intake_split", args=[intake.pk])
        query = f"?page={page}" if page > 1 else ""
        anchor = f"#point-{focus}" if focus else ""
        return HttpResponseRedirect(f"{address}{query}{anchor}")

    def _make(self, request: HttpRequest, intake: Intake, seen: int | None) -> HttpResponse:
        """Make the draft or bring it up to date, and go on to its codes."""
        entries.check_version(intake, seen)
        details, sentences = stored_details(intake.details, intake.language)
        if details is None:
            raise Refused(_("Something is missing in the first step:"), *sentences)
        split = entries.ensure_split(intake)
        make_draft(
            details=details,
            split=split,
            editor=request.user,  # type: ignore[arg-type]
            intake=intake,
        )
        return _go(request, codes_address(intake))

    def _show_split(
        self,
        request: HttpRequest,
        intake: Intake,
        sentences: list[str],
        focus: str,
        *,
        status: int = 200,
    ) -> TemplateResponse:
        split = entries.ensure_split(intake)
        asked = request.GET.get("page", "")
        number = int(asked) if is_key(asked) else 1
        if focus and any(piece.key == focus for piece in split.pieces):
            number = page_of(split, focus)
        page = lay_out(split, intake.text, number)
        undone = next((step for step in intake.undo if step.get("undone")), None)
        done = next((step for step in reversed(intake.undo) if not step.get("undone")), None)
        address = reverse("admin:declarations_intake_split", args=[intake.pk])
        context = {
            "opts": self.opts,  # type: ignore[attr-defined]
            "intake": intake,
            "split": split,
            "review": page,
            "address": f"{address}?page={page.number}" if page.number > 1 else address,
            "sentences": sentences,
            "focus": focus,
            "said": _said(request.POST.get("do", ""), sentences, len(split.pieces)),
            "undoes": WORDS.get(done["what"], done["what"]) if done else "",
            "redoes": WORDS.get(undone["what"], undone["what"]) if undone else "",
            "languages": Language.choices,
            "numberings": Declaration.Numbering.choices,
            "step": 2,
            "text_address": reverse("admin:declarations_intake_change", args=[intake.pk]),
            "codes_address": codes_address(intake) if intake.declaration_id else "",
        }
        if request.htmx:  # type: ignore[attr-defined]
            template = "admin/intake/_intake_review.html"
        else:
            template = "admin/intake/split.html"
            context |= self.admin_site.each_context(request)  # type: ignore[attr-defined]
            context["title"] = _("Points of the text")
        return TemplateResponse(request, template, context, status=status)


def _operation(do: str, given: QueryDict) -> Operation:
    """Return what a form asks for; raise Refused where it asks for nothing that there is."""
    key = given.get("key", "")
    at = given.get("at", "")
    offset = int(at) if is_key(at) else 0
    operations: dict[str, Operation] = {
        "merge": lambda split, issued: change.merge_with_above(split, issued, key),
        "cut": lambda split, issued: change.cut_in_two(split, issued, key, offset),
        "relabel": lambda split, _issued: change.relabel(split, key, given.get("label", "")),
        "preambular": lambda split, _issued: change.set_kind(split, key, do),
        "operative": lambda split, _issued: change.set_kind(split, key, do),
        "drop": lambda split, _issued: change.drop(split, key),
        "restore": lambda split, issued: change.restore(split, issued, key),
        "up": lambda split, _issued: change.move(split, key, -1),
        "down": lambda split, _issued: change.move(split, key, 1),
        "correct": lambda split, _issued: change.correct(split, key, given.get("text", "")),
        "head": lambda split, _issued: change.set_head(
            split,
            title=given.get("title", ""),
            preamble=given.get("preamble", ""),
            numbering=given.get("numbering", ""),
            numbering_note=given.get("numbering_note", ""),
        ),
        "section": lambda split, _issued: change.make_point_of(split, given.get("section", "")),
        "settle": lambda split, _issued: change.settle(split, given.get("warning", "")),
        "renumber": lambda split, _issued: change.number_again(split),
        "again": lambda split, issued: entries.split_again(
            split, issued, language=given.get("language", "")
        ),
    }
    if do not in operations:
        raise Refused(_("That form was not complete. Try again."))
    return operations[do]


def _focus(do: str, key: str, before: Split, after: Split) -> str:
    """Return the key of the point at which an editor goes on after a change."""
    keys = [piece.key for piece in after.pieces]
    place = next((place for place, one in enumerate(before.pieces) if one.key == key), None)
    if do == "section":
        known = {piece.key for piece in before.pieces}
        return next((one for one in keys if one not in known), "")
    if place is None or not keys:
        return key if key in keys else ""
    if do == "merge":
        place -= 1
    elif do == "cut":
        place += 1
    elif key in keys:
        return key
    return keys[min(max(place, 0), len(keys) - 1)]


def _said(do: str, sentences: list[str], count: int) -> str:
    """Return what a screen reader is told after a change."""
    if sentences:
        return " ".join(sentences)
    if not do:
        return ""
    return _("Done; %(count)s points now.") % {"count": count}


def _go(request: HttpRequest, address: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(address)
    messages.success(request, _("The draft stands. Now its codes."))
    return HttpResponseRedirect(address)
