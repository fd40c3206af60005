"""The server over real connections on a free port."""

from __future__ import annotations

import socket
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from kamgen.model.errors import ConfigError
from kamgen.serve.change_queue import ChangeQueue
from kamgen.serve.server import MOST_CONNECTIONS, Server, is_known, start_server
from kamgen.serve.state import LiveSite
from tests.serve.snapshots import Site, live_of, page

Started = tuple[Server, LiveSite, ChangeQueue]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """A server with two states to show, the first of them made."""
    (tmp_path / "figures.csv").write_text("a;b\n", encoding="utf-8")
    gone = tmp_path / "gone.csv"
    files: list[dict[str, bytes | Path]] = [
        {"index.html": page(text), "files/figures.csv": tmp_path / "figures.csv", "files/gone.csv": gone}
        for text in ("one", "two")
    ]
    live, changes = live_of(*(Site({**each}) for each in files))
    live.rebuild(0)
    server = start_server("127.0.0.1", 0, live, lambda: "/")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server, live, changes
    live.close()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def connection(started: Started) -> Iterator[HTTPConnection]:
    """One connection, kept alive."""
    line = HTTPConnection("127.0.0.1", started[0].server_port, timeout=30)
    yield line
    line.close()


Ask = Callable[..., tuple[HTTPResponse, bytes]]


@pytest.fixture
def ask(connection: HTTPConnection) -> Ask:
    def asked(method: str, target: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        connection.putrequest(method, target, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return response, response.read()

    return asked


def test_pages_come_fresh_and_are_kept_by_nobody(ask: Ask) -> None:
    response, body = ask("GET", "/")
    assert (response.status, b"<main>one</main>" in body) == (200, True)
    assert {name: response.headers[name] for name in ("Cache-Control", "Content-Type", "Content-Length")} == {
        "Cache-Control": "no-store",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
    }


def test_no_other_site_may_load_what_is_served(ask: Ask) -> None:
    response, _ = ask("GET", "/")
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_one_connection_serves_many_requests(ask: Ask, connection: HTTPConnection) -> None:
    ask("GET", "/")
    line = connection.sock
    assert [ask(*each)[0].status for each in (("GET", "/"), ("HEAD", "/"), ("GET", "/nope"), ("GET", "/"))] == [
        200,
        200,
        404,
        200,
    ]
    assert connection.sock is line


def test_head_is_get_without_the_page(ask: Ask) -> None:
    head, nothing = ask("HEAD", "/")
    got, body = ask("GET", "/")
    assert (head.headers["Content-Length"], nothing) == (got.headers["Content-Length"], b"")
    assert len(body) == int(got.headers["Content-Length"])


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(ask: Ask, method: str) -> None:
    response, _ = ask(method, "/")
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


def test_attachments_are_read_from_disk(ask: Ask) -> None:
    response, body = ask("GET", "/files/figures.csv")
    assert (response.status, response.headers["Content-Type"], body) == (200, "text/csv; charset=utf-8", b"a;b\n")
    assert ask("GET", "/files/gone.csv")[0].status == 404


def test_what_came_with_a_plan_is_a_download_in_a_sandbox(ask: Ask) -> None:
    response, _ = ask("GET", "/files/figures.csv")
    told = [response.headers[name] for name in ("Content-Security-Policy", "Content-Disposition")]
    assert told == ["sandbox", "attachment"]
    page, _ = ask("GET", "/")
    assert page.headers["Content-Disposition"] is None


def test_a_large_file_is_sent_in_pieces_and_never_held_whole(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "figures.csv").open("wb") as file:
        file.truncate(5_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read whole"))
    tracemalloc.start()
    response, body = ask("GET", "/files/figures.csv")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (response.headers["Content-Length"], len(body)) == ("5000000", 5_000_000)
    assert most < 5_000_000 + 4_000_000  # the client's own copy, and not the server's too


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "localhost:x"])
def test_a_foreign_name_that_leads_here_gets_nothing(ask: Ask, host: str) -> None:
    response, body = ask("GET", "/", Host=host)
    assert response.status == 421
    assert body == b"This server answers only to the address that `kamgen serve` shows.\n"


@pytest.mark.parametrize(
    ("given", "header", "known"),
    [
        ("127.0.0.1", "localhost:9000", True),
        ("127.0.0.1", "LOCALHOST", True),
        ("127.0.0.1", "[::1]:8000", True),
        ("127.0.0.1", "192.168.1.20:8000", False),
        ("127.0.0.1", "::1", False),
        ("127.0.0.1", None, False),
        ("laptop.team.example", "laptop.team.example:8000", True),
        ("laptop.team.example", "other.team.example:8000", False),
        ("192.168.1.20", "192.168.1.20:8000", True),
        ("0.0.0.0", "192.168.1.20:8000", True),
        ("0.0.0.0", "evil.example:8000", False),
        ("::", "[fe80::1]:8000", True),
    ],
)
def test_which_hosts_may_be_named(given: str, header: str | None, known: bool) -> None:
    assert is_known(given, header) is known


def test_many_ask_at_once(started: Started) -> None:
    port = started[0].server_port

    def status(_number: int) -> int:
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        line.request("GET", "/")
        response = line.getresponse()
        response.read()
        line.close()
        return response.status

    with ThreadPoolExecutor(32) as pool:
        assert set(pool.map(status, range(96))) == {200}


def test_a_request_after_a_save_gets_the_new_page(started: Started, ask: Ask) -> None:
    _, live, changes = started
    changes.notice("halden.md")
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask, "GET", "/")
        live.rebuild(changes.wait().number)
        assert b"<main>two</main>" in asked.result(30)[1]


