"""The list and the check screen: who sees them, what stands on them."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.reports.papers import CHECKS, CLAIM, HOSTILE, MONEY, STRAY, STUDY, taken_in
from tracker.core.db import Database
from tracker.reports.models import Batch

SignIn = Callable[[str], FlaskClient]
Counted = Callable[[], AbstractContextManager[list[str]]]


def test_the_list_is_empty_with_the_one_thing_to_do(sign_in_as: SignIn) -> None:
    page = sign_in_as("zhoumin").get("/reports").text
    assert "还没有报告" in page
    assert "/reports/upload" in page
    assert "/reports/upload" not in sign_in_as("sunzheng").get("/reports").text


def test_the_list_tells_how_far_each_report_is(
    sign_in_as: SignIn, batch_id: int, last_year: int
) -> None:
    page = sign_in_as("zhoumin").get("/reports").text
    assert page.index(f"/reports/{batch_id}") < page.index(f"/reports/{last_year}")
    assert "待核对" in page
    assert "已列入台账" in page
    assert "3 个" in page


@pytest.mark.parametrize("login", ["zhoumin", "liuyang", "wanglixin", "chenguodong", "sunzheng"])
def test_everyone_of_the_ledger_sees_the_report_and_only_clerks_correct_it(
    sign_in_as: SignIn, batch_id: int, login: str
) -> None:
    page = sign_in_as(login).get(f"/reports/{batch_id}")
    assert page.status_code == 200
    assert STUDY in page.text
    assert ("列入台账</button>" in page.text) == (login in {"zhoumin", "liuyang"})
    assert ("不列入</button>" in page.text) == (login in {"zhoumin", "liuyang"})


@pytest.mark.parametrize("login", ["wutao", "zhenghua"])
def test_a_stranger_finds_no_report(sign_in_as: SignIn, batch_id: int, login: str) -> None:
    client = sign_in_as(login)
    assert client.get(f"/reports/{batch_id}").status_code == 404
    assert f"/reports/{batch_id}" not in client.get("/reports").text


def test_an_impossible_id_is_not_found(sign_in_as: SignIn) -> None:
    assert sign_in_as("zhoumin").get("/reports/99999999999999999999").status_code == 404


def test_each_candidate_and_its_place_point_at_each_other(
    sign_in_as: SignIn, batch_id: int, kept: Callable[[int], Batch]
) -> None:
    page = sign_in_as("zhoumin").get(f"/reports/{batch_id}").text
    for one in kept(batch_id).findings:
        assert f'id="finding-{one.id}" data-pair="place-{one.id}"' in page
        assert f'href="#finding-{one.id}" id="place-{one.id}"' in page


def test_the_source_is_shown_whole_in_its_paragraphs(
    sign_in_as: SignIn, batch_id: int, kept: Callable[[int], Batch]
) -> None:
    page = sign_in_as("zhoumin").get(f"/reports/{batch_id}").text
    found = re.findall(r'<p class="para[^"]*" data-at="(\d+)">(.*?)</p>', page, re.DOTALL)
    shown = [(int(at), re.sub(r"<[^>]+>", "", text)) for at, text in found]
    text = kept(batch_id).text
    assert "\n".join(line for _, line in shown) == text
    assert all(text[at : at + len(line)] == line for at, line in shown)


def test_every_kind_of_stretch_is_coloured(sign_in_as: SignIn, batch_id: int) -> None:
    page = sign_in_as("zhoumin").get(f"/reports/{batch_id}").text
    for kind in ("item", "mark", "lead_in", "field", "unassigned", "last_year", "measure"):
        assert f'class="span span-{kind}"' in page
    assert CLAIM in page


def test_fields_read_behind_a_problem_stand_on_its_card(sign_in_as: SignIn, batch_id: int) -> None:
    page = sign_in_as("zhoumin").get(f"/reports/{batch_id}").text
    assert "党政办" in page
    assert "按2026年6月30日提醒" in page
    assert "建立月调度制度。" in page
    assert not re.search(r"0\.\d\d", page.split("<main")[1])


def test_the_count_that_the_report_states_is_told_and_never_fitted(
    sign_in_as: SignIn, batch_id: int
) -> None:
    page = sign_in_as("zhoumin").get(f"/reports/{batch_id}").text
    assert "文中说有4个方面，现在列出3个问题" in page


def test_words_given_to_nothing_can_be_put_right_in_one_click(
    sign_in_as: SignIn, batch_id: int
) -> None:
    page = sign_in_as("zhoumin").get(f"/reports/{batch_id}").text
    assert "这几句还没有归到哪一条" in page
    assert STRAY in page
    assert f'formaction="/reports/{batch_id}/attach"' in page


def test_a_year_that_differs_from_the_text_is_told(
    sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    with database.transaction() as session:
        batch = taken_in(session, cast, year=2023)
    client = sign_in_as("zhoumin")
    assert "文中写的是2025年度，登记的是2023年度" in client.get(f"/reports/{batch.id}").text
    client.post(f"/reports/{batch.id}/year", data={"version": batch.version})
    assert "登记的是" not in client.get(f"/reports/{batch.id}").text


def test_hostile_words_of_a_report_are_shown_as_words(
    sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    with database.transaction() as session:
        batch = taken_in(session, cast, HOSTILE)
    client = sign_in_as("zhoumin")
    for url in (f"/reports/{batch.id}", f"/reports/{batch.id}/findings/{batch.findings[0].id}"):
        page = client.get(url).text
        assert "&lt;script&gt;" in page
        assert '<script>alert("x")' not in page
        assert "<img src=x" not in page


def test_a_likely_repeat_is_laid_beside_with_the_shared_words_marked(
    sign_in_as: SignIn, batch_id: int, last_year: int
) -> None:
    assert last_year
    page = sign_in_as("zhoumin").get(f"/reports/{batch_id}").text
    assert "2024年度" in page
    assert '<mark class="shared">村级财务公开不及时</mark>' in page
    assert re.search("表述几乎相同|说的是同一类问题", page)
    assert "是重复出现" in page
    assert page.count('hx-trigger="load"') == page.count('hx-sync="this:drop"') > 0, (
        "a panel that waits its turn on the check area would be dropped for another"
    )


def test_a_confirmed_report_can_only_be_read(sign_in_as: SignIn, last_year: int) -> None:
    page = sign_in_as("zhoumin").get(f"/reports/{last_year}").text
    assert "已列入台账" in page
    assert "/ledger?year=2024" in page
    assert "不列入</button>" not in page
    assert "补充一条" not in page


def test_confirming_takes_the_version_that_was_shown(
    sign_in_as: SignIn, batch_id: int, kept: Callable[[int], Batch]
) -> None:
    client = sign_in_as("zhoumin")
    client.post(f"/reports/{batch_id}/confirm", data={"version": kept(batch_id).version})
    assert kept(batch_id).confirmed_at is not None


def test_the_pages_take_few_statements(
    sign_in_as: SignIn, batch_id: int, last_year: int, counted: Counted
) -> None:
    client = sign_in_as("zhoumin")
    finding = f"/reports/{batch_id}/findings/1"
    for url in (
        "/reports",
        "/reports/upload",
        f"/reports/{batch_id}",
        f"/reports/{last_year}",
        finding,
    ):
        with counted() as seen:
            client.get(url)
        assert len([one for one in seen if not one.startswith(("BEGIN", "set "))]) <= 10, seen


def test_texts_stand_on_the_cards(sign_in_as: SignIn, batch_id: int) -> None:
    page = sign_in_as("zhoumin").get(f"/reports/{batch_id}").text
    cards = re.findall(r'<p class="candidate-text"[^>]*>(.*?)</p>', page, re.DOTALL)
    assert cards == [STUDY, CHECKS, MONEY]
