"""What robots want to be sent and what they answer, from the documents of 企业微信, 钉钉 and 飞书; pure."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tracker.reminders.rules.states import Channel, Outcome

# Bytes of text in UTF-8: 企业微信 2048; 钉钉 and 飞书 take 20 KB of request, so a little less of text.
LIMITS = {
    Channel.WECOM: 2048,
    Channel.DINGTALK: 18_000,
    Channel.FEISHU: 18_000,
    Channel.WEBHOOK: 60_000,
}
_CUT = "…（内容较长，其余请登录查看）"
# Too many in a minute: worth another try, unlike a wrong key or a robot taken away.
_LATER = {
    Channel.WECOM: {-1, 45009, 45033},
    Channel.DINGTALK: {-1, 130101, 410100, 660026},
    Channel.FEISHU: {9499, 11232, 99991400},
}
_WORDS = {
    (Channel.WECOM, 93000): "机器人地址无效，可能已被移出群聊",
    (Channel.WECOM, 45009): "发送太频繁，企业微信每分钟最多20条",
    (Channel.DINGTALK, 310000): "钉钉安全设置不符：加签密钥、关键词或IP不对",
    (Channel.DINGTALK, 300001): "钉钉不认识这个机器人地址",
    (Channel.DINGTALK, 130101): "发送太频繁，钉钉每分钟最多20条",
    (Channel.FEISHU, 19021): "飞书签名校验不通过，密钥不对或时钟相差太多",
    (Channel.FEISHU, 19024): "飞书关键词校验不通过",
    (Channel.FEISHU, 19001): "飞书不认识这个机器人地址",
    (Channel.FEISHU, 11232): "发送太频繁，飞书限制了频率",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request to make: the address with what must stand in it, headers, and the body."""

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def cut_bytes(text: str, limit: int) -> str:
    """Answer a text of at most so many bytes in UTF-8, cut between characters and marked as cut."""
    if len(text.encode()) <= limit:
        return text
    room = limit - len(_CUT.encode())
    return text.encode()[:room].decode(errors="ignore") + _CUT


def group_request(
    channel: Channel,
    url: str,
    secret: str,
    text: str,
    *,
    at: datetime,
    phones: Sequence[str] = (),
) -> Wanted:
    """Answer the request that puts a text into a chat group.

    People are mentioned by mobile number; 飞书 robots cannot do that, there the text stands alone.
    """
    match channel:
        case Channel.WECOM:
            return _wecom(url, cut_bytes(text, LIMITS[channel]), phones)
        case Channel.DINGTALK:
            return _dingtalk(url, secret, text, at, phones)
        case Channel.FEISHU:
            return _feishu(url, secret, cut_bytes(text, LIMITS[channel]), at)
    raise ValueError(channel)


def webhook_request(
    url: str, secret: str, event: Mapping[str, Any], *, event_id: str, at: datetime
) -> Wanted:
    """Answer the request that tells a webhook of an event.

    ``X-Tracker-Signature`` is ``sha256=`` and the hex HMAC-SHA256, by the secret, of the timestamp (seconds), a
    full stop and the body as sent. ``X-Tracker-Event`` stays the same when an event is sent again.
    """
    body = _json(event)
    stamp = str(int(at.timestamp()))
    signed = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return Wanted(
        url,
        body,
        {
            "X-Tracker-Timestamp": stamp,
            "X-Tracker-Event": event_id,
            "X-Tracker-Signature": f"sha256={signed}",
        },
    )


def read_answer(channel: Channel, status: int, body: bytes) -> tuple[Outcome, int, str]:
    """Answer how a robot took a request, with its number and words; HTTP 200 alone means nothing."""
    if status == 429 or status >= 500:  # noqa: PLR2004  RFC 9110: slow down; their fault
        return Outcome.LATER, status, "对方暂时不能接收"
    if channel is Channel.WEBHOOK:
        fine = 200 <= status < 300  # noqa: PLR2004  RFC 9110: successful
        return (Outcome.SENT if fine else Outcome.REFUSED), status, "" if fine else "对方没有接收"
    if status != 200:  # noqa: PLR2004  robots answer 200 even to errors
        return Outcome.REFUSED, status, "地址不对，或者对方要求转到别处"
    code, told = _code_in(channel, body)
    if code == 0:
        return Outcome.SENT, 0, told
    outcome = Outcome.LATER if code in _LATER[channel] else Outcome.REFUSED
    return outcome, code, _WORDS.get((channel, code), told or "没有说明原因")


def _code_in(channel: Channel, body: bytes) -> tuple[int, str]:
    try:
        found = json.loads(body)
        names = ("code", "StatusCode") if channel is Channel.FEISHU else ("errcode",)
        code = next(int(found[one]) for one in names if one in found)
    except (ValueError, TypeError, StopIteration):
        return -2, "对方的回答看不懂，可能不是机器人地址"
    told = found.get("errmsg") or found.get("msg") or found.get("StatusMessage") or ""
    return code, str(told)[:200]


def _wecom(url: str, text: str, phones: Sequence[str]) -> Wanted:
    content: dict[str, Any] = {"content": text}
    if phones:
        content["mentioned_mobile_list"] = list(phones)
    return Wanted(url, _json({"msgtype": "text", "text": content}))


def _dingtalk(url: str, secret: str, text: str, at: datetime, phones: Sequence[str]) -> Wanted:
    # The number must also stand in the text, or nobody is mentioned.
    mentions = "".join(f"\n@{one}" for one in phones)
    room = LIMITS[Channel.DINGTALK] - len(mentions.encode())
    body = {
        "msgtype": "text",
        "text": {"content": cut_bytes(text, room) + mentions},
        "at": {"atMobiles": list(phones), "isAtAll": False},
    }
    return Wanted(_signed(url, secret, at) if secret else url, _json(body))


def _signed(url: str, secret: str, at: datetime) -> str:
    """Add 钉钉's timestamp and signature to an address: HMAC-SHA256 of "time LF secret", base64, encoded once."""
    stamp = str(int(at.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query, keep_blank_values=True)]
    query += [("timestamp", stamp), ("sign", base64.b64encode(digest).decode())]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _feishu(url: str, secret: str, text: str, at: datetime) -> Wanted:
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if secret:
        stamp = str(int(at.timestamp()))
        # 飞书 takes "time LF secret" as the key and signs nothing with it.
        digest = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
        body = {"timestamp": stamp, "sign": base64.b64encode(digest).decode(), **body}
    return Wanted(url, _json(body))


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
