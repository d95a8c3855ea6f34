"""The first step: paste or upload a text, say who issued it, when and where."""

import datetime
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from declarations.documents import MAX_BYTES, DocumentError, Problem, read_document, word_problem
from declarations.models import Intake
from declarations.services.editing import ChangedMeanwhile, Refused
from declarations.services.entering import entries, find_dateline
from declarations.services.entering.entries import FIELDS, KeptFile

from ..base import is_key
from .access import for_editors
from .addresses import name_of, next_address, shown
from .forms import TextForm

OFFERED = 5
"""Entries under way that the first page offers to go on with."""


class FirstStep:
    """The views of the first step, for the admin of entries."""

    @for_editors
    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take a new text; or show the empty form, with what is under way already."""
        if request.method == "POST":
            return self._take(request, None)
        return self._show(request, TextForm(initial=self._initial(None)), None)

    @for_editors
    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Change text or details of an entry."""
        if not is_key(object_id):
            raise Http404
        held = Intake.objects.select_related("declaration")
        intake = get_object_or_404(held, pk=int(object_id), purpose=Intake.Purpose.DECLARATION)
        if request.method == "POST":
            return self._take(request, intake)
        if intake.declaration and intake.declaration.is_published:
            return HttpResponseRedirect(reverse("admin:declarations_intake_text", args=[intake.pk]))
        given = self._initial(intake)
        guess = guess_for(given, intake.text)
        filled = {name: guess[name] for name in guess["filled"]} if guess else {}
        return self._show(request, TextForm(initial={**given, **filled}), intake, guess=guess)

    @for_editors
    def keep_view(self, request: HttpRequest) -> HttpResponse:
        """Keep what was pasted or typed so far, and say when; for the script of the page."""
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:declarations_intake_add"))
        known = _known(request)
        blank = not request.POST.get("text", "").strip() and "file" not in request.FILES
        # What was only read in the text is nobody's word until an editor goes on with it.
        request.POST = request.POST.copy()
        for name in {"date", "place"}.intersection(request.POST.getlist("guessed")):
            request.POST[name] = ""
        if known is None and blank:
            return self._kept(request, None, [])
        intake, sentences, _meanwhile = _keep(request, known)
        return self._kept(request, intake, sentences, read="file" in request.FILES)

    def _kept(
        self,
        request: HttpRequest,
        intake: Intake | None,
        sentences: list[str],
        *,
        read: bool = False,
    ) -> TemplateResponse:
        response = TemplateResponse(
            request,
            "admin/intake/_intake_kept.html",
            {
                "intake": intake,
                "token": request.POST.get("token", ""),
                "sentences": sentences,
                # The words of a file that was read just now go into the page.
                "form": TextForm(initial=self._initial(intake)) if read and intake else None,
                "guess": guess_for(request.POST, intake.text) if intake else None,
                "by_script": True,
            },
        )
        if intake is not None and not sentences:
            # Reloading the page, or coming back to it, shows what was kept.
            change = reverse("admin:declarations_intake_change", args=[intake.pk])
            response["HX-Replace-Url"] = change
        return response

    def _initial(self, intake: Intake | None) -> dict[str, Any]:
        if intake is None:
            return {}
        given = {name: intake.details[name] for name in FIELDS if name in intake.details}
        return {**given, "text": intake.text, "language": intake.language}

    def _take(self, request: HttpRequest, intake: Intake | None) -> HttpResponse:
        """Keep first, whatever is wrong with it; then check, and go on or say what is wrong."""
        known = intake or _known(request)
        data = request.POST.copy()
        data["text"] = data.get("text", "").replace("\0", "")
        blank = not data["text"].strip() and "file" not in request.FILES
        sentences: list[str] = []
        meanwhile = False
        if known is not None or not blank:
            intake, sentences, meanwhile = _keep(request, known)
        if intake is not None and "file" in request.FILES and not sentences:
            data["text"] = intake.text
        # Without a day: the one that the text says, shown first, to be looked at.
        guess = None if data.get("date", "").strip() else guess_for(data, data["text"])
        for name in guess["filled"] if guess else ():
            data[name] = guess[name]
        form = TextForm(data)
        if guess:
            form.add_error("date", _("Look whether this is the day, then go on."))
        if form.is_valid() and not sentences and intake is not None:
            _say_if_held(request, intake)
            address = reverse("admin:declarations_intake_split", args=[intake.pk])
            return HttpResponseRedirect(address)
        form.is_valid()
        for sentence in sentences:
            form.add_error(None, sentence)
        return self._show(request, form, intake, meanwhile=meanwhile, guess=guess)

    def _show(
        self,
        request: HttpRequest,
        form: TextForm,
        intake: Intake | None,
        *,
        meanwhile: bool = False,
        guess: dict[str, Any] | None = None,
    ) -> TemplateResponse:
        unfinished = Intake.objects.none()
        if intake is None and request.method != "POST":
            unfinished = (
                Intake.objects.unfinished()
                .without_content()
                .with_beginning()
                .filter(purpose=Intake.Purpose.DECLARATION)
                .select_related("editor")[:OFFERED]
            )
        pk = intake.pk if intake else None
        split = bool(intake and intake.split)
        return TemplateResponse(
            request,
            "admin/intake/text.html",
            {
                **self.admin_site.each_context(request),  # type: ignore[attr-defined]
                "opts": self.opts,  # type: ignore[attr-defined]
                "title": _("New declaration from text"),
                "form": form,
                "intake": intake,
                "token": request.POST.get("token") or uuid4().hex,
                "unfinished": [shown(entry) for entry in unfinished],
                "meanwhile": meanwhile,
                "guess": guess,
                "step": 1,
                "points_address": reverse("admin:declarations_intake_split", args=[pk])
                if split
                else "",
            },
            status=422 if form.is_bound else 200,
        )


