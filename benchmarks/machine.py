"""What the figures were measured on: the machine, and the versions of everything that took part."""

import os
import platform
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers import HERE
from riep_plan import __version__
from riep_plan.check.parallel import processors

_NAMED = ("cfn-lint", "check-jsonschema", "yamale", "yamllint")
_GIBIBYTE = 1024**3


def described() -> Iterator[str]:
    """Describe the machine, its Python, and the tools that are compared, a line each."""
    yield f"- {name()}, {platform.system()}"
    yield f"- Python {platform.python_version()}, riep {__version__}"
    pins = dict(line.split(";")[0].strip().split("==") for line in _pins())
    yield "- " + ", ".join(f"{name} {pins[name]}" for name in _NAMED)
    load = getattr(os, "getloadavg", lambda: (0.0,))()[0]
    if load > processors() / 2:
        yield f"- the machine was busy when this began (load {load:.1f}): go by processor time"


def name() -> str:
    """Say what the machine is made of."""
    return f"{_processor()}, {processors()} processors, {_memory()}"


def _pins() -> list[str]:
    lines = (HERE / "peers.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if "==" in line and not line.startswith("#")]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIBIBYTE
    except (ValueError, OSError, AttributeError):
        return "memory unknown"
    return f"{size:.0f} GiB of memory"
