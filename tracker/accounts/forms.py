"""Forms of signing in, the first run, people and units."""

from typing import Any

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    EqualTo,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from tracker.accounts.permissions import Role
from tracker.accounts.rules import weakness
from tracker.web.forms import ChineseForm, DayField, line

ROLES = [SelectChoice(role.value, role.label) for role in Role]
STEP_WORDS = {"leader": "领导审签", "clerk": "初审", "secretary": "审定"}
FIRST_PASSWORD, LINK = "password", "link"
SAME_PERSON, OTHER_PERSON = "same", "other"


def _needed(words: str) -> InputRequired:
    return InputRequired(message=words)


def _at_most(characters: int) -> Length:
    return Length(max=characters, message=f"最多 {characters} 个字。")


def _text(label: str, *validators: Any, **kwargs: Any) -> StringField:
    return StringField(label, validators=list(validators), filters=[line], **kwargs)


def _strong(form: ChineseForm, field: Field) -> None:
    """Tell a weak password together with whatever else is wrong; the action looks again, with the sign-in name."""
    login = form.data.get("login") or ""
    wrong = weakness(field.data, login)
    if wrong:
        raise ValidationError(wrong)


def _days(label: str) -> IntegerField:
    limits = NumberRange(1, 730, message="请填写 1 到 730 之间的天数，不填就按通常的天数。")
    return IntegerField(label, validators=[Optional(), limits])


def _boxes(label: str, choices: list[SelectChoice]) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=choices,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class SignInForm(ChineseForm):
    login = _text("登录名", _needed("请填写登录名。"))
    password = PasswordField("密码", validators=[_needed("请填写密码。")])
    next = HiddenField()


class PasswordForm(ChineseForm):
    old_password = PasswordField("原密码", validators=[_needed("请填写原密码。")])
    new_password = PasswordField("新密码", validators=[_needed("请填写新密码。"), _strong])
    again = PasswordField(
        "再输一遍新密码",
        validators=[EqualTo("new_password", message="两次输入的新密码不一样。")],
    )


class ChoosePasswordForm(ChineseForm):
    """Choosing a password by a one-time link."""

    new_password = PasswordField("新密码", validators=[_needed("请填写新密码。"), _strong])
    again = PasswordField(
        "再输一遍新密码",
        validators=[EqualTo("new_password", message="两次输入的新密码不一样。")],
    )


