"""The mail channel by itself: addresses, encryption, slow and closing servers."""

import shutil
import ssl
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from flask import Flask
from flask.testing import FlaskClient

from tests.reminders.conftest import TEN, Office, moment
from tests.reminders.sink import Sink, free_port, running
from tracker.reminders.channels.envelope import Mail, compose_mail
from tracker.reminders.channels.mail import MailChannel, Server, server_of
from tracker.reminders.render import MOST_LINES, render_mail
from tracker.reminders.rules.digest import Digest, Line
from tracker.reminders.rules.states import Outcome

SignIn = Callable[[str], FlaskClient]
AT = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)


def mail(to: str = "liqiang@qinghe.example", subject: str = "今天到期：2025-007") -> Mail:
    return Mail(to, "李强", subject, "正文", "<p>正文</p>", "0123abcd", AT)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp://mail.example",
            Server("smtp", "mail.example", 25, None, None, "tracker@mail.example"),
        ),
        (
            "smtp+starttls://office%40qinghe.example:p%2Fw%3A1@mail.example",
            Server(
                "smtp+starttls",
                "mail.example",
                587,
                "office@qinghe.example",
                "p/w:1",
                "office@qinghe.example",
            ),
        ),
        (
            "smtps://u:p@mail.example:2465?from=zg@qinghe.example",
            Server("smtps", "mail.example", 2465, "u", "p", "zg@qinghe.example"),
        ),
    ],
)
def test_an_smtp_url_names_everything(url: str, expected: Server) -> None:
    assert server_of(url) == expected


def test_no_line_break_gets_into_a_header() -> None:
    sent = compose_mail("tracker@mail.example", mail(subject="到期\r\nBcc: x@y.example"))
    message = message_from_bytes(sent, policy=default)
    assert message["Subject"] == "到期 Bcc: x@y.example"
    assert message["Bcc"] is None
    assert message["Message-ID"] == "<0123abcd@mail.example>"


@pytest.mark.parametrize(
    "address",
    ["nobody", "a b@c.example", "", "x@y.example\r\nRCPT TO:<z@z.example>", "李强@qinghe.example"],
)
def test_an_address_that_is_none_is_refused_before_anything_is_sent(
    sink: Sink, address: str
) -> None:
    with MailChannel(server_of(sink.url)) as channel:
        assert channel.send(mail(to=address)).outcome is Outcome.REFUSED
    assert sink.mails == []


def test_a_server_that_trickles_is_cut_off_at_the_deadline(sink: Sink) -> None:
    sink.stall_seconds = 30
    started = time.monotonic()
    with MailChannel(server_of(sink.url), total_seconds=0.5) as channel:
        handed = channel.send(mail())
    assert handed.outcome is Outcome.UNKNOWN
    assert time.monotonic() - started < 5


def test_a_server_that_closed_the_kept_connection_gets_a_new_one() -> None:
    sink = Sink(free_port())
    with MailChannel(server_of(sink.url)) as channel:
        with running(sink):
            assert channel.send(mail()).outcome is Outcome.SENT
        with running(sink):
            assert channel.send(mail()).outcome is Outcome.SENT
        assert channel.send(mail()).outcome is Outcome.UNREACHABLE
    assert len(sink.mails) == 2
    assert sink.sessions == 2


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 no such user", Outcome.REFUSED),
        ("452 mailbox full", Outcome.LATER),
        ("421 closing", Outcome.UNREACHABLE),
    ],
)
def test_what_a_refusal_means(sink: Sink, answer: str, outcome: Outcome) -> None:
    sink.refuse["liqiang@qinghe.example"] = answer
    with MailChannel(server_of(sink.url)) as channel:
        handed = channel.send(mail())
        assert (handed.outcome, handed.code) == (outcome, int(answer[:3]))
        if outcome is not Outcome.UNREACHABLE:
            assert channel.send(mail(to="other@qinghe.example")).outcome is Outcome.SENT


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_certificate_that_nobody_trusts_is_told_on_the_page_of_the_sender(
    office: Office, sign_in_as: SignIn, certificate: tuple[Path, Path], scheme: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    sink = Sink(free_port(), scheme=scheme)
    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=sink.port,
        ssl_context=context if scheme == "smtps" else None,
        tls_context=context if scheme != "smtps" else None,
    )
    office.due_task()
    controller.start()
    try:
        office.sweep(moment(TEN), sink)
    finally:
        controller.stop()
    assert sink.mails == []
    told = sign_in_as("heping").get("/reminders/delivery").text
    assert "邮件暂时发不出去" in told
    assert "邮件服务器的证书没有通过核验" in told


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for the loopback that nobody trusts until told to, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )
    return folder / "cert.pem", folder / "key.pem"


