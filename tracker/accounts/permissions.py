"""The whole policy on one page: roles, rights, and who may do what where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# 等保 level 2 asks for an end to idle sign-ins; half an hour unless a unit decides.
IDLE_MINUTES = 30


class Role(StrEnum):
    """A hat that a person wears in a unit; one account may wear several."""

    CLERK = "clerk"
    HANDLER = "handler"
    LEADER = "leader"
    SECRETARY = "secretary"
    VIEWER = "viewer"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.CLERK: "台账管理员",
    Role.HANDLER: "责任人",
    Role.LEADER: "责任领导",
    Role.SECRETARY: "书记",
    Role.VIEWER: "监督查看",
    Role.ADMIN: "系统管理员",
}


class Permission(StrEnum):
    """A right that a route or an access function asks for."""

    SIGNED_IN = "signed_in"  # any account: own settings, own inbox, own work
    LEDGER_READ = "ledger_read"  # ledger, tasks, figures, drafts of a unit
    REPORT_IMPORT = "report_import"  # take in a paper, correct findings, confirm
    HAND_OVER = "hand_over"  # give everything that is open of one person to another
    STAND_INS = "stand_ins"  # say who takes the steps of somebody absent
    TASK_STEP = "task_step"  # take part in tasks; the step itself asks the life of a task
    YEAREND_DRAFT = "yearend_draft"  # draft and export the sections of the next report
    PEOPLE_MANAGE = "people_manage"  # accounts, units
    CALENDAR_MANAGE = "calendar_manage"  # working days
    UNIT_SETTINGS = "unit_settings"  # approval chain, counting rule, reminder rules
    EVIDENCE_MANAGE = "evidence_manage"  # room for files; destroy what was handed in by mistake
    LOG_READ = "log_read"  # the log of accounts
    REMINDER_RULES = "reminder_rules"  # which reminders go to whom, robots of chat groups
    HEALTH_READ = "health_read"  # delivery log, state of the scheduler


BUSINESS = frozenset({Role.CLERK, Role.HANDLER, Role.LEADER, Role.SECRETARY})
POLICY: dict[Permission, frozenset[Role]] = {
    Permission.SIGNED_IN: frozenset(Role),
    # An administrator has no business rights by that role alone.
    Permission.LEDGER_READ: BUSINESS | {Role.VIEWER},
    Permission.REPORT_IMPORT: frozenset({Role.CLERK}),
    Permission.HAND_OVER: frozenset({Role.CLERK}),
    Permission.STAND_INS: frozenset({Role.CLERK, Role.ADMIN}),
    Permission.TASK_STEP: BUSINESS,
    Permission.YEAREND_DRAFT: frozenset({Role.CLERK}),
    Permission.PEOPLE_MANAGE: frozenset({Role.ADMIN}),
    Permission.CALENDAR_MANAGE: frozenset({Role.ADMIN}),
    Permission.UNIT_SETTINGS: frozenset({Role.ADMIN}),
    Permission.EVIDENCE_MANAGE: frozenset({Role.ADMIN}),
    Permission.LOG_READ: frozenset({Role.ADMIN, Role.VIEWER}),
    Permission.REMINDER_RULES: frozenset({Role.ADMIN, Role.CLERK}),
    Permission.HEALTH_READ: frozenset({Role.ADMIN, Role.CLERK}),
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in person as a plain value, read afresh for each request.

    ``reach`` maps each role to the ids of the units where it holds: the units of the appointments and all
    below them. ``sees`` holds the ids of the units whose live ledger the person may read, ``oversees`` those of
    which at least what was reported upward may be read. ``stands_for`` names the absent people whose steps the
    person takes (代理), each with the id of the ledger's unit. ``on`` is the day on which all this holds,
    ``idle_minutes`` how long the browser may rest before the person must sign in again. ``ledgers`` are those of
    ``sees`` that keep a ledger; they only tell how to read fast.
    """

    person_id: int
    name: str
    login: str
    unit_id: int
    unit_name: str
    reach: tuple[tuple[Role, frozenset[int]], ...]
    sees: frozenset[int]
    on: date
    must_change_password: bool = False
    stands_for: tuple[tuple[int, int], ...] = ()
    oversees: frozenset[int] = frozenset()
    idle_minutes: int = IDLE_MINUTES
    ledgers: frozenset[int] = frozenset()

    @property
    def roles(self) -> tuple[Role, ...]:
        """Answer the hats in the order of the table of roles."""
        return tuple(role for role, _ in self.reach)


def may(viewer: Viewer, permission: Permission, unit_id: int | None = None) -> bool:
    """Answer whether a viewer holds a right in a unit, or anywhere when no unit is given."""
    if permission is Permission.SIGNED_IN:
        return True
    allowed = POLICY[permission]
    return any(
        role in allowed and (unit_id is None or unit_id in units) for role, units in viewer.reach
    )


def units_with(viewer: Viewer, permission: Permission) -> frozenset[int]:
    """Answer the ids of the units in which a viewer holds a right."""
    allowed = POLICY[permission]
    return union(units for role, units in viewer.reach if role in allowed)


def union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    """Answer all ids of several sets."""
    return frozenset().union(*sets)


@dataclass(frozen=True, slots=True)
class ManagedPerson:
    """Whose account is to be changed, and the units in which hats are or will be worn."""

    person_id: int
    unit_ids: frozenset[int]


def refusal_to_manage(viewer: Viewer, person: ManagedPerson) -> str | None:
    """Answer why a viewer may not change somebody's account, or None when it is allowed.

    Nobody raises oneself, and nobody takes over the account of a person who also serves beyond the own reach.
    """
    if person.person_id == viewer.person_id:
        return "不能管理自己的账号，请由另一位系统管理员办理。"
    if not person.unit_ids <= units_with(viewer, Permission.PEOPLE_MANAGE):
        return "这个人还在您管理范围以外的单位任职，请由上级单位的系统管理员办理。"
    return None


def refusal_to_name_oneself(absent_in_unit: frozenset[Role], others: Sequence[str]) -> str | None:
    """Answer why nobody arranges to take the decisions of a leader or the secretary themselves, or None when they may.

    ``others`` are the names of those who can arrange it.
    """
    if not absent_in_unit & {Role.LEADER, Role.SECRETARY}:
        return None
    who = f"请由{'、'.join(others)}安排，" if others else "请另选一位，"
    return f"不能安排自己代理书记或责任领导。{who}或者由本人在纸质审批表上签字后代录。"


def refusal_to_stand_in(
    *,
    same: bool,
    absent_in_unit: frozenset[Role],
    deputy_in_unit: frozenset[Role],
    deputy_anywhere: frozenset[Role],
) -> str | None:
    """Answer why somebody may not stand in for an absent colleague, or None when they may.

    Roles are those worn in the ledger's own unit, and anywhere in its tree. Whoever takes the steps of a clerk, a
    leader or the secretary must serve in the unit itself: they see its whole ledger.
    """
    if same:
        return "代理的人不能是本人，请另选一位。"
    if not deputy_anywhere & BUSINESS:
        return "这个人在本单位没有台账管理员、责任人、责任领导或书记的任职，不能代理。"
    if absent_in_unit & (BUSINESS - {Role.HANDLER}) and not deputy_in_unit & BUSINESS:
        return "代理书记、责任领导、台账管理员的，要在本单位（不是村、站所）任职。"
    return None
