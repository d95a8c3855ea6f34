"""
Searching: from what is typed into the box to points, or straight to one.

| module | from | to |
|---|---|---|
| ``query`` | a text | words, with their stems in each language held |
| ``naming`` | words | declarations that they name: by title, place, issuer, date |
| ``jumping`` | "lima point five" | the point, or the few that it may be |
| ``results`` | words, declarations, a narrowing | points in order, facets, a page of hits |
| ``passages`` | a text as issued | the passage around the words, with these marked |
| ``spelling`` | words that are hardly held | "did you mean" |
"""

from .jumping import Jump, find_jump
from .results import ORDERS, Found, Hit, Narrowing
from .searching import Search, search_points
from .spelling import FEW

__all__ = [
    "FEW",
    "ORDERS",
    "Found",
    "Hit",
    "Jump",
    "Narrowing",
    "Search",
    "find_jump",
    "search_points",
]
