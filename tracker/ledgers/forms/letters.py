"""Forms of letters: what a draft says, with what number it is issued, what the 回执 said, why it is void."""

from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired

from tracker.ledgers.rules.letters import Issue, LetterKind, NewLetter
from tracker.tasks.forms.fields import day_field, hidden_number, line_field, text_field, words_of
from tracker.web.forms import ChineseForm

_TITLE, _ADDRESSEE, _WORD, _SHORT = 120, 100, 12, 40


class DraftForm(ChineseForm):
    """What a letter says."""

    version = hidden_number()
    kind = SelectField("种类", choices=words_of(LetterKind))
    addressee = line_field("主送", needed="请填写主送单位或人员。", most=_ADDRESSEE)
    title = line_field("标题", needed="请填写标题。", most=_TITLE)
    text = text_field("正文", needed="请填写正文。")
    reply_by = day_field("回执期限")

    def order(self) -> NewLetter:
        """Answer what was typed."""
        return NewLetter(
            kind=LetterKind(self.kind.data),
            addressee=self.addressee.data,
            title=self.title.data,
            text=self.text.data,
            reply_by=self.reply_by.data,
        )


class IssueForm(ChineseForm):
    """签发: the number is given only now."""

    version = hidden_number()
    word = line_field("机关代字", needed="请填写机关代字，例如“青督”。", most=_WORD)
    year = IntegerField("年份", validators=[InputRequired("请填写年份，例如 2026。")])
    number = IntegerField("序号", validators=[InputRequired("请填写序号。")])
    signer = line_field("签发人", needed="请填写签发人。", most=_SHORT)
    issued_on = day_field("签发日期", needed="请填写签发日期。")

    def order(self) -> Issue:
        """Answer what was typed."""
        return Issue(
            self.word.data, self.year.data, self.number.data, self.signer.data, self.issued_on.data
        )


class AnswerForm(ChineseForm):
    """登记回执."""

    version = hidden_number()
    received_by = line_field("签收人", needed="请填写签收人。", most=_SHORT)
    received_on = day_field("签收日期", needed="请填写签收日期。")
    answer = text_field("办理情况和答复")


class VoidForm(ChineseForm):
    """作废."""

    version = hidden_number()
    reason = line_field("作废原因", needed="请填写作废原因。")


class DropForm(ChineseForm):
    """不发."""

    version = hidden_number()
