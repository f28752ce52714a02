"""调度会: every word is kept while it is typed, the end makes progress of it, the record stays."""

import io
import re
from datetime import date
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import Cast
from tests.ledgers.conftest import Made, SignIn
from tests.listening import statements
from tracker.core.db import Database
from tracker.ledgers.models import Meeting, MeetingRow
from tracker.ledgers.queries.meetings import counted_meetings
from tracker.tasks.models import Progress, Trace
from tracker.tasks.rules.lifecycle import State

ABOUT = {
    "held_on": "2026-03-18",
    "kind": "dispatch",
    "chair": "陈国栋",
    "present": "班子成员",
    "decisions": "下月再议。",
}


@pytest.fixture
def begun(cast: Cast, sign_in_as: SignIn) -> Any:
    """Begin a meeting as the clerk; answer its address."""
    typed = {"unit_id": cast.town, "held_on": "2026-03-18", "kind": "dispatch", "chair": "陈国栋"}
    return sign_in_as("zhoumin").post("/ledgers/meetings", data=typed).location


def test_open_items_stand_by_leader_with_what_was_told_last(
    sign_in_as: SignIn, made: Made, begun: str
) -> None:
    running, closed = made(State.LEADER_REVIEW), made(State.CLOSED)
    page = sign_in_as("zhoumin").get(begun).text
    assert "王立新" in page
    assert "已建立月清单，逐村对账。" in page
    assert running.number in page
    assert closed.number not in page


def test_a_row_whose_task_takes_no_progress_says_so_from_the_beginning(
    sign_in_as: SignIn, made: Made, begun: str
) -> None:
    waiting, running = made(State.UNASSIGNED), made(State.ACTIVE)
    page = sign_in_as("zhoumin").get(begun).text
    assert "待交办，这里写的只留在会议记录里，写不进进展" in page
    assert f'id="only-{waiting.id}"' in page
    assert f'id="only-{running.id}"' not in page


def test_what_is_typed_in_a_row_is_kept_at_once_and_found_again(
    database: Database, sign_in_as: SignIn, made: Made, begun: str
) -> None:
    task, other = made(State.ACTIVE), made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    answer = browser.post(
        f"{begun}/kept?task={task.id}",
        data={**ABOUT, f"text-{task.id}": "还差2个村。", f"text-{other.id}": "别的行。"},
    )
    assert (answer.status_code, answer.text) == (200, "已自动保存")
    assert "还差2个村。" in browser.get(begun).text
    with database.reading() as session:
        assert [one.text for one in session.scalars(select(MeetingRow))] == ["还差2个村。"]
    browser.post(f"{begun}/kept?task={task.id}", data={**ABOUT, f"text-{task.id}": ""})
    with database.reading() as session:
        assert [one.text for one in session.scalars(select(MeetingRow))] == [""]
    browser.post(f"{begun}/kept", data=ABOUT)
    with database.reading() as session:
        assert session.scalars(select(Meeting)).one().decisions == "下月再议。"


def test_the_end_makes_progress_of_what_was_said_and_tells_what_could_not_be(
    database: Database, cast: Cast, sign_in_as: SignIn, made: Made, begun: str
) -> None:
    running, waiting, silent = made(State.ACTIVE), made(State.UNASSIGNED), made(State.ACTIVE)
    typed = {
        **ABOUT,
        "do": "end",
        f"text-{running.id}": "还差2个村。",
        f"coordinate-{running.id}": "请自然资源所派人。",
        f"text-{waiting.id}": "本周交办。",
        f"coordinate-{silent.id}": "请财政所配合。",
    }
    browser = sign_in_as("zhoumin")
    assert browser.post(begun, data=typed).status_code == 303
    with database.reading() as session:
        told = session.scalars(select(Progress)).one()
        trace = session.scalars(select(Trace).order_by(Trace.id.desc())).first()
        held = [
            session.scalar(counted_meetings(cast.town, date(year, 1, 1), date(year, 12, 31)))
            for year in (2025, 2026)
        ]
        assert held == [0, 1]
    assert (told.task_id, told.text, told.to_coordinate) == (
        running.id,
        "还差2个村。",
        "请自然资源所派人。",
    )
    assert trace is not None
    assert (trace.means, trace.for_name, trace.note) == ("meeting", "李强", "2026年3月18日调度会")
    record = browser.get(begun).text
    assert "这项任务现在是“待交办”，不能填报进展。" in record
    assert "请财政所配合。" in record
    assert "下月再议。" in record
    assert "陈国栋" in sign_in_as("sunzheng").get(begun).text
    again = browser.post(f"{begun}/kept?task={running.id}", data={**ABOUT, "text": "改"})
    assert again.status_code == 409


