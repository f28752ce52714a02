"""Every correction as a plain form and by htmx: done, refused, stale, without the right."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.reports.papers import CHECKS, MONEY, STRAY, STUDY
from tracker.reports.models import Batch, FindingState

SignIn = Callable[[str], FlaskClient]
Kept = Callable[[int], Batch]


class Desk:
    """The town's clerk at the check screen of one report."""

    def __init__(self, client: FlaskClient, batch_id: int, kept: Kept) -> None:
        self.client, self.batch_id, self.kept = client, batch_id, kept

    @property
    def batch(self) -> Batch:
        return self.kept(self.batch_id)

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.batch.findings]

    def repeat_of(self, order: int) -> dict[str, Any] | None:
        return self.batch.findings[order].repeat_of

    def url(self, deed: str = "", order: int | None = None) -> str:
        start = f"/reports/{self.batch_id}"
        if order is not None:
            start += f"/findings/{self.batch.findings[order].id}"
        return f"{start}/{deed}" if deed else start

    def post(
        self, deed: str, order: int | None = None, *, htmx: bool = False, **values: Any
    ) -> TestResponse:
        data = {"version": self.batch.version, **values}
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.post(self.url(deed, order), data=data, headers=headers)


@pytest.fixture
def desk(sign_in_as: SignIn, batch_id: int, kept: Kept) -> Desk:
    """The desk of the clerk."""
    return Desk(sign_in_as("zhoumin"), batch_id, kept)


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


def correction(**changes: Any) -> dict[str, Any]:
    return {
        "text": STUDY,
        "title": "学习不深",
        "category": "思想政治",
        "measures-0": "每月研讨一次。\n并作记录。",
        "measures-1": "",
        "lead_unit_text": "党建办",
        "handler_text": "各村党组织书记",
        "leader_text": "组织委员",
        "due_text": "6月底前并长期坚持",
        "due_on": "2026-06-30",
        "lasting": "y",
        **changes,
    }


def test_wording_and_fields_are_corrected_as_typed(desk: Desk) -> None:
    answer = desk.post("", 0, **correction())
    assert answer.status_code == 303
    one = desk.batch.findings[0]
    assert (one.title, one.category, one.measures) == (
        "学习不深",
        "思想政治",
        ["每月研讨一次。\n并作记录。"],
    )
    assert (one.handler_text, one.due_text, str(one.due_on), one.lasting) == (
        "各村党组织书记",
        "6月底前并长期坚持",
        "2026-06-30",
        True,
    )
    page = desk.client.get(desk.url("", 0)).text
    assert "各村党组织书记" in page
    assert page.count("measure-field") == 3


def test_a_title_left_alone_follows_a_new_text(desk: Desk) -> None:
    title = desk.batch.findings[0].title
    desk.post("", 0, **correction(text="年轻党员参学率偏低。", title=title))
    assert desk.batch.findings[0].title == "年轻党员参学率偏低"


def test_an_empty_text_or_a_wrong_day_is_refused_and_nothing_typed_is_lost(desk: Desk) -> None:
    for changes in ({"text": ""}, {"due_on": "2026-02-31"}):
        answer = desk.post("", 0, **correction(**changes))
        assert answer.status_code == 422
        assert "各村党组织书记" in answer.text
        assert "每月研讨一次。" in answer.text
    assert desk.texts[0] == STUDY


def test_a_stale_correction_shows_both_texts_and_goes_through_when_sent_again(desk: Desk) -> None:
    old = desk.batch.version
    desk.post("drop", 2)
    answer = desk.post("", 0, **correction(text="我的新写法。", version=old))
    assert answer.status_code == 409
    assert "我的新写法。" in answer.text
    assert STUDY in answer.text
    assert f'value="{desk.batch.version}"' in answer.text
    assert desk.texts[0] == STUDY
    desk.post("", 0, **correction(text="我的新写法。"))
    assert desk.texts[0] == "我的新写法。"


def test_words_typed_for_a_candidate_merged_away_meanwhile_are_offered_as_a_new_one(
    desk: Desk,
) -> None:
    url, old = desk.url("", 1), desk.batch.version
    desk.post("merge", 1)
    answer = desk.client.post(url, data=correction(text="我的新写法。", version=old))
    assert answer.status_code == 409
    assert "我的新写法。" in answer.text
    assert f'action="{desk.url("add")}"' in answer.text


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
    assert "刚被别人改过" in answer.text
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
    assert other.post("", 0, **correction()).status_code == 403
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


def test_the_facts_of_the_report_are_put_right_and_a_missing_year_is_asked_for(desk: Desk) -> None:
    assert desk.client.get(desk.url("paper")).status_code == 200
    refused = desk.post("paper", year="", source="audit", title="新的标题")
    assert (refused.status_code, "新的标题" in refused.text) == (422, True)
    desk.post("paper", year=2024, source="audit", title="新的标题")
    assert (desk.batch.year, desk.batch.source.value, desk.batch.title) == (
        2024,
        "audit",
        "新的标题",
    )


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
