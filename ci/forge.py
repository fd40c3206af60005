"""Where `comment.py` comments: pull requests on GitHub and merge requests on GitLab.

forge_of ─▶ GitHub | GitLab (both a Forge) ─▶ Line: one request, tried twice     Skipped ─▶ Refused · Failed
"""

from __future__ import annotations

import http.client
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

PAGE = 100
"""Comments asked for at once: the most that both forges give."""
TIMEOUT = 30
"""Seconds that a request may wait for an answer."""
PAUSE = 2
"""Seconds before a request is tried again."""
ACTIONS_BOT = "github-actions[bot]"
"""Who comments with the token of a workflow run, which may not ask who it is."""

_TOKEN = re.compile(r"[!-~]+")


class Skipped(Exception):
    """There is no comment, for a reason that is nobody's mistake."""


class Failed(Exception):
    """There is no comment, and there should be."""


class Refused(Skipped):
    """The forge does not let this token do that."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as the forge keeps it."""

    id: int
    author: str
    body: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says, where the environment does not know."""

    number: int | None
    """Of the request."""
    author: str | None
    """Whose comment it is."""


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the token would go along, to whatever host."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Line:
    """The forge's interface: where it is, and with which headers one speaks to it."""

    address: str
    headers: Mapping[str, str]
    token: str
    pause: Callable[[float], None]

    def ask(self, method: str, path: str, payload: Mapping[str, str] | None = None, tries: int = 2) -> Any:
        """The JSON of the answer. Trouble on the other side is tried once more. Raises Refused or Failed."""
        data = None if payload is None else json.dumps(payload).encode()
        headers = {**self.headers, "User-Agent": "kamgen", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}/{path}", data, headers, method=method)
        try:
            return self._answer(request)
        except urllib.error.HTTPError as trouble:
            with trouble:
                if trouble.code < 500 or tries == 1:
                    raise self._told(trouble) from None
        except (OSError, http.client.HTTPException) as trouble:
            if tries == 1:
                raise Failed(self._plain(f"{self.address} cannot be reached: {trouble}")) from None
        self.pause(PAUSE)
        return self.ask(method, path, payload, tries - 1)

    def _answer(self, request: urllib.request.Request) -> Any:
        with urllib.request.build_opener(_Stay).open(request, timeout=TIMEOUT) as answer:
            said = answer.read()
        try:
            return json.loads(said)
        except ValueError:
            raise Failed(f"{self.address} answered something that is not JSON") from None

    def _told(self, trouble: urllib.error.HTTPError) -> Exception:
        message = self._plain(
            f"{self.address} answered {trouble.code}: {trouble.read(2000).decode('utf-8', 'replace')}"
        )
        if trouble.code in (401, 403, 404):
            return Refused(trouble.code, f"this token may not comment here, so there is no comment ({message})")
        return Failed(message)

    def _plain(self, text: str) -> str:
        """One line of at most 300 characters that can be printed, without the token."""
        line = " ".join(text.replace(self.token, "***").split())
        return "".join(letter for letter in line if letter.isprintable())[:300]


class Forge(Protocol):
    """Where requests are commented on."""

    def me(self) -> str:
        """Who comments with this token."""

    def comments(self, page: int) -> list[Comment]:
        """A page of comments, oldest first, from page 1 on."""

    def create(self, body: str) -> None:
        """Add a comment."""

    def update(self, comment: Comment, body: str) -> None:
        """Give a comment another text."""


