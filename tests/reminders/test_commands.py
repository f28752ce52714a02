"""The timetable at the terminal: results on standard output, refusals in Chinese with their exit codes."""

from datetime import date

import pytest
from click.testing import Result
from flask import Flask

from tests.reminders.conftest import Office, moment
from tests.reminders.sink import Sink

START = date(2026, 3, 18)


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["jobs", *arguments])


def test_the_list_names_every_job_and_its_last_round(app: Flask) -> None:
    answer = run(app, "list")
    assert answer.exit_code == 0
    assert answer.stdout.startswith("reminders\t")
    assert "最近运行：从未" in answer.stdout


@pytest.mark.parametrize(
    "at",
    ["2026-04-20T09:00", "2026-04-20T09:00:00+08:00", "2026-04-20T01:00:00Z", "2026-04-20 09:00"],
)
def test_a_run_plans_and_sends_as_of_a_moment(
    office: Office, app: Flask, sink: Sink, at: str
) -> None:
    office.task(due_on=date(2026, 4, 30), given_at=moment(START))
    office.plan(moment(START, 10))
    office.sweep(moment(START, 11), sink)
    answer = run(app, "run", "reminders", "--at", at)
    assert answer.exit_code == 0
    assert answer.stdout.startswith("新提醒2条；站内消息2件，邮件2封；本次发出邮件2封")
    assert len(sink.mails) == 2
    again = run(app, "run", "reminders", "--at", at)
    assert again.stdout.startswith("新提醒0条；")
    assert len(sink.mails) == 2


def test_a_run_on_a_rest_day_says_why_it_does_nothing(app: Flask) -> None:
    answer = run(app, "run", "reminders", "--at", "2026-10-01T09:00")
    assert answer.exit_code == 0
    assert "不发提醒" in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("run", "nothing"), 1, "没有“nothing”这个定时任务，现有：reminders、"),
        (("run", "reminders", "--at", "soon"), 2, "没有看懂时刻“soon”"),
        (("run",), 2, "缺少"),
        (("dance",), 2, "没有“dance”这个命令"),
    ],
)
def test_a_slip_is_told_in_chinese(
    app: Flask, arguments: tuple[str, ...], code: int, words: str
) -> None:
    answer = run(app, *arguments)
    assert answer.exit_code == code
    assert words in answer.stderr
    assert answer.stdout == ""
