"""The text as issued and the file it came in, for editors: shown as text, handed out as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from declarations.models import Intake

from .access import for_editors, may_enter

LONGEST_SHOWN = 200_000
"""Characters of a text that its page shows; all of it is handed out as a file."""


class Originals:
    """The views of what was received, for the admin of entries."""

    @for_editors
    def text_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show the text as issued; with ``download`` in the address hand it out."""
        intake = _fetch(key)
        if "download" in request.GET:
            return _hand_out(
                intake.text.encode(), f"text-{intake.pk}.txt", "text/plain; charset=utf-8"
            )
        return TemplateResponse(
            request,
            "admin/intake/original.html",
            {
                **self.admin_site.each_context(request),  # type: ignore[attr-defined]
                "opts": self.opts,  # type: ignore[attr-defined]
                "title": _("Text as issued"),
                "intake": intake,
                "text": intake.text[:LONGEST_SHOWN],
                "is_cut": len(intake.text) > LONGEST_SHOWN,
                "by_hand": intake.details.get("text_edited", False),
            },
        )

    @for_editors
    def file_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Hand out the file that was uploaded, never as a page."""
        intake = _fetch(key)
        if not intake.content:
            raise Http404
        name = intake.filename or f"file-{intake.pk}"
        # Whatever it is, a browser keeps it as a file and runs nothing of it.
        return _hand_out(bytes(intake.content), name, "application/octet-stream")


def _fetch(key: int) -> Intake:
    if key >= 2**63:
        raise Http404
    return get_object_or_404(Intake.objects.select_related("declaration"), pk=key)


def _hand_out(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return bytes as a file to be saved, under a name without anything that is not printable."""
    answer = HttpResponse(content, content_type=media_type)
    name = "".join(character for character in name if character.isprintable()) or "file"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


class OriginalsOfDeclaration:
    """For the page of a declaration: where the texts are read that it was made of."""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Name the texts as issued, to those who may read them."""
        intakes = Intake.objects.none()
        if may_enter(request.user) and object_id.isascii() and object_id.isdigit():
            intakes = Intake.objects.filter(declaration=min(int(object_id), 2**63 - 1))
        context = {"originals": intakes.without_content().order_by("pk"), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)  # type: ignore[misc]
