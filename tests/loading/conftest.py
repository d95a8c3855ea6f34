"""The sample's file, for every test of the loader."""

import json
from typing import Any

import pytest

from declarations.services.corpus import (
    SAMPLE,
)


@pytest.fixture
def corpus() -> dict[str, Any]:
    """Return the sample as the file has it, to be changed at will."""
    return json.loads(SAMPLE.read_text())
