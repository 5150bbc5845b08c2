"""What a browser is answered: documents that were rendered, by name, and a few pages about them.

Nothing here reads a file: what was not rendered cannot be asked for. Only the copy that is shown
has the script that loads it again; the files that are written never have it.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from urllib.parse import quote, unquote

_OK, _FOUND, _NOT_FOUND, _UNAVAILABLE = 200, 302, 404, 503
_SCRIPT, _VERSION = "/-/reload.js", "/-/version"
_HTML, _TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
#: Markdown as plain text: browsers would save it to disk under its own name.
_KINDS = {
    "html": _HTML,
    "md": _TEXT,
    "json": "application/json",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_RELOAD = """\
const shown = document.currentScript.dataset.version;
async function look() {
  try {
    const answer = await fetch("/-/version");
    if (answer.ok && (await answer.text()) !== shown) return location.reload();
  } catch { /* riep has stopped; it may be started again */ }
  setTimeout(look, 500);
}
look();
"""
_PAGE = """\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 45rem; }}
main {{ overflow-wrap: anywhere; padding: 0 1rem; }}
pre {{ font-size: 0.9rem; white-space: pre-wrap; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""
_MEND = "<p>Put it right and save: this page then shows the document again by itself.</p>"
_LOOPBACK = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """What there is to show after a build.

    Attributes:
        files: the documents' contents by the names of their files.
        fault: why there are none, in one line; empty where there are.
        details: where files cannot be read: each fault of theirs with its line.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    fault: str = ""
    details: str = ""

    @cached_property
    def version(self) -> str:
        """Tells one build from another: the same documents have the same version."""
        said = [self.fault.encode(), self.details.encode()]
        parts = [*said, *(one for file in self.files.items() for one in _bytes(file))]
        digest = hashlib.sha256()
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser is answered.

    Attributes:
        status: the status that HTTP gives it.
        kind: the kind of content.
        content: what is sent.
        location: where the browser should ask instead; empty where it is right.
    """

    status: int
    kind: str
    content: bytes
    location: str = ""


def is_loopback(hosts: list[str]) -> bool:
    """Whether a request was meant for this machine by name.

    A page elsewhere can let a name of its own lead to this machine (DNS rebinding) and would then
    read what is served; the browser still states that name as the request's ``Host``.
    """
    return len(hosts) == 1 and _LOOPBACK.fullmatch(hosts[0].strip()) is not None


def answer(shown: Shown, target: str) -> Answer:
    """Answer a request.

    Args:
        shown: what there is to show.
        target: what is asked for, as it stands in the request: ``/a%20plan.html?x``.
    """
    path = unquote(re.split("[?#]", target, maxsplit=1)[0])
    if path == _VERSION:
        return Answer(_OK, _TEXT, shown.version.encode())
    if path == _SCRIPT:
        return Answer(_OK, "text/javascript; charset=utf-8", _RELOAD.encode())
    if shown.fault:
        said = [f"<p>{escape(shown.fault)}</p>", _MEND]
        if shown.details:
            said.append(f"<h2>What is wrong</h2>\n<pre>{escape(shown.details)}</pre>")
        page = _page("The documents cannot be built", *said)
        return _html(_UNAVAILABLE, page, shown)
    if path == "/":
        return _entrance(shown)
    name = path.removeprefix("/")
    if name not in shown.files:
        page = _page("There is no such document", '<p><a href="/">All documents</a></p>')
        return _html(_NOT_FOUND, page, shown)
    content, kind = shown.files[name], _KINDS.get(_ending(name), "application/octet-stream")
    return _html(_OK, content, shown) if kind == _HTML else _plain(kind, content)


def _entrance(shown: Shown) -> Answer:
    """Lead to the one page that there is, or list the documents."""
    pages = [name for name in shown.files if _ending(name) == "html"]
    if len(pages) == 1:
        return Answer(_FOUND, _TEXT, b"", location=f"/{quote(pages[0])}")
    names: dict[str, list[str]] = {}
    for name in shown.files:
        names.setdefault(name.rpartition(".")[0], []).append(name)
    items = "\n".join(f"<li>{_links(shown, one)}</li>" for one in names.values())
    return _html(_OK, _page("Documents", f"<ul>\n{items}\n</ul>"), shown)


def _links(shown: Shown, names: list[str]) -> str:
    """Link the forms of one document: its page by the page's title, the others by their names."""
    pages_first = sorted(names, key=lambda name: _ending(name) != "html")
    return ", ".join(
        f'<a href="/{escape(quote(name))}">{_label(name, shown.files[name])}</a>'
        for name in pages_first
    )


def _label(name: str, content: bytes) -> str:
    found = _TITLE.search(content.decode("utf-8")) if _ending(name) == "html" else None
    return found[1] if found else escape(name)


def _page(title: str, *content: str) -> bytes:
    return _PAGE.format(title=escape(title), content="\n".join(content)).encode()


def _plain(kind: str, content: bytes) -> Answer:
    return Answer(_OK, kind, content)


def _html(status: int, page: bytes, shown: Shown) -> Answer:
    return Answer(status, _HTML, with_reload(page, shown.version))


def with_reload(page: bytes, version: str) -> bytes:
    """Add to a page what loads it again once there is another version."""
    script = f'<script src="{_SCRIPT}" data-version="{version}"></script>\n'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script


def _ending(name: str) -> str:
    return name.rpartition(".")[2]


def _bytes(file: tuple[str, bytes]) -> tuple[bytes, bytes]:
    name, content = file
    return name.encode(), content