def test_pages_are_told_of_each_state_and_of_nothing_else(started: Started) -> None:
    server, live, _ = started
    line = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    line.request("GET", "/-/kamgen/events")
    response = line.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    assert [response.readline() for _ in range(4)] == [b"retry: 1000\n", b"\n", b"data: run-1\n", b"\n"]
    live.rebuild(0)
    assert [response.readline() for _ in range(2)] == [b"data: run-2\n", b"\n"]
    live.close()
    assert response.read() == b""
    line.close()


def test_a_browser_that_goes_away_leaves_no_trace(started: Started, capfd: pytest.CaptureFixture[str]) -> None:
    server, live, _ = started
    for target in (b"/-/kamgen/events", b"/"):
        raw = socket.create_connection(("127.0.0.1", server.server_port), timeout=30)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        raw.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        raw.recv(10)
        raw.close()
    live.rebuild(0)
    line = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    line.request("GET", "/")
    assert line.getresponse().status == 200
    line.close()
    assert capfd.readouterr().err == ""


def test_a_port_that_is_taken_makes_way_for_the_next(started: Started) -> None:
    taken, live, _ = started
    other = start_server("127.0.0.1", taken.server_port, live, lambda: "/")
    assert taken.server_port < other.server_port < taken.server_port + 100
    other.server_close()


def test_an_address_of_another_machine_is_an_error(started: Started) -> None:
    with pytest.raises(ConfigError, match="not an address of this machine"):
        start_server("203.0.113.7", 0, started[1], lambda: "/")


def raw(server: Server, data: bytes) -> bytes:
    """What comes back for bytes as they are, until the server closes."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=30) as line:
        line.sendall(data)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize("framing", [b"Content-Length: 40", b"Transfer-Encoding: chunked", b"Content-Length: x"])
def test_the_body_of_a_request_is_no_other_request(started: Started, framing: bytes) -> None:
    inner = b"GET /files/figures.csv HTTP/1.1\r\nHost: localhost\r\n\r\n"
    said = raw(started[0], b"GET / HTTP/1.1\r\nHost: localhost\r\n" + framing + b"\r\n\r\n" + inner)
    assert said.startswith(b"HTTP/1.1 400 ")
    assert said.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", b"431"),
        (
            b"GET / HTTP/1.1\r\nHost: localhost\r\n"
            + b"X: aaaaaaaaaaa\r\n" * 90
            + b"Y: "
            + b"a" * 32_000
            + b"\r\n\r\n",
            b"431",
        ),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: a\r\n" * 200 + b"\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", b"200"),
    ],
)
def test_a_request_has_a_longest_head(started: Started, head: bytes, status: bytes) -> None:
    with suppress(ConnectionError):
        assert raw(started[0], head).split(b" ")[1] == status


def test_a_thousand_connections_take_no_more_threads_and_memory_than_the_first(started: Started) -> None:
    port = started[0].server_port
    held = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(MOST_CONNECTIONS)]
    for line in held:  # answered once, so each has its thread
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(12) == b"HTTP/1.1 200"
    threads = threading.active_count()
    tracemalloc.start()
    for _ in range(1000):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line, suppress(ConnectionError):
            assert line.recv(12) == b"HTTP/1.1 503"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert threading.active_count() == threads
    assert peak < 2_000_000
    for line in held:
        line.close()
