"""What was found in plans that have not changed since: kept in a folder, by their content.

An entry counts only for the very bytes that it was made from: of the plan's files, of the policies
beside it, of the plans that it names, and of riep itself, with the same options. It is data, read
as data: one that is broken, or of another riep, is passed over and written anew. To delete the
folder costs time and nothing else. But whoever can write to it can say what is found: it must not
come with the plans.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import riep_plan
from riep_plan.check.run import Options, PlanResult
from riep_plan.model.base import LANGUAGE
from riep_plan.rules.registry import installed_rules
from riep_plan.source.discover import SHARED_POLICIES, PlanSite
from riep_plan.source.loaded import shown_path
from riep_plan.source.templates import kinds

#: What keeps the folder out of git, wherever it is.
_IGNORE = "# Kept by riep; it may be deleted.\n*\n"


@dataclass(frozen=True, slots=True)
class _Entry:
    """What was found in a plan.

    Attributes:
        key: the digest of all that the plan itself is made of.
        beside: the digests of the plans beside it that it names, by their ids.
        result: what was found.
    """

    key: str
    beside: dict[str, str]
    result: PlanResult


class Cache:
    """A folder of entries, one a plan."""

    def __init__(self, folder: Path, options: Options) -> None:
        """Take a folder, which need not be there.

        Args:
            folder: where entries are kept.
            options: what is checked; an entry made with other options does not count.
        """
        self._folder = folder
        self._options = options

    def key(self, site: PlanSite) -> str | None:
        """Give the digest of all that a plan is made of; None where a file cannot be read."""
        policies = site.root.parent / SHARED_POLICIES
        try:
            return _digest([self._common, shown_path(site.root), *_parts(site.root, policies)])
        except OSError:
            return None

    def get(self, site: PlanSite, key: str) -> PlanResult | None:
        """Give what was found in a plan of this digest; None where nobody knows."""
        try:
            entry = _entries().validate_json(self._path(site).read_bytes())
        except (OSError, ValidationError, ValueError):
            return None
        is_named = all(Path(one).name == one != ".." for one in entry.beside)  # and no path
        if not is_named or entry.key != key or entry.beside != _beside(site, entry.beside):
            return None
        return entry.result

    def put(self, site: PlanSite, key: str, result: PlanResult) -> None:
        """Keep what was found in a plan, unless it changed in the meantime.

        A folder that cannot be written to is no fault: nothing is kept then.
        """
        if result.unread or self.key(site) != key:
            return
        entry = _Entry(key, _beside(site, result.beside), result)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            ignore = self._folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text(_IGNORE, encoding="utf-8")
            _write(self._path(site), _entries().dump_json(entry))

    def _path(self, site: PlanSite) -> Path:
        return self._folder / f"{_digest([_resolved(site.root.parent), site.root.name])}.json"

    @cached_property
    def _common(self) -> str:
        """What every entry depends on: this riep, its language, its rules and the options."""
        rules = sorted(one.facts.code for one in installed_rules().rules)
        faults = installed_rules().faults
        told = (riep_plan.__version__, LANGUAGE, self._options, sorted(kinds()), rules, faults)
        return f"{told!r}{_build()}"


@lru_cache(maxsize=8)
def _resolved(folder: Path) -> str:
    """Where a folder is, looked up once for all the plans in it."""
    return str(folder.resolve())


@lru_cache(maxsize=1)
def _entries() -> TypeAdapter[_Entry]:
    return TypeAdapter(_Entry)


@lru_cache(maxsize=1)
def _build() -> str:
    """What tells one state of a checkout from another: an installed version is always the same."""
    package = Path(riep_plan.__file__).parent
    if package.parent.name != "src":
        return ""
    files = sorted(one for one in package.rglob("*") if one.suffix in (".py", ".md"))
    return _digest(f"{one}{one.stat().st_size}{one.stat().st_mtime_ns}" for one in files)


def _beside(site: PlanSite, ids: Iterable[str]) -> dict[str, str]:
    """Give the digests of plans beside one; one that is not there, or cannot be read, has none."""
    found = {}
    for one in ids:
        folder = site.root.parent / one
        try:
            found[one] = _digest(_parts(folder, folder.with_suffix(".yaml")))
        except OSError:
            found[one] = ""
    return found


def _parts(*places: Path) -> Iterator[str | bytes]:
    """Give the name and content of every file at or below some places."""
    for place in places:
        if place.is_file():
            yield from (place.name, _content(str(place)))
        elif place.is_dir():
            yield from _below(str(place), "")


def _below(folder: str, name: str) -> Iterator[str | bytes]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda one: one.name)
    for entry in entries:
        path = f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield f"{path}/"
            yield from _below(entry.path, path)
        else:
            yield path
            yield _content(entry.path) if entry.is_file() else b""


def _content(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  paths as objects take twice as long
        return file.read()


def _digest(parts: Iterable[str | bytes]) -> str:
    """Give one digest of several parts; where one ends and the next begins counts too."""
    found = blake2b(digest_size=20)
    for part in parts:
        raw = part.encode(errors="surrogateescape") if isinstance(part, str) else part
        found.update(f"{len(raw)}:".encode())
        found.update(raw)
    return found.hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: another run may be reading it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
