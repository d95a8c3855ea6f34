"""Reading the forms of the desk as a browser does, to send them back with changes."""

from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict
from django.urls import reverse


class FormReader(HTMLParser):
    """Collects what a browser would send of the fields inside ``<main>``."""

    def __init__(self) -> None:
        super().__init__()
        self.data = QueryDict(mutable=True)
        self.in_main = False
        self.select: str | None = None
        self.area: str | None = None
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take the value of a field that is not disabled, and not of an empty form."""
        found = dict(attributes)
        name = found.get("name") or ""
        self.in_main = self.in_main or tag == "main"
        wanted = self.in_main and name and "disabled" not in found and "__prefix__" not in name
        if tag == "input" and wanted and found.get("type") != "submit":
            if found.get("type") not in {"checkbox", "radio"}:
                self.data.appendlist(name, found.get("value") or "")
            elif "checked" in found:
                self.data.appendlist(name, found.get("value") or "on")
        elif tag == "select":
            self.select = name if wanted else None
        elif tag == "option" and self.select and "selected" in found:
            self.data.appendlist(self.select, found.get("value") or "")
        elif tag == "textarea" and wanted:
            self.area, self.words = name, []

    def handle_data(self, data: str) -> None:
        """Collect the text of a text area."""
        if self.area is not None:
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Finish a text area as a browser sends it: its first line end does not count."""
        if tag == "textarea" and self.area is not None:
            self.data.appendlist(self.area, "".join(self.words).removeprefix("\n"))
            self.area = None
        elif tag == "select":
            self.select = None


def submitted(response: Any, changes: dict[str, Any] | None = None) -> dict[str, list[str]]:
    """Return what a browser would send back from a page, with changes; None leaves a field out."""
    reader = FormReader()
    reader.feed(response.content.decode())
    for name, value in (changes or {}).items():
        if value is None:
            reader.data.pop(name, None)
        else:
            reader.data.setlist(name, value if isinstance(value, list) else [value])
    return dict(reader.data.lists())


def page_of(row: Any) -> str:
    """Return the address of a row's own page."""
    return reverse(f"admin:declarations_{row._meta.model_name}_change", args=[row.pk])


def list_of(model: str) -> str:
    """Return the address of a list."""
    return reverse(f"admin:declarations_{model}_changelist")


def post_declaration(client: Any, declaration: Any, changes: dict[str, Any]) -> Any:
    """Open the page of a declaration, change fields, save; return the answer."""
    address = page_of(declaration)
    return client.post(address, submitted(client.get(address), changes))


def add_row(data: dict[str, list[str]], prefix: str, fields: dict[str, str]) -> None:
    """Add a row to what is sent, as the script of the page does."""
    total = int(data[f"{prefix}-TOTAL_FORMS"][0])
    data[f"{prefix}-TOTAL_FORMS"] = [str(total + 1)]
    for name, value in fields.items():
        data[f"{prefix}-{total}-{name}"] = [value]


def errors_of(response: Any) -> str:
    """Return every sentence that a page of errors shows."""
    form = response.context["adminform"].form
    sentences = [text for found in form.errors.values() for text in found]
    if getattr(form, "conflict", None):
        sentences.append(form.conflict_sentence())
    for inline in response.context["inline_admin_formsets"]:
        sentences += [str(text) for text in inline.formset.non_form_errors()]
        for row in inline.formset.forms:
            sentences += [text for found in row.errors.values() for text in found]
    return "\n".join(sentences)
