"""How a list is announced without a heading, what ends it, and the measures that stand below a fault."""

import pytest

from tests.reports.rules.plain_text import problems, read

_TOWN = "甲镇2024年工作汇报\n一年来修路3公里，打井4眼。\n"


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("不过也要看到，{}", ["两处厂房常年上锁，没有启用。", "招标资料残缺不齐，查不到底稿。"]),
        (
            "但与先进村比，我们还差得很远，主要是：{}",
            ["产业单一，卖不上价；", "党员老化，开会凑不齐人。"],
        ),
        ("工作虽有成效，但隐患不容忽视：{}", ["23艘渔船救生筏超期未检；", "职务船员配备不足。"]),
        (
            "防汛工作还有不少“漏洞”。{}",
            ["有的涵闸带病运行；", "有的预案照抄照搬；", "有的队员年龄偏大。"],
        ),
        (
            "文化站的服务还要再贴心些。{}",
            ["有的活动冷清；", "有的设备成了摆设；", "有的时间与群众作息不合拍。"],
        ),
    ],
)
def test_a_contrast_announces_what_is_told_behind_it(lead: str, told: list[str]) -> None:
    found = problems(_TOWN + lead.format("".join(told)))

    assert [one.rstrip("；。") for one in found] == [one.rstrip("；。") for one in told]


@pytest.mark.parametrize(
    "line",
    [
        "不过也要看到，全镇上下的干劲更足了，群众的笑容更多了。",
        "会议指出，有的地方松懈；有的干部懈怠；有的支部涣散，要引以为戒。",
        "针对有的村收入低、有的村人手少的情况，镇里选派了12名干部。",
        "各支部要紧扣主题，重点查摆以下问题：1.学习不深入的问题。2.落实不严格的问题。",
    ],
)
def test_praise_and_demands_announce_nothing(line: str) -> None:
    assert problems(_TOWN + line) == []


@pytest.mark.parametrize(
    ("counted", "numbers"),
    [
        ("一件是{}另一件是{}还有一件是{}", ["一件是", "另一件是", "还有一件是"]),
        ("头一个，{}再一个，{}还有，{}", ["头一个", "再一个", "还有"]),
        ("一方面，{}另一方面，{}再一方面，{}", ["一方面", "另一方面", "再一方面"]),
        ("从全年看，最大的问题是{}其次是{}再次是{}", ["最大的问题是", "其次是", "再次是"]),
    ],
)
def test_people_count_in_their_own_words(counted: str, numbers: list[str]) -> None:
    told = ("人手不足，夜里没人值守。", "灶具老化，多次漏气。", "经费缺口大，欠着菜钱。")

    found = read(f"{_TOWN}运营中也有几件头疼的事。{counted.format(*told)}").problems

    assert [one.text for one in found] == list(told)
    assert [one.number for one in found] == numbers


@pytest.mark.parametrize(
    "end",
    [
        "联系人：李某，联系电话：0559-1234567。",
        "监督电话：05591234567",
        "甲镇移民服务站",
        "甲镇小学 2024年9月18日",
        "会议决定：（一）由自然资源所牵头核查；（二）由执法队拆除。",
    ],
)
def test_what_ends_a_paper_belongs_to_no_item(end: str) -> None:
    body = f"{_TOWN}二、存在的问题\n（一）台账不全。\n（二）公示不及时。\n"

    assert problems(body + end) == ["台账不全。", "公示不及时。"]


def test_measures_listed_below_a_fault_are_its_measures() -> None:
    found = read(
        "甲镇整改方案\n一、整改问题及措施\n（一）学习抓得不实。\n1.每月集中学习一次。\n2.书记带头领学。\n责任领导：姚某\n"
        "（二）联系群众不紧密。\n1.每月下村6天。\n二、组织保障\n（一）加强领导。"
    ).problems

    assert [(one.text, one.measures) for one in found] == [
        ("学习抓得不实。", ("每月集中学习一次。", "书记带头领学。")),
        ("联系群众不紧密。", ("每月下村6天。",)),
    ]
    assert found[0].leader == "姚某"


def test_faults_listed_below_a_fault_are_its_detail() -> None:
    [found] = read(
        "甲镇整改方案\n一、存在的问题及措施\n（一）学习抓得不实。\n1.记录不全。\n2.研讨不够。"
    ).problems

    assert found.text == "学习抓得不实。\n1.记录不全。\n2.研讨不够。"
    assert found.measures == ()


def test_beside_areas_an_entry_is_an_area_with_text_or_nothing() -> None:
    found = read(
        "对照检查材料\n一、存在的问题\n（一）政治方面\n1.学习不深。\n2.研讨不够。\n（二）作风方面。办事拖沓，群众跑了三趟。\n"
        "（三）典型案例剖析\n班子认真开展了对照反思。"
    )

    assert [one.text for one in found.problems] == [
        "学习不深。",
        "研讨不够。",
        "办事拖沓，群众跑了三趟。",
    ]
    assert [one.category for one in found.problems] == ["政治方面", "政治方面", "作风方面"]
    assert "unassigned" in {notice.code for notice in found.warnings}


def test_contents_typed_by_hand_are_left_out_and_what_stands_once_is_kept() -> None:
    found = read(
        "甲站报告\n目 录\n一、存在的问题 3\n二、下步打算 5\n一、存在的问题\n（一）台账不全。\n二、下步打算\n（一）补登台账。"
    )

    assert [one.heading for one in found.outline] == ["存在的问题", "下步打算"]
    assert [one.text for one in found.measures] == ["补登台账。"]
    assert problems("甲站报告\n目录\n一、存在的问题\n（一）台账不全。") == ["台账不全。"]
