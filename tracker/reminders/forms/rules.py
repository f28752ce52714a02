"""What is typed about a rule, and about one's own wishes."""

from datetime import time

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.reminders.rules.changing import wording_for
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.ladder import COUNTABLE, EVENTS, Anchor, Count, Part, Rule
from tracker.reminders.rules.states import PERSONAL
from tracker.reminders.rules.wishes import Wish
from tracker.tasks.rules.kinds import TaskKind
from tracker.web.forms import ChineseForm, line

_BEFORE, _ON, _AFTER = "before", "on", "after"
_MOST = 366


class CheckboxesField(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Several choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RuleForm(ChineseForm):
    """One rule of a unit; of a built-in event only people, ways, words and whether it is used can change."""

    code = HiddenField(filters=[line])
    unit = HiddenField(filters=[line])
    label = StringField("规则名称", filters=[line], validators=[InputRequired("请写规则名称。")])
    anchor = SelectField(
        "从哪天算起", choices=[SelectChoice(one.value, one.label) for one in COUNTABLE]
    )
    way = SelectField(
        "前后",
        choices=[
            SelectChoice(_BEFORE, "提前"),
            SelectChoice(_ON, "当天"),
            SelectChoice(_AFTER, "过后"),
        ],
    )
    number = IntegerField(
        "数目",
        default=0,
        validators=[Optional(), NumberRange(0, _MOST, f"请填写 0 到 {_MOST} 之间的整数。")],
    )
    count = SelectField("单位", choices=[SelectChoice(one.value, one.label) for one in Count])
    parts = CheckboxesField("提醒谁", choices=[])
    kinds = CheckboxesField(
        "适用的整改类型", choices=[SelectChoice(one.value, one.label) for one in TaskKind]
    )
    channels = CheckboxesField(
        "除站内消息外还发", choices=[SelectChoice(one.value, one.label) for one in PERSONAL]
    )
    template = TextAreaField("提醒文字", filters=[line])
    obligatory = BooleanField("必须收：本人不能关闭")
    enabled = BooleanField("启用这条规则")
    task = SelectField("用哪项任务试", validate_choice=False, choices=[])

    def offer(self, code: str) -> None:
        """Say who can be told: whoever was named to decide, only by the rules about deciding."""
        built_in = RULES.get(code)
        deciding = built_in is not None and Part.ACCEPTOR in built_in.to
        told = [one for one in Part if deciding or one is not Part.ACCEPTOR]
        self.parts.choices = [SelectChoice(one.value, one.label) for one in told]

    def show(self, rule: Rule) -> None:
        """Fill the form with a rule."""
        self.code.data = rule.code
        self.label.data = rule.label
        self.anchor.data = rule.anchor.value
        self.way.data = _ON if rule.offset == 0 else _BEFORE if rule.offset < 0 else _AFTER
        self.number.data = abs(rule.offset)
        self.count.data = rule.count.value
        self.parts.data = [one.value for one in rule.to]
        self.kinds.data = [one.value for one in rule.kinds]
        self.channels.data = [one.value for one in rule.channels]
        self.template.data = rule.template
        self.obligatory.data = rule.obligatory
        self.enabled.data = rule.enabled

    def typed(self, code: str) -> Rule:
        """Answer the rule as typed; what cannot be changed comes from the built-in one."""
        built_in = RULES.get(code)
        event = built_in is not None and built_in.anchor in EVENTS
        anchor = built_in.anchor if built_in is not None else Anchor(self.anchor.data)
        offset = 0 if event else self._offset()
        kept = built_in or Rule(code, "", anchor, 0, Count.DAYS, (), wording_for(anchor, offset))
        return Rule(
            code=code,
            label=self.label.data,
            anchor=anchor,
            offset=offset,
            count=kept.count if event else Count(self.count.data),
            to=tuple(one for one in Part if one.value in self.parts.data),
            wording=kept.wording,
            states=kept.states,
            kinds=tuple(one for one in TaskKind if one.value in self.kinds.data),
            at_least_days=kept.at_least_days,
            at_once=kept.at_once,
            obligatory=self.obligatory.data or (built_in is not None and built_in.obligatory),
            enabled=self.enabled.data,
            channels=tuple(one for one in PERSONAL if one.value in self.channels.data),
            template=self.template.data or "",
            own=built_in is None,
        )

    def _offset(self) -> int:
        number: int = self.number.data or 0
        return {_BEFORE: -number, _ON: 0, _AFTER: number}[self.way.data]


class WishForm(ChineseForm):
    """How one wants to be told."""

    not_before = TimeField(
        "当日提醒最早几点发", validators=[InputRequired("请填写时间，如 09:00。")]
    )
    mail = BooleanField("也发到我的邮箱")
    webhook = BooleanField("也发到本单位接入的数据接口（如短信平台）")
    wanted = CheckboxesField("可以自选的提醒", choices=[])

    def show(self, wish: Wish, optional: list[tuple[str, str]]) -> None:
        """Fill the form with wishes."""
        self.offer(optional)
        self.not_before.data = wish.not_before
        self.mail.data = wish.mail
        self.webhook.data = wish.webhook
        self.wanted.data = [code for code, _ in optional if code not in wish.muted]

    def offer(self, optional: list[tuple[str, str]]) -> None:
        """Say which reminders one may switch off."""
        self.wanted.choices = [SelectChoice(code, word) for code, word in optional]

    def typed(self, optional: list[tuple[str, str]]) -> Wish:
        """Answer the wishes as typed."""
        start: time = self.not_before.data
        muted = frozenset(code for code, _ in optional if code not in (self.wanted.data or []))
        return Wish(start, self.mail.data, self.webhook.data, muted)
