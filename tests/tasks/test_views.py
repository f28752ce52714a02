"""The ledger, one task and a person's own work, as each of the cast sees them."""

import re
from datetime import date

import pytest

from tests.cast import PEOPLE, Cast
from tests.factories.tasks import at_work, deed, open_task, order
from tests.listening import statements
from tests.tasks.conftest import Made, SignIn
from tracker.core.db import Database
from tracker.tasks import actions
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.views.doors import DOORS

MARKUP = "<script>alert(1)</script><b>"
STRANGERS = ("wutao", "zhenghua", "zhaofang")


@pytest.mark.parametrize(
    ("login", "status"), [(login, 403 if login == "heping" else 200) for login, *_ in PEOPLE]
)
@pytest.mark.parametrize("path", ["/ledger", "/mine"])
def test_who_may_open_the_lists(sign_in_as: SignIn, path: str, login: str, status: int) -> None:
    assert sign_in_as(login).get(path).status_code == status


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_a_task_is_there_for_its_town_and_its_parties_only(
    sign_in_as: SignIn, made: Made, login: str
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as(login)
    expected = 403 if login == "heping" else 404 if login in STRANGERS else 200
    assert browser.get(f"/tasks/{task.id}").status_code == expected
    if login != "heping":
        assert (task.number in browser.get("/ledger").text) is (expected == 200)


@pytest.mark.parametrize("path", ["/tasks/99", "/tasks/99999999999999999999", "/tasks/0"])
def test_a_task_that_is_none_is_not_found(sign_in_as: SignIn, path: str) -> None:
    assert sign_in_as("zhoumin").get(path).status_code == 404


def test_the_ledger_counts_problems_tasks_and_measures_apart(
    sign_in_as: SignIn, made: Made
) -> None:
    made(State.ACTIVE)
    made(State.UNASSIGNED)
    text = re.sub("<[^>]+>", "", sign_in_as("zhoumin").get("/ledger").text)
    assert "问题 2 个　任务 2 项　措施 1 条" in text


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 2),
        ("?state=active", 1),
        ("?state=closed", 0),
        ("?light=on_track", 1),
        ("?light=undated", 1),
        ("?light=overdue", 0),
        ("?year=2025", 2),
        ("?year=2024", 0),
        ("?q=2025-002", 1),
        ("?q=%25", 0),
        ("?source=self_check", 2),
        ("?source=audit", 0),
        ("?kind=by_stages", 2),
        ("?open=1", 2),
        ("?person=999", 0),
        ("?unit=999", 0),
        ("?state=party&light=x&year=abc&person=-1&unit=1e9&page=-3&sort=x", 2),
        ("?year=²²²²&page=99999999999999999999", 2),
    ],
)
def test_the_address_narrows_the_ledger_and_odd_words_are_left_out(
    sign_in_as: SignIn, made: Made, asked: str, count: int
) -> None:
    made(State.ACTIVE)
    made(State.UNASSIGNED)
    answer = sign_in_as("zhoumin").get(f"/ledger{asked}")
    assert answer.status_code == 200
    assert answer.text.count('<tr id="task-') == count


