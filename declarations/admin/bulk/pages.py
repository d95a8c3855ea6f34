"""The pages of import and export in the admin."""

import hashlib
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.admin.options import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from import_export.admin import ImportExportMixin

from .base import DeskResource, sentence_of
from .files import FORMATS, MAX_BYTES, MAX_EXPORTED, MAX_ROWS, Table, Unreadable, format_of

ROWS_SHOWN = 200
"""Rows of a preview, of those that change; the counts tell of all."""
ERRORS_SHOWN = 50
KEPT_FOR = 24 * 60 * 60
"""Seconds that an uploaded file waits for its confirmation."""
SALT = "declarations.bulk"


class ImportForm(forms.Form):
    """A file, what it is a table of, and why it is imported."""

    resource = forms.TypedChoiceField(label=gettext_lazy("A table of"), coerce=int)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV (UTF-8), Excel (.xlsx) or JSON, 10 MB and 5,000 rows at most."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For the history of each row that changes; may stay blank."),
    )

    def __init__(self, resources: list[type[DeskResource]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resource"].choices = [(n, one.title) for n, one in enumerate(resources)]
        self.fields["resource"].initial = 0
        if len(resources) == 1:
            self.fields["resource"].widget = forms.HiddenInput()

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MB: import part of it at a time.")
            )
        return file


class ExportForm(forms.Form):
    """What is exported, and in which format."""

    resource = forms.TypedChoiceField(label=gettext_lazy("A table of"), coerce=int)
    format = forms.TypedChoiceField(
        label=gettext_lazy("Format"),
        coerce=int,
        choices=[(n, one.title) for n, one in enumerate(FORMATS)],
        widget=forms.RadioSelect,
        initial=0,
    )

    def __init__(self, resources: list[type[DeskResource]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resource"].choices = [(n, one.title) for n, one in enumerate(resources)]
        self.fields["resource"].initial = 0
        if len(resources) == 1:
            self.fields["resource"].widget = forms.HiddenInput()


class BulkMixin(ImportExportMixin):
    """
    Import and export for a list of the admin.

    Who may view may export what the list shows. Who imports needs to add and
    change every kind of row that the table writes.
    """

    import_template_name = "admin/bulk/import.html"
    export_template_name = "admin/bulk/export.html"
    import_export_change_list_template = "admin/bulk/change_list.html"
    formats = FORMATS
    skip_admin_log = True

    # --- Permissions -------------------------------------------------------------

    def may_import(self, request: HttpRequest, resource: type[DeskResource]) -> bool:
        """Say whether somebody may write what a table writes."""
        return all(
            request.user.has_perm(f"declarations.{act}_{model._meta.model_name}")
            for model in resource.writes
            for act in ("add", "change")
        )

    def importable(self, request: HttpRequest) -> list[type[DeskResource]]:
        """Return the tables that somebody may import."""
        return [one for one in self.resource_classes if self.may_import(request, one)]

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Say whether there is any table to import."""
        return bool(self.importable(request))

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Say whether somebody sees the list."""
        return self.has_view_permission(request)

    # --- Export ------------------------------------------------------------------

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """Offer the tables of what the list shows, filters and search included; give the file."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        resources = list(self.resource_classes)
        form = ExportForm(resources, request.POST or None)
        try:
            if any("\0" in text for texts in request.GET.lists() for text in (*texts[1], texts[0])):
                raise IncorrectLookupParameters
            listed = self.get_export_queryset(request)
        except IncorrectLookupParameters:
            self.message_user(
                request,
                _("That filter is not known here; this is the whole list."),
                level="WARNING",
            )
            return HttpResponseRedirect(self._address("export"))
        # Without the columns of the list: a table fetches its own.
        queryset = self.model._default_manager.filter(pk__in=listed.order_by().values("pk"))
        count = queryset.count()
        too_many = count > MAX_EXPORTED
        if request.method == "POST" and form.is_valid() and not too_many:
            resource = resources[form.cleaned_data["resource"]]()
            written = FORMATS[form.cleaned_data["format"]]()
            try:
                content = written.export_data(resource.export(resource.for_export(queryset)))
            except Unreadable as error:
                form.add_error("format", str(error))
            else:
                name = f"{self.opts.model_name}-{now():%Y-%m-%d}.{written.extension}"
                return HttpResponse(
                    content,
                    content_type=written.media_type,
                    headers={"Content-Disposition": f'attachment; filename="{name}"'},
                )
        return TemplateResponse(
            request,
            self.export_template_name,
            {
                **self._bulk_context(request, _("Export")),
                "form": form,
                "count": count,
                "rows": f"{count:,}",
                "filtered": bool(request.GET),
                "too_many": too_many,
                "most": f"{MAX_EXPORTED if too_many else MAX_ROWS:,}" if count > MAX_ROWS else "",
                "tables": [(one.title, list(one().fields)) for one in resources],
            },
            status=422 if request.method == "POST" else 200,
        )

    # --- Import ------------------------------------------------------------------

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take a file and show what it would change; nothing is written."""
        resources = self.importable(request)
        if not resources:
            raise PermissionDenied
        form = ImportForm(resources, request.POST or None, request.FILES or None)
        context: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            content = file.read()
            resource = resources[form.cleaned_data["resource"]]
            reason = form.cleaned_data["reason"] or _("Imported from %(file)s") % {
                "file": file.name
            }
            reason = reason[:100]
            try:
                outcome, places = _run(resource, content, file.name, reason, dry_run=True)
            except Unreadable as error:
                form.add_error("file", str(error))
            else:
                context = _told(outcome, places)
                if context["changes"] and not context["refused"]:
                    context["token"] = signing.dumps(
                        {
                            "file": _keep(content),
                            "name": file.name,
                            "table": resource.__name__,
                            "reason": reason,
                            "digest": _digest(outcome),
                            "user": request.user.pk,
                        },
                        salt=SALT,
                    )
        return self._show_import(request, form, context)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do what was shown; where it would do something else by now, show that instead."""
        if not self.importable(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(self._address("import"))
        form = ImportForm(self.importable(request))
        try:
            token = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=KEPT_FOR)
            kept = _kept(token["file"])
            content = kept.read_bytes()
            if token["user"] != request.user.pk:
                raise PermissionDenied
        except (signing.BadSignature, OSError):
            self.message_user(
                request, _("The file is no longer here: choose it again."), level="WARNING"
            )
            return HttpResponseRedirect(self._address("import"))
        named = {one.__name__: one for one in self.importable(request)}
        if token["table"] not in named:
            raise PermissionDenied
        with transaction.atomic():
            outcome, places = _run(
                named[token["table"]], content, token["name"], token["reason"], dry_run=False
            )
            context = _told(outcome, places)
            changed = _digest(outcome) != token["digest"]
            if changed or context["refused"]:
                transaction.set_rollback(True)
        if changed or context["refused"]:
            context["meanwhile"] = True
            if not context["refused"]:
                context["token"] = signing.dumps({**token, "digest": _digest(outcome)}, salt=SALT)
            return self._show_import(request, form, context, status=409)
        kept.unlink(missing_ok=True)
        self.message_user(request, _sentence(context))
        return HttpResponseRedirect(self._address("changelist"))

    def _show_import(
        self,
        request: HttpRequest,
        form: ImportForm,
        context: dict[str, Any],
        status: int | None = None,
    ) -> TemplateResponse:
        refused = bool(form.errors or context.get("refused"))
        return TemplateResponse(
            request,
            self.import_template_name,
            {
                **self._bulk_context(request, _("Import")),
                "form": form,
                "tables": [(one.title, list(one().fields)) for one in self.importable(request)],
                **context,
            },
            status=status or (422 if refused else 200),
        )

    def _bulk_context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(self.opts.verbose_name_plural).capitalize(),
            "opts": self.opts,
            "list_address": self._address("changelist"),
            "process_address": self._address("process_import"),
        }

    def _address(self, name: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}")


def read_table(resource: type[DeskResource], content: bytes, filename: str) -> Table:
    """Return the table in a file; raise Unreadable where it is none of this kind, or empty."""
    table = format_of(content, filename).create_dataset(content)
    if wrong := resource().wrong_with(table.headers):
        raise Unreadable(wrong)
    if not len(table):
        raise Unreadable(_("The table has no rows below its header."))
    return table


def _run(
    resource: type[DeskResource], content: bytes, filename: str, reason: str, *, dry_run: bool
) -> tuple[Any, list[int]]:
    """
    Import a file, or try to; return the outcome, and which row of the file each row is.

    Raise Unreadable where it is no table of this kind.
    """
    table = read_table(resource, content, filename)
    outcome = resource(reason=reason).import_data(
        table,
        dry_run=dry_run,
        rollback_on_validation_errors=True,
        retain_instance_in_row_result=True,
    )
    return outcome, table.places


def _told(outcome: Any, places: list[int]) -> dict[str, Any]:
    """Return what a page says of an import: its changes, its errors by row, and counts."""
    changes, errors = [], [(None, "", sentence_of(error)) for error in outcome.base_errors]
    counts = {"new": 0, "update": 0, "skip": 0}
    for number, row in zip(places, outcome.rows, strict=False):
        if row.is_new() or row.is_update() or row.is_skip():
            counts[row.import_type] += 1
            if not row.is_skip():
                changes.append((number, row))
    for invalid in outcome.invalid_rows:
        sentences = [
            (column, " ".join(messages))
            for column, messages in invalid.field_specific_errors.items()
        ]
        sentences += [("", sentence) for sentence in invalid.non_field_specific_errors]
        place = places[invalid.number - 1]
        errors += [(place, column, sentence) for column, sentence in sentences]
    for found in outcome.error_rows:
        place = places[found.number - 1]
        errors += [(place, "", sentence_of(error)) for error in found.errors]
    errors.sort(key=lambda one: one[0] or 0)
    return {
        "ran": True,
        "refused": bool(errors),
        "errors": errors[:ERRORS_SHOWN],
        "more_errors": max(0, len(errors) - ERRORS_SHOWN),
        "changes": changes[:ROWS_SHOWN],
        "more_changes": max(0, len(changes) - ROWS_SHOWN),
        "counts": counts,
    }


def _sentence(context: dict[str, Any]) -> str:
    counts = context["counts"]
    added = ngettext("%(count)d row added", "%(count)d rows added", counts["new"])
    changed = ngettext("%(count)d row changed", "%(count)d rows changed", counts["update"])
    return _("%(added)s, %(changed)s, %(same)d as they were.") % {
        "added": added % {"count": counts["new"]},
        "changed": changed % {"count": counts["update"]},
        "same": counts["skip"],
    }


def _digest(outcome: Any) -> str:
    """Return a fingerprint of what an import changes, to tell whether it would do so still."""
    changes: Iterable[Any] = (
        (row.name, row.import_type, [(change.column, change.runs) for change in row.changes])
        for row in outcome.rows
        if row.is_new() or row.is_update()
    )
    return hashlib.sha256(json.dumps(list(changes)).encode()).hexdigest()


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _kept(name: str) -> Path:
    return _folder() / Path(name).name


def _keep(content: bytes) -> str:
    """Keep a file until it is confirmed; throw away what waited too long. Return its name."""
    for old in _folder().iterdir():
        try:
            if old.stat().st_mtime < time.time() - KEPT_FOR:
                old.unlink()
        except OSError:  # another request threw it away
            continue
    name = uuid4().hex
    _kept(name).write_bytes(content)
    return name
