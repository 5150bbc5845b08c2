"""The parts of ``riep report --watch``: what is answered, and what counts as a save."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.cli.preview.pages import Shown, answer, is_loopback, with_reload
from riep_plan.cli.preview.saves import stamps
from riep_plan.cli.preview.server import Server
from tests.cli.hostile import ATTACKS, Page, assert_inert

PAGE = b"<!DOCTYPE html>\n<html><title>Depots &amp; sites</title><body><p>1</p></body></html>\n"
FILES = {"depots.md": b"# Depots\n", "depots.html": PAGE}
TWO = {**FILES, "a plan #2.html": PAGE.replace(b"Depots", b"Second"), "a plan #2.pdf": b"%PDF"}


def served(files: dict[str, bytes], target: str) -> Page:
    given = answer(Shown(files), target)
    assert given.kind == "text/html; charset=utf-8"
    return Page(given.content.decode())


# --- What is answered ------------------------------------------------------------------------


def test_a_document_is_sent_as_it_was_rendered() -> None:
    given = answer(Shown(TWO), "/a%20plan%20%232.pdf?again")
    assert (given.status, given.kind, given.content) == (200, "application/pdf", b"%PDF")


def test_markdown_is_shown_and_not_saved() -> None:
    given = answer(Shown(FILES), "/depots.md")
    assert (given.kind, given.content) == ("text/plain; charset=utf-8", b"# Depots\n")


def test_a_page_has_the_script_and_nothing_else_added() -> None:
    shown = Shown(FILES)
    script = f'<script src="/-/reload.js" data-version="{shown.version}"></script>\n'.encode()
    content = answer(shown, "/depots.html").content
    assert content.count(script) == 1
    assert content.index(script) == content.index(b"</body>") - len(script)
    assert content.replace(script, b"") == PAGE


@given(st.binary())
def test_taking_the_script_out_gives_the_page_again(page: bytes) -> None:
    script = with_reload(b"", "1")
    shown = with_reload(page, "1")
    assert len(shown) == len(page) + len(script)
    at = shown.rindex(script)
    assert shown[:at] + shown[at + len(script) :] == page


def test_one_page_is_found_at_once() -> None:
    given = answer(Shown(FILES), "/")
    assert (given.status, given.location) == (302, "/depots.html")


def test_several_documents_are_listed_by_their_titles() -> None:
    page = served(TWO, "/")
    links = [one["href"] for one in page.all("a")]
    assert links == ["/depots.html", "/depots.md", "/a%20plan%20%232.html", "/a%20plan%20%232.pdf"]
    assert all(answer(Shown(TWO), link or "").status == 200 for link in links)
    words = " ".join(page.text.split())
    assert "Depots & sites , depots.md Second & sites , a plan #2.pdf" in words


def test_documents_without_a_page_are_listed() -> None:
    links = served({"depots.md": b"# Depots\n"}, "/").all("a")
    assert [one["href"] for one in links] == ["/depots.md"]


@pytest.mark.parametrize(
    "target",
    [
        *("/plan.yaml", "/../depots.html", "/%2e%2e/depots.html", "/./depots.html", "/reports/"),
        *("//depots.html", "/depots.html/", "/DEPOTS.html", "/%00", "//[", "", "*", "/-/", "/%ff"),
    ],
)
def test_nothing_else_is_served(target: str) -> None:
    given = answer(Shown(FILES), target)
    assert given.status == 404
    assert PAGE not in given.content


def test_a_fault_takes_the_place_of_every_document() -> None:
    for target in ("/", "/depots.html", "/gone.md"):
        given = answer(Shown(fault="The plan <b>depots</b> cannot be read."), target)
        assert given.status == 503
        assert "The plan <b>depots</b> cannot be read." in Page(given.content.decode()).text


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_fault_that_quotes_a_plan_is_inert(attack: str) -> None:
    shown = Shown(fault=ATTACKS[attack], details=ATTACKS[attack])
    content = answer(shown, "/").content.decode()
    script = with_reload(b"", shown.version).decode()
    page = Page(content.replace(script, "").replace("<pre>", "<p>").replace("</pre>", "</p>"))
    assert_inert(page)
    assert " ".join(page.text.split()).count(" ".join(ATTACKS[attack].split())) == 2


@pytest.mark.parametrize(
    "shown", [Shown(TWO), Shown(fault="No.", details="2")], ids=["several documents", "fault"]
)
@pytest.mark.parametrize("target", ["/", "/none"])
def test_pages_of_its_own_are_accessible(shown: Shown, target: str) -> None:
    page = Page(answer(shown, target).content.decode())
    (html,) = page.all("html")
    assert html["lang"] == "en-GB"
    for tag in ("title", "h1", "main"):
        assert len(page.all(tag)) == 1


def test_the_version_tells_one_build_from_another() -> None:
    builds = [
        Shown(),
        Shown(FILES),
        Shown({**FILES, "depots.md": b"# Depot\n"}),
        Shown({"depots.md": FILES["depots.md"]}),
        Shown({"depots.m": b"d# Depots\n"}),
        Shown(fault="No."),
        Shown(fault="No!"),
        Shown(fault="No.", details="Line 2."),
    ]
    assert len({one.version for one in builds}) == len(builds)
    assert Shown(dict(FILES)).version == Shown(FILES).version
    assert answer(builds[1], "/-/version").content.decode() == builds[1].version
    assert b"/-/version" in answer(builds[1], "/-/reload.js").content


@pytest.mark.parametrize(
    ("hosts", "meant"),
    [
        (["127.0.0.1:8000"], True),
        (["localhost:8000"], True),
        (["LocalHost"], True),
        (["[::1]:8000"], True),
        ([], False),
        ([""], False),
        (["evil.example:8000"], False),
        (["127.0.0.1.evil.example"], False),
        (["localhost.evil.example:8000"], False),
        (["evil@127.0.0.1"], False),
        (["127.0.0.1:8000", "evil.example"], False),
        (["127.0.0.2:8000"], False),
        (["0.0.0.0:8000"], False),
    ],
)
def test_only_the_loopback_address_is_served(hosts: list[str], meant: bool) -> None:
    assert is_loopback(hosts) is meant


def test_the_server_is_on_the_loopback_address_alone() -> None:
    with Server(0) as server:
        assert server.socket.getsockname() == ("127.0.0.1", server.server_port)
        assert server.address == f"http://127.0.0.1:{server.server_port}/"


# --- What counts as a save -------------------------------------------------------------------


def _written_longer(file: Path) -> None:
    file.write_text("riep: 1\ntitle: Longer\n")


def _replaced(file: Path) -> None:
    draft = file.with_name(".draft")
    draft.write_bytes(file.read_bytes())
    os.utime(draft, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    draft.replace(file)


def _added(file: Path) -> None:
    (file.parent / "projects").mkdir()
    (file.parent / "projects" / "depot.yaml").write_text("riep: 1\n")


@pytest.mark.parametrize("change", [_written_longer, _replaced, _added, Path.unlink])
def test_a_save_is_seen_however_it_is_made(change: Callable[[Path], None], tmp_path: Path) -> None:
    file = tmp_path / "plan" / "plan.yaml"
    file.parent.mkdir()
    file.write_text("riep: 1\n")
    for place in (file.parent, file) if change is not _added else (file.parent,):
        file.write_text("riep: 1\n")
        before = stamps([place], tmp_path / "reports")
        assert stamps([place], tmp_path / "reports") == before
        change(file)
        assert stamps([place], tmp_path / "reports") != before


def test_what_is_written_or_hidden_or_not_there_is_no_save(tmp_path: Path) -> None:
    for name in ("plan.yaml", ".plan.yaml.swp", ".git/index", "reports/plan.html"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("riep: 1\n")
    seen = stamps([tmp_path, tmp_path / "templates"], tmp_path / "reports")
    assert list(seen) == [str(tmp_path / "plan.yaml")]
