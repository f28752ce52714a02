"""Chinese and Arabic numerals as whole numbers, small enough for ordinals, counts and years."""

_DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "肆": 4, "伍": 5,
    "陆": 6, "陸": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
_WORDS = {"廿": 20, "卅": 30}
_LONGEST = 9

HAN_NUMERALS = "".join(_DIGITS) + "".join(_UNITS) + "".join(_WORDS)
"""Every character that may be part of a Chinese numeral below one thousand."""


def whole_number(text: str) -> int | None:
    """Read ``text`` as one whole number, or answer None when it is none.

    Understands Arabic digits of any width (``12``, ``１２``), positional Chinese (``十二``, ``二十一``,
    ``一百零五``) and Chinese digits in a row as years are written (``二〇二二``).
    """
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST:
        return None
    if stripped.isdecimal():
        return int(stripped)
    if all(sign in _DIGITS for sign in stripped):
        return int("".join(str(_DIGITS[sign]) for sign in stripped))
    return _positional(stripped)


def _positional(text: str) -> int | None:
    total, pending = 0, None
    for sign in text:
        if sign in _WORDS:
            total, pending = total + _WORDS[sign], None
        elif sign in _UNITS:
            total, pending = total + (1 if pending is None else pending) * _UNITS[sign], None
        elif sign in _DIGITS and not pending:
            pending = _DIGITS[sign]
        else:
            return None
    return total + (pending or 0)
