"""The ``riep`` command: one small module a verb; each parses, calls one function and prints."""

from riep_plan.cli.app import main

__all__ = ["main"]
