"""``riep report --watch``: a run of it, as an author's browser and editor meet it."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import (
    COMMAND,
    FUNDED_PLAN,
    PATIENCE,
    PLAN,
    PlanWriter,
    Runner,
    assert_refused,
    environment,
    hear_interrupts,
)

DEPOT = "riep: 1\ntitle: Depot\nspend: {{core: {{revenue: {{total: {0}, Q1: {0}}}}}}}\n"
SAYS_THE_FAULT = "plan has files that cannot be used; `riep validate` says what is wrong."


@dataclass(frozen=True)
class Watched:
    """A run that goes on: what it serves, and its process."""

    process: subprocess.Popen[str]
    port: int
    said: list[str]

    def get(self, target: str, **headers: str) -> tuple[int, bytes]:
        """Ask for something exactly as written, and give status and content."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.putrequest("GET", target, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read()

    def until(self, target: str, is_so: Callable[[int, str], bool]) -> str:
        """Ask again until an answer is as expected, and give it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            status, content = self.get(target)
            if is_so(status, content.decode()):
                return content.decode()
            time.sleep(0.02)
        raise AssertionError(f"{target} is still {status}: {content.decode()}")

    def stop(self) -> tuple[int, str, str]:
        """Press Ctrl+C, and give status, stdout and stderr."""
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, "".join(self.said) + out, err


@contextlib.contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watched]:
    process = subprocess.Popen(
        [*COMMAND, "report", "--watch", *arguments],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=hear_interrupts if os.name == "posix" else None,  # noqa: PLW1509
    )
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if line.startswith("Serving http://127.0.0.1:"):
                yield Watched(process, int(line.split("/")[2].rpartition(":")[2]), said)
                return
        raise AssertionError(process.communicate())
    finally:
        process.kill()
        process.communicate()


def shows(words: str) -> Callable[[int, str], bool]:
    """Expect a document with these words."""
    return lambda status, content: status == 200 and words in content


def test_what_is_saved_is_shown(riep: Runner, write_plan: PlanWriter, tmp_path: Path) -> None:
    folder = write_plan(
        {"plan.yaml": FUNDED_PLAN, "projects/depot.yaml": DEPOT.format(71_001)}, "plans/plan"
    )
    depot = folder / "projects" / "depot.yaml"
    riep("report", "--out", "once")
    with watching(tmp_path) as watched:
        # The files are those of `riep report`; only the copy shown has the script.
        for name in ("plan.md", "plan.html"):
            assert (tmp_path / "reports" / name).read_bytes() == (
                tmp_path / "once" / name
            ).read_bytes()
        first = (tmp_path / "reports" / "plan.html").read_text("utf-8")
        shown = watched.until("/plan.html", lambda status, _: status == 200)
        version = watched.get("/-/version")[1].decode()
        script = f'<script src="/-/reload.js" data-version="{version}"></script>\n'
        assert shown.count(script) == 1
        assert shown.replace(script, "") == first
        assert "£71,001" in shown

        depot.write_text(DEPOT.format(71_002), encoding="utf-8")
        watched.until("/plan.html", lambda _, page: "£71,002" in page and "£71,001" not in page)
        assert "£71,002" in (tmp_path / "reports" / "plan.html").read_text("utf-8")

        _save_by_rename(depot, "riep: 1\ntitle: [\n")
        fault = watched.until("/plan.html", lambda status, _: status == 503)
        assert SAYS_THE_FAULT in fault
        assert "plans/plan/projects/depot.yaml:" in fault

        _save_by_rename(depot, DEPOT.format(71_003))
        watched.until("/plan.html", shows("£71,003"))

        template = tmp_path / "templates" / "delivery-plan" / "plan.j2"
        template.parent.mkdir(parents=True)
        template.write_text("{{ nothing.like_this }}", encoding="utf-8")
        fault = watched.until("/", lambda status, _: status == 503)
        assert "the template plan.j2 cannot be used" in fault or "delivery-plan/plan.j2" in fault
        template.write_text("A template of our own: {{ title }}", encoding="utf-8")
        watched.until("/plan.md", lambda _, text: text.startswith("A template of our own: Eff"))

        status, out, err = watched.stop() if os.name == "posix" else (0, "", "")
    assert status == 0
    assert "Traceback" not in out + err
    assert err.count(SAYS_THE_FAULT) == (1 if os.name == "posix" else 0)


def _save_by_rename(file: Path, text: str) -> None:
    """Save as careful editors do: write beside it, then put that in its place."""
    draft = file.with_name(f".{file.name}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def test_plans_in_one_file_with_a_policy_they_share(write_plan: PlanWriter, tmp_path: Path) -> None:
    """A run that begins with a fault; an editor that renames; a file that comes later."""
    plan = FUNDED_PLAN + "follows: funder\n"
    folder = write_plan({"a.yaml": plan, "b.yaml": PLAN}, "plans")
    with watching(tmp_path, "--format", "html") as watched:
        watched.until("/", lambda status, page: status == 503 and "a has files" in page)
        write_plan({"funder.yaml": "riep: 1\n"}, "plans/policies")
        index = watched.until("/", lambda status, _: status == 200)
        assert 'href="/a.html"' in index
        assert 'href="/b.html"' in index
        for title in ("First", "Second"):
            _save_by_rename(folder / "b.yaml", f"riep: 1\nkind: delivery-plan\ntitle: {title}\n")
            watched.until("/b.html", shows(f"<h1>{title}</h1>"))
        # A file that is gone for a while, in a folder that has another plan, is waited for.
        (folder / "b.yaml").rename(tmp_path / "b.yaml")
        watched.until("/b.html", lambda status, _: status == 404)
        (tmp_path / "b.yaml").rename(folder / "b.yaml")
        watched.until("/b.html", shows("<h1>Second</h1>"))


def test_nothing_but_the_documents_is_served(write_plan: PlanWriter, tmp_path: Path) -> None:
    write_plan({"plan.yaml": PLAN}, "plans/plan")
    with watching(tmp_path, "--port", "0", "--out", "board") as watched:
        for target in (
            *("/plans/plan/plan.yaml", "/../plans/plan/plan.yaml", "/%2e%2e/plans/plan/plan.yaml"),
            *("/board/plan.html", "//etc/passwd", "/..%5cplans%5cplan%5cplan.yaml", "/plan.yaml"),
        ):
            status, content = watched.get(target)
            assert (status, b"riep: 1" in content) == (404, False), target
        for host in ("evil.example", f"evil.example:{watched.port}", "127.0.0.1.evil.example"):
            for target in ("/plan.html", "/", "/-/version"):
                status, content = watched.get(target, Host=host)
                assert (status, b"Efficiency" in content) == (403, False)
        assert watched.get("/plan.html", Host="localhost")[0] == 200


# --- What cannot be watched ------------------------------------------------------------------


def test_stdout_cannot_be_watched(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN})
    assert_refused(riep("report", "plan", "--watch", "--out", "-"), "--watch", "--out")


def test_a_port_is_for_watching(riep: Runner, write_plan: PlanWriter, tmp_path: Path) -> None:
    write_plan({"plan.yaml": PLAN})
    assert_refused(riep("report", "plan", "--port", "8000"), "--port", "--watch")
    assert not (tmp_path / "reports").exists()


def test_a_port_in_use(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN})
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert_refused(riep("report", "plan", "--watch", "--port", port), f"port {port}", "in use")


def test_no_plan_to_begin_with(riep: Runner) -> None:
    assert_refused(riep("report", "nowhere", "--watch"), "nowhere")


def test_without_the_extra(
    riep: Runner, write_plan: PlanWriter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_plan({"plan.yaml": PLAN})
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    for module in ("saves", "loop"):
        monkeypatch.delitem(sys.modules, f"riep_plan.cli.preview.{module}", raising=False)
    assert_refused(
        riep("report", "plan", "--watch"), "watchfiles", 'pip install "riep-plan[watch]"'
    )
    assert not (tmp_path / "reports").exists()
