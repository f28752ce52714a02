"""代理: who may be arranged to stand in for whom, by whom, and until when."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import Cast
from tracker.accounts.models import Appointment, StandIn
from tracker.accounts.permissions import Role, refusal_to_name_oneself, refusal_to_stand_in
from tracker.accounts.queries import viewer_of
from tracker.core import clock
from tracker.core.db import Database

Enter = Callable[[str], FlaskClient]
LEADER, CLERK, HANDLER = Role.LEADER, Role.CLERK, Role.HANDLER


def typed(cast: Cast, absent: str, deputy: str, **changes: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "person_id": cast[absent].person_id,
        "stand_in_id": cast[deputy].person_id,
        "from_on": today.isoformat(),
        "until_on": (today + timedelta(days=7)).isoformat(),
        "basis": "外出培训",
    } | changes


@pytest.mark.parametrize(
    ("absent", "deputy", "anywhere", "words"),
    [
        ({LEADER}, {CLERK}, {CLERK}, None),
        ({HANDLER}, set(), {HANDLER}, None),
        (set(), set(), {HANDLER}, None),
        ({LEADER}, set(), {HANDLER}, "要在本单位"),
        ({CLERK}, {Role.VIEWER}, {Role.VIEWER}, "不能代理"),
        ({HANDLER}, set(), set(), "不能代理"),
    ],
)
def test_who_may_stand_in_for_whom(
    absent: set[Role], deputy: set[Role], anywhere: set[Role], words: str | None
) -> None:
    found = refusal_to_stand_in(
        same=False,
        absent_in_unit=frozenset(absent),
        deputy_in_unit=frozenset(deputy),
        deputy_anywhere=frozenset(anywhere),
    )
    assert (found is None) if words is None else (words in (found or ""))


def test_a_clerk_arranges_it_and_the_deputy_is_known_for_those_days(
    database: Database, cast: Cast, sign_in_as: Enter
) -> None:
    path = f"/stand-ins/of/{cast.town}"
    clerk = sign_in_as("zhoumin")
    assert clerk.get("/stand-ins").headers["Location"].endswith(path)
    assert clerk.post(path, data=typed(cast, "chenguodong", "huanghai")).status_code == 303
    assert "正在代理" in clerk.get(path).text
    deputy = cast["huanghai"].person_id
    with database.reading() as session:
        today = clock.today()
        for day, stands in (
            (today, True),
            (today + timedelta(days=7), True),
            (today + timedelta(days=8), False),
        ):
            viewer = viewer_of(session, deputy, day)
            assert viewer is not None
            assert bool(viewer.stands_for) is stands


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until_on": "2026-03-01"}, "早于起日"),
        ({"basis": ""}, "请写明依据"),
        ({"until_on": ""}, "到哪天止"),
        ({"person_id": 9999}, "处需要修改"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    cast: Cast, sign_in_as: Enter, changes: dict[str, Any], words: str
) -> None:
    data = typed(cast, "chenguodong", "huanghai", **changes)
    unfit = sign_in_as("zhoumin").post(f"/stand-ins/of/{cast.town}", data=data)
    assert unfit.status_code == 422
    assert words in unfit.text


def test_a_form_sent_in_haste_arranges_nothing(cast: Cast, sign_in_as: Enter) -> None:
    path, clerk = f"/stand-ins/of/{cast.town}", sign_in_as("zhoumin")
    first = '<option value="0">请选择</option>'
    assert clerk.get(path).text.count(first) == len(("谁不在", "由谁代理"))
    for left in ("person_id", "stand_in_id"):
        data = typed(cast, "chenguodong", "huanghai", **{left: 0})
        answer = clerk.post(path, data=data)
        assert (answer.status_code, "请从名单里选择。" in answer.text) == (422, True)


def test_nobody_is_stood_in_for_twice_at_a_time_or_by_themselves_or_by_a_village(
    cast: Cast, sign_in_as: Enter
) -> None:
    path, clerk = f"/stand-ins/of/{cast.town}", sign_in_as("zhoumin")
    assert clerk.post(path, data=typed(cast, "chenguodong", "huanghai")).status_code == 303
    for absent, deputy, words in (
        ("chenguodong", "wanglixin", "已有人代理"),
        ("wanglixin", "wanglixin", "不能是本人"),
        ("wanglixin", "zhaofang", "要在本单位"),
    ):
        unfit = clerk.post(path, data=typed(cast, absent, deputy))
        assert (unfit.status_code, words in unfit.text) == (422, True)


def test_nobody_arranges_to_decide_in_a_leader_s_place_themselves_and_hears_who_can(
    cast: Cast, sign_in_as: Enter
) -> None:
    path = f"/stand-ins/of/{cast.town}"
    for absent in ("chenguodong", "wanglixin"):
        unfit = sign_in_as("zhoumin").post(path, data=typed(cast, absent, "zhoumin"))
        assert (unfit.status_code, "请由刘洋、何平安排" in unfit.text) == (422, True)
    assert (
        sign_in_as("zhoumin").post(path, data=typed(cast, "liqiang", "zhoumin")).status_code == 303
    )
    assert (
        sign_in_as("liuyang").post(path, data=typed(cast, "chenguodong", "zhoumin")).status_code
        == 303
    )


def test_alone_one_hears_of_paper() -> None:
    words = refusal_to_name_oneself(frozenset({Role.SECRETARY}), ())
    assert words is not None
    assert "纸质审批表" in words
    assert refusal_to_name_oneself(frozenset({HANDLER, CLERK}), ("何平",)) is None


def test_where_one_works_alone_the_page_says_so(
    database: Database, cast: Cast, sign_in_as: Enter
) -> None:
    clerk = cast["zhoumin"].person_id
    with database.transaction() as session:
        others = select(Appointment).where(
            Appointment.person_id != clerk, Appointment.unit_id != cast.units["baishi"]
        )
        for one in session.scalars(others):
            session.delete(one)
    page = sign_in_as("zhoumin").get(f"/stand-ins/of/{cast.town}").text
    assert "没有可以代理的人" in page
    assert 'id="stand-in"' not in page


def test_only_who_takes_steps_is_offered(cast: Cast, sign_in_as: Enter) -> None:
    page = sign_in_as("heping").get(f"/stand-ins/of/{cast.town}").text
    for login, offered in (("liqiang", True), ("sunzheng", False), ("heping", False)):
        assert (f'value="{cast[login].person_id}"' in page) is offered, login


def test_it_is_ended_from_today_and_a_stranger_cannot(
    database: Database, cast: Cast, sign_in_as: Enter
) -> None:
    path, clerk = f"/stand-ins/of/{cast.town}", sign_in_as("zhoumin")
    earlier = (clock.today() - timedelta(days=3)).isoformat()
    clerk.post(path, data=typed(cast, "chenguodong", "huanghai", from_on=earlier))
    with database.reading() as session:
        row = session.scalars(select(StandIn)).one()
    assert sign_in_as("wutao").post(f"/stand-ins/{row.id}/end").status_code == 404
    assert sign_in_as("wanglixin").post(f"/stand-ins/{row.id}/end").status_code == 403
    assert clerk.post(f"/stand-ins/{row.id}/end").status_code == 303
    with database.reading() as session:
        ended: date = session.scalars(select(StandIn.until_on)).one()
    assert ended == clock.today() - timedelta(days=1)
