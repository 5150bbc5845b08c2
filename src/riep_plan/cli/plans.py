"""The PATH arguments of several verbs: which plans they mean."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from riep_plan.cli.console import CommandFailed
from riep_plan.source.discover import PlanSite, find_plans
from riep_plan.values.words import listed, visible

if TYPE_CHECKING:
    from riep_plan.check import Options
    from riep_plan.check.cache import Cache
    from riep_plan.model import Plan
    from riep_plan.source.loaded import LoadedPlan

DEFAULT = Path("plans")
#: The folder of riep among those that programs keep for a user.
_OWN = "riep"


def sites_of(paths: Sequence[Path] | None) -> list[PlanSite]:
    """Give every plan under the paths, each once, in the order of the paths.

    Raises:
        CommandFailed: a path does not exist or cannot be looked at, or no plan is there.
    """
    found = list(_once(_sites(paths or [DEFAULT])))
    if not found:
        where = ", ".join(str(path) for path in paths or [DEFAULT])
        raise CommandFailed(
            f"there is no plan under {visible(where)}: a plan is a folder with a plan.yaml, or a "
            "YAML file that opens with `riep: 1`."
        )
    return found


def site_of(path: Path | None) -> PlanSite:
    """Give the one plan that is meant: at a path, or in the usual place.

    Raises:
        CommandFailed: there is none, or there are several.
    """
    sites = sites_of([path] if path else None)
    if len(sites) > 1:
        raise CommandFailed(
            f"there are {len(sites)} plans here; name one: "
            f"{visible(listed([site.id for site in sites], 'or'))}."
        )
    return sites[0]


def plan_in(loaded: "LoadedPlan") -> "Plan":
    """Give the plan that was read, for what needs all of it.

    Raises:
        CommandFailed: one of its files cannot be used.
    """
    if loaded.unread:
        raise CommandFailed(loaded.unread[0])
    if loaded.plan is None or not loaded.complete:
        raise CommandFailed(
            f"{loaded.id} has files that cannot be used; `riep validate` says what is wrong."
        )
    return loaded.plan


def no_quarter(plan_id: str, quarter: str, quarters: Collection[str]) -> CommandFailed:
    """Give what refuses a quarter that a plan does not have."""
    has = f"its quarters are {listed(list(quarters))}" if quarters else "its calendar has none"
    return CommandFailed(f"{plan_id} has no {quarter}; {has}.")


def _sites(paths: Iterable[Path]) -> Iterator[PlanSite]:
    for path in paths:
        shown = visible(str(path))
        try:
            yield from find_plans(_meant(path))
        except FileNotFoundError:
            hint = " (the folder where plans are looked for)" if path == DEFAULT else ""
            raise CommandFailed(f"there is no file or folder {shown}{hint}.") from None
        except (OSError, ValueError, RuntimeError) as error:  # the last: a link to itself
            reason = getattr(error, "strerror", None) or str(error)
            raise CommandFailed(f"{shown} cannot be read: {reason}.") from None


def _meant(path: Path) -> Path:
    """Give a path that is there; the id alone of a plan in the usual place means that plan.

    Raises:
        FileNotFoundError: neither is there.
    """
    try:
        path.stat()
    except FileNotFoundError:
        if len(path.parts) == 1:
            for usual in (DEFAULT / path, DEFAULT / f"{path}.yaml"):
                if usual.exists():
                    return usual
        raise
    return path


def _once(sites: Iterable[PlanSite]) -> Iterator[PlanSite]:
    seen = set()
    for site in sites:
        real = site.root.resolve()
        if real not in seen:
            seen.add(real)
            yield site


def cache_for(sites: Sequence[PlanSite], options: "Options") -> "Cache | None":
    """Give where findings are kept: RIEP_CACHE_DIR, or else among what the user's programs keep.

    One plan alone is checked about as fast as it is looked up, and leaves no folder behind.
    """
    from riep_plan.check.cache import Cache

    folder = _cache_folder()
    return Cache(folder, options) if folder is not None and len(sites) > 1 else None


def _cache_folder() -> Path | None:
    """Find a folder that is the user's own; None where the user has none.

    It is never beside the plans: a stranger's branch could bring one there, which says that
    nothing is wrong, or which leads to a folder elsewhere.
    """
    if told := os.environ.get("RIEP_CACHE_DIR"):
        return Path(told)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if (base := Path(os.environ.get(name, ""))).is_absolute():
            return base / _OWN
    try:
        return Path.home() / ".cache" / _OWN
    except RuntimeError:  # nobody's home
        return None
