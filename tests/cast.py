"""The standing cast: one town's office, a neighbour who must see nothing, a county above."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.accounts.actions import NewAccount, appoint, create_account, create_unit, set_up
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Role, Viewer
from tracker.accounts.queries import person_with_login, unit_with_code, viewer_of

PASSWORD = "Lvye#2026x"
FROM = date(2025, 1, 1)

# login, name, unit, roles, post
PEOPLE = (
    ("zhoumin", "周敏", "qinghe", (Role.CLERK,), "党建办主任"),
    ("liuyang", "刘洋", "qinghe", (Role.CLERK,), "党委副书记"),
    ("wanglixin", "王立新", "qinghe", (Role.LEADER,), "组织委员"),
    ("huanghai", "黄海", "qinghe", (Role.LEADER,), "副镇长"),
    ("chenguodong", "陈国栋", "qinghe", (Role.SECRETARY,), "党委书记"),
    ("liqiang", "李强", "qinghe-finance", (Role.HANDLER,), "财政所所长"),
    ("zhaofang", "赵芳", "qinghe-dongling", (Role.HANDLER,), "东岭村党支部书记"),
    ("sunzheng", "孙正", "qinghe", (Role.VIEWER,), "纪委副书记"),
    ("heping", "何平", "qinghe", (Role.ADMIN,), ""),
    ("wutao", "吴涛", "baishi", (Role.CLERK,), "党建办主任"),
    ("zhenghua", "郑华", "yunling", (Role.VIEWER,), "县委办科员"),
)


@dataclass(frozen=True)
class Cast:
    """Ids of the units and viewers of the people, by code and login."""

    units: dict[str, int]
    viewers: dict[str, Viewer]

    def __getitem__(self, login: str) -> Viewer:
        """Answer the viewer with a login."""
        return self.viewers[login]

    @property
    def town(self) -> int:
        """Answer the id of the town that keeps the ledger."""
        return self.units["qinghe"]


def load_cast(session: Session, *, at: datetime) -> None:
    """Write the cast into an empty database."""
    set_up(session, at=at)
    county = create_unit(session, "yunling", "云岭县", keeps_ledger=True)
    town = create_unit(session, "qinghe", "青禾镇", parent=county, keeps_ledger=True)
    for code, name in (
        ("dongling", "东岭村"),
        ("xiping", "西坪村"),
        ("party", "党建办公室"),
        ("finance", "财政所"),
    ):
        create_unit(session, f"qinghe-{code}", name, parent=town)
    create_unit(session, "baishi", "白石镇", parent=county, keeps_ledger=True)
    first: str | None = None
    for login, name, code, roles, post in PEOPLE:
        unit = unit_with_code(session, code)
        assert unit is not None
        person = create_account(
            session,
            NewAccount(login, name, None if first else PASSWORD, must_change_password=False),
            at=at,
        )
        # One hash for all: hashing is slow on purpose, and tests only need one person's password.
        first = first or person.password_hash
        person.password_hash = first
        person.email = f"{login}@qinghe.example"
        appoint(session, person, unit, roles, from_on=FROM, post=post)


def meet_cast(session: Session, on: date) -> Cast:
    """Answer who the cast are in this database."""
    viewers: dict[str, Viewer] = {}
    for login, *_ in PEOPLE:
        person = person_with_login(session, login)
        assert person is not None
        found = viewer_of(session, person.id, on)
        assert found is not None
        viewers[login] = found
    return Cast({unit.code: unit.id for unit in session.query(Unit)}, viewers)
