"""A browser of one person for benchmarks: one connection kept alive, a cookie, the token of forms."""

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

_HIDDEN = re.compile(r'name="(version|seen)"[^>]*value="(\d+)"')
_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
_IDLE_SECONDS = 10  # the server hangs up on who is silent for twenty
_FORM = "application/x-www-form-urlencoded"


@dataclass
class Answer:
    """What came back: status, text, and the milliseconds from asking to the last byte."""

    status: int
    text: str
    milliseconds: float

    @property
    def hidden(self) -> dict[str, str]:
        """Answer the hidden numbers of the form of a step: version, and how much of the trail was seen."""
        return dict(_HIDDEN.findall(self.text))


@dataclass
class Browser:
    """Somebody signed in; ``get`` and ``post`` answer with their time."""

    port: int
    _connection: HTTPConnection = field(init=False)
    _used: float = field(default_factory=time.monotonic)
    _cookie: str = ""
    _token: str = ""

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=120)

    def sign_in(self, login: str, password: str) -> None:
        """Sign in through the form.

        Raises:
            RuntimeError: the server did not let this person in.
        """
        self._token = _TOKEN.findall(self.get("/sign-in").text)[0]
        answer = self.post("/sign-in", {"login": login, "password": password})
        if answer.status != 303:
            raise RuntimeError(f"{login} may not sign in: {answer.status}")
        self._token = _TOKEN.findall(self.get("/mine").text)[0]

    def twin(self) -> "Browser":
        """Answer another window of the same person, on a connection of its own."""
        other = Browser(self.port)
        other._cookie, other._token = self._cookie, self._token
        return other

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, typed: dict[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode({**typed, "csrf_token": self._token}))

    def step(self, task_id: int, slug: str, typed: dict[str, str]) -> tuple[Answer, Answer]:
        """Open the form of a step and send it filled in; answer both answers."""
        path = f"/tasks/{task_id}/{slug}"
        shown = self.get(path)
        return shown, self.post(path, {**shown.hidden, **typed})

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": self._cookie} if self._cookie else {}
        if body is not None:
            headers["Content-Type"] = _FORM
        if time.monotonic() - self._used > _IDLE_SECONDS:
            self._connection.close()
            self._connection.connect()
        begun = time.perf_counter()
        self._connection.request(method, path, body=body, headers=headers)
        response = self._connection.getresponse()
        content = response.read()
        took = (time.perf_counter() - begun) * 1000
        self._used = time.monotonic()
        self._keep_cookie(response)
        return Answer(response.status, content.decode("utf-8", "replace"), took)

    def _keep_cookie(self, response: HTTPResponse) -> None:
        given = response.getheader("Set-Cookie")
        if given:
            self._cookie = given.partition(";")[0]
