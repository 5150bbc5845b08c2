"""Baselines as files: read with their places, and written."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from riep_plan.findings.result import Place, TextSpan
from riep_plan.model.base import LANGUAGE
from riep_plan.model.baseline import BaselineFile
from riep_plan.source.build import build
from riep_plan.source.careful import read_carefully
from riep_plan.source.decode import decode
from riep_plan.source.loaded import shown_path
from riep_plan.source.nodes import Node, data_of, find_span
from riep_plan.source.place import pointer
from riep_plan.source.problems import Problem, Unreadable
from riep_plan.values.refusal import Refused

_OPENING = """\
# Findings as they stood when `riep baseline` wrote this. They stay out of the way of new ones:
# `riep validate --baseline FILE`. What is put right wants to be taken out: write it again.
"""
_WIDEST = 10_000


class KeptBaseline:
    """A baseline that was read from a file, and where in the file each of its entries stands."""

    def __init__(self, name: str, text: str, tree: Node, file: BaselineFile) -> None:
        self._name = name
        self._lines = text.split("\n")
        self._tree = tree
        self.plans: Mapping[str, Mapping[str, Sequence[str]]] = file.baseline

    def place(self, plan: str, code: str, position: int) -> Place:
        """Give the place of one entry."""
        at = ("baseline", plan, code, str(position))
        span = find_span(self._tree, at)
        return Place(self._name, pointer(at), span, self._lines[span.line - 1])


def read_baseline(path: Path) -> KeptBaseline:
    """Read a baseline.

    Raises:
        Refused: it is no baseline; the message says where it goes wrong.
        OSError: it cannot be read.
    """
    name, raw = shown_path(path), path.read_bytes()
    tree: Node | None = None
    try:
        text = decode(raw)
        tree = read_carefully(text)
        return KeptBaseline(name, text, tree, build(data_of(tree), BaselineFile))
    except Unreadable as unreadable:
        problem = unreadable.problems[0]
        raise Refused(f"{name}{_line_of(problem, tree)}: {problem.message}", problem.help) from None


def _line_of(problem: Problem, tree: Node | None) -> str:
    span: TextSpan | None = problem.span
    if span is None and tree is not None:
        span = find_span(tree, problem.at, on_key=problem.on_key)
    return f":{span.line}" if span else ""


def baseline_text(plans: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    """Write a baseline: plans, codes and places each in order."""
    ordered = {
        plan: {code: sorted(places) for code, places in sorted(codes.items())}
        for plan, codes in sorted(plans.items())
    }
    data = {"riep": LANGUAGE, "baseline": ordered}
    return _OPENING + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=_WIDEST)
