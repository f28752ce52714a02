"""Posting to an address that somebody typed: only to checked addresses, no redirects, with hard time limits."""

import http.client
import ipaddress
import re
import socket
import ssl
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from tracker.core.errors import InvalidError
from tracker.reminders.channels.watchdog import Watchdog
from tracker.reminders.rules.robots import Wanted

_CONNECT_SECONDS = 5
_TOTAL_SECONDS = 10
_LONGEST_ANSWER = 64 * 1024
_PORTS = {"https": 443, "http": 80}
# What may stand in a request line; the program would stumble over anything else while it sends.
_WRITABLE = re.compile(r"[!-~]+")
# Addresses that carry an IPv4 one: gateways hand them on to it (RFC 6052, 3056, 8215, 2765, 4291).
_CARRYING = {
    ipaddress.IPv6Network("64:ff9b::/96"): 0,
    ipaddress.IPv6Network("2002::/16"): 80,
}
_INNER = tuple(
    ipaddress.IPv6Network(one)
    for one in ("64:ff9b:1::/48", "::ffff:0:0:0/96", "::/96", "fec0::/10")
)


class Answer(NamedTuple):
    """What the other side answered."""

    status: int
    body: bytes


class UnreachableError(Exception):
    """Nobody answered, or the address may not be reached; ``begun`` when the request may have arrived."""

    def __init__(self, words: str, *, begun: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.begun = begun


class ForbiddenAddressError(UnreachableError):
    """The name leads into a network that may not be reached."""


def check_address(url: str, private_hosts: Collection[str]) -> str:
    """Answer the host of an address that may be kept.

    Raises:
        InvalidError: not https (http only inside the own network), or not an address at all.
    """
    parts = _split(url)
    host = (parts.hostname or "").lower()
    if not _WRITABLE.fullmatch(url):
        raise InvalidError("地址里有空格、汉字或看不见的字符，请从群机器人设置里整段复制。", "url")
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        raise InvalidError("地址应当以 https:// 开头，请从群机器人设置里整段复制。", "url")
    if parts.scheme == "http" and not _is_private(parts, private_hosts):
        raise InvalidError(
            "地址应当以 https:// 开头；内网地址须由系统管理员加入 PRIVATE_HOSTS。", "url"
        )
    return host


def post(wanted: Wanted, private_hosts: Collection[str]) -> Answer:
    """Post a body and answer what came back; redirects come back as they are.

    The name is resolved once, every address it has is checked, and one of these is connected to: a name that
    changes its mind between check and connection gains nothing.

    Raises:
        UnreachableError: the other side cannot be reached, or did not answer in time.
    """
    if not _WRITABLE.fullmatch(wanted.url):
        raise UnreachableError("地址写法不对")
    parts = _split(wanted.url)
    connection = _Checked(parts, private_hosts)
    target = parts.path or "/"
    if parts.query:
        target += f"?{parts.query}"
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "zhenggai-tracker",
        "Connection": "close",
        **wanted.headers,
    }
    watchdog = Watchdog(_TOTAL_SECONDS, connection)
    try:
        with watchdog.watching():
            connection.connect()
            try:
                connection.request("POST", target, wanted.body, headers)
                answer = connection.getresponse()
                return Answer(answer.status, answer.read(_LONGEST_ANSWER))
            except (OSError, http.client.HTTPException) as error:
                raise UnreachableError("连上以后没有收到回答", begun=True) from error
    except (OSError, http.client.HTTPException) as error:
        raise UnreachableError(_words(error)) from error
    finally:
        watchdog.end()
        connection.close()


class _Checked(http.client.HTTPConnection):
    """A connection to an address that was checked, with the certificate checked against the name."""

    def __init__(self, parts: SplitResult, private_hosts: Collection[str]) -> None:
        self._tls = parts.scheme == "https"
        port = parts.port or _PORTS.get(parts.scheme, 0)
        super().__init__(parts.hostname or "", port, timeout=_CONNECT_SECONDS)
        self._anywhere = _is_private(parts, private_hosts)

    def connect(self) -> None:
        """Open the line."""
        address = _checked_address(self.host, self.port, anywhere=self._anywhere)
        self.sock = socket.create_connection((address, self.port), timeout=_CONNECT_SECONDS)
        if self._tls:
            tls = ssl.create_default_context()
            self.sock = tls.wrap_socket(self.sock, server_hostname=self.host)
        self.sock.settimeout(_TOTAL_SECONDS)


def _checked_address(host: str, port: int, *, anywhere: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreachableError("找不到这个地址的主机") from error
    addresses = [str(one[4][0]) for one in found]
    if not anywhere and not all(is_public(one) for one in addresses):
        raise ForbiddenAddressError("这个地址在内部网络，没有经系统管理员允许，不能发送")
    return addresses[0]


def is_public(address: str) -> bool:
    """Answer whether an IP address lies in the public internet, by the IPv4 address that an IPv6 one carries, too."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if any(found in one for one in _INNER):
            return False
        found = _carried(found)
    return found.is_global and not found.is_multicast


def _carried(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Answer the IPv4 address to which an IPv6 one really leads, or the address itself."""
    for network, shift in _CARRYING.items():
        if found in network:
            return ipaddress.IPv4Address(int(found) >> shift & 0xFFFFFFFF)
    return found.ipv4_mapped or found


def _is_private(parts: SplitResult, private_hosts: Collection[str]) -> bool:
    host = (parts.hostname or "").lower()
    port = parts.port or _PORTS.get(parts.scheme, 0)
    return host in private_hosts or f"{host}:{port}" in private_hosts


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  reading it is the check
    except ValueError as error:
        raise InvalidError("地址写法不对，请从群机器人设置里整段复制。", "url") from error
    return parts


def _words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "对方的证书不可信"
    return "连接不上" if isinstance(error, OSError) else "对方的回答看不懂"
