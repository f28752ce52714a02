"""Corrections of the check screen as plain forms and by htmx: done, refused, stale, without the right."""

import re
from typing import Any

import pytest

from tests.reports.desk import Desk, Kept, SignIn
from tests.reports.papers import CHECKS, MONEY, STRAY, STUDY
from tracker.reports.models import FindingState


def test_a_plain_form_leads_back_to_the_candidate(desk: Desk) -> None:
    answer = desk.post("drop", 1)
    finding = desk.batch.findings[1]
    assert (answer.status_code, answer.location) == (303, f"{desk.url()}#finding-{finding.id}")
    assert finding.state is FindingState.DROPPED
    assert "恢复" in desk.client.get(desk.url()).text
    desk.post("restore", 1)
    assert desk.batch.findings[1].state is FindingState.PROPOSED


def test_htmx_gets_the_screen_anew_with_the_new_version(desk: Desk) -> None:
    answer = desk.post("drop", 1, htmx=True)
    assert answer.status_code == 200
    assert answer.headers["HX-Retarget"] == "#check"
    assert f'data-version="{desk.batch.version}"' in answer.text
    assert "<html" not in answer.text


def test_neighbours_merge(desk: Desk) -> None:
    desk.post("merge", 1)
    assert len(desk.texts) == 2
    assert desk.texts[0].startswith(STUDY)
    assert desk.texts[0].endswith(CHECKS)


def test_what_cannot_be_merged_is_told_on_the_screen(desk: Desk) -> None:
    answer = desk.post("merge", 0)
    assert answer.status_code == 409
    assert "上面没有可以合并的问题" in answer.text
    assert len(desk.texts) == 3


def test_the_split_form_offers_each_sentence_end(desk: Desk) -> None:
    page = desk.client.get(desk.url("split", 0)).text
    ends = [int(one) for one in re.findall(r'name="at"[^>]*value="(\d+)"', page)]
    assert ends == [STUDY.index("。") + 1, STUDY.index("；") + 1]
    desk.post("split", 0, at=ends[0])
    assert desk.texts[:2] == [STUDY[: ends[0]], STUDY[ends[0] :]]


def test_a_split_without_a_choice_is_asked_again(desk: Desk) -> None:
    answer = desk.post("split", 0)
    assert answer.status_code == 422
    assert "请选择在哪一句后面分开" in answer.text


def test_a_split_at_the_very_end_is_refused(desk: Desk) -> None:
    answer = desk.post("split", 0, at=len(STUDY))
    assert answer.status_code == 422
    assert "请选在要分开的两句话之间" in answer.text


def test_a_stretch_is_added_attached_or_becomes_the_boundary(desk: Desk) -> None:
    start = desk.batch.text.index(STRAY)
    place: dict[str, Any] = {"start": start, "end": start + len(STRAY)}
    desk.post("add-stretch", **place)
    assert desk.texts == [STUDY, CHECKS, MONEY, STRAY]
    desk.post("merge", 3)
    desk.post("boundary", 2, **place)
    assert desk.texts[2] == STRAY


def test_a_stretch_is_attached_to_the_candidate_above(desk: Desk) -> None:
    start = desk.batch.text.index(STRAY)
    desk.post("attach", start=start, end=start + len(STRAY))
    assert desk.texts[2] == f"{MONEY}\n{STRAY}"
    assert "还没有归到哪一条</p>" not in desk.client.get(desk.url()).text


def test_words_given_to_nothing_can_be_left_so_and_are_not_asked_about_again(desk: Desk) -> None:
    start = desk.batch.text.index(STRAY)
    stretch: dict[str, Any] = {"start": start, "end": start + len(STRAY)}
    assert "知道了</button>" in desk.client.get(desk.url()).text
    assert desk.post("dismiss", **stretch).status_code == 303
    assert desk.batch.dismissed == [[start, start + len(STRAY)]]
    page = desk.client.get(desk.url()).text
    assert "这几句还没有归到哪一条" not in page
    assert 'class="span span-unassigned"' in page
    desk.post("dismiss", **stretch)
    assert len(desk.batch.dismissed) == 1


def test_words_that_there_are_not_cannot_be_dismissed(desk: Desk) -> None:
    assert desk.post("dismiss", start=5, end=99_999).status_code == 422
    assert desk.batch.dismissed == []


def test_who_comes_too_late_is_told_by_whom(desk: Desk, sign_in_as: SignIn) -> None:
    old = desk.batch.version
    Desk(sign_in_as("liuyang"), desk.batch_id, desk.kept).post("drop", 1)
    for deed, order in (("drop", 0), ("add", None), ("split", 0), ("paper", None), ("", 0)):
        values: dict[str, Any] = {"text": "新的写法。", "at": 9, "year": 2025, "source": "audit"}
        answer = desk.post(deed, order, version=old, **values)
        assert answer.status_code == 409
        assert "这份报告刚由刘洋改过" in answer.text


def test_nothing_selected_is_refused(desk: Desk) -> None:
    answer = desk.post("add-stretch", start="", end="")
    assert answer.status_code == 422
    assert "请在原文中选中一段文字" in answer.text


