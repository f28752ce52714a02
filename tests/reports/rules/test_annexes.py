"""A ledger in an annex tells the problems of the body once more; alone, or inside the section, it counts."""

from tests.reports.rules.plain_text import problems

BODY = "三、存在问题\n（一）台账更新不及时。\n（二）走访群众不够。\n四、下一步打算\n加强学习。\n"
LEDGER = "序号\t存在问题\t整改措施\n1\t台账更新不及时\t按月更新\n2\t会议记录缺失\t补齐记录\n"


def test_a_ledger_in_an_annex_is_not_read_again() -> None:
    assert problems(f"{BODY}附件1\n青禾镇整改台账\n{LEDGER}") == [
        "台账更新不及时。",
        "走访群众不够。",
    ]


def test_a_ledger_alone_gives_its_rows() -> None:
    assert problems(f"附件1\n青禾镇整改台账\n{LEDGER}") == ["台账更新不及时", "会议记录缺失"]


def test_a_ledger_inside_the_problem_section_counts() -> None:
    text = f"三、存在问题\n（一）走访群众不够。\n{LEDGER}四、下一步打算\n加强学习。"
    assert problems(text) == ["走访群众不够。", "台账更新不及时", "会议记录缺失"]
