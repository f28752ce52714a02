"""A paper's title names where its problems come from."""

import pytest

from tracker.reports.rules.sources import Source, source_of_title


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("关于县委第二巡察组反馈意见整改情况的报告", Source.INSPECTION),
        ("青禾镇2025年度经济责任审计整改方案", Source.AUDIT),
        ("镇党委班子民主生活会对照检查材料", Source.DEMOCRATIC_LIFE),
        ("关于信访事项办理情况的报告", Source.PETITION),
        ("县委书记对述职的点评意见", Source.DEBRIEFING),
        ("关于安全生产督查情况的通报", Source.SUPERVISION),
        ("青禾镇2025年度落实全面从严治党主体责任情况报告", Source.SELF_CHECK),
        ("县审计局党组2025年度全面从严治党工作报告", Source.SELF_CHECK),
        ("", Source.SELF_CHECK),
    ],
)
def test_a_title_proposes_the_source(title: str, source: Source) -> None:
    assert source_of_title(title) is source