def test_a_typed_finding_is_added_and_an_empty_one_is_not(desk: Desk) -> None:
    assert desk.client.get(desk.url("add")).status_code == 200
    refused = desk.post("add", text="  ")
    assert (refused.status_code, "请填写" in refused.text) == (422, True)
    desk.post("add", text="阵地建设投入不足。")
    assert desk.texts[-1] == "阵地建设投入不足。"


@pytest.mark.parametrize(
    ("deed", "order", "values"),
    [
        ("drop", 0, {}),
        ("restore", 0, {}),
        ("merge", 1, {}),
        ("make-category", 0, {}),
        ("category", 0, {"category": "别的"}),
        ("split", 0, {"at": 9}),
        ("boundary", 0, {"start": 0, "end": 5}),
        ("add", None, {"text": "新的一条。"}),
        ("add-stretch", None, {"start": 0, "end": 5}),
        ("attach", None, {"start": 300, "end": 305}),
        ("dismiss", None, {"start": 300, "end": 305}),
        ("categories", None, {}),
        ("year", None, {}),
        ("paper", None, {"year": 2020, "source": "audit", "title": "新的标题"}),
    ],
)
def test_a_second_hand_is_told_and_nothing_is_written(
    desk: Desk, deed: str, order: int | None, values: dict[str, Any]
) -> None:
    old = desk.batch.version
    desk.post("category", 2, category="先到的")
    before = desk.batch
    answer = desk.post(deed, order, version=old, **values)
    assert answer.status_code == 409
    assert "刚由周敏改过" in answer.text
    assert (desk.batch.version, desk.texts) == (
        before.version,
        [one.text for one in before.findings],
    )
    assert str(values.get("text", "")) in answer.text
    assert str(values.get("title", "")) in answer.text


def test_a_form_without_its_version_is_as_good_as_stale(desk: Desk) -> None:
    assert desk.post("drop", 0, version="").status_code == 409


@pytest.mark.parametrize("login", ["liqiang", "wanglixin", "chenguodong", "sunzheng"])
def test_only_a_clerk_corrects(sign_in_as: SignIn, desk: Desk, login: str) -> None:
    other = Desk(sign_in_as(login), desk.batch_id, desk.kept)
    assert other.post("drop", 0).status_code == 403
    assert other.post("", 0, text="别人的写法。").status_code == 403
    assert other.client.get(desk.url("", 0)).status_code == 403
    assert desk.batch.findings[0].state is FindingState.PROPOSED


def test_a_clerk_of_another_town_finds_nothing_to_correct(sign_in_as: SignIn, desk: Desk) -> None:
    other = Desk(sign_in_as("wutao"), desk.batch_id, desk.kept)
    assert other.post("drop", 0).status_code == 404
    assert other.client.get(desk.url("add")).status_code == 404


def test_a_finding_of_another_report_is_not_found(desk: Desk, last_year: int) -> None:
    stranger = desk.kept(last_year).findings[0].id
    answer = desk.client.post(
        f"{desk.url()}/findings/{stranger}/drop", data={"version": desk.batch.version}
    )
    assert answer.status_code == 404


def test_a_confirmed_report_is_not_corrected_any_more(
    desk: Desk, last_year: int, kept: Kept
) -> None:
    other = Desk(desk.client, last_year, kept)
    answer = other.post("drop", 0)
    assert answer.status_code == 409
    assert "已经列入台账" in answer.text
    assert other.client.get(other.url("add")).status_code == 409
    assert other.batch.findings[0].state is FindingState.CONFIRMED


def test_a_category_is_set_adopted_and_taken_from_a_line(desk: Desk) -> None:
    desk.post("category", 0, category=" 学习  教育 ")
    assert desk.batch.findings[0].category == "学习 教育"
    desk.post("categories")
    assert desk.batch.findings[2].category
    desk.post("make-category", 1)
    assert desk.batch.findings[2].category == "督促检查不够经常"


def test_a_repeat_is_answered_remembered_and_can_be_judged_again(
    desk: Desk, last_year: int
) -> None:
    earlier = desk.kept(last_year).findings[0].id
    desk.post("repeat", 2, answer="yes", earlier_id=earlier)
    assert desk.repeat_of(2) == {
        "finding_id": earlier,
        "year": 2024,
        "accepted": True,
    }
    assert "重复出现，2024年度已有" in desk.client.get(desk.url()).text
    desk.post("repeat", 2, answer="again")
    assert desk.repeat_of(2) is None
    desk.post("repeat", 2, answer="no", earlier_id=earlier)
    page = desk.client.get(desk.url()).text
    assert "这一次" not in page.split(MONEY)[-1].split("</article>")[0]
    assert "重新判断重复" in page


def test_a_repeat_of_nothing_known_is_not_found(desk: Desk) -> None:
    own = desk.batch.findings[0].id
    assert desk.post("repeat", 2, answer="yes", earlier_id=own).status_code == 404
    assert desk.repeat_of(2) is None
