"""Who may do what: one table that a manager can read, held against the policy and against every page."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.house.routes import routes
from tracker.accounts.permissions import POLICY, Permission, Role

Enter = Callable[[str], FlaskClient]
# ● may, · may not, each within the own units. An administrator has no business rights by that role alone.
TABLE = """
                  台账管理员  责任人  责任领导  书记  监督查看  系统管理员
signed_in             ●        ●       ●       ●      ●        ●
ledger_read           ●        ●       ●       ●      ●        ·
report_import         ●        ·       ·       ·      ·        ·
hand_over             ●        ·       ·       ·      ·        ·
stand_ins             ●        ·       ·       ·      ·        ●
task_step             ●        ●       ●       ●      ·        ·
yearend_draft         ●        ·       ·       ·      ·        ·
people_manage         ·        ·       ·       ·      ·        ●
calendar_manage       ·        ·       ·       ·      ·        ●
unit_settings         ·        ·       ·       ·      ·        ●
log_read              ·        ·       ·       ·      ●        ●
reminder_rules        ●        ·       ·       ·      ·        ●
evidence_manage       ·        ·       ·       ·      ·        ●
health_read           ●        ·       ·       ·      ·        ●
"""
WEARS_ONLY = {
    Role.CLERK: "zhangxiaoyan",
    Role.HANDLER: "liqingshan",
    Role.LEADER: "wangliben",
    Role.SECRETARY: "chenshoutian",
    Role.VIEWER: "wujing",
    Role.ADMIN: "hezhiyuan",
}


def table() -> dict[Permission, frozenset[Role]]:
    """Read the table above."""
    head, *lines = TABLE.strip().splitlines()
    by_label = {role.label: role for role in Role}
    columns = [by_label[word] for word in head.split()]
    read: dict[Permission, frozenset[Role]] = {}
    for row in lines:
        right, *marks = row.split()
        held = [role for role, mark in zip(columns, marks, strict=True) if mark == "●"]
        read[Permission(right)] = frozenset(held)
    return read


def test_the_policy_is_the_table() -> None:
    assert table() == POLICY


def test_every_right_is_asked_for_by_some_page(app: Flask) -> None:
    assert {route.right for route in routes(app)} >= set(Permission)


@pytest.mark.parametrize("role", list(Role))
def test_every_page_opens_for_whom_the_table_names_and_for_nobody_else(
    town: Flask, enter: Enter, role: Role
) -> None:
    town.config["WTF_CSRF_ENABLED"] = False
    browser = enter(WEARS_ONLY[role])
    for route in routes(town):
        if not isinstance(route.right, Permission) or route.endpoint == "accounts.sign_out":
            continue
        answer = browser.open(route.path, method=route.method)
        refused = answer.status_code == 403 and "没有这项权限" in answer.text
        assert refused is (role not in table()[route.right]), route
