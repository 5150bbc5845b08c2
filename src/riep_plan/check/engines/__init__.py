"""Engines: plans checked on other machines, each by the function that checks it on this one.

``riep validate --engine dask://host:port`` hands ``check_plan`` to an engine that is there already,
and puts together what comes back. An engine has a module of its own here, which alone knows the
package that speaks to it.
"""

import re
from collections.abc import Callable, Sequence

from riep_plan.check.run import Options, PlanResult
from riep_plan.source.discover import PlanSite
from riep_plan.values.refusal import Refused
from riep_plan.values.words import visible

_ADDRESS = re.compile(r"dask://(?P<host>[\w.-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>\d{1,5})")
_LAST_PORT = 65_535


def results_from(
    engine: str,
    sites: Sequence[PlanSite],
    options: Options,
    tick: Callable[[], None] = lambda: None,
) -> list[PlanResult]:
    """Check plans on an engine, and give what was found in each, in order.

    Args:
        engine: where it is: ``dask://host:port`` is a scheduler of Dask.
        sites: where the plans are; the machines that check them read the same files.
        options: what to check.
        tick: is called for each plan that is checked.

    Raises:
        Refused: there is no such engine, it cannot be used, or it failed.
    """
    match = _ADDRESS.fullmatch(engine)
    if match is None or not 0 < int(match["port"]) <= _LAST_PORT:
        raise Refused(f"there is no engine {visible(engine)}", "Write dask://host:port.")
    try:
        from riep_plan.check.engines import dask  # noqa: PLC0415  an extra, and slow to load
    except ModuleNotFoundError as error:
        if error.name not in {"dask", "distributed"}:
            raise
        raise Refused(
            "--engine needs Dask's distributed, which is not installed",
            'Install it: pip install "riep-plan[dask]".',
        ) from None
    return dask.results(f"{match['host']}:{match['port']}", sites, options, tick)
