"""The web server: pages from memory, and an open line to every page that is looked at.

Only this machine is spoken to, unless another host is given. A request must name a host we know: otherwise a foreign
page could have its own name lead here (DNS rebinding) and read the plans.
"""

from __future__ import annotations

import errno
import re
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.client import LineTooLong
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import SEEK_END, BufferedReader, BytesIO
from ipaddress import ip_address
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, BinaryIO

from kamgen.model.errors import ConfigError
from kamgen.report.findings import visible
from kamgen.serve.response import RESERVED, Response, respond
from kamgen.serve.state import LiveSite

EVENTS = f"{RESERVED}events"
_BEAT = 15.0
"""Seconds after which a silent line is tried: a browser that has gone is noticed then."""
MOST_CONNECTIONS = 64
"""At a time; one more is told to come again. An open page holds one, a browser that loads some few for a moment."""
_MOST_HEAD = 32_768
"""Bytes of a request's line and headers."""
_BUSY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_PORTS = 100
"""How many ports are tried."""
_OWN_NAMES = {"localhost", "127.0.0.1", "::1"}
_HOST = re.compile(r"(?:\[(.*)\]|([^:]+))(?::[0-9]*)?")
"""The name in ``name:8000`` or ``[::1]:8000``."""
_EVERYWHERE = {"0.0.0.0", "::", ""}
_FOREIGN = (("Content-Security-Policy", "sandbox"), ("Content-Disposition", "attachment"))
"""Of a file that came with a plan: whatever it is, nothing of it runs on the site's address."""
_PIECE = 1 << 16
_HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
)


class Server(ThreadingHTTPServer):
    """Serves what `live` has. One thread a connection; none of them keeps the process from ending."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = sys.platform != "win32"

    def __init__(
        self, host: str, port: int, live: LiveSite, mount: Callable[[], str], say: Callable[[str], None]
    ) -> None:
        """``mount`` tells the path the site is served at; ``say`` hears a line for every request."""
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.live, self.mount, self.say = live, mount, say
        self.allowed = partial(is_known, host)
        self._free = BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking who we are: that may take seconds."""
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """A thread of its own, while there are not too many."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
            return
        with suppress(OSError):
            request.settimeout(0)
            request.send(_BUSY)
        self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no error."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def start_server(
    host: str, port: int, live: LiveSite, mount: Callable[[], str], say: Callable[[str], None] = lambda _line: None
) -> Server:
    """A server on ``port``, or on the first free one after it. `ConfigError` when there is none, or no such host."""
    for number in range(port, min(port + _PORTS, 65536)):
        try:
            return Server(host, number, live, mount, say)
        except OSError as error:
            if isinstance(error, PermissionError):
                hint = "give one from 1024 on with `--port`"
                raise ConfigError(f"there is no permission to use port {number}", hint) from error
            if error.errno != errno.EADDRINUSE:
                hint = "leave `--host` out, or write `127.0.0.1`"
                raise ConfigError(f"`{host}` is not an address of this machine", hint) from error
    raise ConfigError(f"the ports from {port} on are all taken", "give another one with `--port`")


def is_known(given: str, header: str | None) -> bool:
    """Whether a request may name this host, on a server started for the host ``given``; the port is as it likes."""
    found = _HOST.fullmatch((header or "").lower())
    if found is None:
        return False
    name = found[1] or found[2]
    if name in _OWN_NAMES or name == given.lower().strip("[]"):
        return True
    if given not in _EVERYWHERE:
        return False
    try:
        ip_address(name)  # no name leads to a plain address, so nobody else's can
    except ValueError:
        return name == socket.gethostname().lower()
    return True


class _Head(BufferedReader):
    """What comes from a connection, as far as a request may be long."""

    left = _MOST_HEAD

    def readline(self, size: int | None = -1, /) -> bytes:
        """A line; `LineTooLong` behind the last byte that a request may have."""
        line = super().readline(min(size or 0, self.left + 1) if size != -1 else self.left + 1)
        self.left -= len(line)
        if self.left < 0:
            raise LineTooLong("header line")
        return line


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "kamgen", ""
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 30
    rfile: _Head

    def setup(self) -> None:
        """Read no more than a request may have."""
        super().setup()
        self.rfile = _Head(self.rfile.detach())

    def handle_one_request(self) -> None:
        """One request of a connection, whose head is counted anew."""
        self.rfile.left = _MOST_HEAD
        try:
            super().handle_one_request()
        except LineTooLong:  # the request's first line
            self.requestline, self.request_version, self.command, self.close_connection = "", "HTTP/1.1", "", True
            self._send(_sentence(414, "This address is longer than any of this site."))

    def do_GET(self) -> None:
        """Pages, the server's own files, the line to a page."""
        if self.headers.get("Transfer-Encoding") or self.headers.get("Content-Length", "0") != "0":
            self.close_connection = True  # what follows is no request
            self._send(_sentence(400, "This server only shows pages: ask without a body."), ("Connection", "close"))
        elif not self.server.allowed(self.headers.get("Host")):
            self._send(_sentence(421, "This server answers only to the address that `kamgen serve` shows."))
        elif self.path.partition("?")[0] == EVENTS and self.command == "GET":
            self._send_events()
        else:
            self._send(respond(self.path, self.server.mount(), self.server.live.lookup))

    do_HEAD = do_GET  # noqa: N815

    def _refuse(self) -> None:
        self.close_connection = True
        self._send(_sentence(405, "This server only shows pages: ask with GET or HEAD."), ("Allow", "GET, HEAD"))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _refuse  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class's name)
        """A line for every request, for those who want it."""
        self.server.say(visible(format % args))

    def _send(self, given: Response, *more: tuple[str, str]) -> None:
        try:
            file = given.content.open("rb") if isinstance(given.content, Path) else BytesIO(given.content)
            size = file.seek(0, SEEK_END)
            file.seek(0)
        except OSError:
            self._send(_sentence(404, "This file has gone, or may not be read."))
            return
        with file:
            self._send_file(given, file, size, *more)

    def _send_file(self, given: Response, file: BinaryIO, size: int, *more: tuple[str, str]) -> None:
        """Piece by piece, as many bytes as were said: a file may be larger than memory, and change meanwhile."""
        moved = (("Location", given.location),) if given.location else ()
        kept = _FOREIGN if given.foreign else ()
        length = ("Content-Length", str(size))
        self._begin(given.status, ("Content-Type", given.kind), length, *moved, *kept, *_HEADERS, *more)
        left = 0 if self.command == "HEAD" else size
        while left and (piece := file.read(min(left, _PIECE))):
            self.wfile.write(piece)
            left -= len(piece)
        self.wfile.flush()
        self.close_connection = self.close_connection or left > 0

    def _begin(self, status: int, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def _send_events(self) -> None:
        """The name of each state as it comes, until the browser or the server goes."""
        self.close_connection = True
        self._begin(200, ("Content-Type", "text/event-stream"), ("Connection", "close"), *_HEADERS)
        self.wfile.write(b"retry: 1000\n\n")
        self.wfile.flush()
        sent = ""
        while True:
            state = self.server.live.wait_for_other(sent, _BEAT)
            if state is None:
                return
            self.wfile.write(b": here\n\n" if state == sent else f"data: {state}\n\n".encode())
            self.wfile.flush()
            sent = state


def _sentence(status: int, text: str) -> Response:
    return Response(status, f"{text}\n".encode(), "text/plain; charset=utf-8")
