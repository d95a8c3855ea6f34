"""Another language of a declaration: paste or upload it, look at the pairs, save the wordings."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from declarations.comparison.types import Doubt
from declarations.models import Declaration, Intake, Language, Wording
from declarations.services import editing, second_language

from .forms import number_in

LONGEST_TEXT = 1_000_000
"""Characters of a text; as many as of a file that is uploaded."""

LARGEST_FILE = 10_000_000
"""Bytes of a file. A larger one is not even read into memory."""

DOUBTS = {
    Doubt.NO_PARTNER: gettext_lazy("No part of the new text was found for this point."),
    Doubt.LABELS: gettext_lazy("The numbers differ."),
    Doubt.LIKELY: gettext_lazy("The number held is only likely: compare the words."),
    Doubt.LENGTH: gettext_lazy("One is much longer than the other."),
    Doubt.WORDS: gettext_lazy("Another part has more names and figures in common with this point."),
    Doubt.ORDER: gettext_lazy("They stand at different places in the two texts."),
    Doubt.JOINED: gettext_lazy("Two parts of the new text were joined."),
    Doubt.SHARED: gettext_lazy("The part seems to hold the next point as well."),
}


class LanguageTextForm(forms.Form):
    """A text in another language, pasted or uploaded, and where it comes from."""

    language = forms.ChoiceField(label=gettext_lazy("Language of the text"), choices=Language)
    origin = forms.ChoiceField(
        label=gettext_lazy("It is"),
        choices=[
            (
                Wording.Origin.OFFICIAL,
                gettext_lazy("an official text, as its issuers published it"),
            ),
            (Wording.Origin.TRANSLATION, gettext_lazy("a translation by somebody else")),
        ],
        widget=forms.RadioSelect,
        initial=Wording.Origin.OFFICIAL,
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 16, "class": "desk-words"}),
        help_text=gettext_lazy("Paste all of it, with title and numbers."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("Word (.docx), PDF, HTML, Markdown or plain text, 10 MB at most."),
    )

    def clean(self) -> dict[str, Any]:
        """Take the text of the file, where there is one; ask for either."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > LARGEST_FILE:
            self.add_error("file", _("The file is larger than 10 MB."))
        elif file is not None:
            cleaned["content"] = file.read()
            try:
                cleaned["text"], cleaned["media_type"] = second_language.read_file(
                    content=cleaned["content"],
                    filename=file.name or "",
                    media_type=file.content_type or "",
                )
            except editing.Refused as refusal:
                self.add_error("file", " ".join(refusal.sentences))
        elif not cleaned.get("text") and "text" not in self.errors and "file" not in self.errors:
            self.add_error("text", _("Paste the text, or choose a file."))
        return cleaned


