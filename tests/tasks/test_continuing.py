"""A later report goes on with what is still open: by its hidden marks, a person's answer, or its words."""

import sys
from itertools import count

from tracker.tasks.rules.continuing import Ground, Marked, OpenProblem, Told, continued

LEDGER = (
    OpenProblem(
        1, frozenset({"2025-001"}), "台账更新滞后。有的村三个月没有登记。", frozenset({11})
    ),
    OpenProblem(
        2, frozenset({"2025-002", "2025-003"}), "村务公开不及时，账目晚贴。", frozenset({12})
    ),
    OpenProblem(
        3, frozenset({"2025-004"}), "流动党员联系不上，组织生活参加率低。", frozenset({13})
    ),
)


def grounds(
    told: tuple[Told, ...], marks: tuple[Marked, ...] = ()
) -> dict[int, tuple[tuple[int, ...], Ground]]:
    return {one.finding_id: (one.problem_ids, one.ground) for one in continued(told, marks, LEDGER)}


def test_a_mark_in_the_paragraph_decides_whatever_the_words_say() -> None:
    told = (Told(21, "换了完全不同的说法。", (10, 20)),)
    marks = (Marked(frozenset({"2025-002"}), "村务公开不及时。", ((8, 22),)),)
    assert grounds(told, marks) == {21: ((2,), Ground.MARK)}


def test_a_paragraph_merged_of_two_goes_on_with_both() -> None:
    told = (Told(21, "公开不及时，台账也滞后。", (10, 40)),)
    marks = (
        Marked(frozenset({"2025-001"}), "台账。", ((10, 40),)),
        Marked(frozenset({"2025-003"}), "公开。", ((10, 40),)),
    )
    assert grounds(told, marks) == {21: ((1, 2), Ground.MARK)}


def test_a_mark_that_lost_its_paragraph_is_found_by_what_was_written() -> None:
    written = "今年仍有5个村的公开栏两个月没有换过，群众问到才补贴。"
    told = (Told(21, written.replace("两个月", "近两个月"), (10, 40)),)
    marks = (Marked(frozenset({"2025-002"}), written, ()),)
    assert grounds(told, marks) == {21: ((2,), Ground.MARK)}


def test_a_new_paragraph_does_not_inherit_the_mark_of_one_that_was_struck() -> None:
    told = (Told(21, "财务公开栏样式老，内容印得小。", (10, 40)),)
    marks = (Marked(frozenset({"2025-002"}), "村务公开不及时，账目晚贴，5个村两个月没有换。", ()),)
    assert Ground.MARK not in {ground for _, ground in grounds(told, marks).values()}


def test_a_paragraph_that_says_two_titles_is_proposed_for_both() -> None:
    text = "台账更新滞后。年内补登9个村；同时，流动党员联系不上，组织生活参加率低，今年仍有12人。"
    assert grounds((Told(21, text, None),)) == {21: ((1, 3), Ground.WORDS)}


def test_the_answer_of_a_person_counts_without_marks() -> None:
    assert grounds((Told(21, "新的说法。", (0, 5), repeats=13),)) == {21: ((3,), Ground.PERSON)}


def test_near_words_only_propose() -> None:
    found = grounds((Told(21, "流动党员联系不上，参加组织生活的少。", None),))
    assert found == {21: ((3,), Ground.WORDS)}
    assert not Ground.WORDS.sure
    assert Ground.MARK.sure


def test_a_new_matter_goes_on_with_nothing() -> None:
    assert grounds((Told(21, "消防通道被占用，器材过期。", (0, 13)),)) == {}


def test_a_mark_under_a_long_paragraph_finds_it_behind_many_short_ones() -> None:
    told = (
        Told(21, "全文。", (0, 90)),
        *(Told(30 + one, "短。", (one, one + 1)) for one in range(50)),
    )
    marks = (Marked(frozenset({"2025-001"}), "台账。", ((70, 80),)),)
    assert grounds(told, marks) == {21: ((1,), Ground.MARK)}


def test_forged_marks_and_findings_take_time_in_proportion() -> None:
    assert _calls(_forged(300, 4000)) < 1.5 * 4 * _calls(_forged(75, 1000))


def _forged(findings: int, marks: int) -> tuple[tuple[Told, ...], tuple[Marked, ...]]:
    told = tuple(
        Told(one, f"第{one}村的账目贴得晚，公开栏换得少。", (one, one + 1))
        for one in range(findings)
    )
    forged = tuple(
        Marked(
            frozenset({"2025-002"}),
            f"公开不及时{one}。" * 200,
            ((findings + one, findings + one + 1),),
        )
        for one in range(marks)
    )
    return told, forged


def _calls(forged: tuple[tuple[Told, ...], tuple[Marked, ...]]) -> int:
    """Answer how many calls the comparison makes: the same on a busy machine as on an idle one."""
    calls = count()
    sys.setprofile(lambda *_: next(calls))
    try:
        continued(*forged, LEDGER)
    finally:
        sys.setprofile(None)
    return next(calls)
