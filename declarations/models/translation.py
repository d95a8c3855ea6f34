"""Names and titles held in English and Spanish."""

from django.db import models


def in_language(instance: models.Model, field: str, language: str) -> str:
    """
    Return a field in a language, or in English where no translation is held.

    ``in_language(topic, "name", "es")`` reads ``name_es``, and ``name`` where
    that is blank. English stands in the field without a suffix.
    """
    translated = "" if language == "en" else getattr(instance, f"{field}_{language}", "")
    return translated or getattr(instance, field)


class Translated:
    """A model whose names are held in several languages, for templates to read."""

    def read(self, field: str, language: str) -> str:
        """Return a field in a language; see :func:`in_language`."""
        return in_language(self, field, language)  # type: ignore[arg-type]
