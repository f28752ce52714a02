"""Forms about a whole draft: outline and length, groups of problems, own wording, promises, the name of a version."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectChoice, SelectField

from tracker.tasks.forms.fields import hidden_number, line_field, text_field, words_of
from tracker.web.forms import ChineseForm
from tracker.yearend.actions.deciding import LONGEST_TOLD
from tracker.yearend.rules.house import NAMED
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.outline import LONGEST

GROUPS = 9
_PASTED = 20_000


class LayoutForm(ChineseForm):
    """This year's 提纲 and how long last year's problems are told; for each open problem the group that it is told in."""

    outline = text_field("本年度提纲", most=LONGEST)
    length = RadioField("上年度问题整改情况的写法", choices=words_of(Length))
    by_program = BooleanField("由系统决定哪些问题合写（问题较多时，同一类别的写成一条）")
    version = hidden_number()

    @property
    def groups(self) -> list[list[int]] | None:
        """Answer which problems go together by the numbers that were chosen; None leaves it to the program."""
        if self.by_program.data:
            return None
        found: dict[str, list[int]] = {}
        for name, field in self._fields.items():
            if name.startswith("group-") and field.data:
                found.setdefault(field.data, []).append(int(name.removeprefix("group-")))
        return list(found.values())


def layout_form(problem_ids: list[int], **told: Any) -> LayoutForm:
    """Make the form for some open problems."""
    choices = [
        SelectChoice("", "单独写"),
        *(SelectChoice(str(n), f"合写{n}") for n in range(1, GROUPS + 1)),
    ]
    fields = {
        f"group-{one}": SelectField("和谁写在一起", choices=choices, validate_choice=False)
        for one in problem_ids
    }
    return type("MadeLayoutForm", (LayoutForm,), fields)(**told)  # type: ignore[no-any-return]  # made at run time


class HouseForm(ChineseForm):
    """A unit's own wording: names of sections, words, an ending."""

    work = line_field(NAMED[0].label, most=30)
    last_year = line_field(NAMED[1].label, most=30)
    pledges = line_field(NAMED[2].label, most=30)
    problems = line_field(NAMED[3].label, most=30)
    plan = line_field(NAMED[4].label, most=30)
    instead = text_field("改用的词")
    lasting = line_field("长期坚持事项的结尾", most=60)
    version = hidden_number()

    @property
    def sections(self) -> dict[str, str]:
        """Answer the names that were typed, by section."""
        return {one.value: self[one.value].data or "" for one in NAMED}


class PledgesForm(ChineseForm):
    """Promises, one a line."""

    texts = text_field("承诺事项", needed="请填写至少一项，每行一项。", most=_PASTED)


class ToldForm(ChineseForm):
    """What was done about one promise."""

    told = text_field("落实情况", most=LONGEST_TOLD)
    kept = BooleanField("已兑现")
    version = hidden_number()


class VersionForm(ChineseForm):
    """The note on a version that is kept."""

    note = line_field("说明", most=60)
