"""Whether the sender is at work, and whether its clock can be trusted: what was sent cannot be taken back; pure."""

from datetime import datetime, timedelta

# The name under which the sweep of reminders notes its rounds.
PULSE = "reminders"
# Three missed rounds of the sweep, which runs every half minute.
_SILENCE = timedelta(seconds=90)
_BACK = timedelta(minutes=5)
_FORWARD = timedelta(days=366)
_APART = timedelta(seconds=5)


def is_silent(at: datetime, last_beat: datetime | None) -> bool:
    """Answer whether the sender has shown no sign of life for three of its rounds."""
    return last_beat is None or at - last_beat > _SILENCE


def alarm(
    at: datetime, last_beat: datetime | None, *, held: bool, failing: bool = False
) -> str | None:
    """Say what somebody must look at now, or None.

    ``held`` tells that a flood waits for a person's word, ``failing`` that somebody's mail does not arrive. A sender that never ran is a new installation, or a town that writes its reminders by hand.
    """
    if held:
        return "要发的提醒数量异常，已暂停，请核对后决定发不发"
    if last_beat is not None and is_silent(at, last_beat):
        return "定时提醒没有在运行，提醒暂时发不出去"
    if failing:
        return "有人的提醒邮件发不到，请核对邮箱"
    return None


def clock_refusal(own: datetime, *, shared: datetime | None, last_beat: datetime | None) -> str:
    """Answer why the sender must not work by this clock, in Chinese; empty when it may.

    ``shared`` is the clock of a database server (None when it is this machine's own), ``last_beat`` the latest
    moment at which the sender worked.
    """
    if last_beat is not None and own < last_beat - _BACK:
        return "本机时钟比上次运行时还早，可能被调回，已停止提醒。请校准时钟，核对后点“时钟无误，继续”。"
    if shared is not None and abs(own - shared) > _APART:
        seconds = round(abs((own - shared).total_seconds()))
        return f"本机时钟与数据库服务器相差{seconds}秒，为防重复或误发，已停止提醒。请校准时钟。"
    if last_beat is not None and own > last_beat + _FORWARD:
        return "本机时钟比上次运行晚了一年以上，可能有误，已停止提醒。请校准时钟，核对后点“时钟无误，继续”。"
    return ""
