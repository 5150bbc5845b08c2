"""A plan that tries everything, and what a document made of it must not hold."""

from html.parser import HTMLParser
from textwrap import indent

from tests.cli.running import Files

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "style": "</style></title><svg onload=alert(2)>",
    "quotes": "\"'><img src=x onerror=alert(3)>",
    "entity": "&lt;b&gt; &amp; &#x3C;i&#x3E;",
    "link": "[click](javascript:alert(4))",
    "image": "![pixel](http://evil.example/p.png)",
    "reference": "[ref]: http://evil.example/r",
    "autolink": "<http://evil.example/a>",
    "pipes": "| a | b |",
    "template": "{{ 7*7 }} {% raw %} {# gone #}",
    "heading": "# Approved by the board",
    "rule": "---",
    "code": "`` ` ``",
    "fence": "```",
    "strike": "~~cut~~ **bold** _leant_",
    "break": "one\\",
    "workflow": "::error file=x::y",
    "markup": "[bold red]loud[/bold red] [link=http://evil.example]x[/link]",
    "comment": "<!-- hidden",
}


def hostile_plan(attack: str) -> Files:
    """A sound plan in which every text is the attack."""
    quoted = "'" + attack.replace("'", "''") + "'"
    block = "|\n" + indent(f"{attack}\n\nSecond paragraph.\n\n- {attack}\n- item\n", " " * 4)
    plan = f"""\
riep: 1
kind: delivery-plan
title: {quoted}
partnership: {quoted}
programme: {quoted}
accountable_body: {quoted}
document: {quoted}
contacts:
  manager: {{role: {quoted}, organisation: {quoted}, title: {quoted}}}
calendar:
  Q1: {{from: April 2010, to: June 2010}}
  Q2: {{from: July 2010, to: September 2010}}
funding:
  core: {{title: {quoted}, kind: core}}
narrative:
  overview: {block}
communications:
  messages:
    news: {{text: {quoted}, recipients: {quoted}, method: {quoted}, frequency: {quoted}}}
risk_scale:
  likelihood: [low, {quoted}]
  impact: [low, {quoted}]
risks:
  r1:
    text: {quoted}
    likelihood: {quoted}
    impact: {quoted}
    mitigation: {quoted}
    owner: {quoted}
"""
    project = f"""\
riep: 1
title: {quoted}
lead: {quoted}
description: {block}
outcomes:
  rent: {quoted}
actions:
  lease:
    text: {quoted}
    serves: [rent]
    outputs:
      signed: {{text: {quoted}, due: Q2}}
indicators:
  paid:
    kind: lag
    text: {quoted}
    measures: [rent]
    unit: {quoted}
    better: lower
    baseline: {{value: 80, text: {quoted}, at: 2009}}
    target: {{value: 60, text: {quoted}, by: July 2010}}
no_lag_indicator: {quoted}
spend:
  core:
    revenue: {{total: 300, Q1: 100, Q2: 100}}
additional_funding:
  time: {{source: core, text: {quoted}, amount: 50}}
efficiencies:
  in_year:
    cashable: {{total: 10, Q1: 5, Q2: 5}}
risks:
  r1: {{text: {quoted}, mitigation: {quoted}, owner: {quoted}}}
"""
    waivers = f"""\
riep: 1
waivers:
  total:
    rule: TOT01
    at: projects/depot/spend/core/revenue/total
    reason: {quoted}
    agreed_by: {quoted}
    until: December 2029
"""
    return {
        "plan.yaml": plan.encode(),
        "projects/depot.yaml": project.encode(),
        "waivers.yaml": waivers.encode(),
    }


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.comments: list[str] = []
        self._in_style = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in_style = tag == "style"
        self.text += " "

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"
        self.text += " "

    def handle_data(self, data: str) -> None:
        self.text += "" if self._in_style else data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    @property
    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for one, attributes in self.elements if one == tag]


#: Every element that a report is made of; anything else came out of a plan.
ELEMENTS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "header",
    "footer",
    "nav",
    "section",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "a",
    "table",
    "caption",
    "colgroup",
    "col",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "strong",
    "em",
    "b",
    "i",
    "br",
    "hr",
    "dl",
    "dt",
    "dd",
    "span",
    "blockquote",
    "small",
    "abbr",
    "time",
}


def assert_inert(page: Page) -> None:
    """Expect a page that runs nothing, reaches nowhere and hides nothing."""
    assert page.tags <= ELEMENTS, page.tags - ELEMENTS
    assert page.comments == []
    for _, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes), attributes
        assert {"src", "action", "srcdoc", "background"} & set(attributes) == set()
    assert all((one.get("href") or "").startswith("#") for one in page.all("a"))
