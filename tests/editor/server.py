"""A YAML language server, spoken to as an editor does, over its standard input and output."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from threading import Timer
from typing import Any, Self

Message = dict[str, Any]
CURSOR = "‸"
_LONGEST_TRIAL = 300  # seconds, after which a server that hangs is ended


class Server:
    """The server with one folder open, as a context.

    Args:
        command: what starts it.
        root: the folder, which paths are relative to.
        schemas: the schemas' files, each with the pattern or patterns of the files it is for.
    """

    def __init__(self, command: list[str], root: Path, schemas: Mapping[str, object]) -> None:
        self._root = root
        yaml = {"schemas": schemas, "schemaStore": {"enable": False}, "completion": True}
        self._settings = {"yaml": {**yaml, "hover": True, "validate": True}}
        self._asked = 0
        self._published: dict[str, list[Message]] = {}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._watch = Timer(_LONGEST_TRIAL, self._process.kill)

    def __enter__(self) -> Self:
        """Open the folder."""
        self._watch.start()
        markdown = {"documentationFormat": ["markdown"], "snippetSupport": True}
        self.ask(
            "initialize",
            processId=None,
            rootUri=self._root.as_uri(),
            workspaceFolders=[{"uri": self._root.as_uri(), "name": self._root.name}],
            capabilities={
                "workspace": {"configuration": True, "workspaceFolders": True},
                "textDocument": {
                    "completion": {"completionItem": markdown},
                    "hover": {"contentFormat": ["markdown"]},
                    "publishDiagnostics": {},
                },
            },
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings=self._settings)
        while self._take().get("method") != "workspace/configuration":
            pass
        return self

    def __exit__(self, *_: object) -> None:
        """End the server."""
        self._watch.cancel()
        self._process.kill()
        self._process.communicate()

    def diagnostics(self, files: Mapping[str, str]) -> dict[str, list[str]]:
        """Open files, which need not be on disk, and give what is said of each."""
        for path, text in files.items():
            self._open(path, text)
        while any(self._uri(path) not in self._published for path in files):
            self._take()
        said = {path: self._published[self._uri(path)] for path in files}
        return {path: [one["message"] for one in found] for path, found in said.items()}

    def has_schema(self, path: str) -> bool:
        """Say whether the settings give an open file a schema."""
        return bool(self._request("yaml/get/jsonSchema", self._uri(path)))

    def completions(self, path: str, text: str) -> list[str]:
        """Open a file whose text has a cursor, and give the labels that are offered there."""
        found = self._at_cursor("completion", path, text)
        items = found["items"] if isinstance(found, dict) else found or []
        return [item["label"] for item in items]

    def hover(self, path: str, text: str) -> str:
        """Open a file whose text has a cursor, and give what is said there."""
        found = self._at_cursor("hover", path, text)
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, **parameters: object) -> Any:  # noqa: ANN401  any answer
        """Send a request with named parameters, and give its result."""
        return self._request(method, parameters)

    def _at_cursor(self, method: str, path: str, text: str) -> Any:  # noqa: ANN401
        before, _, after = text.partition(CURSOR)
        self._open(path, before + after)
        line, last = before.count("\n"), before.rpartition("\n")[2]
        return self.ask(
            f"textDocument/{method}",
            textDocument={"uri": self._uri(path)},
            position={"line": line, "character": len(last)},
        )

    def _open(self, path: str, text: str) -> None:
        # The server keeps what it read by a file's name and version: no name is opened twice.
        document = {"uri": self._uri(path), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)

    def _uri(self, path: str) -> str:
        return (self._root / path).as_uri()

    def _request(self, method: str, parameters: object) -> Any:  # noqa: ANN401
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": parameters})
        while True:
            message = self._take()
            if "method" not in message and message["id"] == self._asked:
                if "error" in message:
                    raise RuntimeError(message["error"]["message"])
                return message["result"]

    def _tell(self, method: str, **parameters: object) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _take(self) -> Message:
        """Read the next message; answer what the server asks, and keep what it publishes."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline()) != b"\r\n":
            if not line:
                raise RuntimeError("the language server has ended")
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: Message = json.loads(stream.read(length))
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self._published[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def _answer(self, message: Message) -> object:
        if message["method"] != "workspace/configuration":
            return None
        wanted = [item.get("section", "") for item in message["params"]["items"]]
        return [self._settings.get(section, {}) for section in wanted]