def guess_for(given: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """
    Return day and place that the text says, for those of the two that are blank; or None.

    ``filled`` names the fields that they may fill, ``said`` is what stands beside these.
    """
    blank = [name for name in ("date", "place") if not str(given.get(name) or "").strip()]
    found = find_dateline(text) if blank else None
    if found is None or found.date > datetime.date.today():
        return None
    guess = {"date": found.date.isoformat(), "place": found.place}
    filled = [name for name in blank if guess[name]]
    said = _("Read in the text: “%(words)s”. Look at it.") % {"words": found.words}
    return {**guess, "filled": filled, "said": said} if filled else None


def _say_if_held(request: HttpRequest, intake: Intake) -> None:
    """Say that the same text or file was entered before, and where; it may be meant so."""
    others = Intake.objects.filter(digest=intake.digest).exclude(pk=intake.pk)
    twin = others.without_content().with_beginning().select_related("declaration").first()
    if twin is None:
        return
    name = twin.declaration.title if twin.declaration else name_of(twin)
    held = format_html('<a href="{}">{}</a>', next_address(twin), name)
    if twin.declaration and twin.declaration.is_published:
        held = format_html('<a href="{}">{}</a>', twin.declaration.get_absolute_url(), name)
    said = _("The very same text was entered before: %(held)s. Go on only if it is meant so.")
    messages.warning(request, mark_safe(escape(said) % {"held": held}))


def _known(request: HttpRequest) -> Intake | None:
    """Return the entry that a page made a moment ago, by its key in the form."""
    key = request.POST.get("intake", "")
    return Intake.objects.filter(pk=int(key)).first() if is_key(key) else None


def _keep(request: HttpRequest, known: Intake | None) -> tuple[Intake | None, list[str], bool]:
    """
    Keep what was sent; return the entry, what is wrong, and whether somebody was quicker.

    A file that cannot be read keeps everything else as it is.
    """
    text: str | None = request.POST.get("text", "")
    sentences: list[str] = []
    kept = None
    if upload := request.FILES.get("file"):
        try:
            kept, text = _read(upload)
        except Refused as refused:
            sentences = refused.sentences
    fields: dict[str, Any] = {
        name: request.POST.get(name, "").replace("\0", "")[:5000] for name in FIELDS
    }
    fields["issuers"] = [key for key in request.POST.getlist("issuers") if is_key(key)][:100]
    seen = request.POST.get("version", "")
    try:
        intake = entries.keep_entry(
            editor=request.user,  # type: ignore[arg-type]
            text=text,
            language=request.POST.get("language", ""),
            fields=fields,
            file=kept,
            intake_id=known.pk if known else None,
            seen=int(seen) if is_key(seen) else None,
            token="".join(filter(str.isalnum, request.POST.get("token", "")))[:64],
        )
    except Refused as refused:
        current = Intake.objects.filter(pk=known.pk).first() if known else None
        meanwhile = isinstance(refused, ChangedMeanwhile)
        return current, [*sentences, *refused.sentences], meanwhile
    return intake, sentences, False


def _read(upload: UploadedFile) -> tuple[KeptFile, str]:
    """Return a file that was uploaded, and its text; raise Refused where it cannot be read."""
    try:
        if (upload.size or 0) > MAX_BYTES:
            raise DocumentError(Problem.TOO_LARGE)
        content = upload.read()
        found = read_document(
            content, filename=upload.name or "", media_type=upload.content_type or ""
        )
    except DocumentError as error:
        raise Refused(word_problem(error, _)) from error
    name = "".join(c for c in upload.name or "" if c.isprintable())
    return KeptFile(name, found.kind.media_type, content), found.text
