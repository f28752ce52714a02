"""Whether the clock can be trusted: sending by a wrong clock cannot be taken back; pure."""

from datetime import datetime, timedelta

_BACK = timedelta(minutes=5)
_FORWARD = timedelta(days=366)
_APART = timedelta(seconds=5)


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
