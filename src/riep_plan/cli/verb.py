"""A verb of the command, and how it takes its words while one of them is being completed."""

import typer
from typer.core import TyperCommand


class Verb(TyperCommand):
    """A verb that makes nothing of its words while the shell completes one of them.

    Typer would load Pydantic to make paths and dates of them, for nobody; and somebody waits.
    """

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # typer's own name for it is private
        """Take the words of one call."""
        if not ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        typed, ctx.args, _ = self.make_parser(ctx).parse_args(args=args)
        for one in self.get_params(ctx):
            ctx.params[one.name], source = one.consume_value(ctx, typed)
            ctx.set_parameter_source(one.name, source)
        return ctx.args
