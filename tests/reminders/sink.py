"""A real mail server on the loopback that keeps what it is given, and misbehaves when told to."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Sink:
    """What came in, and how to answer: by address, or for the next mails in a row."""

    port: int
    scheme: str = "smtp"
    mails: list[EmailMessage] = field(default_factory=list)
    sessions: int = 0
    refuse: dict[str, str] = field(default_factory=dict)
    data_answers: list[str] = field(default_factory=list)
    cut_after_data: int = 0
    stall_seconds: float = 0.0

    @property
    def url(self) -> str:
        """Answer the SMTP_URL of the sink."""
        return f"{self.scheme}://127.0.0.1:{self.port}?from=tracker@qinghe.example"

    def forget(self) -> None:
        """Forget what came in, and behave."""
        self.mails.clear()
        self.refuse.clear()
        self.data_answers.clear()
        self.sessions = self.cut_after_data = 0
        self.stall_seconds = 0.0

    def to(self, address: str) -> list[EmailMessage]:
        """Answer the mails to an address."""
        return [one for one in self.mails if address in str(one["To"])]

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Count the connections."""
        self.sessions += 1
        session.host_name = hostname
        del server
        return responses

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take or refuse a recipient."""
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        """Keep a mail, slowly or not; cut the line after taking it when told to."""
        if self.stall_seconds:
            await asyncio.sleep(self.stall_seconds)
        if self.data_answers:
            answer = self.data_answers.pop(0)
            if not answer.startswith("2"):
                return answer
        content = cast("bytes", envelope.content)
        self.mails.append(message_from_bytes(content, policy=default))
        if self.cut_after_data:
            self.cut_after_data -= 1
            cast("Any", server).transport.abort()
        return "250 OK"


def free_port() -> int:
    """Answer a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(sink: Sink) -> Iterator[Sink]:
    """Let the sink listen."""
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def bodies(mail: EmailMessage) -> tuple[str, str]:
    """Answer the text and the HTML of a mail."""
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()
