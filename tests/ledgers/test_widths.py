"""Columns of printed lists: days and names whole, long texts with room, everything within the paper."""

import pytest

from tracker.documents.rules.layout import measure
from tracker.ledgers.rules.prints.widths import fitted, headed

HEADS = ("序号", "编号", "问题", "整改措施", "责任领导", "整改时限")
SHARES = (5, 10, 20, 20, 8, 8)
CENTRED = (True, True, False, False, True, True)
WIDTH = 70


def widths(*rows: tuple[str, ...]) -> tuple[float, ...]:
    return fitted(SHARES, CENTRED, HEADS, rows, WIDTH)


def test_a_day_and_a_number_are_never_broken() -> None:
    found = widths(("1", "2026-001", "不严", "抓实", "王立本", "2026年12月17日"))
    assert found[5] > measure("2026年12月17日")
    assert found[1] > measure("2026-001")
    assert sum(found) == pytest.approx(WIDTH)


def test_a_long_text_borrows_room_from_the_short_ones_beside_it() -> None:
    usual = widths(("1", "2026-001", "不严", "抓实", "王立本", "长期坚持"))
    found = widths(("1", "2026-001", "不严" * 500, "抓实", "王立本", "长期坚持"))
    assert found[2] > 1.4 * usual[2]
    assert found[3] < usual[3]
    assert sum(found) == pytest.approx(WIDTH)


def test_an_empty_column_keeps_its_place_for_the_pen() -> None:
    found = widths(("1", "2026-001", "不严" * 500, "", "王立本", ""))
    assert found[3] > WIDTH * SHARES[3] / sum(SHARES) / 2
    assert widths() == pytest.approx([share * WIDTH / sum(SHARES) for share in SHARES], rel=0.2)


def test_paper_that_is_too_narrow_keeps_the_usual_parts() -> None:
    rows = [("1", "2026-001", "不严", "抓实", "王立本", "2026年12月17日")]
    found = fitted(SHARES, CENTRED, HEADS, rows, 20)
    assert found == pytest.approx([share * 20 / sum(SHARES) for share in SHARES])


@pytest.mark.parametrize(
    ("label", "width", "shown"),
    [
        ("责任领导", 5, "责任领导"),
        ("责任领导", 3.5, "责任\n领导"),
        ("责任人", 2, "责任人"),
        ("反馈问题（原文）", 4, "反馈问题（原文）"),
    ],
)
def test_a_heading_breaks_in_its_middle_or_not_at_all(label: str, width: float, shown: str) -> None:
    assert headed(label, width) == shown
