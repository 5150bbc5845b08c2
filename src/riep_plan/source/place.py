"""From a path in a plan to its file, line and column: the one place that knows both.

A file is read a second time, carefully, the first time that something in it has to be placed.
"""

from riep_plan.findings.finding import Path
from riep_plan.findings.result import Place, TextSpan
from riep_plan.source.loaded import LoadedPlan, SourceFile
from riep_plan.source.nodes import Node, existing, find_span
from riep_plan.source.problems import Problem, Unreadable

#: Parts whose own file has them under their key, beside `riep`.
_WITH_THEIR_KEY = (("decisions",), ("waivers",))


class Locator:
    """Places values of one plan."""

    def __init__(self, loaded: LoadedPlan) -> None:
        self._owners = loaded.owners
        self._trees: dict[str, Node | None] = {}
        self._lines: dict[str, list[str]] = {}

    def place(self, path: Path) -> Place:
        """Find the file, pointer and span of a path in the plan."""
        file, within = self.file_of(path)
        return self.place_in(file, within)

    def place_in(self, file: SourceFile, within: Path, *, on_key: bool = False) -> Place:
        """Find the pointer and span of keys within one file."""
        tree = self._tree(file)
        if tree is None:
            return self._place(file, within, None)
        return self._place(file, existing(tree, within), find_span(tree, within, on_key=on_key))

    def place_problem(self, file: SourceFile, problem: Problem) -> Place:
        """Find where a fault of form stands."""
        if problem.span is None and file.text is not None:
            return self.place_in(file, problem.at, on_key=problem.on_key)
        return self._place(file, problem.at, problem.span)

    def file_of(self, path: Path) -> tuple[SourceFile, Path]:
        """Find the file that a path in the plan leads into, and the keys within that file."""
        if path[:1] in _WITH_THEIR_KEY and path[:1] in self._owners:
            return self._owners[path[:1]], path
        owner = path
        while owner not in self._owners:
            owner = owner[:-1]
        return self._owners[owner], path[len(owner) :]

    def _tree(self, file: SourceFile) -> Node | None:
        if file.name not in self._trees:
            # A plan without findings has no use for it, and need not wait until it is imported.
            from riep_plan.source.careful import read_carefully  # noqa: PLC0415

            try:
                self._trees[file.name] = read_carefully(file.text or "")
            except Unreadable:
                self._trees[file.name] = None
        return self._trees[file.name]

    def _place(self, file: SourceFile, within: Path, span: TextSpan | None) -> Place:
        if file.name not in self._lines:
            self._lines[file.name] = (file.text or "").split("\n")
        lines = self._lines[file.name]
        line = lines[span.line - 1] if span and span.line <= len(lines) else ""
        return Place(file.name, pointer(within), span, line)


def pointer(path: Path) -> str:
    """Write keys as a JSON Pointer (RFC 6901)."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path)
