"""Number formats as a word processor prints them."""

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.rules.number_formats import printed


@given(st.integers(min_value=1, max_value=9_999))
def test_counting_in_thousands_agrees_with_an_independent_writer(number: int) -> None:
    assert printed(number, "chineseCountingThousand") == cn2an.an2cn(str(number)).replace(
        "一十", "十", 1 if number < 20 else 0
    )


@pytest.mark.parametrize(
    ("number", "number_format", "expected"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (10, "ideographDigital", "一〇"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalEnclosedParen", "⑶"),
        (3, "decimalEnclosedFullstop", "⒊"),
        (3, "ideographTraditional", "丙"),
        (12, "ideographZodiac", "亥"),
        (7, "decimalZero", "07"),
        (3, "numberInDash", "- 3 -"),
        (1994, "lowerRoman", "mcmxciv"),
        (28, "upperLetter", "BB"),
        (0, "decimal", "0"),
        (0, "chineseCounting", "零"),
        (3, "none", ""),
        (3, "koreanCounting", "3"),
        (123_456, "chineseCounting", "123456"),
    ],
)
def test_a_number_is_printed_in_its_format(number: int, number_format: str, expected: str) -> None:
    assert printed(number, number_format) == expected


@given(
    st.integers(min_value=-5, max_value=20_000),
    st.sampled_from(["lowerRoman", "lowerLetter", "ideographZodiac", "decimalEnclosedParen"]),
)
def test_every_number_is_printed_somehow(number: int, number_format: str) -> None:
    assert printed(number, number_format)
