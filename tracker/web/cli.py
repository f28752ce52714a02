"""Commands that speak Chinese: help, usage errors and refusals, each with its exit code."""

import json
import re
import sys
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

import click
import structlog
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from tracker.core.errors import (
    ConfigurationError,
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    StaleError,
    TrackerError,
)

REFUSED = 1
WRONG_USAGE = 2
_DEFAULT = re.compile(r"\[default: (.*?)\]")


class SpokenError(click.ClickException):
    """A refusal (exit 1), told in one Chinese sentence on standard error."""

    exit_code = REFUSED

    def show(self, file: Any = None) -> None:
        """Print the sentence alone."""
        click.echo(self.message, file=file or sys.stderr)


class WrongUsageError(SpokenError):
    """Wrong usage or an unreadable file (exit 2), told in one Chinese sentence."""

    exit_code = WRONG_USAGE


class ChineseCommand(click.Command):
    """A command whose usage errors are Chinese sentences with exit code 2."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, telling wrong usage in Chinese."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            _tell(error, ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run, telling refusals in Chinese."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            _tell(error, ctx)
        except TrackerError as error:
            raise SpokenError(words_for(error)) from error
        except DBAPIError as error:
            raise SpokenError(_database_words(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            # A person at a terminal gets a sentence; whoever mends it finds the place in the log line.
            place = traceback.extract_tb(error.__traceback__)[-1]
            structlog.get_logger().error(
                "crash",
                kind=type(error).__name__,
                reason=str(error),
                place=f"{place.name}:{place.lineno}",
            )
            raise SpokenError(
                "没有办成：程序出了意外，没有写入任何内容，请把上面一行日志发给维护人员。"
            ) from error

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Answer ``--help`` with a Chinese explanation."""
        return _help(super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line with a Chinese prefix."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Chinese heading."""
        rows = [row for one in self.get_params(ctx) if (row := one.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl([(names, _chinese(told)) for names, told in rows if told])


class ChineseGroup(AppGroup):
    """A group of commands that speak Chinese."""

    def command(self, *args: Any, **kwargs: Any) -> Callable[[Callable[..., Any]], click.Command]:  # type: ignore[override]  # click overloads it three ways
        """Add a command that speaks Chinese, run inside the application's context."""
        kwargs.setdefault("cls", ChineseCommand)
        kwargs.setdefault("options_metavar", "[选项]")
        return super().command(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, telling wrong usage in Chinese."""
        if not args:
            click.echo(ctx.get_help())
            ctx.exit(WRONG_USAGE)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            _tell(error, ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, telling an unknown one in Chinese."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            _tell(error, ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Answer ``--help`` with a Chinese explanation."""
        return _help(super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line with a Chinese prefix."""
        formatter.write_usage(ctx.command_path, "命令 [选项]", "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """Write the commands under a Chinese heading."""
        rows = [
            (name, self.commands[name].get_short_help_str(60)) for name in sorted(self.commands)
        ]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def say_json(value: Any) -> None:
    """Print a result as JSON with readable Chinese on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def words_for(error: TrackerError) -> str:
    """Answer the one sentence that a terminal is told about a refusal."""
    match error:
        case InvalidError() | ConflictError():
            return error.message
        case ForbiddenError():
            who = f"可以办理的人：{'、'.join(error.who_can)}。" if error.who_can else ""
            return error.reason + who
        case NotFoundError():
            return "没有找到，请核对编号或代码。"
        case StaleError():
            return "这一条刚被别人改过，请重新执行。"
        case ConfigurationError():
            return str(error)
    return str(error) or "没有办成，请查看日志。"


def _database_words(error: DBAPIError) -> str:
    told = str(error.orig)
    if "no such table" in told or "no such column" in told or "does not exist" in told:
        return "数据库还没有建表，或不是最新版本，请先执行 flask --app app db upgrade。"
    return f"数据库没有办成：{told.strip().splitlines()[0] if told.strip() else '原因不明'}"


def _chinese(told: str) -> str:
    """Put the remarks that click adds to an option into Chinese."""
    return _DEFAULT.sub(r"（默认 \1）", told.replace("[required]", "（必写）"))


def _help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示本帮助并退出。"
    return option


def _tell(error: click.UsageError, ctx: click.Context) -> NoReturn:
    raise WrongUsageError(f"{_usage_words(error)}用法见 {ctx.command_path} --help。") from error


def _usage_words(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项。"
        case click.MissingParameter():
            return f"缺少{_name(error)}。"
        case click.BadParameter():
            return f"{_name(error)}的值不对。"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 用得不对。"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有“{error.command_name}”这个命令。"
    return "命令的写法不对。"


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Option):
        return f"选项 {parameter.opts[0]} "
    return f"参数“{parameter.make_metavar(error.ctx)}”" if parameter and error.ctx else "参数"
