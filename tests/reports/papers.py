"""Reports of our own writing, and taking them in as a clerk does."""

from datetime import UTC, date, datetime
from functools import cache

from sqlalchemy.orm import Session

from tests.cast import Cast
from tracker.accounts.models import Unit
from tracker.reports.actions import Paper, take_in
from tracker.reports.models import Batch
from tracker.reports.reader import Reading, read_pasted
from tracker.tasks.rules.deeds import Deed

AT = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
STUDY = "理论学习不够深入。部分支部只读文件、不作研讨；年轻党员参学率偏低。"
CHECKS = "督促检查不够经常。重点工作布置多、过问少，个别村的台账长期不更新。"
MONEY = "村级财务公开不及时。三个村的公示栏半年没有更换内容，群众有意见。"
STRAY = "同时，窗口人员的业务培训还需要加强。"
CLAIM = "上年度民主生活会查摆的4个问题已整改到位3个。"
REPORT = f"""青禾镇党委关于2025年度落实全面从严治党主体责任情况的报告
一、主要工作情况
全年召开党委会研究党建议题11次。{CLAIM}
二、存在的问题
对照上级要求还有差距，主要有以下四个方面：
（一）{STUDY}
（二）{CHECKS}整改措施：建立月调度制度。责任单位：党政办。完成时限：2026年6月底前。
（三）{MONEY}
{STRAY}
三、下一步打算
（一）抓实理论学习，每月组织一次集中研讨，把参学率纳入支部考核。
"""
LAST_YEAR = """青禾镇党委关于2024年度落实全面从严治党主体责任情况的报告
一、存在的问题
（一）村级财务公开不及时。两个村的公示栏长期没有更换内容，群众有意见。
（二）干部下村入户记录不全。部分干部走访以后不填民情日记。
"""
NOTHING = "青禾镇2025年上半年工作小结\n一、工作开展情况\n组织学习会议6次，完成道路修补3公里。\n"
HOSTILE = REPORT.replace(
    STUDY, '<script>alert("x")</script>学习不够深入，"><img src=x onerror=alert(1)>研讨偏少。'
)


@cache
def read(text: str) -> Reading:
    """Read a text as pasted, once for all tests."""
    return read_pasted(text)


def taken_in(session: Session, cast: Cast, text: str = REPORT, year: int = 2025) -> Batch:
    """Take a paper in as the town's clerk."""
    town = session.get(Unit, cast.town)
    assert town is not None
    batch, new = take_in(session, town, read(text), Paper(year), by=cast["zhoumin"], at=AT)
    assert new
    return batch


def own_deed(cast: Cast) -> Deed:
    """Answer a deed of the clerk's own."""
    clerk = cast["zhoumin"]
    return Deed(actor_id=clerk.person_id, actor_name=clerk.name, at=AT, done_on=date(2026, 3, 18))


def texts(batch: Batch) -> list[str]:
    """Answer the texts of the findings in their order."""
    return [one.text for one in batch.findings]


def stands(batch: Batch) -> list[bool]:
    """Answer of each finding whether its place in the paper holds its very words."""
    return [batch.text[one.start : one.end] == one.text for one in batch.findings]
