"""A real HTTP server on the loopback that answers as 企业微信, 钉钉, 飞书 and a webhook do, signatures checked."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "SEC0123456789abcdef"


@dataclass
class Robots:
    """What came in, and how to answer the next ones; ``status`` is HTTP's."""

    port: int = 0
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    status: int = 200
    location: str = ""
    stall_seconds: float = 0.0

    @property
    def host(self) -> str:
        """Answer host and port, as PRIVATE_HOSTS takes them."""
        return f"127.0.0.1:{self.port}"

    def url(self, kind: str) -> str:
        """Answer the address of a robot of a kind."""
        query = {"wecom": "key=k", "dingtalk": "access_token=t"}.get(kind, "")
        return f"http://{self.host}/{kind}" + (f"?{query}" if query else "")


class _Handler(BaseHTTPRequestHandler):
    robots: Robots

    def do_POST(self) -> None:
        """Keep what came and answer as the asked kind would."""
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        robots = self.robots
        time.sleep(robots.stall_seconds)
        robots.paths.append(self.path)
        robots.bodies.append(json.loads(raw))
        robots.headers.append(dict(self.headers))
        code = robots.codes.pop(0) if robots.codes else 0
        kind = urlsplit(self.path).path.strip("/")
        answer = _ANSWERS[kind](self, raw, code)
        self._answer(answer)

    def _answer(self, answer: dict[str, Any]) -> None:
        content = json.dumps(answer).encode()
        self.send_response(self.robots.status)
        if self.robots.location:
            self.send_header("Location", self.robots.location)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


def _wecom(_handler: _Handler, raw: bytes, code: int) -> dict[str, Any]:
    text = json.loads(raw)["text"]["content"]
    if len(text.encode()) > 2048:
        return {"errcode": 40058, "errmsg": "content exceed max length"}
    return {"errcode": code, "errmsg": "ok" if code == 0 else "invalid webhook url"}


def _dingtalk(handler: _Handler, raw: bytes, code: int) -> dict[str, Any]:
    asked = {key: one[0] for key, one in parse_qs(urlsplit(handler.path).query).items()}
    signed = f"{asked.get('timestamp', '')}\n{SECRET}".encode()
    wanted = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    if asked.get("sign") != wanted:
        return {"errcode": 310000, "errmsg": "sign not match"}
    body = json.loads(raw)
    if any(f"@{one}" not in body["text"]["content"] for one in body["at"]["atMobiles"]):
        return {"errcode": 400, "errmsg": "nobody mentioned"}
    return {"errcode": code, "errmsg": "ok"}


def _feishu(_handler: _Handler, raw: bytes, code: int) -> dict[str, Any]:
    body = json.loads(raw)
    key = f"{body.get('timestamp', '')}\n{SECRET}".encode()
    wanted = base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()
    if body.get("sign") != wanted:
        return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
    return {"code": code, "msg": "success", "StatusCode": code}


def _webhook(handler: _Handler, raw: bytes, _code: int) -> dict[str, Any]:
    stamp = handler.headers["X-Tracker-Timestamp"]
    signed = hmac.new(SECRET.encode(), f"{stamp}.".encode() + raw, hashlib.sha256).hexdigest()
    if handler.headers["X-Tracker-Signature"] != f"sha256={signed}":
        handler.robots.status = 401
    return {}


def _nonsense(_handler: _Handler, _raw: bytes, _code: int) -> dict[str, Any]:
    return {"hello": "world"}


_ANSWERS = {
    "wecom": _wecom,
    "dingtalk": _dingtalk,
    "feishu": _feishu,
    "webhook": _webhook,
    "nonsense": _nonsense,
}


@contextmanager
def robots_running() -> Iterator[Robots]:
    """Let the server listen on a free port."""
    robots = Robots()
    handler = type("Handler", (_Handler,), {"robots": robots})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    robots.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield robots
    finally:
        server.shutdown()
        server.server_close()
