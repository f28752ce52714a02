"""Mail by SMTP: one connection for a run, TLS verified, a hard deadline for each message."""

import smtplib
import socket
import ssl
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from tracker.core.text import clean_line
from tracker.reminders.channels import Handover
from tracker.reminders.channels.envelope import Mail, compose_mail
from tracker.reminders.channels.watchdog import Watchdog
from tracker.reminders.rules.states import Outcome

_CONNECT_SECONDS = 10
_TOTAL_SECONDS = 60
_PERMANENT = 500
_CLOSING = 421
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as ``SMTP_URL`` names it: ``smtp+starttls://user:password@host:587?from=address``."""

    scheme: str
    host: str
    port: int
    user: str | None
    password: str | None
    sender: str


def server_of(url: str) -> Server:
    """Read an ``SMTP_URL``; without ``from`` the user's address is the sender, else tracker@host."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    user = unquote(parts.username) if parts.username else None
    named = parse_qs(parts.query).get("from", [""])[0]
    return Server(
        scheme=parts.scheme,
        host=host,
        port=parts.port or _PORTS[parts.scheme],
        user=user,
        password=unquote(parts.password) if parts.password else None,
        sender=named or (user if user and "@" in user else f"tracker@{host}"),
    )


class MailChannel:
    """A connection to the mail server that opens at the first mail and is kept for the run."""

    def __init__(self, server: Server, *, total_seconds: float = _TOTAL_SECONDS) -> None:
        self._server = server
        self._total_seconds = total_seconds
        self._connection: smtplib.SMTP | None = None
        self._watchdog: Watchdog | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._drop(politely=True)

    def send(self, mail: Mail) -> Handover:
        """Hand one mail over; never raises for what the other side does."""
        try:
            content = compose_mail(self._server.sender, mail)
        except (ValueError, IndexError) as error:
            return Handover(Outcome.REFUSED, None, f"收件地址写法不对：{error}")
        kept = self._connection is not None
        handed = self._attempt(mail.to, content)
        if handed.outcome is Outcome.UNREACHABLE and kept:
            # The server had enough of the old connection; that is no outage yet.
            handed = self._attempt(mail.to, content)
        return handed

    def _attempt(self, to: str, content: bytes) -> Handover:
        try:
            connection = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Handover(Outcome.UNREACHABLE, _code(error), _words(error))
        handed = self._hand_over(connection, to, content)
        if handed.outcome in {Outcome.UNREACHABLE, Outcome.UNKNOWN}:
            self._drop()
        return handed

    def _hand_over(self, connection: smtplib.SMTP, to: str, content: bytes) -> Handover:
        data_begun = False
        try:
            with self._deadline():
                code, answer = connection.mail(self._server.sender)
                if code >= 400:  # noqa: PLR2004  the sender is ours: a matter of the channel, not of the mail
                    connection.rset()
                    return Handover(Outcome.UNREACHABLE, code, _text(answer))
                code, answer = connection.rcpt(to)
                if code >= 400:  # noqa: PLR2004  RFC 5321: 4xx later, 5xx never
                    connection.rset()
                    return _refusal(code, answer)
                data_begun = True
                code, answer = connection.data(content)
        except smtplib.SMTPDataError as error:
            return _refusal(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            outcome = Outcome.UNKNOWN if data_begun else Outcome.UNREACHABLE
            return Handover(outcome, _code(error), _words(error))
        if code >= 400:  # noqa: PLR2004  as above
            return _refusal(code, answer)
        return Handover(Outcome.SENT, code, _text(answer))

    def _connected(self) -> smtplib.SMTP:
        """Answer the open connection, or a new one; an old one that no longer answers is replaced."""
        if self._connection is not None:
            return self._connection
        server = self._server
        tls = ssl.create_default_context()
        connection: smtplib.SMTP
        if server.scheme == "smtps":
            connection = smtplib.SMTP_SSL(
                server.host, server.port, timeout=_CONNECT_SECONDS, context=tls
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_CONNECT_SECONDS)
        self._connection = connection
        self._watchdog = Watchdog(self._total_seconds, connection)
        _send_at_once(connection)
        with self._deadline():
            if server.scheme == "smtp+starttls":
                connection.starttls(context=tls)
            connection.ehlo_or_helo_if_needed()
            if server.user is not None:
                connection.login(server.user, server.password or "")
        return connection

    def _deadline(self) -> AbstractContextManager[None]:
        """Cut the line when the whole exchange takes too long."""
        assert self._watchdog is not None
        return self._watchdog.watching()

    def _drop(self, *, politely: bool = False) -> None:
        connection, self._connection = self._connection, None
        if self._watchdog is not None:
            self._watchdog.end()
        if connection is None:
            return
        with suppress(OSError, smtplib.SMTPException):
            if politely:
                connection.quit()
        connection.close()


def _send_at_once(connection: smtplib.SMTP) -> None:
    """Do not hold small packets back: waiting for acknowledgements costs 40 ms with each mail."""
    if connection.sock is not None:
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _refusal(code: int, answer: bytes | str) -> Handover:
    if code == _CLOSING:
        return Handover(Outcome.UNREACHABLE, code, _text(answer))
    outcome = Outcome.REFUSED if code >= _PERMANENT else Outcome.LATER
    return Handover(outcome, code, _text(answer))


def _code(error: Exception) -> int | None:
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None


def _words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        why = clean_line(error.verify_message)
        return (
            f"邮件服务器的证书没有通过核验（{why}），为防冒充没有发送，请核对地址或安装单位的根证书"
        )
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"邮件服务器不认这个账号或密码：{_text(error.smtp_error)}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"邮件服务器不支持要求的加密或登录方式：{clean_line(str(error))}"
    if isinstance(error, smtplib.SMTPResponseException):
        return _text(error.smtp_error)
    return clean_line(str(error) or type(error).__name__)


def _text(answer: bytes | str) -> str:
    return clean_line(answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer)
