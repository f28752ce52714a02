"""Checking one entry of a foreign ledger: what it becomes, and every doubt about it, cell by cell."""

from datetime import date

from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing import words
from tracker.ledgers.rules.importing.entries import Entry
from tracker.ledgers.rules.importing.persons import handler_of, leader_of
from tracker.ledgers.rules.importing.rows import Check, Directory, Doubt, NewRow, Settings
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State

LONGEST = 32_767
_YEARS = range(1990, 2101)


def check(
    entry: Entry, settings: Settings, directory: Directory, *, contact_id: int | None = None
) -> tuple[NewRow, tuple[Doubt, ...]]:
    """Answer what an entry becomes in the ledger, and what is doubtful about it."""
    it = Check(entry, settings, directory, contact_id)
    _check_texts(it)
    year, number, superior = _numbers(it)
    source = _source(it)
    work_year = settings.work_year(year, source)
    due = _due(it, work_year)
    state, closed_on = _state(it, work_year)
    _check_due(it, due, state)
    row = NewRow(
        row=entry.row,
        problem_group=entry.problem,
        year=year,
        source=source,
        problem=it.texts[Key.PROBLEM],
        state=state,
        kind=_kind(it, due),
        due=due,
        number=number,
        superior_number=superior,
        category=_line(it.texts[Key.CATEGORY]),
        inward_text=it.texts[Key.SHOWN_AS],
        outward_text=it.texts[Key.OUTWARD],
        standard=it.texts[Key.STANDARD],
        measures=words.measures_from(it.texts[Key.MEASURES]),
        progress=it.texts[Key.PROGRESS],
        outcome=it.texts[Key.OUTCOME] or (it.texts[Key.PROGRESS] if state is State.CLOSED else ""),
        remarks=it.texts[Key.REMARKS],
        result_word=words.result_from(it.texts[Key.STATE]),
        closed_on=closed_on,
        paper_evidence=_line(it.texts[Key.EVIDENCE]),
    )
    _name_people(it, row)
    return row, tuple(it.doubts)


def _name_people(it: Check, row: NewRow) -> None:
    """Add the people and units to a row: the wording as it stands, and whom it means."""
    row.leader_id, row.leader_text = leader_of(it), _line(it.texts[Key.LEADER])
    row.lead_unit_text = _line(it.texts[Key.LEAD_UNIT])
    row.lead_unit_id = it.directory.unit(row.lead_unit_text)
    row.helping = _line(it.texts[Key.HELPING])
    row.handler_id, row.handler_text = handler_of(it, row.state), _line(it.texts[Key.HANDLER])


def _due(it: Check, work_year: int) -> words.Due:
    """Answer the deadline; a column of days beside the words gives the day."""
    due = words.due_from(it.texts[Key.DUE] or it.texts[Key.DUE_ON], work_year)
    day = words.day_from(it.texts[Key.DUE_ON], work_year) if it.texts[Key.DUE_ON] else None
    if day is None:
        return due
    return words.Due(day, due.text if it.texts[Key.DUE] else "", due.lasting)


def _check_texts(it: Check) -> None:
    if not it.texts[Key.PROBLEM]:
        it.doubt(Key.PROBLEM, "这一行没有问题内容，请补上，或不导入这一行。", must=True)
    for key, text in it.entry.cells.items():
        if len(text) > LONGEST:
            it.doubt(key, f"这一格有{len(text)}字，超过{LONGEST}字，请删减。", must=True)


def _numbers(it: Check) -> tuple[int, str, str]:
    """Answer the year, our number if the row has one, and the superior's."""
    text, superior = _line(it.texts[Key.NUMBER]), _line(it.texts[Key.SUPERIOR_NUMBER])
    found = words.number_from(text)
    if found is None:
        if text and not superior:
            it.doubt(Key.NUMBER, "编号不是“2026-001”的写法，将另行编号，原编号记为上级编号。")
        _check_known_text(it)
        return it.settings.year, "", superior or text
    year, number = found
    if year not in _YEARS:
        it.doubt(Key.NUMBER, "编号里的年份不对，请改正。", must=True)
    known = it.directory.tasks.get(number)
    if known is not None:
        it.doubt(Key.NUMBER, f"台账里的{number}是另一个问题，请改编号或不导入这一行。", must=True)
    return year, number, superior


def _check_known_text(it: Check) -> None:
    text = it.texts[Key.PROBLEM]
    known = it.directory.texts.get((it.settings.year, text))
    if known is not None:
        it.doubt(Key.PROBLEM, f"台账里已有同样的问题（{known}），请改写或不导入这一行。", must=True)
    elif text in it.directory.anywhere:
        number = it.directory.anywhere[text]
        it.doubt(Key.PROBLEM, f"台账里{number}的表述与这一行相同，请确认不是同一条。")


