"""What a problem that a person cut out of a paper is called."""

from tracker.reports.actions.touch import title_of


def test_a_title_is_the_first_sentence_without_its_stop() -> None:
    assert title_of("村务公开不及时。3个村半年没有更新。") == "村务公开不及时"
    assert title_of(" 台账不全\n缺两个村 ") == "台账不全"


def test_of_a_long_sentence_whole_clauses_are_kept() -> None:
    clause = "部分村对集体资产底数掌握不清"
    assert title_of("，".join([clause] * 6)) == "，".join([clause] * 4)


def test_what_knows_no_comma_is_cut_where_it_gets_too_long() -> None:
    assert title_of("账" * 80) == "账" * 60
    assert title_of("短，" + "账" * 80) == "短，" + "账" * 58
