"""Rules as data: a unit changes, adds, switches off and goes back; what is obligatory stays so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOW
from tests.reminders.conftest import DUE, TEN, Office, moment
from tracker.core.errors import InvalidError
from tracker.reminders import actions
from tracker.reminders.queries.ladders import load_ladders
from tracker.reminders.rules.changing import check_rule
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.ladder import Anchor, Count, Part, Rule, Wording
from tracker.reminders.rules.wishes import Wish

SignIn = Callable[[str], FlaskClient]
WEEK = Rule(
    "own_week", "到期前一周", Anchor.DUE, -7, Count.DAYS, (Part.UNIT,), Wording.DUE, own=True
)
FORM = {
    "code": "due_10",
    "label": "到期前12天",
    "anchor": "due",
    "way": "before",
    "number": "12",
    "count": "days",
    "parts": ["handler", "leader"],
    "kinds": ["at_once", "by_stages", "lasting"],
    "channels": ["mail"],
    "template": "{称呼}，{任务}{时限}到期。",
    "enabled": "y",
}


def set_rule(office: Office, rule: Rule, unit: str = "qinghe") -> None:
    with office.database.transaction() as session:
        unit_id = office.cast.units[unit]
        by_id = office.cast["zhoumin"].person_id
        actions.set_rule(session, unit_id, rule, by_id=by_id, at=NOW)


def test_a_rule_that_a_unit_switched_off_is_silent_and_others_speak(office: Office) -> None:
    office.due_task()
    set_rule(office, replace(RULES["due_10"], enabled=False))
    assert office.plan(moment(TEN)).told == 0
    assert office.plan(moment(DUE - timedelta(days=3))).told == 4


def test_a_rule_that_a_unit_added_speaks_in_its_own_words(office: Office) -> None:
    office.due_task()
    set_rule(office, replace(WEEK, to=(Part.HANDLER,), template="{编号}还有{天数}天，请抓紧。"))
    office.plan(moment(TEN))
    office.plan(moment(DUE - timedelta(days=7)))
    assert "还有7天，请抓紧。" in office.inbox("liqiang")[-1][1][0]


def test_a_rule_for_the_leading_unit_reaches_its_people(office: Office) -> None:
    office.due_task()
    set_rule(office, WEEK)
    office.plan(moment(DUE - timedelta(days=7)))
    assert ("own_week", "liqiang", DUE - timedelta(days=7)) in office.told()


def test_the_nearest_unit_wins_and_its_neighbour_keeps_the_default(office: Office) -> None:
    set_rule(office, replace(RULES["due_10"], offset=-15), "yunling")
    set_rule(office, replace(RULES["due_10"], offset=-12), "qinghe")
    with office.database.reading() as session:
        ladders = load_ladders(session)
    offsets = {
        code: ladders.of(office.cast.units[code])["due_10"].offset
        for code in ("yunling", "qinghe", "qinghe-finance", "baishi")
    }
    assert offsets == {"yunling": -15, "qinghe": -12, "qinghe-finance": -12, "baishi": -15}


def test_a_rule_changed_after_planning_is_looked_at_again_the_same_day(office: Office) -> None:
    office.due_task()
    office.plan(moment(TEN))
    office.plan(moment(DUE - timedelta(days=7)))
    set_rule(office, replace(WEEK, to=(Part.HANDLER,)))
    assert office.plan(moment(DUE - timedelta(days=7), 10)).told == 1


@pytest.mark.parametrize(
    "rule",
    [
        replace(WEEK, label=""),
        replace(WEEK, to=()),
        replace(WEEK, kinds=()),
        replace(WEEK, offset=-400),
        replace(WEEK, offset=130, count=Count.WORKDAYS),
        replace(WEEK, anchor=Anchor.MONTH, offset=5),
        replace(WEEK, anchor=Anchor.ASSIGNED, offset=0),
        replace(WEEK, anchor=Anchor.ASSIGNED, offset=3),
        replace(WEEK, template="{名字}到期"),
        replace(WEEK, template="{时限到期"),
        replace(WEEK, template="长" * 300),
    ],
)
def test_a_rule_that_cannot_speak_is_refused(rule: Rule) -> None:
    with pytest.raises(InvalidError):
        check_rule(rule)
    check_rule(WEEK)


def test_the_effect_on_a_real_task_is_shown_before_anything_is_kept(
    office: Office, sign_in_as: SignIn
) -> None:
    task_id = office.due_task()
    browser = sign_in_as("zhoumin")
    shown = browser.post(
        "/reminders/rules/edit", data={**FORM, "deed": "preview", "task": str(task_id)}
    ).text
    assert "李所长，督促检查不够经常4月30日到期。" in shown
    assert "2026年4月17日" in shown  # 18 April is a Saturday
    assert "新增" in shown
    assert "取消" in shown
    assert "还没有保存" in shown
    assert "本单位改过" not in browser.get("/reminders/rules").text


def test_a_rule_is_kept_and_goes_back_to_default(office: Office, sign_in_as: SignIn) -> None:
    office.due_task()
    browser = sign_in_as("zhoumin")
    assert browser.post("/reminders/rules/edit", data=FORM).status_code == 303
    shown = browser.get("/reminders/rules").text
    assert "到期前12天" in shown
    assert "本单位改过" in shown
    unit = str(office.cast.town)
    data = {"unit": unit, "code": "due_10"}
    assert browser.post("/reminders/rules/default", data=data).status_code == 303
    assert "到期前12天" not in browser.get("/reminders/rules").text
    assert browser.post("/reminders/rules/default", data=data).status_code == 404


def test_a_new_rule_appears_in_the_table(office: Office, sign_in_as: SignIn) -> None:
    browser = sign_in_as("zhoumin")
    assert browser.get("/reminders/rules/edit").status_code == 200
    data = {**FORM, "code": "new", "label": "到期前半个月", "number": "15"}
    assert browser.post("/reminders/rules/edit", data=data).status_code == 303
    assert "本单位加的" in browser.get("/reminders/rules").text
    assert office.cast.town


@pytest.mark.parametrize(
    "slip",
    [{"label": ""}, {"parts": []}, {"number": "many"}, {"template": "{谁}到期"}, {"way": "x"}],
)
def test_a_slip_in_a_rule_is_told_and_nothing_is_kept(
    office: Office, sign_in_as: SignIn, slip: dict[str, object]
) -> None:
    browser = sign_in_as("zhoumin")
    answer = browser.post("/reminders/rules/edit", data={**FORM, **slip})
    assert answer.status_code == 422
    assert "需要修改" in answer.text
    assert "本单位改过" not in browser.get("/reminders/rules").text
    assert office.cast.town


@pytest.mark.parametrize(
    ("login", "status"),
    [("zhoumin", 200), ("heping", 200), ("liqiang", 403), ("wanglixin", 403), ("sunzheng", 403)],
)
def test_who_may_see_and_set_the_rules(sign_in_as: SignIn, login: str, status: int) -> None:
    browser = sign_in_as(login)
    assert browser.get("/reminders/rules").status_code == status
    wanted = 303 if status == 200 else 403
    assert browser.post("/reminders/rules/edit", data=FORM).status_code == wanted


def test_a_neighbours_rules_are_out_of_reach(office: Office, sign_in_as: SignIn) -> None:
    data = {**FORM, "unit": str(office.cast.town)}
    assert sign_in_as("wutao").post("/reminders/rules/edit", data=data).status_code == 303
    with office.database.reading() as session:
        ladders = load_ladders(session)
    assert ladders.of(office.cast.town)["due_10"].offset == -10
    assert ladders.of(office.cast.units["baishi"])["due_10"].offset == -12


def test_what_is_obligatory_cannot_be_switched_off_by_the_recipient(
    office: Office, sign_in_as: SignIn
) -> None:
    office.due_task()
    browser = sign_in_as("liqiang")
    assert "不能关闭的提醒" in browser.get("/reminders/settings").text
    browser.post("/reminders/settings", data={"not_before": "08:30", "mail": "y", "wanted": []})
    office.plan(moment(TEN))  # T−10 is optional: only the leader hears
    assert [one for one in office.told() if one[0] == "due_10"] == [("due_10", "wanglixin", TEN)]
    office.plan(moment(DUE - timedelta(days=3)))
    assert ("due_3", "liqiang", DUE - timedelta(days=3)) in office.told()


def test_nobody_is_told_before_the_chosen_hour(office: Office) -> None:
    office.due_task()
    with office.database.transaction() as session:
        person_id = office.cast["liqiang"].person_id
        actions.keep_wish(session, person_id, Wish(not_before=time(10, 30)), at=NOW)
    assert office.plan(moment(TEN, 9)).told == 1
    assert office.plan(moment(TEN, 10, 29)).told == 0
    assert office.plan(moment(TEN, 10, 31)).told == 1
    assert office.plan(moment(TEN, 11)).told == 0


@pytest.mark.parametrize("hour", ["07:00", "20:00", "", "soon"])
def test_an_hour_outside_the_offices_is_refused(sign_in_as: SignIn, hour: str) -> None:
    answer = sign_in_as("liqiang").post("/reminders/settings", data={"not_before": hour})
    assert answer.status_code == 422


def test_a_month_without_progress_is_asked_about_where_a_unit_wants_it(office: Office) -> None:
    office.settled(due_on=date(2026, 6, 30))
    set_rule(office, replace(RULES["progress"], enabled=True))
    office.plan(moment(date(2026, 3, 26)))  # reported this month: it was assigned in March
    office.plan(moment(date(2026, 4, 24)))  # 25 April is a Saturday
    told = [one for one in office.told() if one[0] == "progress"]
    assert told == [("progress", "liqiang", date(2026, 4, 24))]
    assert "还没有填报进展" in office.inbox("liqiang")[-1][1][0]
