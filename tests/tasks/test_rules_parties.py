"""Who may do what on a task: by a table of people, and by trying everybody with everything."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.accounts.permissions import Role
from tracker.core.errors import ForbiddenError
from tracker.tasks.rules.checking import check
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import STEPS, State, Step
from tracker.tasks.rules.parties import (
    absent_one,
    approval_due,
    may_record,
    may_take,
    who_can,
)
from tracker.tasks.rules.people import (
    JUDGED,
    MEETINGS,
    ON_PAPER,
    SECRETARY_ON_PAPER,
    Colleague,
    Deputy,
    Parties,
    only_named,
)

PEOPLE = {
    1: ("李强", {Role.HANDLER}),
    2: ("王立新", {Role.LEADER}),
    3: ("黄海", {Role.LEADER}),
    4: ("周敏", {Role.CLERK}),
    5: ("刘洋", {Role.CLERK}),
    6: ("陈国栋", {Role.SECRETARY}),
    7: ("孙正", {Role.VIEWER}),
    8: ("何平", {Role.ADMIN}),
}
HANDLER, LEADER, OTHER_LEADER, CLERK, OTHER_CLERK, SECRETARY, VIEWER, ADMIN = PEOPLE


def parties(
    state: State = State.ACTIVE,
    *,
    workers: frozenset[int] = frozenset({HANDLER}),
    leader: int | None = LEADER,
    countersigned: frozenset[int] = frozenset(),
    to_secretary: bool = False,
) -> Parties:
    return Parties(
        state=state,
        handler_id=HANDLER,
        leader_id=leader,
        workers=workers,
        colleagues=tuple(
            Colleague(key, name, frozenset(roles)) for key, (name, roles) in PEOPLE.items()
        ),
        countersigned=countersigned,
        to_secretary=to_secretary,
    )


def deed(person: int) -> Deed:
    at = datetime(2026, 3, 18, 2, tzinfo=UTC)
    return Deed(person, PEOPLE[person][0], at, date(2026, 3, 18))


def recorded(by: int, for_: int | str, *, form: int | None = None) -> Deed:
    named = for_ if isinstance(for_, str) else PEOPLE[for_][0]
    return replace(
        deed(by),
        means=Means.PAPER,
        for_id=None if isinstance(for_, str) else for_,
        for_name=named,
        signed_form_id=form,
    )


def let_through(step: Step, given_deed: Deed, who: Parties) -> bool:
    try:
        check(step, given_deed, who)
    except ForbiddenError:
        return False
    return True


# Who takes each step in their own name when only the handler worked on the round.
OWN = {
    Step.ASSIGN: "周敏 刘洋",
    Step.SIGN_FOR: "李强",
    Step.DECLINE: "李强",
    Step.REASSIGN: "周敏 刘洋",
    Step.REPORT: "李强",
    Step.HAND_IN: "李强",
    Step.SUBMIT: "李强",
    Step.COUNTERSIGN: "王立新",
    Step.REVIEW: "王立新 黄海 周敏 刘洋",
    Step.ACCEPT: "陈国栋",
    Step.WITHDRAW: "李强",
    Step.CONFIRM_LASTING: "周敏 刘洋",
    Step.RELAPSE: "周敏 刘洋",
    Step.RECHECK: "王立新 黄海 周敏 刘洋",
    Step.REOPEN: "周敏 刘洋",
    Step.ASK_EXTENSION: "李强",
    Step.GRANT_EXTENSION: "王立新",
    Step.REFUSE_EXTENSION: "王立新",
    Step.PAUSE: "周敏 刘洋",
    Step.RESUME: "周敏 刘洋",
    Step.JOIN: "周敏 刘洋",
    Step.UNJOIN: "周敏 刘洋",
    Step.END: "陈国栋",
    Step.AMEND: "周敏 刘洋",
    Step.TICK: "李强",
    Step.SPLIT: "周敏 刘洋",
    Step.LINK: "周敏 刘洋",
    Step.UNLINK: "周敏 刘洋",
    Step.HOLD: "周敏 刘洋",
    Step.NAME_ACCEPTOR: "陈国栋",
    Step.CORRECT: "周敏 刘洋",
    Step.HAND_OVER: "周敏 刘洋",
}
RETURNS = {
    State.LEADER_REVIEW: "王立新",
    State.FIRST_REVIEW: OWN[Step.REVIEW],
    State.FINAL_REVIEW: "陈国栋",
}


@pytest.mark.parametrize(("step", "person"), list(product(OWN, PEOPLE)), ids=str)
def test_each_step_is_open_to_those_of_the_table_and_to_nobody_else(
    step: Step, person: int
) -> None:
    allowed = PEOPLE[person][0] in OWN[step].split()
    assert may_take(step, person, parties()) is allowed
    assert let_through(step, deed(person), parties()) is allowed


@pytest.mark.parametrize(("state", "person"), list(product(RETURNS, PEOPLE)), ids=str)
def test_sending_back_belongs_to_whose_turn_it_is(state: State, person: int) -> None:
    allowed = PEOPLE[person][0] in RETURNS[state].split()
    assert may_take(Step.RETURN, person, parties(state)) is allowed


def test_the_table_leaves_no_step_out() -> None:
    assert set(OWN) | {Step.RETURN} == set(STEPS)
    assert [approval_due(one) for one in RETURNS] == [Step.COUNTERSIGN, Step.REVIEW, Step.ACCEPT]


@given(
    step=st.sampled_from(sorted(JUDGED)),
    person=st.sampled_from(list(PEOPLE)),
    workers=st.frozensets(st.sampled_from(list(PEOPLE))),
    leader=st.sampled_from([None, LEADER, HANDLER]),
    form=st.sampled_from([None, 7]),
    for_=st.sampled_from([*PEOPLE, None, "党委会"]),
)
def test_nobody_ever_judges_their_own_work(
    step: Step,
    person: int,
    workers: frozenset[int],
    leader: int | None,
    form: int | None,
    for_: int | str | None,
) -> None:
    who = parties(State.FINAL_REVIEW, workers=workers, leader=leader)
    given_deed = deed(person) if for_ is None else recorded(person, for_, form=form)
    if let_through(step, given_deed, who):
        assert not given_deed.doers & workers
        assert for_ is None or may_record(person, who)
    if for_ is None:
        assert let_through(step, given_deed, who) is may_take(step, person, who)


@given(step=st.sampled_from(sorted(STEPS)), workers=st.frozensets(st.sampled_from(list(PEOPLE))))
def test_a_refusal_names_exactly_those_who_can(step: Step, workers: frozenset[int]) -> None:
    who = parties(State.FIRST_REVIEW, workers=workers)
    able = {PEOPLE[one][0] for one in PEOPLE if may_take(step, one, who)}
    hints = ("党委会", "书记指定", "上级单位")
    told = who_can(step, who)
    assert (ON_PAPER in told) is (told == (ON_PAPER,)), "paper is the way where no other is left"
    assert told or step not in JUDGED, "a judgement never waits for nobody"
    assert {one for one in told if not one.startswith((*hints, ON_PAPER))} == able
    assert any(one.startswith("党委会") for one in who_can(step, who)) is (step in MEETINGS)


def test_when_the_secretary_took_part_the_leader_whom_they_named_accepts() -> None:
    who = parties(State.FINAL_REVIEW, workers=frozenset({HANDLER, SECRETARY, LEADER}))
    assert not may_take(Step.ACCEPT, SECRETARY, who)
    assert not may_take(Step.ACCEPT, OTHER_LEADER, who)
    words = " ".join(who_can(Step.ACCEPT, who))
    assert all(one in words for one in ("书记指定", "党委会", "上级单位"))
    for named in (OTHER_LEADER, LEADER):
        allowed = may_take(Step.ACCEPT, named, replace(who, acceptor_id=named))
        assert allowed is (named == OTHER_LEADER), (
            "who worked on the round cannot be named into judging it"
        )


def test_a_named_leader_decides_only_while_the_secretary_cannot() -> None:
    who = replace(parties(State.FINAL_REVIEW), acceptor_id=OTHER_LEADER)
    assert not may_take(Step.ACCEPT, OTHER_LEADER, who)
    assert not may_take(Step.NAME_ACCEPTOR, OTHER_LEADER, who)


STAND_INS = [(LEADER, OTHER_LEADER), (SECRETARY, OTHER_LEADER), (CLERK, ADMIN), (HANDLER, ADMIN)]


def standing_in(absent: int, deputy: int, state: State = State.ACTIVE, **facts: Any) -> Parties:
    names = (PEOPLE[one][0] for one in (deputy, absent))
    name, for_name = names
    return replace(parties(state, **facts), deputies=(Deputy(deputy, name, absent, for_name),))


def as_deputy(deputy: int, absent: int) -> Deed:
    return replace(deed(deputy), means=Means.DEPUTY, for_id=absent, for_name=PEOPLE[absent][0])


@given(
    step=st.sampled_from(sorted(STEPS)),
    pair=st.sampled_from(STAND_INS),
    state=st.sampled_from(sorted(State)),
    workers=st.frozensets(st.sampled_from(list(PEOPLE))),
    countersigned=st.frozensets(st.sampled_from(list(PEOPLE)), max_size=2),
)
def test_a_stand_in_takes_what_the_absent_one_could_and_never_judges_their_own_work(
    step: Step,
    pair: tuple[int, int],
    state: State,
    workers: frozenset[int],
    countersigned: frozenset[int],
) -> None:
    absent, deputy = pair
    facts: dict[str, Any] = {"workers": workers, "countersigned": countersigned}
    who = standing_in(absent, deputy, state, **facts)
    alone = parties(state, **facts)  # the same office with nobody standing in
    taken = let_through(step, as_deputy(deputy, absent), who)
    assert taken is (absent_one(step, deputy, who) is not None)
    if taken:
        assert may_take(step, absent, alone)
        assert not may_take(step, deputy, alone)
        assert step not in JUDGED or deputy not in workers
    assert not let_through(step, as_deputy(deputy, absent), alone)


def test_a_stand_in_is_named_with_the_absent_one() -> None:
    who = standing_in(SECRETARY, OTHER_LEADER, State.FINAL_REVIEW)
    assert "黄海（代理陈国栋）" in who_can(Step.ACCEPT, who)
    assert let_through(Step.ACCEPT, as_deputy(OTHER_LEADER, SECRETARY), who)
    assert not let_through(Step.ACCEPT, deed(OTHER_LEADER), who), "the trail must say 代理"


def test_when_the_leader_took_part_or_is_missing_another_leader_signs() -> None:
    for who in (
        parties(State.LEADER_REVIEW, workers=frozenset({HANDLER, LEADER})),
        parties(State.LEADER_REVIEW, leader=None),
    ):
        assert may_take(Step.COUNTERSIGN, OTHER_LEADER, who)


@pytest.mark.parametrize(
    ("person", "allowed"),
    [(CLERK, True), (OTHER_CLERK, True), (ADMIN, False), (LEADER, False), (HANDLER, False)],
)
def test_only_clerks_type_for_others(person: int, *, allowed: bool) -> None:
    for_ = OTHER_CLERK if person == CLERK else HANDLER
    assert let_through(Step.REPORT, recorded(person, for_), parties()) is allowed


def test_a_step_for_nobody_in_particular_is_refused() -> None:
    for means in (Means.CHAT, Means.MEETING):
        nameless = replace(deed(CLERK), means=means)
        with pytest.raises(ForbiddenError):
            check(Step.ACCEPT, nameless, parties(State.FINAL_REVIEW))


def test_a_typist_who_worked_on_the_round_needs_the_signed_form_to_record_a_judgement() -> None:
    who = parties(State.LEADER_REVIEW, workers=frozenset({HANDLER, CLERK}))
    with pytest.raises(ForbiddenError, match="签字的审批表"):
        check(Step.COUNTERSIGN, recorded(CLERK, LEADER), who)
    assert let_through(Step.COUNTERSIGN, recorded(CLERK, LEADER, form=7), who)
    assert let_through(Step.COUNTERSIGN, recorded(OTHER_CLERK, LEADER), who)


def test_a_step_recorded_without_the_form_counts_as_the_typist_s_too() -> None:
    assert recorded(CLERK, HANDLER).doers == {CLERK, HANDLER}
    assert recorded(CLERK, HANDLER, form=7).doers == {HANDLER}
    assert recorded(CLERK, "党委会").doers == {CLERK}
    assert deed(HANDLER).doers == {HANDLER}


def test_a_worker_s_name_typed_by_hand_is_the_worker() -> None:
    who = replace(
        parties(State.FINAL_REVIEW, workers=frozenset({HANDLER, SECRETARY})),
        typed_workers=frozenset({"村会计"}),
    )
    for name in ("陈国栋", "陈 国栋", "李强", "村会计"):
        assert not let_through(Step.ACCEPT, recorded(CLERK, name, form=7), who), name
    assert let_through(Step.ACCEPT, recorded(CLERK, "3月18日党委会", form=7), who)


@pytest.mark.parametrize("step", [Step.END, Step.GRANT_EXTENSION])
def test_who_worked_on_a_round_neither_ends_it_nor_gives_it_more_time(step: Step) -> None:
    who = parties(workers=frozenset({HANDLER, LEADER, SECRETARY}))
    who = replace(who, acceptor_id=OTHER_LEADER)
    assert not may_take(step, SECRETARY if step is Step.END else LEADER, who)
    assert may_take(step, OTHER_LEADER, who)


@pytest.mark.parametrize("step", [Step.GRANT_EXTENSION, Step.REFUSE_EXTENSION])
def test_a_second_or_late_request_for_more_time_is_the_secretary_s(step: Step) -> None:
    for to_secretary, able, unable in ((False, LEADER, SECRETARY), (True, SECRETARY, LEADER)):
        who = parties(to_secretary=to_secretary)
        assert who_can(step, who) == (PEOPLE[able][0],)
        assert let_through(step, deed(able), who)
        assert let_through(step, recorded(CLERK, able), who)
        for refused in (deed(unable), recorded(CLERK, unable)):
            with pytest.raises(ForbiddenError) as refusal:
                check(step, refused, who)
            assert refusal.value.who_can == (PEOPLE[able][0],)


def test_a_named_leader_grants_what_is_the_secretary_s_when_the_secretary_took_part() -> None:
    who = parties(workers=frozenset({HANDLER, SECRETARY}), to_secretary=True)
    assert not may_take(Step.GRANT_EXTENSION, SECRETARY, who)
    assert not may_take(Step.GRANT_EXTENSION, OTHER_LEADER, who)
    assert "指定审定人" in who_can(Step.GRANT_EXTENSION, who)[0]
    assert may_take(Step.GRANT_EXTENSION, OTHER_LEADER, replace(who, acceptor_id=OTHER_LEADER))
    assert SECRETARY_ON_PAPER not in who_can(Step.GRANT_EXTENSION, who)


def test_a_secretary_without_an_account_signs_on_paper() -> None:
    who = parties(workers=frozenset({HANDLER}), to_secretary=True)
    others = tuple(one for one in who.colleagues if Role.SECRETARY not in one.roles)
    alone = replace(who, colleagues=others)
    assert who_can(Step.GRANT_EXTENSION, alone)[0] == SECRETARY_ON_PAPER
    assert SECRETARY_ON_PAPER not in who_can(Step.GRANT_EXTENSION, who)


def test_who_may_accept_in_the_secretary_s_place_may_send_back_too() -> None:
    who = parties(State.FINAL_REVIEW, workers=frozenset({HANDLER, SECRETARY}))
    who = replace(who, acceptor_id=OTHER_LEADER)
    assert may_take(Step.ACCEPT, OTHER_LEADER, who)
    assert may_take(Step.RETURN, OTHER_LEADER, who)


def test_a_leader_confirms_what_lasts_only_when_every_clerk_took_part() -> None:
    step, clerks = Step.CONFIRM_LASTING, frozenset({CLERK, OTHER_CLERK})
    one_left = parties(State.SUSTAINED, workers=frozenset({CLERK}))
    none_left = parties(State.SUSTAINED, workers=clerks)
    assert not may_take(step, LEADER, one_left)
    assert who_can(step, one_left)[0] == "刘洋"
    assert who_can(step, none_left)[:2] == ("王立新", "黄海")
    assert let_through(step, deed(LEADER), none_left)
    assert not let_through(step, deed(CLERK), none_left)
    assert let_through(step, recorded(CLERK, "3月18日党委会", form=7), none_left)


def test_who_countersigned_leaves_the_first_review_to_another() -> None:
    who = parties(State.FIRST_REVIEW, countersigned=frozenset({LEADER}))
    assert who_can(Step.REVIEW, who) == ("黄海", "周敏", "刘洋")
    assert let_through(Step.REVIEW, deed(CLERK), who)
    for given_deed in (deed(LEADER), recorded(CLERK, LEADER, form=7), recorded(CLERK, "王 立新")):
        with pytest.raises(ForbiddenError, match="已作领导审签") as refusal:
            check(Step.REVIEW, given_deed, who)
        assert "王立新" not in refusal.value.who_can


def test_who_countersigned_reviews_when_everybody_else_took_part() -> None:
    others = frozenset({HANDLER, OTHER_LEADER, CLERK, OTHER_CLERK})
    who = parties(State.FIRST_REVIEW, workers=others, countersigned=frozenset({LEADER}))
    assert who_can(Step.REVIEW, who) == ("王立新",)
    assert let_through(Step.REVIEW, deed(LEADER), who)


@pytest.mark.parametrize("signed", ["countersigned", "reviewed"])
def test_who_signed_earlier_in_the_chain_does_not_accept_under_another_hat(signed: str) -> None:
    facts: dict[str, Any] = {signed: frozenset({SECRETARY})}
    who = replace(parties(State.FINAL_REVIEW), **facts)
    word = "领导审签" if signed == "countersigned" else "初审"
    for given_deed in (
        deed(SECRETARY),
        recorded(CLERK, SECRETARY, form=7),
        recorded(CLERK, "陈 国栋", form=7),
    ):
        with pytest.raises(ForbiddenError, match=f"已作{word}，审定请由另一人办理") as refusal:
            check(Step.ACCEPT, given_deed, who)
        assert any("指定审定人" in one for one in refusal.value.who_can)
    assert let_through(Step.RETURN, deed(SECRETARY), who), "what one signed may still be sent back"
    assert let_through(Step.ACCEPT, recorded(CLERK, "3月18日党委会", form=7), who)
    named = replace(who, acceptor_id=OTHER_LEADER)
    assert let_through(Step.ACCEPT, deed(OTHER_LEADER), named)
    assert not may_take(Step.ACCEPT, LEADER, replace(named, acceptor_id=LEADER, countersigned=frozenset({LEADER, SECRETARY})))  # fmt: skip


def test_a_clerk_who_reviewed_still_types_the_acceptance_of_another() -> None:
    who = replace(parties(State.FINAL_REVIEW), reviewed=frozenset({CLERK}))
    assert let_through(Step.ACCEPT, recorded(CLERK, SECRETARY), who)
    assert not let_through(Step.ACCEPT, recorded(CLERK, "周敏"), who)


def test_somebody_of_the_unit_above_accepts_once_they_were_named() -> None:
    county = Colleague(9, "郑县长", frozenset())
    who = parties(State.FINAL_REVIEW, workers=frozenset({HANDLER, SECRETARY}))
    who = replace(who, colleagues=(*who.colleagues, county))
    named = replace(who, acceptor_id=9, from_above=True)
    assert not may_take(Step.ACCEPT, 9, who)
    assert may_take(Step.ACCEPT, 9, named)
    assert may_take(Step.RETURN, 9, named)
    assert "郑县长" in who_can(Step.ACCEPT, named)
    for lost in (
        replace(named, from_above=False),  # no longer a leader there
        replace(named, workers=frozenset({HANDLER})),  # the secretary can decide after all
        replace(named, workers=named.workers | {9}),  # took part
    ):
        assert not may_take(Step.ACCEPT, 9, lost)
    assert not may_take(Step.NAME_ACCEPTOR, 9, named)


@pytest.mark.parametrize("step", [Step.HOLD, Step.RECHECK])
def test_who_worked_on_a_round_does_not_say_that_it_holds(step: Step) -> None:
    state = State.SUSTAINED if step is Step.HOLD else State.CLOSED
    who = parties(state, workers=frozenset({HANDLER, CLERK}))
    with pytest.raises(ForbiddenError, match="参与过本次整改") as refusal:
        check(step, deed(CLERK), who)
    assert "刘洋" in refusal.value.who_can
    assert let_through(step, deed(OTHER_CLERK), who)
    assert let_through(step, deed(LEADER), who) is (step is Step.RECHECK)
    everybody = parties(state, workers=frozenset({HANDLER, CLERK, OTHER_CLERK}))
    assert let_through(step, deed(LEADER), everybody)


def test_people_are_named_before_the_meeting() -> None:
    meeting = "党委会（由台账管理员录入会议名称、日期并附纪要或审批表）"
    assert who_can(Step.ACCEPT, parties(State.FINAL_REVIEW)) == ("陈国栋", meeting)


OFFICES = [(1, "党建办公室"), (2, "党政办公室"), (3, "农业农村局"), (4, "财政所")]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("党建办", 1),
        ("镇党建办", 1),
        ("县农业农村局", 3),
        ("财政所（会计核算中心）", 4),
        ("党建办、财政所", None),
        ("组织办", None),
        ("", None),
    ],
)
def test_an_office_is_known_by_its_short_name_and_two_of_them_mean_none(
    words: str, meant: int | None
) -> None:
    assert only_named(words, OFFICES) == meant


def test_of_two_offices_that_sound_alike_the_very_name_is_meant() -> None:
    assert only_named("党建办", [(1, "党建办公室"), (2, "党建办")]) == 2
