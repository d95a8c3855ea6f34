"""The last two steps of an entry, on any draft: its codes, then check and publish."""

from .check import check_view
from .codes import codes_view
from .steps import lead_to_codes

__all__ = ["check_view", "codes_view", "lead_to_codes"]