# aiosmtpd does not count implicit TLS as encryption and warns; it is.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
@pytest.mark.parametrize("trusted", [True, False])
def test_a_certificate_must_be_trusted(
    certificate: tuple[Path, Path], scheme: str, *, trusted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    sink = Sink(free_port())

    def check(*arguments: object) -> AuthResult:
        data = arguments[-1]
        assert isinstance(data, LoginPassword)
        return AuthResult(success=data == LoginPassword(b"office", b"secret#1"))

    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=sink.port,
        ssl_context=context if scheme == "smtps" else None,
        tls_context=context if scheme != "smtps" else None,
        authenticator=check,
        auth_require_tls=scheme != "smtps",
        auth_required=True,
    )
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    controller.start()
    try:
        with MailChannel(
            server_of(f"{scheme}://office:secret%231@127.0.0.1:{sink.port}?from=a@b.example")
        ) as channel:
            handed = channel.send(mail())
    finally:
        controller.stop()
    assert handed.outcome is (Outcome.SENT if trusted else Outcome.UNREACHABLE)
    assert len(sink.mails) == int(trusted)
    assert ("证书没有通过核验" in handed.answer) is not trusted


def test_a_long_subject_and_a_rare_name_arrive_as_they_were_written() -> None:
    subject = "整改任务提醒：今天到期3项，" + "𠮷" * 70
    sent = compose_mail("tracker@mail.example", mail(subject=subject)._replace(name="欧阳𠮷"))
    message = message_from_bytes(sent, policy=default)
    assert message["Subject"] == subject
    assert str(message["To"]) == "欧阳𠮷 <liqiang@qinghe.example>"
    assert max(len(line) for line in sent.split(b"\r\n")) <= 78
    assert b"\n" not in sent.replace(b"\r\n", b"")


def test_a_mail_of_very_many_lines_points_to_the_inbox_for_the_rest(app: Flask) -> None:
    lines = tuple(
        Line("已经超期", one, f"任务{one}", "请尽快办理") for one in range(MOST_LINES + 3)
    )
    bodies = render_mail(
        app.jinja_env,
        Digest("整改任务提醒", lines),
        name="李强",
        task_url=str,
        inbox_url="https://tracker.example/reminders",
    )
    for body in bodies:
        assert f"任务{MOST_LINES - 1}" in body
        assert f"任务{MOST_LINES}" not in body
        assert "还有3项" in body


def test_everybody_can_send_themselves_a_test_mail_and_hears_what_the_server_said(
    office: Office, sign_in_as: SignIn, sink: Sink
) -> None:
    browser = sign_in_as("liqiang")
    assert "测试邮件" not in browser.get("/reminders/settings").text
    assert browser.post("/reminders/settings/mail").status_code == 409  # there is no server
    settings = office.app.extensions["settings"]
    office.app.extensions["settings"] = replace(settings, smtp_url=sink.url)
    assert "发一封测试邮件给我" in browser.get("/reminders/settings").text
    told = browser.post("/reminders/settings/mail", follow_redirects=True).text
    assert "已接收发往liqiang@qinghe.example的测试邮件" in told
    assert [str(one["Subject"]) for one in sink.mails] == ["整改台账测试邮件"]
    sink.refuse["liqiang@qinghe.example"] = "550 no such user"
    refused = browser.post("/reminders/settings/mail", follow_redirects=True).text
    assert "测试邮件没有发出：对方拒收（550）" in refused
    assert len(sink.to("liqiang@")) == len(sink.mails) == 1  # and to nobody else
