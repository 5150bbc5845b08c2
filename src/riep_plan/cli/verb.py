"""Verbs of the command: how they take their words, and what is said of words that are wrong.

Typer says it in three lines and in a programmer's words; riep says it in one, as all else.
"""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import typer
from typer.core import TyperCommand, TyperGroup

from riep_plan.cli.console import CommandFailed
from riep_plan.values.words import nearest, visible


class Parameter(Protocol):
    """What is asked here of an option or an argument; the class of it is Typer's own matter."""

    name: str
    opts: list[str]
    secondary_opts: list[str]
    metavar: str | None
    multiple: bool

    @property
    def param_type_name(self) -> str:
        """Which of both it is."""


class Page(Protocol):
    """What help is written on."""

    def section(self, name: str) -> AbstractContextManager[None]:
        """Put what is written next under a heading."""

    def write_dl(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write words, each with what it means."""


class Verb(TyperCommand):
    """A verb, which refuses what would be passed over, and makes nothing of its words for a shell.

    Refused are a second value of an option that takes one, words that are empty, and words too
    many. While the shell completes a word, Typer would load Pydantic to make paths and dates of the
    others, for nobody; and somebody waits.
    """

    #: What is too much is refused here.
    allow_extra_args = True

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # typer's own name for it is private
        """Take the words of one call.

        Raises:
            CommandFailed: it cannot be called so.
        """
        if ctx.resilient_parsing:
            return self._taken(ctx, args)
        with _in_own_words(ctx):
            typed, _, given = self.make_parser(ctx).parse_args(args=[*args])
            if not self.hidden:  # those are for git, which chooses its words itself
                _refuse_silence(ctx, given, typed)
            rest = super().parse_args(ctx, args)
        if rest:
            path = ctx.command_path
            raise CommandFailed(
                f"`{path}` has no use for “{visible(rest[0])}”; `{path} --help` says what it takes."
            )
        return rest

    def _taken(self, ctx: typer.Context, args: list[str]) -> list[str]:
        typed, ctx.args, _ = self.make_parser(ctx).parse_args(args=args)
        for one in self.get_params(ctx):
            ctx.params[one.name], source = one.consume_value(ctx, typed)
            ctx.set_parameter_source(one.name, source)
        return ctx.args

    def format_options(self, ctx: typer.Context, formatter: Page) -> None:  # type: ignore[override]  # typer's own name for it is private
        """Write what it takes; Typer would tell readers what Python calls an argument's type."""
        arguments, options = list[tuple[str, str]](), list[tuple[str, str]]()
        for one in self.get_params(ctx):
            if (record := one.get_help_record(ctx)) is None:
                continue
            if one.param_type_name == "argument":
                arguments.append((_name(one), record[1]))
            else:
                options.append(record)
        for title, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class VerbGroup(TyperGroup):
    """What a verb follows: the command itself, or a word of it such as ``git``."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # typer's own name for it is private
        """Take the words before the verb.

        Raises:
            CommandFailed: there is no such option.
        """
        with _in_own_words(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: typer.Context, args: list[str]):  # type: ignore[override, no-untyped-def]  # noqa: ANN201  what it gives is Typer's own
        """Find the verb.

        Raises:
            CommandFailed: there is none of that name.
        """
        if args[0] not in self.commands and not ctx.resilient_parsing:
            path = ctx.command_path
            known = [name for name, one in self.commands.items() if not one.hidden]
            meant = nearest(args[0].lower(), known)
            hint = f"did you mean `{path} {meant}`?" if meant else f"`{path} --help` lists them."
            raise CommandFailed(f"there is no command “{visible(args[0])}”; {hint}")
        return super().resolve_command(ctx, args)


@contextlib.contextmanager
def _in_own_words(ctx: typer.Context) -> Iterator[None]:
    """Say in one line what Typer says of words that it cannot take.

    Raises:
        CommandFailed: in place of what Typer raises.
    """
    try:
        yield
    except Exception as error:
        # These classes are Typer's own matter; their names have not changed since Click had them.
        match type(error).__name__:
            case "NoSuchOption":
                said = _no_option(ctx, vars(error)["option_name"])
            case "BadOptionUsage":
                said = _badly_given(ctx, vars(error)["option_name"])
            case "MissingParameter":
                said = _missing(ctx, vars(error)["param"])
            case _:
                raise
        raise CommandFailed(said) from None


def _no_option(ctx: typer.Context, name: str) -> str:
    path = ctx.command_path
    meant = nearest(name, _options(ctx))
    hint = f"did you mean {meant}?" if meant else f"`{path} --help` lists them."
    return f"`{path}` has no option {visible(name)}; {hint}"


def _badly_given(ctx: typer.Context, name: str) -> str:
    """Speak of an option that lacks a value, or of a switch that was given one."""
    option = _options(ctx)[name]
    if option.metavar is None:
        return f"{name} takes no value: it stands alone."
    return _no_value(option, name)


def _no_value(option: Parameter, name: str) -> str:
    return f"{name} needs a value: {name} {option.metavar}."


def _missing(ctx: typer.Context, parameter: Parameter) -> str:
    path, needed = ctx.command_path, _name(parameter)
    if parameter.param_type_name == "option":
        needed = f"{parameter.opts[0]} {needed}"
    return f"`{path}` needs {needed}; `{path} --help` says more."


def _name(parameter: Parameter) -> str:
    """Give what stands for its value."""
    return parameter.metavar or parameter.opts[0]


def _options(ctx: typer.Context) -> dict[str, Parameter]:
    """Give what may be given here as an option, by each of its names."""
    return {
        name: one
        for one in ctx.command.get_params(ctx)
        if one.param_type_name == "option"
        for name in (*one.opts, *one.secondary_opts)
    }


def _refuse_silence(
    ctx: typer.Context, given: Iterable[Parameter], typed: Mapping[str, object]
) -> None:
    """Refuse what would be passed over in silence: one of two values, or an empty one."""
    for one, times in Counter(given).items():
        if one.metavar is None:  # a switch
            continue
        is_option = one.param_type_name == "option"
        if is_option and not one.multiple and times > 1:
            raise CommandFailed(f"{one.opts[0]} is given more than once: it takes one value.")
        if "" not in _words(typed[one.name]):
            continue
        if is_option:
            raise CommandFailed(_no_value(one, one.opts[0]))
        path = ctx.command_path
        raise CommandFailed(
            f"`{path}` is given an empty {one.metavar}; `{path} --help` says what it takes."
        )


def _words(typed: object) -> Sequence[object]:
    """Give the words that were typed for an option or an argument, one or several."""
    return typed if isinstance(typed, list | tuple) else (typed,)
