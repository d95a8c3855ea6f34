"""
Steps between two states of a split, small enough to keep many of them.

A step holds what of the earlier state differs: the order of the keys where it
changed, the fields of the pieces that changed, the pieces that went. A split of
five hundred points in which two change places is kept in some hundred bytes.
"""

import json
from collections.abc import Mapping
from typing import Any

MAX_STEPS = 200
MAX_SIZE = 4_000_000
"""Characters of all steps kept of one entry; the oldest go first."""

_LISTS = ("pieces", "left_out")


def step_back(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return what :func:`take` needs to make the old state of the new one."""
    step: dict[str, Any] = {
        "fields": {
            name: value
            for name, value in old.items()
            if name not in _LISTS and new.get(name) != value
        }
    }
    before, after = _by_key(old), _by_key(new)
    for name in _LISTS:
        step[name] = _window(_keys(old, name), _keys(new, name))
    step["gone"] = {key: piece for key, piece in before.items() if key not in after}
    step["changed"] = {
        key: {name: value for name, value in piece.items() if after[key][name] != value}
        for key, piece in before.items()
        if key in after and after[key] != piece
    }
    return step


def take(state: Mapping[str, Any], step: Mapping[str, Any]) -> dict[str, Any]:
    """Return the state that a step leads back to."""
    pieces = _by_key(state)
    pieces.update(step["gone"])
    for key, fields in step["changed"].items():
        pieces[key] = {**pieces[key], **fields}
    found = {**state, **step["fields"]}
    for name in _LISTS:
        keys = _keys(state, name)
        if step[name] is not None:
            at, until, former = step[name]
            keys[at:until] = former
        found[name] = [pieces[key] for key in keys]
    return found


def keep_step(
    kept: list[dict[str, Any]], what: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the steps kept with one more; those that were undone cannot be done again."""
    step = {"what": what, "back": step_back(old, new), "forth": step_back(new, old)}
    step["size"] = len(json.dumps(step))
    steps = [*(one for one in kept if not one.get("undone")), step][-MAX_STEPS:]
    size = 0
    for place in range(len(steps) - 1, -1, -1):
        size += steps[place]["size"]
        if size > MAX_SIZE and place < len(steps) - 1:
            return steps[place + 1 :]
    return steps


def undo(
    state: Mapping[str, Any], kept: list[dict[str, Any]]
) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """Return the state before the last step, and the steps; none where there is none."""
    place = next((p for p in range(len(kept) - 1, -1, -1) if not kept[p].get("undone")), None)
    if place is None:
        return None
    steps = [*kept[:place], {**kept[place], "undone": True}, *kept[place + 1 :]]
    return take(state, kept[place]["back"]), steps


def redo(
    state: Mapping[str, Any], kept: list[dict[str, Any]]
) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """Return the state after the step that was undone last, and the steps; none without one."""
    place = next((p for p, step in enumerate(kept) if step.get("undone")), None)
    if place is None:
        return None
    steps = [*kept[:place], {**kept[place], "undone": False}, *kept[place + 1 :]]
    return take(state, kept[place]["forth"]), steps


def _keys(state: Mapping[str, Any], name: str) -> list[str]:
    return [piece["key"] for piece in state.get(name, [])]


def _by_key(state: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {piece["key"]: piece for name in _LISTS for piece in state.get(name, [])}


def _window(old: list[str], new: list[str]) -> list[Any] | None:
    """Return where the new order differs, and what stood there; none where it does not."""
    if old == new:
        return None
    start, shorter = 0, min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return [start, len(new) - end, old[start : len(old) - end]]
