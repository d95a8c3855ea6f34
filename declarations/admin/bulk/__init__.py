"""
Import and export of lists: CSV, Excel and JSON, with a preview of what would change.

``cells`` make what a table holds harmless to spreadsheets, ``files`` read and
write the formats within bounds, ``columns`` and ``resources`` say what a row
holds and how it is found again, ``pages`` are the two pages in the admin.
"""

from .pages import BulkMixin
from .resources import CodesResource, DeclarationResource, MembershipResource, PointResource

__all__ = [
    "BulkMixin",
    "CodesResource",
    "DeclarationResource",
    "MembershipResource",
    "PointResource",
]
