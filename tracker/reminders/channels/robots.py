"""Group robots and webhooks: one request for each message, the answer read for what it really says."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.core.errors import InvalidError
from tracker.core.sealing import unseal
from tracker.reminders.channels import Handover
from tracker.reminders.channels.http import UnreachableError, post
from tracker.reminders.models import Robot
from tracker.reminders.rules.robots import Wanted, group_request, read_answer, webhook_request
from tracker.reminders.rules.states import Channel, Outcome

_AGAIN = "（可能重复）"


@dataclass(frozen=True, slots=True)
class RobotDoor:
    """What sending by robots needs of the installation: its key, and the inner hosts it may reach."""

    secret_key: str
    private_hosts: Collection[str]

    def say(
        self,
        robot: Robot,
        text: str,
        *,
        at: datetime,
        phones: Sequence[str] = (),
        again: bool = False,
    ) -> Handover:
        """Put a text into the robot's group; never raises for what the other side does."""
        said = f"{text}{_AGAIN}" if again else text
        try:
            url, secret = self._opened(robot)
        except InvalidError as error:
            return Handover(Outcome.REFUSED, None, error.message)
        wanted = group_request(robot.channel, url, secret, said, at=at, phones=phones)
        return self._hand_over(robot.channel, wanted)

    def tell(self, robot: Robot, event: dict[str, Any], *, event_id: str, at: datetime) -> Handover:
        """Tell a webhook of an event; never raises for what the other side does."""
        try:
            url, secret = self._opened(robot)
        except InvalidError as error:
            return Handover(Outcome.REFUSED, None, error.message)
        return self._hand_over(
            Channel.WEBHOOK, webhook_request(url, secret, event, event_id=event_id, at=at)
        )

    def _opened(self, robot: Robot) -> tuple[str, str]:
        secret = unseal(self.secret_key, robot.sealed_secret) if robot.sealed_secret else ""
        return unseal(self.secret_key, robot.sealed_url), secret

    def _hand_over(self, channel: Channel, wanted: Wanted) -> Handover:
        try:
            answer = post(wanted, self.private_hosts)
        except UnreachableError as error:
            outcome = Outcome.UNKNOWN if error.begun else Outcome.UNREACHABLE
            return Handover(outcome, None, error.words)
        return Handover(*read_answer(channel, answer.status, answer.body))