def test_a_second_end_writes_nothing_twice(
    database: Database, sign_in_as: SignIn, made: Made, begun: str
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    typed = {**ABOUT, "do": "end", f"text-{task.id}": "还差2个村。"}
    browser.post(begun, data=typed)
    assert browser.post(begun, data=typed).status_code == 409
    with database.reading() as session:
        assert len(session.scalars(select(Progress)).all()) == 1


def opened(browser: FlaskClient, begun: str) -> dict[str, str]:
    """Answer what a page of the meeting sends of itself: its name, and the marks of what it showed."""
    return dict(re.findall(r'name="(page|seen-[0-9]+)" value="([^"]+)"', browser.get(begun).text))


def test_two_who_type_at_once_never_write_over_each_other_unseen(
    database: Database, sign_in_as: SignIn, made: Made, begun: str
) -> None:
    task, other = made(State.ACTIVE), made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    mine, theirs = opened(browser, begun), opened(browser, begun)
    told = {**ABOUT, **theirs, f"text-{task.id}": "差2个村。"}
    assert browser.post(f"{begun}/kept?task={task.id}", data=told).status_code == 200
    told[f"text-{task.id}"] = "差1个村。"  # the same page goes on typing
    assert browser.post(f"{begun}/kept?task={task.id}", data=told).status_code == 200
    late = {**ABOUT, **mine, f"text-{task.id}": "都好了。", f"text-{other.id}": "在办。"}
    alone = browser.post(f"{begun}/kept?task={task.id}", data=late)
    assert alone.status_code == 409
    assert alone.headers["HX-Retarget"] == f"#part-{task.id}"
    assert "这一条刚由周敏改过" in alone.text
    assert "差1个村。" in alone.text
    whole = browser.post(begun, data={**late, "do": "end"})
    assert whole.status_code == 409
    for words in ("差1个村。", "都好了。", "在办。"):
        assert words in whole.text
    with database.reading() as session:
        kept = {one.task_id: one.text for one in session.scalars(select(MeetingRow))}
        assert session.scalars(select(Meeting)).one().ended_at is None
    assert kept == {task.id: "差1个村。", other.id: "在办。"}
    seen = dict(re.findall(r'name="(page|seen-[0-9]+)" value="([^"]+)"', whole.text))
    assert browser.post(begun, data={**late, **seen, "do": "end"}).status_code == 303


def test_what_was_agreed_is_kept_from_a_page_that_did_not_see_it(
    sign_in_as: SignIn, begun: str
) -> None:
    browser = sign_in_as("zhoumin")
    mine, theirs = opened(browser, begun), opened(browser, begun)
    browser.post(f"{begun}/kept", data={**ABOUT, **theirs})
    late = browser.post(f"{begun}/kept", data={**ABOUT, **mine, "decisions": "不议。"})
    assert late.status_code == 409
    assert "下月再议。" in late.text


def test_the_record_is_a_word_file_once_the_meeting_has_ended(
    sign_in_as: SignIn, made: Made, begun: str
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    assert browser.get(f"{begun}.docx").status_code == 409
    typed = {f"text-{task.id}": "还差2个村", f"coordinate-{task.id}": "请派人。"}
    browser.post(begun, data={**ABOUT, **typed, "do": "end"})
    paper = docx.Document(io.BytesIO(sign_in_as("sunzheng").get(f"{begun}.docx").data))
    text = "\n".join(one.text for one in paper.paragraphs)
    assert "调度会会议记录" in text
    assert "主 持 人：陈国栋" in text
    assert f"1.{task.number}" in text
    assert "本次情况：还差2个村。需协调：请派人。" in text
    assert "下月再议。" in text
    assert sign_in_as("wutao").get(f"{begun}.docx").status_code == 404


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ({"chair": ""}, "请填写主持人。"),
        ({"held_on": "2026-04-30"}, "会议日期还没有到"),
        ({"held_on": ""}, "请填写会议日期。"),
        ({"said": ""}, "还没有填写任何一项的情况。"),
    ],
)
def test_a_meeting_that_lacks_something_is_kept_open_with_every_word(
    database: Database,
    sign_in_as: SignIn,
    made: Made,
    begun: str,
    slip: dict[str, str],
    told: str,
) -> None:
    task = made(State.ACTIVE)
    typed = {**ABOUT, "do": "end", f"text-{task.id}": slip.get("said", "还差2个村。"), **slip}
    answer = sign_in_as("zhoumin").post(begun, data=typed)
    assert answer.status_code == 422
    assert told in answer.text
    assert "下月再议。" in answer.text
    with database.reading() as session:
        assert session.scalars(select(Meeting)).one().ended_at is None
        assert session.scalars(select(Progress)).all() == []


def test_only_a_clerk_writes_and_strangers_see_nothing(
    sign_in_as: SignIn, made: Made, begun: str
) -> None:
    made(State.ACTIVE)
    assert sign_in_as("wutao").get(begun).status_code == 404
    assert sign_in_as("wutao").post(begun, data=ABOUT).status_code == 404
    assert sign_in_as("wanglixin").post(begun, data=ABOUT).status_code == 403
    assert "记录" in sign_in_as("wanglixin").get(begun).text
    assert "开始一次会议" not in sign_in_as("wanglixin").get("/ledgers/meetings").text


def test_a_task_of_another_ledger_is_not_spoken_of(
    sign_in_as: SignIn, made: Made, begun: str
) -> None:
    made(State.ACTIVE)
    answer = sign_in_as("zhoumin").post(
        f"{begun}/kept?task=999", data={**ABOUT, "text-999": "别人的事"}
    )
    assert answer.status_code == 404


def test_a_meeting_begun_by_mistake_can_go(
    database: Database, sign_in_as: SignIn, made: Made, begun: str
) -> None:
    task = made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    browser.post(begun, data={**ABOUT, "do": "keep", f"text-{task.id}": "草稿"})
    assert browser.post(begun, data={"do": "drop"}).location == "/ledgers/meetings"
    with database.reading() as session:
        assert session.scalars(select(Meeting)).all() == []


def test_the_page_of_a_meeting_keeps_to_twelve_statements(
    database: Database, sign_in_as: SignIn, made: Made, begun: str
) -> None:
    for _ in range(3):
        made(State.ACTIVE)
    browser = sign_in_as("zhoumin")
    with statements(database.engine) as asked:
        browser.get(begun)
    assert 5 <= len(asked) <= 12, asked


def test_a_mark_that_names_no_row_is_passed_over(sign_in_as: SignIn, begun: str) -> None:
    typed = {"seen-123456789abc": "1", f"seen-{'9' * 40}": "1", "seen-": "1"}
    assert sign_in_as("zhoumin").post(begun, data={**ABOUT, **typed}).status_code == 303
