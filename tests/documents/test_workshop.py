"""Making paper in processes apart: only so many at once."""

import pytest

from tests.builders.pictures import screenshot
from tracker.documents.reader import workshop


def test_without_a_place_nothing_comes_of_it_and_a_place_left_is_used_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workshop, "_WAIT_SECONDS", 0.01)
    picture = screenshot()
    for _ in range(3):  # each gives its place back
        assert workshop.upright([picture])[0] is not None
    taken = [workshop._BENCH.acquire(timeout=1) for _ in range(2)]
    assert taken == [True, True]
    assert workshop.upright([picture]) == (None,)
    for _ in taken:
        workshop._BENCH.release()
    assert workshop.upright([picture])[0] is not None
