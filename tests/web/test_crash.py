"""A command that runs into the unexpected tells one sentence, never a traceback."""

import pytest
from click.testing import CliRunner

from tracker.web.cli import ChineseGroup


@pytest.fixture
def broken() -> ChineseGroup:
    """A group with a command that fails in a way nobody thought of."""
    group = ChineseGroup("broken", help="坏命令。")

    @group.command("now", with_appcontext=False)
    def now() -> None:
        raise RuntimeError("nobody thought of this")

    return group


def test_an_unexpected_failure_is_one_chinese_sentence_and_exit_1(broken: ChineseGroup) -> None:
    done = CliRunner().invoke(broken, ["now"])
    assert done.exit_code == 1
    assert "程序出了意外" in done.stderr
    assert "Traceback" not in done.output
    assert done.stdout == ""
