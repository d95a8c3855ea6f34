"""Imports point one way, from pages towards the engine: docs/architecture.md, "Layers"."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "declarations"

# Layer -> what of the package it may import, besides itself. A name covers what is below it.
LAYERS: dict[str, set[str]] = {
    "comparison": set(),
    # A file's bytes to its text: it knows nothing of what is made of it.
    "documents": set(),
    # What is searched is folded as the engine folds words, and a number stands in an address as
    # the engine reads it: one rule for what is the same.
    "models": {"comparison.types", "comparison.normalization", "comparison.labels"},
    "forms": {"models", "comparison.types"},
    # Sentences about a comparison, in the reader's language.
    "phrasing": {"comparison"},
    "services": {
        "models",
        "comparison",
        "documents",
        "phrasing",
    },
    # A file that is uploaded is read at once, and what is wrong with it said beside it.
    "admin": {"models", "forms", "services", "documents", "comparison.types"},
    "views": {
        "models",
        "forms",
        "services",
        "comparison.types",
        "phrasing",
    },
    "templatetags": {
        "comparison.types",
        "phrasing",
    },
    "management": {"models", "services", "forms", "comparison", "documents"},
    "migrations": {"models.fields", "models.stem_index"},
    "urls": {"views"},
    "apps": {"models", "services"},
    "settings": set(),
    "wsgi": set(),
}
# Layer -> what it may import from outside, besides the standard library; others are free.
OUTSIDE: dict[str, set[str]] = {
    "comparison": {"rapidfuzz", "snowballstemmer"},
    "documents": {"lxml", "pypdf", "selectolax"},
    "models": {"django", "simple_history"},
    "phrasing": {
        "django.utils.translation",
        "django.utils.formats",
        "django.utils.timezone",
    },
}


def imported_names(source: str, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    """
    Yield the line and full name of everything that a module imports, wherever it does so.

    ``from a import b`` yields ``a.b``: whether ``b`` is a module or something
    in one makes no difference to what is covered by ``a``.
    """
    here = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else []
            origin = ".".join(above + ([node.module] if node.module else []))
            for alias in node.names:
                yield node.lineno, f"{origin}.{alias.name}"


def covers(allowed: set[str], name: str) -> bool:
    """Say whether a name is one of those allowed, or below one."""
    return any(name == entry or name.startswith(f"{entry}.") for entry in allowed)


def breaches(source: str, module: str, is_package: bool = False) -> list[str]:
    """Return what a module imports against the rules, one sentence each."""
    layer = module.split(".")[1]
    if layer not in LAYERS:
        return [f"{module} is in no layer: say in tests/test_layers.py where it stands"]
    found = []
    for line, name in imported_names(source, module, is_package):
        top, _, inside = name.partition(".")
        if top == "declarations":
            permitted = covers(LAYERS[layer] | {layer}, inside)
        else:
            permitted = (
                layer not in OUTSIDE
                or top in sys.stdlib_module_names
                or covers(OUTSIDE[layer], name)
            )
        if not permitted:
            found.append(f"{module}, line {line}: {layer} must not import {name}")
    return found


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the dotted name and path of every module below declarations/."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name != "declarations":
            yield name, path


@pytest.mark.parametrize(
    ("module", "path"), [pytest.param(*found, id=found[0]) for found in modules()]
)
def test_module_imports_only_what_its_layer_may(module, path):
    """Each module of the project, as it is."""
    found = breaches(path.read_text(), module, is_package=path.name == "__init__.py")
    assert not found, "\n".join(found)


def test_the_package_itself_imports_nothing():
    """Otherwise the engine could not be imported without Django."""
    assert list(imported_names((PACKAGE / "__init__.py").read_text(), "declarations", True)) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("declarations.comparison.matching", "import django"),
        ("declarations.comparison.matching", "from django.utils.text import slugify"),
        ("declarations.comparison.matching", "import numpy"),
        ("declarations.comparison.matching", "from declarations.models import Point"),
        ("declarations.comparison.matching", "from ..models import Point"),
        ("declarations.comparison.matching", "from .. import models"),
        ("declarations.comparison.matching", "def late():\n    from django.db import models"),
        ("declarations.models.points", "from declarations.comparison import collation"),
        ("declarations.models.points", "from declarations.services.corpus import load"),
        ("declarations.models.points", "import rapidfuzz"),
        ("declarations.forms", "from declarations.services import corpus"),
        ("declarations.services.comparing", "from declarations.views import browse"),
        ("declarations.views.compare", "from declarations.comparison.matching import match"),
        ("declarations.views.compare", "import declarations.admin"),
        ("declarations.admin.texts", "from declarations.views import browse"),
        ("declarations.templatetags.marks", "from declarations.models import Point"),
        ("declarations.management.commands.tidy", "from declarations.views import browse"),
        ("declarations.migrations.0002_more", "from declarations.models import Point"),
        ("declarations.phrasing", "from django.db import models"),
        ("declarations.documents.word", "from django.utils.translation import gettext"),
        ("declarations.documents.word", "from declarations.comparison import segment"),
        ("declarations.helpers", ""),
    ],
)
def test_a_broken_rule_is_found(module, source):
    """Every direction that is forbidden, and a module that nobody placed."""
    assert breaches(source, module)


@pytest.mark.parametrize(
    ("module", "source", "is_package"),
    [
        ("declarations.comparison.matching", "import re\nfrom rapidfuzz import fuzz", False),
        ("declarations.comparison.matching", "from .types import Relation", False),
        ("declarations.comparison", "from .types import Relation", True),
        ("declarations.models.coding", "from declarations.comparison.types import Stance", False),
        ("declarations.models.coding", "from declarations.comparison import types", False),
        ("declarations.models.fields", "from ..comparison.normalization import fold", False),
        ("declarations.services.comparing", "from declarations import comparison, models", False),
        ("declarations.views.compare", "from ..services import comparing", False),
        ("declarations.views.compare", "from .. import phrasing", False),
        ("declarations.phrasing", "from django.utils.translation import gettext", False),
    ],
)
def test_a_kept_rule_is_not_found(module, source, is_package):
    """The permitted directions, in the spellings that occur."""
    assert breaches(source, module, is_package) == []
