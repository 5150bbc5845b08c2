"""The server of ``riep report --watch``: Python's own, on the loopback address alone."""

import contextlib
import os
import socketserver
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from riep_plan.cli import console
from riep_plan.cli.preview.pages import Answer, Shown, answer, is_loopback

_ADDRESS = "127.0.0.1"
#: Nothing keeps what it was answered, guesses at its kind, or shows it in a page from elsewhere.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_REFUSED = Answer(403, "text/plain; charset=utf-8", b"Only http://127.0.0.1 is served.\n")


class Server(ThreadingHTTPServer):
    """Serves what is shown; whoever builds puts the next build into ``shown``."""

    daemon_threads = True
    # Elsewhere than on POSIX the same setting would let two servers have one port.
    allow_reuse_address = os.name == "posix"
    allow_reuse_port = False

    def __init__(self, port: int) -> None:
        """Take the port, or a free one for 0.

        Raises:
            OSError: the port cannot be had.
        """
        self.shown = Shown()
        super().__init__((_ADDRESS, port), _Handler)

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{_ADDRESS}:{self.server_port}/"

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, which may take long."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = _ADDRESS, self.socket.getsockname()[1]

    @contextlib.contextmanager
    def answering(self) -> Iterator[None]:
        """Answer browsers beside what else is done; until then they wait."""
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        try:
            yield
        finally:
            self.shutdown()

    def handle_error(self, *_: object) -> None:
        """Pass over a browser that has gone away in the middle of an answer, and nothing else."""
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, OSError):
            console.note(console.told(error))


class _Handler(BaseHTTPRequestHandler):
    server: Server
    #: Seconds after which a browser that says nothing is let go.
    timeout = 10

    def do_GET(self) -> None:
        given = self._answer()
        self.wfile.write(given.content)

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> Answer:
        """Send the head of an answer, and give the whole."""
        is_ours = is_loopback(self.headers.get_all("Host") or [])
        given = answer(self.server.shown, self.path) if is_ours else _REFUSED
        self.send_response(given.status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", given.kind)
        self.send_header("Content-Length", str(len(given.content)))
        if given.location:
            self.send_header("Location", given.location)
        self.end_headers()
        return given

    def version_string(self) -> str:
        """Tell no versions to whoever asks."""
        return "riep"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        """Say nothing about requests: the terminal is for what is built."""
