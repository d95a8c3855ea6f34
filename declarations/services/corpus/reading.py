"""A file with a corpus, read as JSON, or refused in a sentence."""

import json
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "declarations.json"
"""The corpus that comes with the project."""


class CorpusError(Exception):
    """A corpus that was not loaded, with the reason and the place in words."""


class JsonObject(dict[str, Any]):
    """A JSON object that remembers keys given twice, of which ``dict`` would keep the last."""

    repeated: tuple[str, ...] = ()


def read_corpus(path: Path) -> Any:
    """
    Return what a JSON file holds; its shape is for ``load_corpus()`` to check.

    Raise CorpusError when there is no such file, when it cannot be read, or
    when it is not JSON in UTF-8; the last with line and column.
    """
    try:
        if not path.exists():
            raise CorpusError(f"There is no file {path}.")
        if not path.is_file():
            raise CorpusError(f"{path} is not a file.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8: see byte {error.start}.") from error
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}.") from error
    if not text.strip():
        raise CorpusError(f"{path} is empty.")
    try:
        return json.loads(text, object_pairs_hook=_json_object)
    except json.JSONDecodeError as error:
        raise CorpusError(
            f"{path} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from error
    except RecursionError as error:
        raise CorpusError(f"{path} is nested too deeply to be a corpus.") from error
    except ValueError as error:  # Python reads no whole number of more than 4300 digits.
        raise CorpusError(f"{path} holds a number that is too long to be read.") from error


def _json_object(pairs: list[tuple[str, Any]]) -> JsonObject:
    """Return a JSON object, with the keys that came twice."""
    result = JsonObject(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        result.repeated = tuple(key for key in result if keys.count(key) > 1)
    return result
