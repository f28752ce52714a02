"""How somebody was chased by hand; pure."""

from enum import StrEnum


class ChaseWay(StrEnum):
    """By what means a person chased another."""

    PHONE = "phone"
    CHAT = "chat"
    IN_PERSON = "in_person"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"phone": "电话", "chat": "微信", "in_person": "当面"}[self.value]