@dataclass(frozen=True, slots=True)
class GitHub:
    """A pull request on GitHub."""

    line: Line
    repository: str
    number: int
    author: str | None

    def me(self) -> str:
        if self.author:
            return self.author
        try:
            return str(self.line.ask("GET", "user")["login"])
        except Refused as refusal:
            if refusal.status != 403:
                raise
            return ACTIONS_BOT

    def comments(self, page: int) -> list[Comment]:
        found = self.line.ask("GET", f"{self._at()}/{self.number}/comments?per_page={PAGE}&page={page}")
        return [Comment(each["id"], (each["user"] or {}).get("login", ""), each["body"] or "") for each in found]

    def create(self, body: str) -> None:
        self.line.ask("POST", f"{self._at()}/{self.number}/comments", {"body": body})

    def update(self, comment: Comment, body: str) -> None:
        self.line.ask("PATCH", f"{self._at()}/comments/{comment.id}", {"body": body})

    def _at(self) -> str:
        return f"repos/{self.repository}/issues"


@dataclass(frozen=True, slots=True)
class GitLab:
    """A merge request on GitLab."""

    line: Line
    project: str
    number: int
    author: str | None

    def me(self) -> str:
        return self.author or str(self.line.ask("GET", "user")["username"])

    def comments(self, page: int) -> list[Comment]:
        found = self.line.ask("GET", f"{self._at()}?order_by=created_at&sort=asc&per_page={PAGE}&page={page}")
        return [Comment(each["id"], each["author"]["username"], each["body"]) for each in found]

    def create(self, body: str) -> None:
        self.line.ask("POST", self._at(), {"body": body})

    def update(self, comment: Comment, body: str) -> None:
        self.line.ask("PUT", f"{self._at()}/{comment.id}", {"body": body})

    def _at(self) -> str:
        return f"projects/{self.project}/merge_requests/{self.number}/notes"


def forge_of(environ: Mapping[str, str], wanted: Wanted, pause: Callable[[float], None]) -> Forge | None:
    """Where this run comments; None when this is neither GitHub's nor GitLab's CI. Raises Skipped or Failed."""
    if environ.get("GITHUB_REPOSITORY"):
        return _github(environ, wanted, pause)
    if environ.get("CI_API_V4_URL"):
        return _gitlab(environ, wanted, pause)
    return None


def _github(environ: Mapping[str, str], wanted: Wanted, pause: Callable[[float], None]) -> GitHub:
    token = _token(environ, "GITHUB_TOKEN")
    address = environ.get("GITHUB_API_URL") or "https://api.github.com"
    headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
    line = Line(address, {**headers, "Authorization": f"Bearer {token}"}, token, pause)
    event = json.loads(Path(environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    number = wanted.number or event.get("pull_request", {}).get("number")
    if number is None:
        raise Skipped("this run is not about a pull request, so there is no comment")
    forge = GitHub(line, environ["GITHUB_REPOSITORY"], number, wanted.author)
    if "workflow_run" in event:
        _meant(forge, event["workflow_run"]["head_sha"])
    return forge


def _meant(forge: GitHub, head: str) -> None:
    """Refuse a number that a fork's run handed over, unless that run was about the newest commit of that request."""
    request = forge.line.ask("GET", f"repos/{forge.repository}/pulls/{forge.number}")
    if request["head"]["sha"] != head:
        raise Skipped(f"the run was not about the newest commit of pull request {forge.number}, so there is no comment")


def _gitlab(environ: Mapping[str, str], wanted: Wanted, pause: Callable[[float], None]) -> GitLab:
    number = wanted.number or environ.get("CI_MERGE_REQUEST_IID")
    if number is None:
        raise Skipped("this pipeline is not about a merge request, so there is no comment")
    token = _token(environ, "KAMGEN_TOKEN")
    project = environ.get("CI_MERGE_REQUEST_PROJECT_ID") or environ["CI_PROJECT_ID"]
    line = Line(environ["CI_API_V4_URL"], {"PRIVATE-TOKEN": token}, token, pause)
    return GitLab(line, project, int(number), wanted.author)


def _token(environ: Mapping[str, str], name: str) -> str:
    token = environ.get(name, "").strip()
    if not token:
        raise Skipped(f"{name} is not set, so there is no comment")
    if not _TOKEN.fullmatch(token):
        raise Failed(f"{name} has spaces or other characters that no token has: copy it again")
    return token