def _source(it: Check) -> Source:
    text = _line(it.texts[Key.SOURCE])
    if not text:
        return it.settings.source
    found = words.source_from(text)
    if found is None:
        it.doubt(Key.SOURCE, f"来源“{text}”不在目录里，将记为“其他”。")
    return found or Source.OTHER


def _kind(it: Check, due: words.Due) -> TaskKind:
    text = _line(it.texts[Key.KIND])
    found = words.kind_from(text) if text else None
    if text and found is None:
        it.doubt(Key.KIND, f"整改类型“{text}”不认识，将记为“限期整改”。")
    if found is not None:
        return found
    spoken = words.kind_from(due.text) if due.on is None else None
    return spoken or TaskKind.BY_STAGES


def _state(it: Check, work_year: int) -> tuple[State, date | None]:
    """Answer the state in which a row enters the ledger, and the day of a closure."""
    text = it.texts[Key.STATE] or _state_remarked(it)
    closed_text = it.texts[Key.CLOSED_ON]
    state = words.state_from(text) if text else None
    if text and state is None:
        it.doubt(Key.STATE, f"状态“{_line(text)}”不认识，请从列表中选一个。", must=True)
    if not text:
        state = State.CLOSED if closed_text else _state_by_progress(it)
    if state is State.CLOSED:
        return _closed(it, work_year)
    if words.state_from(it.texts[Key.REMARKS]) is State.CLOSED:
        remark = _line(it.texts[Key.REMARKS])
        it.doubt(Key.REMARKS, f"备注写着“{remark}”，状态栏不是，按状态栏导入，请核对。")
    if state is State.SUSTAINED:
        it.doubt(Key.STATE, "长期坚持的事项先列为“整改中”，达到阶段目标后再按程序转入。")
    if state in {State.ENDED, State.PAUSED, State.JOINED}:
        it.doubt(Key.STATE, f"“{state.label}”须在任务页办理，先列为“整改中”。")
    return (State.UNASSIGNED if state is State.UNASSIGNED else State.ACTIVE), None


def _state_by_progress(it: Check) -> State:
    """Answer how a row without a state stands: what has been worked on is no longer waiting to be assigned."""
    if not it.texts[Key.PROGRESS]:
        return State.UNASSIGNED
    it.doubt(Key.STATE, "没有写状态，写有进展，先按“整改中”导入；已销号的，请在这里选“已销号”。")
    return State.ACTIVE


def _state_remarked(it: Check) -> str:
    """Answer the state that stands among the remarks (已整改), as a proposal, where its own column is empty."""
    remark = it.texts[Key.REMARKS]
    if words.state_from(remark) is None:
        return ""
    it.doubt(Key.STATE, f"状态按备注里写的“{_line(remark)}”认定，请核对；不对就在这里选一个。")
    return remark


def _closed(it: Check, work_year: int) -> tuple[State, date | None]:
    """Answer what a closed row becomes: history when it was closed in an earlier year, else work to be closed."""
    text, today = it.texts[Key.CLOSED_ON], it.settings.today
    day = words.day_from(text, work_year) if text else _closing_beside(it) or it.settings.closed_on
    if text and day is None:
        it.doubt(
            Key.CLOSED_ON, f"“{_line(text)}”读不出日期，请写成2025年6月30日的样子。", must=True
        )
    elif day is None:
        it.doubt(
            Key.CLOSED_ON, "已销号的要写销号日期，也可以在整份表的设置里统一写一个。", must=True
        )
    elif day > today:
        it.doubt(Key.CLOSED_ON, "销号日期不能晚于今天。", must=True)
    elif day.year >= today.year:
        it.doubt(Key.STATE, "今年的销号须凭审批补录：先列为“整改中”，导入后申请销号。")
        return State.ACTIVE, None
    return State.CLOSED, day


def _closing_beside(it: Check) -> date | None:
    """Answer the day of a closure that stands in another cell, as a proposal: 已销号（2025.5.30）."""
    for key in (Key.STATE, Key.REMARKS):
        day = words.closing_in(it.texts[key])
        if day is not None:
            said = f"{day.year}年{day.month}月{day.day}日"
            it.doubt(Key.CLOSED_ON, f"销号日期按“{_line(it.texts[key])}”认定为{said}，请核对。")
            return day
    return None


def _check_due(it: Check, due: words.Due, state: State) -> None:
    if state is not State.CLOSED:
        for sentence in words.doubts_of(due, it.settings.today):
            it.doubt(Key.DUE, sentence)


def _line(text: str) -> str:
    return " ".join(text.split()) if text else ""
