"""What the pages of robots and of texts for chat groups are given."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tracker.reminders.models import Robot
from tracker.reminders.pages.tabs import Tab
from tracker.web.forms import ChineseForm


@dataclass(frozen=True, slots=True)
class RobotRow:
    """One robot; of its address only the host is shown."""

    id: int
    name: str
    channel: str
    host: str
    signed: bool
    trouble: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """One text that was agreed."""

    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RobotsPage:
    """The robots of a unit, and the text that could go into their groups today."""

    template: ClassVar[str] = "reminders/robots.html"

    tabs: tuple[Tab, ...]
    unit: str
    unit_name: str
    units: tuple[tuple[str, str], ...]
    rows: tuple[RobotRow, ...]
    posts: tuple[PostRow, ...]
    post_form: ChineseForm | None
    asks_about_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RobotPage:
    """A robot to be added."""

    template: ClassVar[str] = "reminders/robot.html"

    form: ChineseForm
    unit: str
    unit_name: str


def robot_row(robot: Robot) -> RobotRow:
    """Show a robot."""
    return RobotRow(
        id=robot.id,
        name=robot.name,
        channel=robot.channel.label,
        host=robot.host,
        signed=bool(robot.sealed_secret),
        trouble=robot.last_error,
    )
