"""Robots of a unit, and the texts that a person agrees to put into a chat group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.core.sealing import seal
from tracker.reminders.models import GroupPost, Message, Robot
from tracker.reminders.rules.states import GROUPS, Channel, MessageState

_LONGEST_POST = 1500
# The keys of 钉钉 begin with SEC; 飞书's are shorter; ours for webhooks must not be guessed.
_SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class NewRobot:
    """What is typed about a robot; ``host`` comes from the checked address."""

    channel: Channel
    name: str
    url: str
    host: str
    secret: str = ""


def add_robot(
    session: Session, unit_id: int, new: NewRobot, *, secret_key: str, by_id: int, at: datetime
) -> Robot:
    """Keep a robot with its address and key sealed.

    Raises:
        InvalidError: the name is taken, or a webhook has no proper key.
    """
    if new.channel is Channel.WEBHOOK and len(new.secret) < _SHORTEST_SECRET:
        raise InvalidError(f"数据接口必须有密钥，至少{_SHORTEST_SECRET}个字符。", "secret")
    taken = select(Robot.id).where(
        Robot.unit_id == unit_id, Robot.name == new.name, Robot.disabled_at.is_(None)
    )
    if session.scalar(taken) is not None:
        raise InvalidError("本单位已经有同名的机器人，请换个名称。", "name")
    robot = Robot(
        unit_id=unit_id,
        channel=new.channel,
        name=new.name,
        host=new.host,
        sealed_url=seal(secret_key, new.url),
        sealed_secret=seal(secret_key, new.secret) if new.secret else "",
        set_by_id=by_id,
        set_at=at,
    )
    session.add(robot)
    session.flush()  # its id goes into the address that the door answers with
    return robot


def switch_off(robot: Robot, *, at: datetime) -> None:
    """Stop using a robot; its row stays for the log, address and key are forgotten."""
    robot.disabled_at = robot.disabled_at or at
    robot.sealed_url = ""
    robot.sealed_secret = ""


def agree(  # noqa: PLR0913  each part of what is agreed
    session: Session,
    unit_id: int,
    robots: Sequence[Robot],
    text: str,
    *,
    phones: Sequence[str],
    by_id: int,
    on: date,
    at: datetime,
) -> GroupPost:
    """Let a text go into chat groups, as it was shown and agreed.

    Raises:
        InvalidError: no text, too long, or no group.
    """
    if not text or len(text) > _LONGEST_POST:
        raise InvalidError(f"请写要发的话，最长{_LONGEST_POST}个字。", "text")
    groups = [one for one in robots if one.channel in GROUPS and one.disabled_at is None]
    if not groups:
        raise InvalidError("请至少选择一个群。", "robots")
    post = GroupPost(
        unit_id=unit_id,
        day_on=on,
        text=text,
        phones=",".join(phones),
        agreed_by_id=by_id,
        agreed_at=at,
    )
    session.add(post)
    session.flush()  # the messages name it
    for robot in groups:
        session.add(_message(post, robot, by_id=by_id, on=on, at=at))
    return post


def _message(post: GroupPost, robot: Robot, *, by_id: int, on: date, at: datetime) -> Message:
    return Message(
        person_id=by_id,
        day_on=on,
        channel=robot.channel,
        kind=f"group:{post.id}:{robot.id}",
        state=MessageState.WAITING,
        message_id=f"group-{post.id}-{robot.id}",
        not_before=at,
        robot_id=robot.id,
        post_id=post.id,
    )
