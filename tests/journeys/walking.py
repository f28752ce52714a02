"""Walking through a running town by its links: one page of every kind, looked at in both sizes."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.journeys.looking import Colours, look, violations
from tests.journeys.people import Desk

_LIST = Path(__file__).with_name("ways.txt")
_LINK = re.compile(r'\b(?:href|hx-get)="(/[^"#]*)')


@dataclass(frozen=True, slots=True)
class Ways:
    """Endpoints by what an address of theirs is.

    ``file`` and ``fragment`` are no pages, ``own`` looks different to each role, every page of a ``deep`` one leads on,
    and of those that are ``alike`` whatever word stands in their address one is pictured, the others are only judged.
    """

    file: frozenset[str]
    fragment: frozenset[str]
    own: frozenset[str]
    deep: frozenset[str]
    alike: frozenset[str]

    @classmethod
    def read(cls) -> "Ways":
        """Read the list beside this file: what it is, which endpoint."""
        lines = [one.split() for one in _LIST.read_text(encoding="utf-8").splitlines()]
        return cls(
            **{
                name: frozenset(end for what, end in lines if what == name)
                for name in cls.__slots__
            }
        )

    @property
    def no_pages(self) -> frozenset[str]:
        """Answer what is not looked at."""
        return self.file | self.fragment


class Walk:
    """One person after the other follows links; of each kind of page the first that is met is looked at."""

    def __init__(self, app: Flask, ways: Ways, pictures: Path) -> None:
        self._map = app.url_map.bind("localhost")
        self._ways, self._pictures, self._colours = ways, pictures, Colours()
        self._asked: set[str] = set()
        self.seen: set[str] = set()
        self.faults: dict[str, object] = {}

    @property
    def endpoints(self) -> set[str]:
        """Answer the endpoints of all pages met."""
        return {one.split()[0] for one in self.seen}

    def follow(self, desk: Desk, *starts: str) -> None:
        """Follow every link from these pages on to kinds of pages that nobody has seen yet."""
        waiting = deque(starts)
        while waiting:
            path = waiting.popleft()
            endpoint, kind = self._kind(path, desk.login)
            if endpoint in {"", *self._ways.file} or (
                kind in self.seen and not self._leads_on(endpoint, path)
            ):
                continue
            waiting.extend(_links(self._open(desk, path, kind)))

    def _leads_on(self, endpoint: str, path: str) -> bool:
        return endpoint in self._ways.deep | self._ways.alike and path not in self._asked

    def _kind(self, path: str, login: str) -> tuple[str, str]:
        """Answer a page's endpoint and its kind: the endpoint with the words in its address; both "" for none."""
        try:
            endpoint, values = self._map.match(urlsplit(path).path, method="GET")
        except HTTPException:
            return "", ""
        alike = endpoint in self._ways.alike
        words = [one for one in values.values() if isinstance(one, str) and not alike]
        own = [login] if endpoint in self._ways.own else []
        return endpoint, " ".join([endpoint, *words, *own])

    def _open(self, desk: Desk, path: str, kind: str) -> str:
        endpoint, first = kind.split(maxsplit=1)[0], kind not in self.seen
        self.seen.add(kind)
        self._asked.add(path)
        if first and endpoint not in self._ways.fragment:
            return self._look(desk, path, kind)
        if endpoint in self._ways.alike:
            return self._judge(desk, path)
        answer = desk.page.request.get(desk.url + path)
        if not answer.ok:
            self.faults[f"{desk.login} {path}"] = answer.status
        return answer.text()

    def _look(self, desk: Desk, path: str, kind: str) -> str:
        """Look at a page in the browser, note what is wrong, and answer its text."""
        desk.page.goto(desk.url + path, wait_until="load")
        text = desk.page.content()
        self._note(desk, path, look(desk.page, self._pictures, kind, self._colours))
        return text

    def _judge(self, desk: Desk, path: str) -> str:
        """Let axe judge a page in the size in which the window stands, and answer its text."""
        desk.page.goto(desk.url + path, wait_until="load")
        now = desk.page.viewport_size
        assert now is not None
        self._note(desk, path, violations(desk.page, self._colours.seen_at(now["width"])))
        return desk.page.content()

    def _note(self, desk: Desk, path: str, wrong: list[str]) -> None:
        wrong = wrong + desk.faults
        desk.faults.clear()
        if wrong:
            self.faults[f"{desk.login} {path}"] = wrong


def _links(text: str) -> Iterator[str]:
    return (unescape(one) for one in _LINK.findall(text))
