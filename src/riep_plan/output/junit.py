"""Findings as JUnit XML: a suite a plan, a failed case a finding, for servers that show tests."""

from xml.etree import ElementTree as ET

from riep_plan.findings.result import Reported, Result
from riep_plan.findings.rule import Severity
from riep_plan.values.words import visible


def render(result: Result) -> str:
    """Give a case for each finding, waived ones as skipped; a run without any has one passed."""
    root = ET.Element("testsuites", name="riep validate")
    plans = list(dict.fromkeys(one.plan for one in result.reported)) or ["plans"]
    for plan in plans:
        cases = [one for one in result.reported if one.plan == plan]
        failed = [one for one in cases if one.is_open]
        suite = ET.SubElement(
            root,
            "testsuite",
            name=visible(plan),
            tests=str(len(cases) or 1),
            failures=str(len(failed)),
            errors="0",
            skipped=str(len(cases) - len(failed)),
        )
        for one in cases:
            _case(suite, one)
        if not cases:
            ET.SubElement(suite, "testcase", classname="riep", name="No findings")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ET.Element, one: Reported) -> None:
    line = f":{one.place.span.line}" if one.place.span else ""
    case = ET.SubElement(
        suite,
        "testcase",
        classname=one.rule.code,
        name=visible(f"{one.rule.name} {one.place.file}{line} {one.place.pointer}"),
    )
    message = visible(one.message)
    if one.waiver is not None:
        ET.SubElement(case, "skipped", message=visible(f"Waived: {one.waiver.reason}"))
    elif one.in_baseline:
        ET.SubElement(case, "skipped", message="In the baseline.")
    else:
        kind = "failure" if one.rule.severity is Severity.ERROR else one.rule.severity.value
        failure = ET.SubElement(case, "failure", message=message, type=kind)
        failure.text = visible(one.help)
