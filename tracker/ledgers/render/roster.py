"""The workbook to fill in with units and people."""

from datetime import date

from tracker.accounts.permissions import Role
from tracker.documents.render.excel import write_excel
from tracker.documents.rules.sheet import DataSheet, SheetColumn, Workbook


def roster_template(unit_code: str, today: date) -> bytes:
    """Answer an empty workbook with one sheet for people, one for units, and one that explains the columns."""
    people = DataSheet(
        "人员", _columns("姓名", "登录名", "单位", "职务", "角色", "手机", "邮箱"), ()
    )
    units = DataSheet("单位", _columns("名称", "代码", "上级"), ())
    told = DataSheet(
        "怎么填",
        (SheetColumn("栏目", 14), SheetColumn("怎么填", 80)),
        (
            (
                "登录名",
                "2 到 40 个字母、数字、点、横线和下划线，全县不重复；不上系统的人可以空着，由系统编一个。",
            ),
            ("单位（人员表）", "写单位名称；重名时写单位代码。可以写本次新增的单位。"),
            ("角色", "、".join(one.label for one in Role) + "；几个角色用顿号隔开。"),
            ("代码", "字母、数字、横线和下划线，全县不重复。"),
            ("上级", f"写上级单位的名称或代码；不填就是 {unit_code}。"),
            ("其他", "职务、手机、邮箱可以不填。没有新增单位时，单位表空着。"),
        ),
    )
    return write_excel(Workbook((people, units, told), "人员和单位", "", today))


def _columns(*labels: str) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(one, 18) for one in labels)