class FirstRunForm(ChineseForm):
    """The unit, the administrator, and who is its first clerk."""

    unit_name = _text("单位名称", _needed("请填写单位名称。"), _at_most(60))
    code = _text("单位代码", _needed("请填写单位代码。"), default="town")
    name = _text("您的姓名", _needed("请填写姓名。"), _at_most(40))
    post = _text("职务", _at_most(40))
    login = _text("登录名", _needed("请填写登录名。"))
    password = PasswordField("密码", validators=[_needed("请填写密码。"), _strong])
    again = PasswordField(
        "再输一遍密码", validators=[EqualTo("password", message="两次输入的密码不一样。")]
    )
    clerk = RadioField(
        "台账由谁来管",
        choices=[SelectChoice(SAME_PERSON, "我自己"), SelectChoice(OTHER_PERSON, "另一个人")],
        default=SAME_PERSON,
    )
    clerk_name = _text("台账管理员的姓名", _at_most(40))
    clerk_login = _text("台账管理员的登录名")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the clerk only where it is another person, and lose nobody who was typed all the same."""
        fine = bool(super().validate(extra_validators))
        if self.clerk.data != OTHER_PERSON:
            return fine and not self._names_a_clerk()
        for field, words in (
            (self.clerk_name, "请填写台账管理员的姓名。"),
            (self.clerk_login, "请填写台账管理员的登录名。"),
        ):
            if not field.data:
                field.errors = (*field.errors, words)
                fine = False
        return fine

    def _names_a_clerk(self) -> bool:
        typed = [one for one in (self.clerk_name, self.clerk_login) if one.data]
        for field in typed:
            field.errors = (
                *field.errors,
                "上面选的是“我自己”。由别人管台账的，请改选“另一个人”，否则把这一格清空。",
            )
        return bool(typed)


class VersionForm(ChineseForm):
    """What every change of something shown carries: the version that was shown."""

    version = IntegerField(widget=HiddenInput(), validators=[_needed("页面不完整，请刷新后再试。")])

    def show_again(self, version: int) -> None:
        """Keep what was typed, but stand on the newest version, so that a second save is meant."""
        self.version.raw_data = None
        self.version.data = version

    def complaints(self) -> tuple[str, ...]:
        """Answer everything that is wrong, for a form that is shown without its fields."""
        return tuple(words for field in self.errors.values() for words in field)


class PersonForm(VersionForm):
    name = _text("姓名", _needed("请填写姓名。"), _at_most(40))
    email = _text("邮箱", _at_most(200))
    phone = _text("电话", _at_most(40))


class HatFields(ChineseForm):
    """A unit, roles in it, a post, a first day; the view hands in the units."""

    unit_id = SelectField("单位", coerce=int)
    roles = _boxes("角色", ROLES)
    post = _text("职务", _at_most(40))
    from_on = DayField("从哪一天起", validators=[_needed("请填写日期。")])


class MoveForm(VersionForm):
    """调动: the roles of the old unit go along unless others are ticked."""

    leaving_id = SelectField("调出单位", coerce=int)
    unit_id = SelectField("调入单位", coerce=int)
    roles = _boxes("在新单位的角色", ROLES)
    post = _text("新职务", _at_most(40))
    from_on = DayField("从哪一天起", validators=[_needed("请填写日期。")])


class AppointForm(HatFields, VersionForm):
    pass


class NewPersonForm(HatFields):
    name = _text("姓名", _needed("请填写姓名。"), _at_most(40))
    login = _text("登录名", _needed("请填写登录名。"))
    email = _text("邮箱", _at_most(200))
    phone = _text("电话", _at_most(40))
    give = RadioField(
        "怎样让本人登录",
        choices=[SelectChoice(FIRST_PASSWORD, "初始密码"), SelectChoice(LINK, "一次性链接")],
        default=FIRST_PASSWORD,
    )


class EndForm(VersionForm):
    until_on = DayField("任职到哪一天为止", validators=[_needed("请填写日期。")])


class NewUnitForm(ChineseForm):
    name = _text("单位名称", _needed("请填写单位名称。"), _at_most(60))
    code = _text("单位代码", _needed("请填写单位代码。"))
    keeps_ledger = BooleanField("单独建立台账")


class IdleForm(VersionForm):
    """How long a browser may rest before its person must sign in again."""

    idle_minutes = IntegerField("没有操作多少分钟后要重新登录", validators=[Optional()])


class LedgerForm(VersionForm):
    """How a unit's ledger works."""

    chain = _boxes("审批环节", [SelectChoice(*one) for one in STEP_WORDS.items()])
    sign_for_needed = BooleanField("交办后要由责任人签收")
    sustained_counts = BooleanField("长期坚持的任务计入已完成")
    live_to_superiors = BooleanField("上级单位可以随时查看台账")
    at_once_days = _days("立行立改（天）")
    by_stages_days = _days("限期整改（天）")


class StandInForm(ChineseForm):
    """Who takes whose steps, from a day until a day, on what basis; the view hands in the people."""

    person_id = SelectField("谁不在", coerce=int, validators=[_needed("请选择不在的人。")])
    stand_in_id = SelectField("由谁代理", coerce=int, validators=[_needed("请选择代理的人。")])
    from_on = DayField("从哪天起", validators=[_needed("请填写从哪天起。")])
    until_on = DayField("到哪天止", validators=[_needed("请填写到哪天止。")])
    basis = _text(
        "依据", _needed("请写明依据，例如：书记外出培训，党委会3月18日明确。"), _at_most(200)
    )