def test_htmx_gets_the_part_that_changes_and_history_the_whole_page(
    sign_in_as: SignIn, made: Made
) -> None:
    made()
    browser = sign_in_as("zhoumin")
    part = browser.get("/ledger?state=active&unit=&q=", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="ledger-found">')
    assert part.headers["HX-Push-Url"] == "/ledger?state=active"
    whole = browser.get(
        "/ledger", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<!doctype html>" in whole.text


@pytest.mark.parametrize(("sort", "first"), [("number", "2025-001"), ("due", "2025-002")])
def test_the_ledger_is_sorted_as_asked(
    sign_in_as: SignIn, made: Made, sort: str, first: str
) -> None:
    made(State.ACTIVE, due_on=date(2026, 9, 1))
    made(State.ACTIVE, due_on=date(2026, 6, 1))
    text = sign_in_as("zhoumin").get(f"/ledger?sort={sort}").text
    assert re.findall(r"2025-00\d", text[text.index("<tbody") :])[0] == first


def test_the_ledger_turns_pages(database: Database, cast: Cast, sign_in_as: SignIn) -> None:
    with database.transaction() as session:
        for _ in range(51):
            open_task(session, cast)
    browser = sign_in_as("zhoumin")
    assert "第 1 / 2 页" in browser.get("/ledger").text
    second = browser.get("/ledger?page=2&state=unassigned").text
    assert second.count('<tr id="task-') == 1
    assert "state=unassigned&amp;page=1" in second


def test_an_empty_ledger_says_what_to_do(sign_in_as: SignIn) -> None:
    assert "上传报告" in sign_in_as("zhoumin").get("/ledger").text
    assert "上传报告" not in sign_in_as("sunzheng").get("/ledger").text
    assert "没有符合条件的任务" in sign_in_as("zhoumin").get("/ledger?state=closed").text
    next_year = sign_in_as("zhoumin").get("/ledger?year=2031").text
    assert "没有符合条件的任务" in next_year, "a year without problems is a condition like others"
    assert "问题年度：2031年" in next_year


def test_own_work_shows_what_waits_on_each_person(sign_in_as: SignIn, made: Made) -> None:
    unassigned, active = made(State.UNASSIGNED), made(State.ACTIVE)
    review, final = made(State.FIRST_REVIEW), made(State.FINAL_REVIEW)
    waiting = {
        "zhoumin": {unassigned, review},
        "liqiang": {active, review, final},
        "chenguodong": {final},
        "sunzheng": set(),
    }
    for login, tasks in waiting.items():
        text = sign_in_as(login).get("/mine").text
        found = {one for one in (unassigned, active, review, final) if one.number in text}
        assert found == tasks, login


def test_the_page_says_whose_turn_it_is(sign_in_as: SignIn, made: Made) -> None:
    task = made(State.LEADER_REVIEW)
    text = sign_in_as("sunzheng").get(f"/tasks/{task.id}").text
    assert "由王立新办理" in text
    assert f"/tasks/{task.id}/approve" not in text
    leader = sign_in_as("wanglixin").get(f"/tasks/{task.id}").text
    assert f"/tasks/{task.id}/approve" in leader
    assert "由您办理" in leader
    assert "代录：领导审签" in sign_in_as("zhoumin").get(f"/tasks/{task.id}").text


def test_the_trail_tells_who_and_both_days(sign_in_as: SignIn, made: Made) -> None:
    task = made(State.CLOSED)
    text = sign_in_as("sunzheng").get(f"/tasks/{task.id}").text
    for word in (
        "审定",
        "领导审签",
        "陈国栋",
        "待审定 → 已销号",
        "于2026年3月18日 10:00录入",
        "党建办3号盒",
    ):
        assert word in text


@pytest.mark.parametrize("login", ["zhoumin", "liqiang", "sunzheng"])
def test_no_field_is_ever_markup(
    database: Database, cast: Cast, sign_in_as: SignIn, login: str
) -> None:
    clerk = cast["zhoumin"]
    with database.transaction() as session:
        task = open_task(session, cast, title=f"题{MARKUP}", text=f"文{MARKUP}")
        wanted = order(cast)
        typed = {name: getattr(wanted, name) for name in wanted.__slots__} | dict.fromkeys(
            ("standard", "handler_text", "leader_text", "lead_unit_text", "helping_text"), MARKUP
        )
        typed |= {"basis": MARKUP, "due_text": MARKUP, "measures": (MARKUP,)}
        actions.assign(
            session, at_work(session, clerk, task), deed(clerk, note=MARKUP), type(wanted)(**typed)
        )
    browser = sign_in_as(login)
    paths = [f"/tasks/{task.id}", "/ledger", "/mine"]
    paths += [f"/tasks/{task.id}/{slug}" for slug in DOORS]
    for path in paths:
        assert MARKUP not in browser.get(path).text, path
    assert "&lt;script&gt;alert(1)" in browser.get(f"/tasks/{task.id}").text


@pytest.mark.parametrize(
    "path", ["/ledger", "/mine", "/tasks/{}", "/tasks/{}/report", "/tasks/{}/end"]
)
@pytest.mark.parametrize("login", ["zhoumin", "liqiang"])
def test_a_page_needs_ten_statements_at_the_most(
    database: Database, sign_in_as: SignIn, made: Made, login: str, path: str
) -> None:
    task = made(State.ACTIVE)
    made(State.CLOSED)
    browser = sign_in_as(login)
    with statements(database.engine) as asked:
        browser.get(path.format(task.id))
    assert 5 <= len(asked) <= 10, asked
