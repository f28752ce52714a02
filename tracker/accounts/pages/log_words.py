"""The lines of the log of accounts in words."""

from collections.abc import Mapping

from tracker.accounts.permissions import Role

_KINDS = {
    "signed_in": "登录",
    "sign_in_refused": "登录失败",
    "locked": "多次失败，锁定",
    "account_created": "建立账号",
    "person_changed": "修改资料",
    "appointed": "增加任职",
    "appointment_ended": "结束任职",
    "moved": "调动",
    "disabled": "停用账号",
    "enabled": "恢复账号",
    "password_reset": "重置密码",
    "password_changed": "修改密码",
    "password_chosen": "用链接设置密码",
    "link_made": "生成一次性链接",
    "roster_imported": "从表格导入",
    "stand_in_named": "安排代理",
    "stand_in_ended": "结束代理",
    "unit_created": "建立单位",
    "unit_renamed": "单位更名",
    "unit_merged": "单位合并",
    "unit_moved": "调整上级单位",
    "unit_settings_changed": "修改台账设置",
    "unit_idle_changed": "修改登录设置",
}
_WORDS = {
    "leader": "领导审签",
    "clerk": "初审",
    "secretary": "审定",
    "sign_for": "要签收",
    "sustained": "长期坚持计入完成",
    "live": "上级可随时查看",
    "at_once": "立行立改",
    "by_stages": "限期整改",
}
_HATS = frozenset({"appointed", "appointment_ended"})
_HAT_PARTS = 3  # unit code, roles, day


def kind_words(kind: str) -> str:
    """Answer what was done."""
    return _KINDS.get(kind, kind)


def detail_words(kind: str, detail: str, units: Mapping[str, str]) -> str:
    """Answer the detail of a line: codes as names, roles and settings as the words on screen."""
    if kind in _HATS:
        return _hat(detail, units)
    if kind == "unit_settings_changed":
        return " → ".join(_settings(one) for one in detail.split(" → "))
    return detail


def _hat(detail: str, units: Mapping[str, str]) -> str:
    parts = detail.split(" ")
    if len(parts) != _HAT_PARTS:
        return detail
    code, roles, day = parts
    labels = "、".join(Role(one).label if one in set(Role) else one for one in roles.split(","))
    return f"{units.get(code, code)}　{labels}　{day}"


def _settings(told: str) -> str:
    chain, *others = told.split(" ")
    steps = "、".join(_WORDS.get(one, one) for one in chain.split(","))
    return "，".join([steps, *map(_setting, others)])


def _setting(told: str) -> str:
    name, _, days = told.partition("=")
    return _WORDS.get(name, name) + (f"{days}天" if days else "")
