"""Under which heading of last year's report an achievement is proposed."""

import pytest

from tracker.yearend.rules.outline import Entry
from tracker.yearend.rules.placing import place, shared

HEADINGS = [
    Entry("思想建设有新气象", sample="全年组织中心组学习13次，镇村两级宣讲46场。"),
    Entry("组织建设有新加强", sample="评阅支部记录4次，退回重做5份。"),
    Entry("作风建设有新变化", sample="班子成员到村对账66次，交办事项按时办结率明显提高。"),
    Entry("廉政建设有新进展", sample="抽查小微权力运行2轮，当年全部纠正。"),
]


@pytest.mark.parametrize(
    ("about", "heading"),
    [
        ("流动党员管理存在空档。31名流动党员全部落实联系支委。", "组织建设有新加强"),
        ("票据管理不严。6个村121本票据全部登记，账实一致。", "廉政建设有新进展"),
        ("惠民资金公示衔接不畅。财政所发放清单当日推送到村。", "廉政建设有新进展"),
        ("理论学习联系实际不紧。形成调研报告9篇。", "思想建设有新气象"),
    ],
)
def test_work_stands_under_the_heading_that_names_its_class(about: str, heading: str) -> None:
    (found,) = place([about], HEADINGS)
    assert found is not None
    assert HEADINGS[found].heading == heading


def test_what_is_said_of_all_work_is_no_reason() -> None:
    assert shared("污水管网全部接入，年度任务完成。", HEADINGS[3]) == []
    assert place(["冷库全部建成。"], HEADINGS) == [None]
