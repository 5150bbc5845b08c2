"""``make bench``: every target of speed, measured in one run beside riep's peers, as one table.

python -m benchmarks [--quick] [--judge processor] [--markdown docs/benchmarks.md]
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine, misses, scale, table
from benchmarks.bench import Bench, Effort
from benchmarks.corpus import Corpus
from benchmarks.measure import Run, least_memory
from benchmarks.peers import PLACE, Absent, Peer, peers
from benchmarks.sections import cold, documents, growth, review, throughput, where
from benchmarks.targets import Judge, Section

_ABOUT = """# Benchmarks

What riep takes beside other tools, on the same files in the same run: every run starts its
processes anew, what is compared runs by turns, and each figure is the median. “By the clock” is
what somebody waits for; “by processors” counts the work of every process, and hardly depends on
what else a machine does. This page is written by `make bench`, not by hand.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print."""
    asked = _parser().parse_args(arguments)
    begun = time.perf_counter()
    found = list(peers(asked.peers))
    effort = Effort(runs=asked.runs)
    if asked.quick:
        effort = replace(effort, most=0)
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        bench = Bench(Corpus(Path(folder)), effort, found)
        sections = list(measured(bench))
        _tell(sections, found, asked, time.perf_counter() - begun)
        with _said("clearing up"):  # nobody has to wait for it
            bench.corpus.clear()


def _tell(
    sections: Sequence[Section],
    found: Sequence[Peer | Absent],
    asked: argparse.Namespace,
    took: float,
) -> None:
    """Print what was measured, and write the pages that are asked for."""
    judge = Judge(asked.judge)
    for line in page(sections, found, judge, took, table.text):
        print(line, flush=True)  # noqa: T201  the command's answer
    if asked.markdown:
        lines = page(sections, found, judge, took, table.markdown)
        asked.markdown.write_text(f"{_ABOUT}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    grown = next((one.grown for one in sections if one.grown), None)
    if asked.scale and grown:
        scale.write_into(asked.scale, grown, f"{_today()}, {machine.name()}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out 20,000 plans, of 2.5 GB")
    parser.add_argument("--runs", type=int, default=3, help="how often what takes long is run")
    parser.add_argument("--judge", choices=[one.value for one in Judge], default="wall")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write it as Markdown too")
    parser.add_argument("--scale", type=_page, metavar="FILE", help="renew docs/scale.md's figures")
    parser.add_argument("--folder", type=Path, help="where plans are made, for the time")
    parser.add_argument("--peers", type=Path, default=PLACE, help="where the peers are installed")
    return parser


def _page(name: str) -> Path:
    """Take a page that is there: to be told otherwise after minutes of measuring is late."""
    if not Path(name).is_file():
        raise argparse.ArgumentTypeError(f"there is no page {name} to renew")
    return Path(name)


def measured(bench: Bench) -> Iterator[Section]:
    """Measure one thing after the other, and say on the way how far that is."""
    steps = (
        ("cold start", cold.cold_start),
        ("throughput", throughput.throughput),
        ("unchanged plans", throughput.unchanged),
        ("growth with projects", growth.projects),
        ("growth with findings", growth.findings),
        ("reports", documents.reports),
        ("reports of large plans", documents.growth),
        ("the review of a branch", review.review),
    )
    known: dict[str, Run] = {}
    for name, step in steps:
        with _said(f"measuring {name}"):
            section = step(bench)
        known.update(section.runs)
        yield section
    with _said("measuring growth with plans"):
        section = growth.plans(bench, known)
    yield section
    with _said("measuring where the time goes"):
        sections = where.a_start(bench), where.a_plan(bench)
    yield from sections


@contextmanager
def _said(what: str) -> Iterator[None]:
    """Say what is done, and then how long that took: somebody waits for minutes."""
    print(f"{what}…", end=" ", file=sys.stderr, flush=True)  # noqa: T201
    begun = time.perf_counter()
    yield
    print(f"{time.perf_counter() - begun:.0f} s", file=sys.stderr)  # noqa: T201


def page(
    sections: Sequence[Section],
    found: Sequence[Peer | Absent],
    judge: Judge,
    took: float,
    write: table.Writer,
) -> Iterator[str]:
    """Write what was measured: the machine, the targets, and then each run."""
    yield f"Measured on {_today()} in {took / 60:.1f} minutes:"
    yield ""
    yield from machine.described()
    yield ""
    yield from table.targets(sections, judge, write)
    yield ""
    if missed := list(misses.explained(sections, judge)):
        yield from ("What was missed, and what the profiles below say of it:", "", *missed, "")
    yield f"Judged {_JUDGED[judge]}. What is compared does not check the same:"
    yield ""
    yield from table.peers(found)
    yield ""
    least = f"{least_memory():.0f} MiB"
    yield f"Memory is that of the largest process; less than {least} cannot be told."
    for section in sections:
        yield f"\n## {section.title}\n"
        yield from table.runs(section, write)


def _today() -> str:
    now = datetime.now(tz=UTC)
    return f"{now.day} {now:%B %Y}"


_JUDGED = {Judge.WALL: "by the clock", Judge.PROCESSOR: "by processor time"}


if __name__ == "__main__":
    main()
