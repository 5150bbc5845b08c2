"""What was missed, by how much, and what the profiles of the same run say of it."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.targets import Judge, Section, Target

_NAMED = 4
_SHOWN = 0.01


def explained(sections: Sequence[Section], judge: Judge) -> Iterator[str]:
    """Write a line for each target that was missed."""
    profiles = {section.title: section.shares for section in sections if section.shares}
    for section in sections:
        for target in section.targets:
            if target.is_met(judge) is False:
                yield f"- {_missed(target)} {_told(target, profiles)}".rstrip()


def _missed(target: Target) -> str:
    short = target.short_of()
    if not short:
        return f"{target.what}."
    share = 1 - 1 / short
    shown = f"{share:.0%}" if share >= _SHOWN else "a little"
    return f"{target.what}: riep would have to take {shown} less."


def _told(target: Target, profiles: Mapping[str, Mapping[str, float]]) -> str:
    shares = profiles.get(target.told_by)
    if not shares:
        return ""
    whole = sum(shares.values())
    most = sorted(shares, key=lambda name: -shares[name])[:_NAMED]
    named = ", ".join(f"{name} {shares[name] / whole:.0%}" for name in most)
    return f"Of {whole:,.1f} ms of the processor ({target.told_by}): {named}."
