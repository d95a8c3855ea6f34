"""How coders are named to readers: the pseudonyms, and all who have judged."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.models import Coder
from declarations.services.coders import is_name_in_use, list_coders

from .base import HarmlessAdmin


class CoderForm(forms.ModelForm):
    """A pseudonym for an account, or for a scholar by name."""

    class Meta:
        model = Coder
        fields = ["account", "name", "pseudonym"]

    def clean_pseudonym(self) -> str:
        """Refuse the name of somebody who judges: readers would take one for the other."""
        pseudonym: str = self.cleaned_data["pseudonym"]
        if is_name_in_use(pseudonym):
            raise ValidationError(_("Somebody judges under this name. Choose another."))
        return pseudonym


@admin.register(Coder)
class CoderAdmin(HarmlessAdmin):
    """Pseudonyms of coders, set by the lead; above them everybody who has judged."""

    form = CoderForm
    list_display = ["pseudonym", "who"]
    list_select_related = ["account"]
    search_fields = ["pseudonym", "name", "account__username", "account__last_name"]
    change_list_template = "admin/declarations/coder/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Coder]:
        """Fetch the accounts as well."""
        return super().get_queryset(request).with_account()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Add everybody who has judged, with the way to give each a pseudonym."""
        judged = list_coders() if self.has_view_permission(request) else []
        return super().changelist_view(request, {**(extra_context or {}), "judged": judged})

    @admin.display(description=gettext_lazy("coder"), ordering="name")
    def who(self, coder: Coder) -> str:
        """Show whose pseudonym it is."""
        if coder.account is None:
            return _("%(name)s, scholar without an account") % {"name": coder.name}
        name = coder.account.get_full_name()
        return f"{name} ({coder.account})" if name else str(coder.account)
