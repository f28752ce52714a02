"""What is typed about a finding or a report: kept, refused with nothing lost, stale with both texts."""

from typing import Any

from tests.reports.desk import Desk
from tests.reports.papers import STUDY


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
