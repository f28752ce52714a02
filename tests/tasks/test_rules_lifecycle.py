"""The life of a task, walked whole: every state with every step, against a table that a manager could read."""

from itertools import product

import pytest

from tracker.tasks.rules.kinds import EvidenceKind, FigureKind, ResultWord, TaskKind
from tracker.tasks.rules.lifecycle import (
    FINAL,
    OPEN,
    OWED,
    REVIEWS,
    STEPS,
    State,
    Step,
    WrongStateError,
    chain_states,
    steps_from,
    target,
)
from tracker.tasks.rules.lights import Light, Timeliness
from tracker.tasks.rules.looks import light_look, state_look, step_look
from tracker.tasks.rules.orders import ReturnKind

WHOLE = chain_states("leader,clerk,secretary")
# What may happen in each state, and where it leads (with the whole chain, signing used).
LIFE = {
    State.UNASSIGNED: {
        "交办": "待签收", "暂缓": "暂缓", "并入办理": "已并入", "终止": "已终止", "修改内容": "待交办", "关联": "待交办",
        "指定审定人": "待交办", "批量移交": "待交办", "拆分任务": "待交办", "取消关联": "待交办", "更正": "待交办",
    },
    State.ASSIGNED: {
        "签收": "整改中", "提请调整责任单位": "待交办", "调整责任人": "待签收", "申请延期": "待签收", "同意延期": "待签收",
        "不同意延期": "待签收", "暂缓": "暂缓", "并入办理": "已并入", "终止": "已终止", "修改内容": "待签收", "关联": "待签收",
        "指定审定人": "待签收", "批量移交": "待签收", "拆分任务": "待签收", "取消关联": "待签收", "更正": "待签收",
    },
    State.ACTIVE: {
        "填报进展": "整改中", "上传佐证材料": "整改中", "申请销号": "待领导审签", "调整责任人": "待签收", "申请延期": "整改中",
        "同意延期": "整改中", "不同意延期": "整改中", "暂缓": "暂缓", "并入办理": "已并入", "终止": "已终止", "修改内容": "整改中",
        "关联": "整改中", "指定审定人": "整改中", "批量移交": "整改中", "拆分任务": "整改中", "登记措施完成情况": "整改中", "取消关联": "整改中", "更正": "整改中",
    },
    State.LEADER_REVIEW: {
        "上传佐证材料": "待领导审签", "领导审签": "待初审", "退回": "整改中", "撤回": "整改中", "暂缓": "暂缓", "并入办理": "已并入",
        "终止": "已终止", "修改内容": "待领导审签", "关联": "待领导审签", "指定审定人": "待领导审签", "批量移交": "待领导审签", "同意延期": "待领导审签",
        "不同意延期": "待领导审签", "取消关联": "待领导审签", "更正": "待领导审签",
    },
    State.FIRST_REVIEW: {
        "上传佐证材料": "待初审", "初审": "待审定", "退回": "整改中", "撤回": "整改中", "暂缓": "暂缓", "并入办理": "已并入",
        "终止": "已终止", "修改内容": "待初审", "关联": "待初审", "指定审定人": "待初审", "批量移交": "待初审", "同意延期": "待初审", "不同意延期": "待初审",
        "取消关联": "待初审", "更正": "待初审",
    },
    State.FINAL_REVIEW: {
        "上传佐证材料": "待审定", "审定": "已销号", "退回": "整改中", "撤回": "整改中", "暂缓": "暂缓", "并入办理": "已并入",
        "终止": "已终止", "修改内容": "待审定", "关联": "待审定", "指定审定人": "待审定", "批量移交": "待审定", "同意延期": "待审定", "不同意延期": "待审定",
        "取消关联": "待审定", "更正": "待审定",
    },
    State.SUSTAINED: {
        "填报进展": "长期坚持", "上传佐证材料": "长期坚持", "复核完成": "已销号", "出现反复": "整改中", "终止": "已终止", "修改内容": "长期坚持",
        "关联": "长期坚持", "指定审定人": "长期坚持", "批量移交": "长期坚持", "登记措施完成情况": "长期坚持", "季度复核": "长期坚持", "取消关联": "长期坚持",
        "更正": "长期坚持",
    },
    State.CLOSED: {
        "回头看": "已销号", "回头看发现反复": "整改中", "取消关联": "已销号", "更正": "已销号",
    },
    State.PAUSED: {
        "恢复整改": "整改中", "并入办理": "已并入", "终止": "已终止", "修改内容": "暂缓", "关联": "暂缓", "指定审定人": "暂缓", "批量移交": "暂缓",
        "取消关联": "暂缓", "更正": "暂缓",
    },
    State.JOINED: {
        "取消并入": "整改中", "取消关联": "已并入", "更正": "已并入",
    },
    State.ENDED: {
        "取消关联": "已终止", "更正": "已终止",
    },
}  # fmt: skip


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)), ids=str)
def test_every_step_in_every_state_leads_where_the_table_says_or_nowhere(
    state: State, step: Step
) -> None:
    expected = LIFE[state].get(step.label)
    if expected is None:
        with pytest.raises(WrongStateError) as refusal:
            target(state, step, chain=WHOLE)
        assert state.label in refusal.value.message
        assert step not in steps_from(state)
    else:
        assert target(state, step, chain=WHOLE).label == expected
        assert step in steps_from(state)


