"""A mail as it is handed over: the headers from typed values, both bodies in Base64."""

from datetime import datetime
from email import policy
from email.header import Header
from email.headerregistry import Address
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from typing import NamedTuple

from tracker.core.text import clean_line

_SENDER = "整改台账"
# The older of Python's two ways of writing mail: headers are folded in a fraction of the time.
_FOLDED_AT = 66  # with the name of the header in front of it
_AS_SENT = policy.compat32.clone(linesep="\r\n")


class Mail(NamedTuple):
    """One mail to one person."""

    to: str
    name: str
    subject: str
    text: str
    html: str
    message_id: str
    at: datetime


def compose_mail(sender: str, mail: Mail) -> bytes:
    """Make the message, ready for the line; Base64 passes every server, also those without 8BITMIME.

    Names and subjects are one line of encoded words each, so that no line break can smuggle a header in.

    Raises:
        ValueError, IndexError: the address of the recipient is none.
    """
    message = MIMEMultipart("alternative", boundary=f"=-{mail.message_id}")
    message["From"] = _mailbox(_SENDER, sender)
    message["To"] = _mailbox(clean_line(mail.name), _checked(mail.to))
    message["Subject"] = _encoded(clean_line(mail.subject))
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.message_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.attach(MIMEText(mail.text, "plain", "utf-8"))
    message.attach(MIMEText(mail.html, "html", "utf-8"))
    return message.as_bytes(policy=_AS_SENT)


def _mailbox(name: str, address: str) -> str:
    return f"{_encoded(name)} <{address}>"


def _encoded(text: str) -> str:
    return Header(text, "utf-8", maxlinelen=_FOLDED_AT).encode(linesep="\r\n")


def _checked(address: str) -> str:
    """Answer an address that is one, in the letters that every mail server takes."""
    found = Address(addr_spec=address).addr_spec
    found.encode("ascii")
    return found
