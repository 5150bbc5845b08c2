"""The closing line of a run."""

from riep_plan.findings.result import Result
from riep_plan.findings.rule import Severity
from riep_plan.values.words import count, listed

NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


def summary_of(result: Result) -> str:
    """Say what was found, in one line, such as ``2 errors, 1 waived in 1 plan (12 files)``."""
    found = [count(number, NOUNS[severity]) for severity, number in result.counts.items() if number]
    said = listed(found) if found else "No findings"
    if result.waived:
        said += f", {len(result.waived):,} waived"
    if result.has_baseline:
        said += f", {len(result.known):,} in the baseline"
    if result.unread:
        said += f", {count(result.unread, 'file')} not read"
    closing = f"{said} in {count(result.plans, 'plan')} ({count(result.files, 'file')})."
    if not result.off:
        return closing
    verb = "is" if len(result.off) == 1 else "are"
    families = listed(sorted({code[:3] for code in result.off}))
    return f"{closing} {count(len(result.off), 'rule')} of {families} {verb} off by policy."
