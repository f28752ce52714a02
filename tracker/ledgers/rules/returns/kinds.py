"""填报表: how the ledger is split, what becomes of a returned row, and the four open columns."""

from enum import StrEnum


class SplitBy(StrEnum):
    """To whom the forms of a round go."""

    PERSON = "person"
    UNIT = "unit"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return {"person": "责任人（一人一表）", "unit": "牵头单位（村、办公室一家一表）"}[
            self.value
        ]


class ChangeState(StrEnum):
    """What became of a returned row."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    LEFT = "left"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"waiting": "待核对", "accepted": "已登记", "left": "未采用"}[self.value]


class Open(StrEnum):
    """The four open columns of a form."""

    PROGRESS = "progress"
    DIFFICULTIES = "difficulties"
    RESULTS = "results"
    PLANNED = "planned"

    @property
    def label(self) -> str:
        """Answer the heading."""
        return {
            "progress": "本期进展",
            "difficulties": "存在困难",
            "results": "量化成果",
            "planned": "拟完成时间",
        }[self.value]