class LanguageMixin(ModelAdmin):
    """The pages of a second language, for the admin of declarations."""

    def get_urls(self) -> list[URLPattern]:
        """Add the two steps."""
        name = "declarations_declaration_language"
        view = self.admin_site.admin_view
        return [
            path("<int:key>/language/", view(self.language_view), name=name),
            path("<int:key>/language/<int:entry>/", view(self.pairs_view), name=f"{name}_pairs"),
            *super().get_urls(),
        ]

    def may_add_language(self, request: HttpRequest) -> bool:
        """Say whether somebody may put wordings of a declaration."""
        codenames = ("change_declaration", "add_wording", "change_wording")
        return all(request.user.has_perm(f"declarations.{name}") for name in codenames)

    def language_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask for the text; keep it at once, and go on to the pairs."""
        declaration = self._declaration(request, key)
        initial = {"language": _likely_language(declaration)}
        form = LanguageTextForm(request.POST or None, request.FILES or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            given, file = form.cleaned_data, form.cleaned_data.get("file")
            intake = second_language.keep_text(
                declaration=declaration,
                text=given["text"],
                language=given["language"],
                origin=given["origin"],
                editor=request.user,
                filename=file.name if file else "",
                media_type=given.get("media_type", "text/plain"),
                content=given.get("content", b""),
            )
            return HttpResponseRedirect(_address_of(intake))
        return TemplateResponse(
            request,
            "admin/declarations/declaration/language.html",
            {
                **self._context(request, declaration),
                "form": form,
                "unfinished": Intake.objects.unfinished()
                .filter(declaration=declaration, purpose=Intake.Purpose.LANGUAGE)
                .without_content()
                .select_related("editor")[:10],
            },
            status=422 if request.method == "POST" else 200,
        )

    def pairs_view(self, request: HttpRequest, key: int, entry: int) -> HttpResponse:
        """Show the pairs side by side, take what an editor changes, and save."""
        declaration = self._declaration(request, key)
        if entry >= 2**63:
            raise Http404
        intake = get_object_or_404(
            Intake.objects.select_related("declaration").defer("content"),
            pk=entry,
            declaration=declaration,
            purpose=Intake.Purpose.LANGUAGE,
        )
        if intake.finished:
            self.message_user(request, _("This text was saved already."), messages.INFO)
            return HttpResponseRedirect(_page_of(declaration))
        if request.method != "POST":
            return self._show_pairs(request, declaration, intake)
        act = request.POST.get("do", "")
        if act == "text":
            return self._change_text(request, declaration, intake)
        if act == "discard":
            intake.delete()
            self.message_user(request, _("The text was thrown away; nothing was changed."))
            return HttpResponseRedirect(_page_of(declaration))
        second_language.choose(
            intake=intake, chosen=_chosen(request), replace=_keys(request.POST.getlist("replace"))
        )
        if act != "save":
            return HttpResponseRedirect(_address_of(intake))
        return self._save(request, declaration, intake)

    def _save(self, request: HttpRequest, declaration: Declaration, intake: Intake) -> HttpResponse:
        try:
            saved = second_language.save_wordings(
                intake=intake,
                seen=number_in(request.POST.get("version", "")),
                take_title="title" in request.POST,
                reason=_("%(language)s text") % {"language": intake.get_language_display()},
            )
        except editing.ChangedMeanwhile as refusal:
            sentence = _(
                "Nothing was saved. Look at the pairs again, which show the declaration as it "
                "stands now; what you chose is kept."
            )
            return self._show_pairs(
                request, declaration, intake, [*refusal.sentences, sentence], status=409
            )
        except editing.Refused as refusal:
            return self._show_pairs(request, declaration, intake, refusal.sentences, status=422)
        language = str(intake.get_language_display())
        sentences = [
            ngettext(
                "%(count)d wording in %(language)s was added.",
                "%(count)d wordings in %(language)s were added.",
                saved.added,
            )
            % {"count": saved.added, "language": language}
        ]
        if saved.replaced:
            sentences.append(_("Replaced: %(count)d.") % {"count": saved.replaced})
        if saved.left:
            sentences.append(_("Left as held: %(count)d.") % {"count": saved.left})
        self.message_user(request, " ".join(sentences), messages.SUCCESS)
        return HttpResponseRedirect(_page_of(declaration))

    def _change_text(
        self, request: HttpRequest, declaration: Declaration, intake: Intake
    ) -> HttpResponse:
        """Divide a text that the editor corrected anew."""
        text = request.POST.get("text", "").replace("\r\n", "\n")
        refusal = ""
        if not text.strip():
            refusal = _("The text is blank; it stays as it was.")
        elif "\0" in text:
            refusal = _("The text holds NUL characters, which no text has; it stays as it was.")
        elif len(text) > LONGEST_TEXT:
            refusal = _("The text is longer than a million characters; it stays as it was.")
        if refusal:
            return self._show_pairs(request, declaration, intake, [refusal], status=422)
        second_language.change_text(intake=intake, text=text)
        return HttpResponseRedirect(_address_of(intake))

    def _show_pairs(
        self,
        request: HttpRequest,
        declaration: Declaration,
        intake: Intake,
        refusals: list[str] | None = None,
        *,
        status: int = 200,
    ) -> TemplateResponse:
        proposal, sentences, title = None, list(refusals or []), ""
        try:
            proposal = second_language.propose(intake)
            title = second_language.title_offered(proposal, declaration, intake.language)
        except editing.Refused as refusal:
            sentences += [one for one in refusal.sentences if one not in sentences]
        rows = proposal.rows if proposal else ()
        return TemplateResponse(
            request,
            "admin/declarations/declaration/language_pairs.html",
            {
                **self._context(request, declaration),
                "intake": intake,
                "origin": dict(Wording.Origin.choices).get(intake.details.get("origin"), ""),
                "proposal": proposal,
                "rows": [(row, [DOUBTS[doubt] for doubt in row.doubts]) for row in rows],
                "points": sum(row.point is not None for row in rows),
                "reads_like": dict(Language.choices).get(proposal.reads_like) if proposal else "",
                "refusals": sentences,
                "title_offered": title,
                "version": editing.current_version(declaration.pk),
            },
            status=status,
        )

    def _declaration(self, request: HttpRequest, key: int) -> Declaration:
        if not self.may_add_language(request):
            raise PermissionDenied
        if key >= 2**63:
            raise Http404
        return get_object_or_404(Declaration, pk=key)

    def _context(self, request: HttpRequest, declaration: Declaration) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": _("Another language"),
            "subtitle": declaration.title,
            "declaration": declaration,
            "opts": self.opts,
        }


def _likely_language(declaration: Declaration) -> str:
    """Return the first language in which not every point is held: Spanish before the others."""
    wordings = Wording.objects.filter(point__declaration=declaration)
    held = list(wordings.values_list("language", flat=True))
    points = declaration.points.count()
    lacking = [code for code in ("es", "en", "pt", "fr") if held.count(code) < points]
    return lacking[0] if lacking else "es"


def _chosen(request: HttpRequest) -> dict[int, str]:
    """Return what points were given; names and values that no page of ours sends are left out."""
    chosen = {}
    for name, value in request.POST.items():
        key = number_in(name.removeprefix("part-"))
        if name.startswith("part-") and key is not None and len(value) <= 80:
            chosen[key] = value
    return chosen


def _keys(values: list[str]) -> set[int]:
    return {key for value in values if (key := number_in(value)) is not None}


def _address_of(intake: Intake) -> str:
    keys = [intake.declaration_id, intake.pk]
    return reverse("admin:declarations_declaration_language_pairs", args=keys)


def _page_of(declaration: Declaration) -> str:
    return reverse("admin:declarations_declaration_change", args=[declaration.pk])
