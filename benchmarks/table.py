"""What was measured as tables: for a terminal, or as Markdown for docs/benchmarks.md."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.measure import Run
from benchmarks.peers import Absent, Peer
from benchmarks.targets import Judge, Section, Target

Row = Sequence[str]
Writer = Callable[[Sequence[Row]], Iterator[str]]
_TARGETS = ("target", "asked", "by the clock", "by processors", "met")
_RUNS = ("what", "clock", "processors", "memory")
_SHARES = ("what", "processors", "share")
_SHORT_TIME = 10
_MANY = 10


def text(rows: Sequence[Row]) -> Iterator[str]:
    """Write rows in columns; where the first is long, the others stand on the next line."""
    widths = [max(len(row[at]) for row in rows) for at in range(1, len(rows[0]))]
    for row in rows:
        cells = "  ".join(cell.rjust(width) for cell, width in zip(row[1:], widths, strict=True))
        room = 78 - len(cells)
        if len(row[0]) <= room:
            yield f"{row[0]:{room}}  {cells}".rstrip()
        else:
            yield row[0]
            yield f"{'':{room}}  {cells}".rstrip()


def markdown(rows: Sequence[Row]) -> Iterator[str]:
    """Write rows as a table of Markdown."""
    head, *rest = rows
    yield f"| {' | '.join(head)} |"
    yield "|---|" + "---:|" * (len(head) - 1)
    for row in rest:
        yield f"| {' | '.join(cell.replace('|', '∣') for cell in row)} |"


def targets(sections: Iterable[Section], judge: Judge, write: Writer) -> Iterator[str]:
    """Write every target with what was reached, and then why some could not be measured."""
    found = [one for section in sections for one in section.targets]
    yield from write([_TARGETS, *(_target(one, judge) for one in found)])
    missing = [one for one in found if one.wall is None]
    if missing:
        yield ""
        yield from (f"- not measured: {one.what}: {one.why_not}" for one in missing)


def _target(one: Target, judge: Judge) -> Row:
    met = {True: "yes", False: "no", None: "?"}[one.is_met(judge)]
    asked = f"{one.sense.value} {one.limit:g}{one.unit}"
    return one.what, asked, _figure(one.wall, one.unit), _figure(one.processor, one.unit), met


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}{unit}" if value >= _MANY * _MANY else f"{value:.2f}{unit}"


def runs(section: Section, write: Writer) -> Iterator[str]:
    """Write what each run of a section took, with what there is to know about it."""
    yield from shares(section, write)
    if section.runs:
        rows = (_run(name, run) for name, run in section.runs.items())
        yield from write([_RUNS, *rows])
    told = [
        *section.notes,
        *(f"{name}: not measured: {why}" for name, why in section.faults.items()),
    ]
    if told:
        yield ""
        yield from (f"- {line}" for line in told)


def shares(section: Section, write: Writer) -> Iterator[str]:
    """Write what time was spent on, and how much of the whole that is."""
    if section.shares:
        whole = sum(section.shares.values())
        rows = [
            (name, _milli(took), f"{took / whole:.0%}") for name, took in section.shares.items()
        ]
        yield from write([_SHARES, *rows, ("together", _milli(whole), "100%")])


def _milli(took: float) -> str:
    return f"{took:,.2f} ms"


def _run(name: str, run: Run) -> Row:
    return name, _seconds(run.wall), _seconds(run.processor), f"{run.memory:,.0f} MiB"


def _seconds(value: float) -> str:
    return f"{value:.3f} s" if value < _SHORT_TIME else f"{value:,.1f} s"


def peers(found: Iterable[Peer | Absent]) -> Iterator[str]:
    """Say of each peer what it does and does not check, or why it is not there."""
    for one in found:
        if isinstance(one, Absent):
            yield f"- {one.name} was not measured: {one.why}."
        else:
            yield f"- {one.name} {one.tells}."