@pytest.mark.parametrize(
    ("chain", "way"),
    [
        ("leader,clerk,secretary", ["待领导审签", "待初审", "待审定", "已销号"]),
        ("leader,secretary", ["待领导审签", "待审定", "已销号"]),
        ("clerk", ["待初审", "已销号"]),
        ("secretary", ["待审定", "已销号"]),
    ],
)
def test_a_unit_s_chain_is_walked_to_its_end(chain: str, way: list[str]) -> None:
    states, state = chain_states(chain), State.ACTIVE
    approvals = dict(zip(REVIEWS, (Step.COUNTERSIGN, Step.REVIEW, Step.ACCEPT), strict=True))
    walked = []
    while state not in FINAL:
        state = target(state, approvals.get(state, Step.SUBMIT), chain=states)
        walked.append(state.label)
    assert walked == way


def test_a_task_that_waits_in_a_step_that_was_dropped_goes_on() -> None:
    chain = chain_states("leader,secretary")
    assert target(State.FIRST_REVIEW, Step.REVIEW, chain=chain) is State.FINAL_REVIEW
    assert target(State.FINAL_REVIEW, Step.ACCEPT, chain=chain_states("leader")) is State.CLOSED


@pytest.mark.parametrize("chain", ["", "clerk,clerk", "leader,mayor", ",", "leader,"])
def test_a_chain_that_makes_no_sense_is_refused(chain: str) -> None:
    with pytest.raises(ValueError, match=chain or "^$"):
        chain_states(chain)


def test_the_last_step_may_choose_to_go_on_for_good() -> None:
    for state, step in ((State.FINAL_REVIEW, Step.ACCEPT), (State.FIRST_REVIEW, Step.REVIEW)):
        last = chain_states("clerk") if step is Step.REVIEW else WHOLE
        assert target(state, step, chain=last, sustained=True) is State.SUSTAINED
    assert (
        target(State.FIRST_REVIEW, Step.REVIEW, chain=WHOLE, sustained=True) is State.FINAL_REVIEW
    )


def test_without_signing_a_task_is_active_at_once() -> None:
    for state, step in ((State.UNASSIGNED, Step.ASSIGN), (State.ACTIVE, Step.REASSIGN)):
        assert target(state, step, chain=WHOLE, sign_for_needed=False) is State.ACTIVE


@pytest.mark.parametrize("before", OWED)
def test_a_rest_ends_where_it_began(before: State) -> None:
    assert target(before, Step.JOIN, chain=WHOLE) is State.JOINED
    assert target(State.JOINED, Step.UNJOIN, chain=WHOLE, back_to=before) is before
    assert target(before, Step.PAUSE, chain=WHOLE) is State.PAUSED
    assert target(State.PAUSED, Step.RESUME, chain=WHOLE, back_to=before) is before


def test_every_state_is_open_or_over_and_none_is_both() -> None:
    assert set(OPEN) | set(FINAL) == set(State)
    assert not set(OPEN) & set(FINAL)
    assert set(OWED) < set(OPEN)


def test_every_state_can_be_reached_and_every_rule_can_be_used() -> None:
    reached = {State.UNASSIGNED}
    for _ in State:
        for state, step in product(tuple(reached), STEPS):
            if state in STEPS[step].sources:
                reached |= {
                    target(state, step, chain=WHOLE, sustained=sustained)
                    for sustained in (True, False)
                }
    assert reached == set(State)


@pytest.mark.parametrize(
    "words",
    [State, Step, Light, Timeliness, TaskKind, ResultWord, FigureKind, EvidenceKind, ReturnKind],
)
def test_every_word_is_chinese_and_stands_for_one_thing(words: type[State]) -> None:
    labels = [one.label for one in words]
    assert all("\u4e00" <= label[0] <= "\u9fff" for label in labels)
    assert len(set(labels)) == len(labels)


def test_everything_shown_has_a_word_a_tone_and_a_picture() -> None:
    looks = [*map(state_look, State), *map(light_look, Light), *map(step_look, Step)]
    assert all(look.word and look.tone and look.icon for look in looks)
    assert all(one.unit for one in FigureKind)
