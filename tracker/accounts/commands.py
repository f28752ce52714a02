"""Commands about units and accounts, for setting up without a browser."""

import sys
from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy.orm import Session

from tracker.accounts import actions, queries
from tracker.accounts.actions import Hand, Hats, NewAccount
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Role
from tracker.accounts.rules import keeps_ledger_by_default
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.core.text import clean_line, clean_text
from tracker.web.cli import ChineseGroup, WrongUsageError, say_json
from tracker.web.database import reading, transaction

units = ChineseGroup("units", help="单位：新建、列出。")
accounts = ChineseGroup("accounts", help="账号：新建。")

_UNREADABLE = "标准输入里的密码含有键盘上打不出的字符，请重新输入。"
_LEDGER_HELP = (
    "是否单独建台账。不写时：没有上级的单位单独建账；上级是县（市、区、旗）且没有上级的，也单独建账；"
    "村、社区和办公室随上级。"
)


@units.command("create", help="新建单位。")
@click.argument("code", metavar="代码")
@click.argument("name", metavar="名称")
@click.option("--parent", metavar="代码", help="上级单位的代码；不写就是最上级。")
@click.option("--ledger/--no-ledger", default=None, help=_LEDGER_HELP)
def create_unit(code: str, name: str, parent: str | None, *, ledger: bool | None) -> None:
    """Create a unit, and set up the installation at the first one."""
    at = clock.now()
    with transaction() as session:
        above = unit_with_code(session, parent) if parent is not None else None
        if queries.installation(session) is None:
            actions.set_up(session, at=at)
        keeps = _keeps_ledger(above) if ledger is None else ledger
        unit = actions.create_unit(
            session,
            code,
            clean_line(name),
            parent=above,
            keeps_ledger=keeps,
            hand=Hand(None, at),
        )
    click.echo(f"已新建单位{unit.name}（{unit.code}），{_ledger_words(unit)}。")


@units.command("list", help="列出单位，下级排在上级后面。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def list_units(*, as_json: bool) -> None:
    """Print every unit."""
    with reading() as session:
        found = queries.all_units(session)
    if as_json:
        say_json(_facts(found))
        return
    for unit in found:
        depth = unit.path.count("/") - 2
        click.echo(f"{'  ' * depth}{unit.code}  {unit.name}  {_ledger_words(unit)}")


@accounts.command("create", help="新建账号，并安排单位和角色。")
@click.argument("login", metavar="登录名")
@click.option("--name", required=True, metavar="姓名", help="姓名。")
@click.option("--unit", required=True, metavar="代码", help="所在单位的代码。")
@click.option(
    "--role",
    "roles",
    required=True,
    multiple=True,
    metavar="角色",
    help="角色，可以写几次：" + "、".join(f"{one.value}（{one.label}）" for one in Role) + "。",
)
@click.option("--password-stdin", is_flag=True, help="从标准输入读一行作为密码（必写）。")
@click.option("--no-change", is_flag=True, help="首次登录时不要求修改密码。")
def create_account(
    login: str,
    name: str,
    unit: str,
    roles: Sequence[str],
    *,
    password_stdin: bool,
    no_change: bool,
) -> None:
    """Create a person with an account and hats."""
    if not password_stdin:
        raise WrongUsageError("缺少 --password-stdin：密码只从标准输入读，不写在命令里。")
    wanted = tuple(_role(word) for word in roles)
    new = NewAccount(login, clean_line(name), _password_line(), must_change_password=not no_change)
    at = clock.now()
    with transaction() as session:
        hats = Hats(unit_with_code(session, unit), wanted, post="", from_on=clock.day_of(at))
        person = actions.take_on(session, new, hats, hand=Hand(None, at))
    words = "、".join(role.label for role in dict.fromkeys(wanted))
    click.echo(f"已新建账号 {person.login}（{person.name}），角色：{words}。")


def unit_with_code(session: Session, code: str) -> Unit:
    """Fetch the unit that a command names.

    Raises:
        InvalidError: there is none.
    """
    unit = queries.unit_with_code(session, code)
    if unit is None:
        raise InvalidError(f"没有代码为“{code}”的单位，可用 units list 查看。")
    return unit


def _keeps_ledger(above: Unit | None) -> bool:
    if above is None:
        return keeps_ledger_by_default(None)
    return keeps_ledger_by_default(above.path, above.name)


def _ledger_words(unit: Unit) -> str:
    return "单独建台账" if unit.keeps_ledger else "随上级台账"


def _facts(found: Sequence[Unit]) -> list[dict[str, Any]]:
    codes = {unit.id: unit.code for unit in found}
    return [
        {
            "code": unit.code,
            "name": unit.name,
            "parent": codes.get(unit.parent_id) if unit.parent_id else None,
            "keeps_ledger": unit.keeps_ledger,
        }
        for unit in found
    ]


def _role(word: str) -> Role:
    for role in Role:
        if word in {role.value, role.label}:
            return role
    known = "、".join(one.value for one in Role)
    raise WrongUsageError(f"没有“{word}”这个角色，可用的有：{known}。")


def _password_line() -> str:
    try:
        line = sys.stdin.readline().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise WrongUsageError(_UNREADABLE) from error
    if not line:
        raise WrongUsageError("标准输入里没有密码。")
    if clean_text(line) != line:
        raise WrongUsageError(_UNREADABLE)
    return line
