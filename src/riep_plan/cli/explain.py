"""``riep rules`` and ``riep explain``: what is checked, and why it matters."""

import json
from typing import Annotated

import typer

from riep_plan.cli import console
from riep_plan.cli.options import one_of
from riep_plan.values.words import nearest

_FORMATS = ("text", "json")
_TEXT, _JSON = _FORMATS


def rules(
    format_: Annotated[
        str, typer.Option("--format", metavar="|".join(_FORMATS), help="How to write the list.")
    ] = _TEXT,
) -> None:
    """List every rule: code, severity, name."""
    from riep_plan.check.catalogue import catalogue

    known = catalogue().values()
    if one_of("format", format_, _FORMATS) == _JSON:
        facts = [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity.value,
                "since": rule.since,
                "waivable": rule.waivable,
            }
            for rule in known
        ]
        console.write(json.dumps(facts, indent=2) + "\n")
        return
    lines = [f"{rule.code}  {rule.severity.value:<8} {rule.name}\n" for rule in known]
    console.write("".join(lines))


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code, such as CAP01.")],
) -> None:
    """Explain a rule: what it checks, why it matters, wrong and right."""
    from riep_plan.check.catalogue import catalogue, explained, has_rule

    known = catalogue()
    by_name = {rule.name: rule.code for rule in known.values()}
    wanted = by_name.get(code.lower(), code.upper())
    if wanted not in known:
        if has_rule(wanted):
            raise console.CommandFailed(
                f"{wanted} is a rule of the organisation's own: it stands in the policy of the "
                f"plan, under own_rules/{wanted}."
            )
        padded = f"{wanted[:-1]}0{wanted[-1:]}"
        meant = padded if padded in known else nearest(wanted, known)
        hint = f"did you mean {meant}?" if meant else "`riep rules` lists them."
        raise console.CommandFailed(f"there is no rule “{code}”; {hint}")
    console.write(explained(wanted))
