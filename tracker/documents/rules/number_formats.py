"""The number formats of automatic numbering (ECMA-376-1, 17.18.59 ST_NumberFormat) as printed."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = {
    "chineseLegalSimplified": "零壹贰叁肆伍陆柒捌玖",
    "ideographLegalTraditional": "零壹貳參肆伍陸柒捌玖",
}
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_TENS, _HUNDREDS, _TEN_THOUSANDS = 10, 100, 10_000
_MOST_ROMAN = 4_000
_ALPHABET = 26
_MOST_LETTERS = 10


def printed(number: int, number_format: str) -> str:
    """Write a number in a format of a word processor; formats of other scripts fall back to figures.

    Args:
        number: the number of an item, zero or more.
        number_format: the value of ``w:numFmt``, such as ``chineseCountingThousand``.
    """
    if number < 0 or number >= _TEN_THOUSANDS:
        return str(number)
    write = _FORMATS.get(number_format)
    return str(number) if write is None else write(number)


def _counted(number: int, digits: str = _DIGITS, units: tuple[str, ...] = _UNITS) -> str:
    """Write 105 as 一百零五; ten to nineteen begin with 十, unless the digits are legal ones."""
    if number == 0:
        return digits[0] if digits is not _DIGITS else "零"
    signs: list[str] = []
    gap = False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            signs.append(f"{'零' if gap else ''}{digits[digit]}{units[place]}")
        gap = bool(signs) and digit == 0
    whole = "".join(signs)
    teen = units is _UNITS and _TENS <= number < 2 * _TENS
    return whole[1:] if teen else whole


def _counted_below_hundred(number: int) -> str:
    return _counted(number) if number < _HUNDREDS else _row_of_digits(number)


def _row_of_digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _legal(kind: str) -> Callable[[int], str]:
    return lambda number: _counted(number, _LEGAL_DIGITS[kind], _LEGAL_UNITS)


def _from_row(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number else "0"


def _from_block(first: int, count: int) -> Callable[[int], str]:
    """Formats that own one sign for each number, and print plain figures beyond the last sign."""
    return lambda number: chr(first + number - 1) if 1 <= number <= count else str(number)


def _roman(number: int) -> str:
    if not 0 < number < _MOST_ROMAN:
        return str(number)
    signs = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        signs.append(letters * times)
    return "".join(signs)


def _letters(number: int) -> str:
    """Write 27 as aa and 53 as aaa, as word processors do."""
    if number == 0:
        return "0"
    times, index = divmod(number - 1, _ALPHABET)
    return chr(ord("a") + index) * min(times + 1, _MOST_LETTERS)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "chineseCounting": _counted_below_hundred,
    "taiwaneseCounting": _counted_below_hundred,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "ideographDigital": _row_of_digits,
    "taiwaneseDigital": _row_of_digits,
    "japaneseDigitalTenThousand": _row_of_digits,
    "chineseLegalSimplified": _legal("chineseLegalSimplified"),
    "ideographLegalTraditional": _legal("ideographLegalTraditional"),
    "japaneseLegal": _legal("ideographLegalTraditional"),
    "ideographTraditional": _from_row(_STEMS),
    "ideographZodiac": _from_row(_BRANCHES),
    "decimalEnclosedCircle": _from_block(0x2460, 20),
    "decimalEnclosedCircleChinese": _from_block(0x2460, 20),
    "decimalEnclosedParen": _from_block(0x2474, 20),
    "decimalEnclosedFullstop": _from_block(0x2488, 20),
    "ideographEnclosedCircle": _from_block(0x3280, 10),
}
