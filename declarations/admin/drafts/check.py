"""Step 4 of an entry: what readers will see, what is lacking or doubtful, and publication."""

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from declarations.admin.changes import latest_changes
from declarations.admin.forms import GuardedForm
from declarations.models import Declaration, Intake
from declarations.services import drafts, editing
from declarations.services.entering import Split
from declarations.services.entering.doubts import doubts_of

from .paging import find_wrong_turn, list_turns, turn_to
from .steps import entry_of, fetch_declaration, held_at_the_desk, step_addresses

SHOWN_IN_CONFLICT = 12

FIELDS = ["title", "title_es", "place", "occasion", "points_in_source", "complete"]


class DetailsForm(GuardedForm):
    """What of a declaration is mended on this page; the rest on its own."""

    class Meta:
        model = Declaration
        fields = FIELDS
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField desk-title"}),
            "title_es": forms.TextInput(attrs={"class": "vTextField desk-title", "lang": "es"}),
            "occasion": forms.Textarea(attrs={"rows": 2}),
        }

    @property
    def guarded_id(self) -> int | None:
        """The declaration itself."""
        return self.instance.pk

    @property
    def shown_version(self) -> int:
        """The version in the row that is shown."""
        return self.instance.version


@held_at_the_desk
def check_view(admin: ModelAdmin, request: HttpRequest, key: int) -> HttpResponse:
    """Show a declaration as readers will see it, in short; publish it, or keep it as a draft."""
    if not admin.has_change_permission(request):
        raise PermissionDenied
    declaration = fetch_declaration(key)
    if request.method != "POST" or declaration.is_published:
        return _page(admin, request, declaration, DetailsForm(instance=declaration))
    form = DetailsForm(request.POST, instance=fetch_declaration(key))
    form.editor = request.user
    if not form.is_valid():
        return _page(admin, request, declaration, form, status=422)
    asked = request.POST.get("do", "")
    try:
        _save(form, asked)
    except editing.Refused as refused:
        form.refusal = refused
        form.full_clean()
        return _page(
            admin, request, fetch_declaration(key), form, status=422, refusals=refused.sentences
        )
    address = reverse("admin:declarations_declaration_check", args=[key])
    if asked == "publish":
        admin.message_user(request, _("“%(title)s” is published.") % {"title": form.instance})
    elif asked == "draft":
        admin.message_user(
            request,
            _("“%(title)s” is kept as a draft: readers do not see it.") % {"title": form.instance},
        )
        address = reverse("admin:declarations_declaration_changelist") + "?status__exact=draft"
    else:
        admin.message_user(request, _("Saved."))
    return HttpResponseRedirect(address)


@transaction.atomic
def _save(form: DetailsForm, asked: str) -> None:
    """Save the details where any were changed, then publish, or end the entry as a draft."""
    declaration: Declaration = form.instance
    version = editing.claim_version(declaration_id=declaration.pk, seen=form.claims)
    if form.has_changed():
        declaration.version = version
        declaration._change_reason = form.cleaned_data["change_reason"] or None
        declaration.save()
    if asked == "publish":
        drafts.publish(declaration=declaration, reason=form.cleaned_data["change_reason"])
    elif asked == "draft":
        drafts.finish(declaration=declaration)


def _page(
    admin: ModelAdmin,
    request: HttpRequest,
    declaration: Declaration,
    form: DetailsForm,
    *,
    status: int = 200,
    refusals: list[str] | None = None,
) -> HttpResponse:
    entry = entry_of(declaration)
    addresses = step_addresses(declaration, entry)
    checked = drafts.check_draft(declaration, open_warnings=_open_warnings(entry))
    held = Declaration.objects.with_issuers().with_provenance().get(pk=declaration.pk)
    page = turn_to(request, held.points.with_codes().in_reading_order())
    context: dict[str, Any] = {
        **admin.admin_site.each_context(request),
        **addresses,
        "title": _("Check and publish"),
        "subtitle": declaration.title,
        "opts": admin.opts,
        "step": 4,
        "declaration": held,
        "page": page,
        "turns": list_turns(page),
        "notices": find_wrong_turn(request, page),
        "form": form,
        "guard": form,
        "checked": checked,
        "lacks": [(remark, _address(remark, held, addresses)) for remark in checked.lacks],
        "doubts": [(remark, _address(remark, held, addresses)) for remark in checked.doubts],
        "refusals": refusals or [],
    }
    if entry is not None:
        context["original_address"] = reverse("admin:declarations_intake_text", args=[entry.pk])
    if form.conflict:
        changes = latest_changes(declaration.pk, since=form.opened_at, limit=SHOWN_IN_CONFLICT)
        context |= {"other_changes": changes, "guarded_id": declaration.pk}
    if held.is_published:
        context["nearest"] = drafts.nearest_to(held)
    return TemplateResponse(request, "admin/drafts/check.html", context, status=status)


def _open_warnings(entry: Intake | None) -> int:
    """Count the warnings of an entry's split that nobody has settled."""
    if entry is None or not entry.split:
        return 0
    return len(doubts_of(Split.from_json(entry.split)))


def _address(remark: drafts.Remark, declaration: Declaration, addresses: dict[str, str]) -> str:
    """Return where a remark is mended."""
    form = reverse("admin:declarations_declaration_change", args=[declaration.pk])
    if remark.where in {"codes", "forces"}:
        return f"{addresses['codes_address']}?point={remark.point}#point-{remark.point}"
    if remark.where == "other" and remark.other is not None:
        return reverse("admin:declarations_declaration_change", args=[remark.other.pk])
    if remark.where in {"split", "points"} and "points_address" in addresses:
        return addresses["points_address"]
    places = {
        "issuers": "#issues-group",
        "sources": "#sources-group",
        "points": "#points-group",
        "wordings": "#points-group",
    }
    if remark.where == "complete":
        return "#id_complete"
    return f"{form}{places.get(remark.where, '')}"
