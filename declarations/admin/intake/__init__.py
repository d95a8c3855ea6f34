"""Entering a declaration from its text: a file for each step, and the list of what is under way."""

from .intakes import IntakeAdmin

__all__ = ["IntakeAdmin"]
