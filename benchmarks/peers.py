"""The tools that riep is measured beside: installed by the benchmark, in a folder of their own.

Each is given riep's own schemas, each file of a plan against the one that it follows. None of them
does what riep does; what each leaves out is said beside its figures.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.yamale_schema import translated

HERE = Path(__file__).parent
SCHEMAS = HERE.parent / "schemas"
PLACE = HERE / ".peers"
#: The schemas by the files of a plan that follow them, as patterns below the plan's folder.
FOLLOWED = {
    "plan": "plan.yaml",
    "policy": "policy.yaml",
    "project": "projects/*.yaml",
    "returns": "returns/*.yaml",
    "return": "returns/*/*.yaml",
}
#: riep's own habits, where yamllint has others that have nothing to do with being right.
_LINTED = (
    "{extends: default, rules: {line-length: {max: 200}, truthy: {check-keys: false}, "
    "document-start: disable}}"
)
Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool to compare with.

    Attributes:
        name: what it is called.
        tells: what it checks, and what it leaves out, as the rest of a sentence.
        start: a command that does nothing but start it.
        on_plans: the commands that check plans' folders, which stand in one folder.
        is_slow: it is measured on a sample, and its time per plan is what counts.
    """

    name: str
    tells: str
    start: Command
    on_plans: Callable[[Sequence[Path]], list[Command]]
    is_slow: bool = True


@dataclass(frozen=True, slots=True)
class Absent:
    """A tool that is not there, and why."""

    name: str
    why: str


def peers(place: Path = PLACE) -> Iterator[Peer | Absent]:
    """Give every tool, installed where it is not yet; one that cannot be, with the reason."""
    names = ["check-jsonschema", "yamllint", "yamale", "cfn-lint"]
    fault = _installed(place, [HERE / "peers.txt"], _install_python)
    makers = (_check_jsonschema, _yamllint, _yamale, _cfn_lint)
    if fault:
        yield from (Absent(name, fault) for name in names)
    else:
        yield from (maker(place / "venv" / "bin") for maker in makers)
    fault = _installed(place, [HERE / "package.json", HERE / "package-lock.json"], _install_node)
    yield Absent("ajv-cli", fault) if fault else _ajv(place / "node_modules" / ".bin" / "ajv")


def _installed(place: Path, pins: Sequence[Path], install: Callable[[Path], None]) -> str:
    """Install what some files pin, once; give why that cannot be done, or nothing."""
    stamp = place / f"{pins[0].name}.ready"
    wanted = hashlib.sha256(b"".join(pin.read_bytes() for pin in pins)).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return ""
    place.mkdir(parents=True, exist_ok=True)
    for pin in pins:
        shutil.copy(pin, place)
    try:
        install(place)
    except FileNotFoundError as error:
        return f"{error.filename} is not on this machine"
    except subprocess.CalledProcessError as error:
        said = [line for line in error.stderr.decode(errors="replace").splitlines() if line.strip()]
        return f"it could not be installed: {said[-1].strip() if said else error}"
    stamp.write_text(wanted, encoding="ascii")
    return ""


def _install_python(place: Path) -> None:
    _quietly([sys.executable, "-m", "venv", "--clear", str(place / "venv")], place)
    pip = place / "venv" / "bin" / "pip"
    _quietly([str(pip), "install", "--quiet", "--no-deps", "-r", "peers.txt"], place)


def _install_node(place: Path) -> None:
    _quietly(["npm", "ci", "--silent", "--ignore-scripts"], place)


def _quietly(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _files(plans: Sequence[Path], pattern: str) -> list[str]:
    """Give the files of plans that follow a schema, from the folder in which the plans stand."""
    return [
        file.relative_to(plan.parent).as_posix()
        for plan in plans
        for file in sorted(plan.glob(pattern))
    ]


def _schema(name: str) -> str:
    return str(SCHEMAS / f"{name}.schema.json")


def _by_schema(
    plans: Sequence[Path], command: Callable[[str, str], Command], *, files: bool = True
) -> list[Command]:
    """Give a command for each schema that has files, with those files as its last arguments."""
    found = ((name, _files(plans, pattern)) for name, pattern in FOLLOWED.items())
    return [
        (*command(name, FOLLOWED[name]), *(given if files else ()))
        for name, given in found
        if given
    ]


def _check_jsonschema(bin_: Path) -> Peer:
    tool = str(bin_ / "check-jsonschema")

    def on_plans(plans: Sequence[Path]) -> list[Command]:
        return _by_schema(plans, lambda name, _: (tool, "--schemafile", _schema(name)))

    tells = (
        "checks each file against its schema: no sums, no dates against each other, no names that "
        "lead nowhere, and none of the other rules"
    )
    return Peer("check-jsonschema", tells, (tool, "--version"), on_plans)


def _yamllint(bin_: Path) -> Peer:
    tool = str(bin_ / "yamllint")

    def on_plans(plans: Sequence[Path]) -> list[Command]:
        return [(tool, "-d", _LINTED, *(plan.name for plan in plans))]

    tells = "looks at spaces, lines and keys that stand twice: at nothing that a plan says"
    return Peer("yamllint", tells, (tool, "--version"), on_plans)


def _yamale(bin_: Path) -> Peer:
    """Let it read with ruamel.yaml: by its usual reader the key `on` is another word for true."""
    tool = str(bin_ / "yamale")
    schemas = bin_.parent.parent / "yamale"

    def on_plans(plans: Sequence[Path]) -> list[Command]:
        schemas.mkdir(exist_ok=True)
        for name in FOLLOWED:
            schema = json.loads(Path(_schema(name)).read_bytes())
            (schemas / f"{name}.yaml").write_text(translated(schema), encoding="utf-8")
        read = (tool, "-n", "2", "-p", "ruamel")
        return _by_schema(plans, lambda name, _: (*read, "-s", str(schemas / f"{name}.yaml")))

    tells = (
        "checks each file against what of the schemas it has words for (not what keys look like), "
        "and none of the rules; it reads with ruamel.yaml, as PyYAML takes the key `on` for true"
    )
    return Peer("yamale", tells, (tool, "--version"), on_plans)


def _cfn_lint(bin_: Path) -> Peer:
    """A linter of the same kind for another language: it cannot read plans, but it starts."""
    tool = str(bin_ / "cfn-lint")
    return Peer(
        "cfn-lint",
        "is a linter for another language: only its start is measured",
        (tool, "--version"),
        lambda _: [],
    )


def _ajv(tool: Path) -> Peer:
    habits = ("validate", "--spec=draft2020", "--strict=false", "-c", "ajv-formats")

    def on_plans(plans: Sequence[Path]) -> list[Command]:
        return _by_schema(
            plans,
            lambda name, pattern: (str(tool), *habits, "-s", _schema(name), "-d", f"*/{pattern}"),
            files=False,
        )

    start = (str(tool), "help")
    return Peer("ajv-cli", "checks what check-jsonschema checks", start, on_plans, is_slow=False)
