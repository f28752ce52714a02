"""What keeps everything back that is due now: a sender that does not run, a flood that waits for a word; pure."""

from datetime import date, datetime

from tracker.reminders.rules.clockwork import is_silent
from tracker.reminders.rules.hours import office_day, office_time
from tracker.reminders.rules.wording import day_words


def obstacles(at: datetime, last_beat: datetime | None, held: int, today: date) -> tuple[str, ...]:
    """Say why nothing goes out at a moment, or nothing; ``held`` reminders wait for a person's word."""
    found: list[str] = []
    if held:
        found.append(
            f"要发的提醒数量异常，{held}条已暂停，等台账管理员在“提醒发送记录”里核对后决定。"
        )
    if last_beat is None:
        found.append("定时提醒还没有运行过，启动以后才会发出。")
    elif is_silent(at, last_beat):
        since = f"{day_words(office_day(last_beat), today)}{office_time(last_beat):%H:%M}"
        found.append(f"定时提醒从{since}起没有在运行，恢复后补发。")
    return tuple(found)
