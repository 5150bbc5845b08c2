"""What ``riep validate --fix`` does: the certain repairs of open findings, and plain values."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from riep_plan.findings.finding import Fix, Path
from riep_plan.findings.result import Reported, Result
from riep_plan.source.discover import PlanSite
from riep_plan.source.formatting import Draft, LeftAlone, drafts_of, once
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan
from riep_plan.source.place import Locator


def fixes_of(reported: Iterable[Reported]) -> tuple[Fix, ...]:
    """Give the repairs of findings that are neither waived nor in the baseline.

    Where two findings would have one amount be different things, neither is certain.
    """
    wanted: dict[Path, set[Decimal]] = {}
    for one in reported:
        if one.is_open and one.fix is not None:
            wanted.setdefault(one.fix.at, set()).add(one.fix.becomes)
    return tuple(Fix(at, becomes.pop()) for at, becomes in wanted.items() if len(becomes) == 1)


def repairs(sites: Iterable[PlanSite], result: Result) -> Iterator[Draft | LeftAlone]:
    """Give what the files of plans become, and amounts that cannot be put right, with the reason.

    Files with faults of form stay as they are, and so do all files of a plan whose ``plan.yaml``
    has one: it says what their numbers count.

    Raises:
        OSError: a file can no longer be read.
    """
    yield from once(draft for site in sites for draft in _repaired(load(site), result))


def _repaired(loaded: LoadedPlan, result: Result) -> Iterator[Draft | LeftAlone]:
    if not loaded.has_unit:
        return
    names = {file.name for file in loaded.files}
    fixes = fixes_of(one for one in result.reported if one.place.file in names)
    by_file = _by_file(Locator(loaded), fixes)
    for file in loaded.files:
        if file.is_usable:
            yield from drafts_of(file, by_file.get(file.name, {}), layout=False)


def _by_file(locator: Locator, fixes: Iterable[Fix]) -> Mapping[str, Mapping[Path, Decimal]]:
    found: dict[str, dict[Path, Decimal]] = {}
    for fix in fixes:
        file, within = locator.file_of(fix.at)
        found.setdefault(file.name, {})[within] = fix.becomes
    return found
