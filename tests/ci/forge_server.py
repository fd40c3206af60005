"""A forge on this machine: answers what a test scripted, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "t0ken-of-the-test"


@dataclass(slots=True)
class Forge:
    """Where it is, what it will answer to `METHOD path` (in turn; the last for good), and what it was asked."""

    address: str = ""
    answers: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def answer(self, request: str, *answers: tuple[int, Any]) -> None:
        self.answers[request] = list(answers)


@contextmanager
def running_forge() -> Iterator[Forge]:
    forge = Forge()

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            request = f"{self.command} {self.path}"
            forge.asked.append((request, json.loads(self.rfile.read(length)) if length else None))
            forge.headers.append(dict(self.headers))
            scripted = forge.answers.get(request, [(404, {"message": "Not Found"})])
            status, value = scripted.pop(0) if len(scripted) > 1 else scripted[0]
            said = value if isinstance(value, bytes) else json.dumps(value).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{forge.address}/elsewhere")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_PATCH = do_PUT = _handle  # noqa: N815 # names that http.server looks for

        def log_message(self, *_: Any) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    forge.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield forge
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
