"""`flask demo load`: the demonstration town for an empty database."""

import click
from flask.cli import AppGroup

from tracker.core import clock
from tracker.demo.people import PASSWORD, PEOPLE
from tracker.web.cli import ChineseGroup
from tracker.web.database import file_store, transaction

demo: AppGroup = ChineseGroup("demo", help="演示数据。")


@demo.command("load")
def load() -> None:
    """把演示镇载入空的数据库，并显示演示账号。"""
    from tracker.demo.load import load_town  # noqa: PLC0415  a year of invented work: 9 MiB that no office needs

    with transaction() as session:
        town = load_town(session, file_store(), at=clock.now(), today=clock.today())
        name = town.name
    click.echo(f"已载入演示数据：{name}。演示账号（密码都是 {PASSWORD}）：")
    for login, person, _code, roles, post in PEOPLE:
        words = "、".join(role.label for role in roles)
        click.echo(f"  {login:<14}{person}  {post}（{words}）")
