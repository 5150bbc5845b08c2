"""What a user points at in a plan: a line of a file, keys of a file, or keys of the plan.

plans/north/projects/depot.yaml:12
plans/north/projects/depot.yaml#/spend/core/capital/Q2
plans/north/projects/depot/spend/core/capital/Q2
"""

import re
from dataclasses import dataclass
from pathlib import Path as FilePath

from riep_plan.figures.written_paths import path_of
from riep_plan.findings.finding import Path
from riep_plan.source import nodes
from riep_plan.source.careful import read_carefully
from riep_plan.source.discover import PLAN_FILE, PlanSite, find_plans
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan, SourceFile
from riep_plan.source.nodes import Node
from riep_plan.source.problems import Unreadable
from riep_plan.values.refusal import Refused
from riep_plan.values.words import visible

_LINE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::\d+)?")


@dataclass(frozen=True, slots=True)
class Pointed:
    """A plan, and the path in it of what is pointed at; the path is empty for the whole plan."""

    loaded: LoadedPlan
    site: PlanSite
    at: Path


def pointed_at(words: str) -> Pointed:
    """Find what a user points at.

    Raises:
        Refused: there is no such plan, file, line or key.
        OSError: a file cannot be looked at.
    """
    file, found, keys = words.partition("#")
    if found:
        return _in_file(words, FilePath(file), tuple(one for one in keys.split("/") if one))
    if match := _LINE.fullmatch(words):
        return _at_line(words, FilePath(match["file"]), int(match["line"]))
    place = FilePath(words)
    rest: list[str] = []
    while not place.exists() and place != place.parent:
        rest.insert(0, place.name)
        place = place.parent
    # `projects` is a folder of the plan, and the first of its keys too.
    owner = next((one for one in (place, *place.parents) if (one / PLAN_FILE).is_file()), None)
    if owner is not None and place.is_dir():
        rest[:0] = place.relative_to(owner).parts
        place = owner
    elif rest and (alone := place / f"{rest[0]}.yaml").is_file():  # a plan in one file
        place, rest = alone, rest[1:]
    elif rest and place.is_dir():
        raise Refused(f"there is no file or folder {visible(words)}")
    return _in_file(words, place, tuple(rest))


def pointed_within(place: FilePath, words: str) -> Pointed:
    """Find what a user points at by keys alone, in a plan that is known; no keys mean all of it.

    Raises:
        Refused: there is no such key, or the plan cannot be read.
        OSError: a file cannot be looked at.
    """
    return _in_file(str(place), place, tuple(one for one in words.split("/") if one))


def names_place(words: str) -> bool:
    """Say whether words name a file or folder, and not keys alone."""
    first = FilePath(words).parts[:1]
    return (
        "#" in words or bool(_LINE.fullmatch(words)) or any(FilePath(one).exists() for one in first)
    )


def _in_file(words: str, place: FilePath, keys: tuple[str, ...]) -> Pointed:
    loaded, site, file = _read(words, place)
    owner = next((at for at, one in loaded.owners.items() if one is file), ())
    assert loaded.plan is not None  # noqa: S101  _read has refused
    decoded = tuple(one.replace("~1", "/").replace("~0", "~") for one in keys)
    at = path_of(loaded.plan, (*owner, *decoded))
    if at is None:
        raise Refused(
            f"nothing stands at {visible('/'.join((*owner, *decoded)))} in {loaded.id}",
            "Give its keys from the plan down, or a file and line: FILE:LINE.",
        )
    return Pointed(loaded, site, at)


def _at_line(words: str, place: FilePath, line: int) -> Pointed:
    loaded, site, file = _read(words, place)
    if file is None or file.text is None:
        raise Refused(f"{visible(str(place))} is no file of a plan", "Name one that is.")
    last = len(file.text.splitlines())
    if not 0 < line <= last:
        raise Refused(f"{file.name} has no line {line}", f"Its last is line {last}.")
    owner = next(at for at, one in loaded.owners.items() if one is file)
    try:
        at = _path_at(read_carefully(file.text), line)
    except Unreadable:
        raise Refused(
            f"{file.name} cannot be read", "`riep validate` says what is wrong."
        ) from None
    if at is None:
        raise Refused(f"line {line} of {file.name} has no key", "Name a line that has one.")
    return Pointed(loaded, site, (*owner, *at))


def _read(words: str, place: FilePath) -> tuple[LoadedPlan, PlanSite, SourceFile | None]:
    if not place.exists():
        raise Refused(f"there is no file or folder {visible(str(place))}")
    sites = find_plans(place)
    if len(sites) != 1:
        found = "there are several plans" if sites else "there is no plan"
        raise Refused(f"{found} at {visible(words)}", "Name one, or a file or value of one.")
    loaded = load(sites[0])
    if loaded.plan is None:
        raise Refused(f"{loaded.id} cannot be read", "`riep validate` says what is wrong.")
    real = place.resolve()
    file = next((one for one in loaded.files if one.path and one.path.resolve() == real), None)
    return loaded, sites[0], file


def _path_at(node: Node, line: int, at: Path = ()) -> Path | None:
    """Give the keys that lead to a line: to the first key on it, or what it is a part of."""
    if not isinstance(node, nodes.Mapping):
        return None
    found: Path | None = None
    for name, (key, value) in node.entries.items():
        if key.span.line == line:
            return (*at, name)
        if key.span.line < line:
            found = _path_at(value, line, (*at, name)) or (*at, name)
    return found
