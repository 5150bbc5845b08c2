"""Rules of installed packages: those of the group ``riep_plan.rules``, and of no other place.

A package counts when it is installed in this Python's own folders of packages. The folder that
riep is run in, and what stands in ``PYTHONPATH``, are never looked at: the files of a pull request
that is being checked run nothing. docs/own-rules.md tells how a package is made.
"""

import importlib
import site
import sys
import sysconfig
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registered import RegisteredRule
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.words import shortened

GROUP = "riep_plan.rules"
#: A fault of what is installed, not of a plan.
RULES_NOT_LOADED = Rule("ENG02", "rules-not-loaded", Severity.ERROR, since="0.4.0", waivable=False)
#: Families of codes that are not rules over plans, beside those of riep's own rules.
RESERVED = frozenset({"BAS", "CHG", "ENG", "FRM", "ORG", "POL", "WVR"})
_CODE = lazy_pattern(r"[A-Z]{3}\d\d")
_REASON_WIDTH = 200


@dataclass(frozen=True, slots=True)
class Installed:
    """What installed packages bring.

    Attributes:
        rules: their rules, in order of package and code.
        pages: each rule's page, by its code.
        faults: for each package whose rules were not loaded, why.
    """

    rules: tuple[RegisteredRule, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


class _NotLoaded(Exception):
    """Why the rules of a package are not used."""


def package_folders() -> tuple[Path, ...]:
    """Give the folders of packages of this Python, and of its user where they count."""
    found = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    if site.ENABLE_USER_SITE:
        found.append(site.getusersitepackages())
    return tuple(Path(one) for one in dict.fromkeys(found))


def load_installed(folders: Sequence[Path], families: Collection[str]) -> Installed:
    """Load the rules of every package in these folders that has some.

    Args:
        folders: where packages are installed.
        families: the families of riep's own rules, which no package may add to.
    """
    rules: list[RegisteredRule] = []
    pages: dict[str, str] = {}
    faults: list[str] = []
    for package, modules in _packages(folders):
        try:
            brought = [one for name in modules for one in _rules_of(name)]
            _refuse_codes(brought, {*families, *RESERVED}, set(pages))
            pages |= {one.facts.code: _page(one, module) for one, module in brought}
        except _NotLoaded as fault:
            faults.append(f"The rules of the package {package} were not loaded: {fault}.")
            continue
        rules += [one for one, _ in brought]
    return Installed(tuple(rules), pages, tuple(faults))


def _packages(folders: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    """Give each package that names rules, and what it names.

    The files are looked into before Python's own reader of packages is loaded: most
    installations have no such package, and pay a millisecond to know it.
    """
    for folder in folders:
        for file in sorted(folder.glob("*.dist-info/entry_points.txt")):
            if f"[{GROUP}]" in _text(file):
                yield _read(file.parent)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _read(folder: Path) -> tuple[str, list[str]]:
    from importlib.metadata import PathDistribution  # noqa: PLC0415  only where there is something

    package = PathDistribution(folder)
    points = [one.value for one in package.entry_points if one.group == GROUP]
    return f"{package.name} {package.version}", points


def _rules_of(point: str) -> list[tuple[RegisteredRule, ModuleType]]:
    """Give the rules of a module, or the one that is named after a colon, with their module."""
    name, _, wanted = (part.strip() for part in point.partition(":"))
    try:
        with _without_current_folder():
            module = importlib.import_module(name)
        found = [getattr(module, wanted)] if wanted else list(vars(module).values())
    except (Exception, SystemExit) as error:  # noqa: BLE001  whatever a package does, riep goes on
        reason = shortened(f"{type(error).__name__}: {error}", _REASON_WIDTH)
        raise _NotLoaded(f"{name} cannot be imported ({reason})") from None
    rules = [one for one in found if isinstance(one, RegisteredRule)]
    if not rules:
        raise _NotLoaded(f"there is no rule at {point}")
    return [(one, module) for one in sorted(rules, key=lambda one: one.facts.code)]


@contextmanager
def _without_current_folder() -> Iterator[None]:
    """Keep modules of the folder that riep is run in from standing in for those of packages."""
    kept, here = list(sys.path), Path.cwd().resolve()
    sys.path[:] = [one for one in kept if one and Path(one).resolve() != here]
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path[:] = kept


def _refuse_codes(
    brought: Sequence[tuple[RegisteredRule, ModuleType]], families: Collection[str], known: set[str]
) -> None:
    for one, _ in brought:
        code = one.facts.code
        if not _CODE.fullmatch(code):
            raise _NotLoaded(f"{code} is not a code: three capitals and two digits")
        if one.facts.family in families:
            raise _NotLoaded(f"{code} is of the family {one.facts.family}, which is riep's own")
        if code in known:
            raise _NotLoaded(f"there is a rule {code} already")
        known.add(code)


def _page(one: RegisteredRule, module: ModuleType) -> str:
    file = Path(module.__file__ or "").parent / "pages" / f"{one.facts.code}.md"
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise _NotLoaded(f"there is no page pages/{one.facts.code}.md beside its module") from None
