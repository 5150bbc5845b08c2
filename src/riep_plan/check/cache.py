"""What was found in plans that have not changed since: kept in a folder, by their content.

An entry counts only for the very bytes that it was made from: of the plan's files, of the policies
beside it, of the plans that it names, and of riep itself, with the same options. It is data, read
as data: one that is broken, or of another riep, is passed over and written anew. To delete the
folder costs time and nothing else. But whoever can write to it can say what is found: it must not
come with the plans.
"""

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import riep_plan
from riep_plan.check.catalogue import RULE_FAILED
from riep_plan.check.run import Options, PlanResult
from riep_plan.model.base import LANGUAGE
from riep_plan.rules.registry import installed_rules
from riep_plan.source.discover import SHARED_POLICIES, PlanSite
from riep_plan.source.fitness import is_yaml, read_ordinary
from riep_plan.source.loaded import shown_path
from riep_plan.source.problems import Unreadable
from riep_plan.source.save import in_place_of
from riep_plan.source.templates import kinds

#: What keeps the folder out of git, wherever it is.
_IGNORE = b"# Kept by riep; it may be deleted.\n*\n"
#: What holds a link, a pipe, or more than a plan may hold, is looked at anew every time.
_NOT_KEPT = "nothing is kept of this"


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
        """Give the digest of all that a plan is made of.

        None where a file cannot be read, is being written or is a link, or where there is no plan:
        nothing is kept then.
        """
        try:
            root = _real(site.root)
            policies = root.parent / SHARED_POLICIES
            parts = (*_parts(root), *_parts_if_there(policies, is_plan=False))
            return _digest([self._common, shown_path(site.root), *parts])
        except OSError:
            return None

    def get(self, site: PlanSite, key: str) -> PlanResult | None:
        """Give what was found in a plan of this digest; None where nobody knows."""
        try:
            entry = _entries().validate_json(self._path(site).read_bytes())
            is_named = all(Path(one).name == one != ".." for one in entry.beside)  # and no path
            if is_named and entry.key == key and entry.beside == _beside(site, entry.beside):
                return entry.result
        except (OSError, ValidationError, ValueError):
            pass
        return None

    def put(self, site: PlanSite, key: str, result: PlanResult) -> None:
        """Keep what was found in a plan, unless it changed in the meantime, or not all was found.

        A folder that cannot be written to is no fault: nothing is kept then.
        """
        has_failed = any(one.rule.code == RULE_FAILED.code for one in result.reported)
        if has_failed or result.unread or self.key(site) != key:
            return
        with contextlib.suppress(OSError):
            entry = _Entry(key, _beside(site, result.beside), result)
            self._folder.mkdir(parents=True, exist_ok=True)
            ignore = self._folder / ".gitignore"
            if not ignore.exists():
                _write(ignore, _IGNORE)
            _write(self._path(site), _entries().dump_json(entry))

    def _path(self, site: PlanSite) -> Path:
        return self._folder / f"{_digest([str(_real(site.root))])}.json"

    @cached_property
    def _common(self) -> str:
        """What every entry depends on: this riep, its language, its rules and the options."""
        rules = sorted(one.facts.code for one in installed_rules().rules)
        faults = installed_rules().faults
        told = (riep_plan.__version__, LANGUAGE, self._options, sorted(kinds()), rules, faults)
        return f"{told!r}{_build()}"


def _real(root: Path) -> Path:
    """Give where a plan is, as its reader sees it: not through links, nor called ``.``."""
    if root.name in ("", os.pardir) or root.is_symlink():
        return root.resolve()
    # What ``..`` in it leads to is known only when links before it are followed.
    return Path(_resolved(os.path.join(os.getcwd(), root.parent)), root.name)  # noqa: PTH109, PTH118  it takes a tenth


@lru_cache(maxsize=8)
def _resolved(folder: str) -> str:
    """Give where a folder is, looked up once for all the plans in it."""
    return str(Path(folder).resolve())


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
    """Give the digests of plans beside one, whether they are there or not."""
    places = ((one, _real(site.root).parent / one) for one in ids)
    return {
        one: _digest([*_parts_if_there(folder), *_parts_if_there(folder.with_suffix(".yaml"))])
        for one, folder in places
    }


def _parts_if_there(place: Path, *, is_plan: bool = True) -> Iterator[str | bytes]:
    """Give the parts of what may be at a place: none where nothing is.

    Raises:
        OSError: as of `_parts`.
    """
    try:
        os.lstat(place)
    except FileNotFoundError:
        return
    yield from _parts(place, is_plan=is_plan)


def _parts(place: Path, *, is_plan: bool = True) -> Iterator[str | bytes]:
    """Give the name of every file at or below a place, and the content of what may be read.

    Args:
        place: a plan, or a folder of policies.
        is_plan: which of them. The hidden names in a plan's folder are no part of it, as ``.git``.

    Raises:
        OSError: one of them is not there, or cannot be known by its content.
    """
    mode = os.lstat(place).st_mode
    if stat.S_ISLNK(mode):
        raise OSError(_NOT_KEPT)
    if stat.S_ISDIR(mode):
        yield from _below(str(place), "", with_hidden=not is_plan)
    else:
        yield from (place.name, _content(str(place)))


def _below(folder: str, name: str, *, with_hidden: bool = True) -> Iterator[str | bytes]:
    with os.scandir(folder) as found:
        counted = (one for one in found if with_hidden or one.name[0] != ".")
        entries = sorted(counted, key=lambda one: one.name)
    for entry in entries:
        path = f"{name}/{entry.name}"
        if entry.is_symlink():  # where it leads is not seen here, nor what changes there
            raise OSError(_NOT_KEPT)
        if entry.is_dir(follow_symlinks=False):
            yield f"{path}/"
            yield from _below(entry.path, path)
        else:
            yield path
            if is_yaml(entry.name):  # of others no more than the name is ever told
                yield _content(entry.path)


def _content(path: str) -> bytes:
    try:
        return read_ordinary(path, is_steady=True)
    except Unreadable:
        raise OSError(_NOT_KEPT) from None


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
    with in_place_of(path, 0o600) as draft:
        draft.write(content)
