"""Forms of 佐证材料: handing pieces in, using one for other tasks, wishing a file away."""

import re
from typing import Any

from wtforms import BooleanField, SelectChoice, SelectField
from wtforms.validators import Optional

from tracker.core.text import clean_file_name
from tracker.tasks.forms.fields import (
    count_field,
    day_field,
    files_field,
    line_field,
    one_of,
    optional_number,
    text_field,
    words_of,
)
from tracker.tasks.forms.step import StepForm
from tracker.tasks.models import Evidence, Task, Trace
from tracker.tasks.rules.kinds import EvidenceKind
from tracker.tasks.rules.orders import NewEvidence
from tracker.tasks.rules.uploads import NewFile
from tracker.web.forms import ChineseForm

_MOST_PAGES = 99_999
_DESCRIBED = ("paper_number", "pages", "paper_place", "for_others")
_BETWEEN = re.compile(r"[、,，;；\s]+")
_BY_CONTENT = SelectChoice("", "照片记为照片，其余记为其他")


class FilesFields(StepForm):
    """Files that come with a step."""

    files = files_field("文件")

    @property
    def chosen_files(self) -> list[Any]:
        """Answer the files that were really chosen."""
        return [one for one in self.files.data or [] if one and one.filename]


class EvidenceFields(FilesFields):
    """Pieces of evidence in a form: files, or the place where the paper original lies."""

    paper_place = line_field("纸质原件存放处")
    kind = SelectField(
        "材料种类", choices=[_BY_CONTENT, *words_of(EvidenceKind)], validators=[Optional()]
    )
    title = line_field("材料名称")
    paper_number = line_field("文号")
    made_on = day_field("形成日期")
    pages = count_field("页数", most=_MOST_PAGES)
    measure_id = one_of("对应措施")
    for_others = BooleanField("可以外送（报送、移交时可以给外单位）")

    @property
    def has_piece(self) -> bool:
        """Answer whether any evidence comes with this form."""
        return bool(self.chosen_files or self.paper_place.data)

    def describes(self, kept: Evidence) -> bool:
        """Answer whether a piece was handed in with the same words as stand in this form."""
        order = self.order()
        return all(getattr(order, name) == getattr(kept, name) for name in _DESCRIBED)

    def order(self, file: NewFile | None = None, *, title: str = "") -> NewEvidence:
        """Answer the piece as typed, with one of its kept files."""
        photo = file is not None and file.is_picture
        by_content = EvidenceKind.PHOTO if photo else EvidenceKind.OTHER
        return NewEvidence(
            kind=EvidenceKind(self.kind.data) if self.kind.data else by_content,
            title=title or self.title.data or "",
            paper_number=self.paper_number.data or "",
            made_on=self.made_on.data or (file.taken_on if file else None),
            pages=self.pages.data,
            paper_place=self.paper_place.data or "",
            file_hash=file.sha256 if file else None,
            file_name=file.name if file else "",
            file_size=file.size if file else None,
            for_others=bool(self.for_others.data),
        )

    def orders(self, files: tuple[NewFile, ...]) -> list[NewEvidence]:
        """Answer one piece for each file, or the paper alone; several under one name are numbered."""
        titles = self.titles([one.name for one in files])
        pairs = zip(files, titles, strict=True)
        return [self.order(one, title=title) for one, title in pairs] or [self.order()]

    def titles(self, names: list[str]) -> list[str]:
        """Answer the name of each piece: as typed, else the file's name without its ending."""
        typed = self.title.data or ""
        if not typed:
            return [one.rpartition(".")[0] or one for one in names]
        if len(names) == 1:
            return [typed]
        return [f"{typed}（{number}）" for number in range(1, len(names) + 1)]


class HandInForm(EvidenceFields):
    """上传佐证材料: also as a newer version of a piece, also for other tasks."""

    replaces_id = optional_number()
    also = line_field("同时用于其他任务（任务编号）")

    @property
    def others(self) -> tuple[str, ...]:
        """Answer the numbers of the other tasks, each once."""
        return _numbers_in(self.also.data or "")

    def is_told_by(self, trace: Trace, task: Task) -> bool:  # noqa: ARG002  pieces are known by their titles
        """Answer whether a trace tells of these very pieces."""
        names = [clean_file_name(one.filename) for one in self.chosen_files]
        titles = self.titles(names) or [self.order().title]
        return bool(trace.facts.get("title") == "、".join(titles))


class ShareForm(StepForm):
    """也用于: the numbers of other tasks for which a piece is evidence, too."""

    also = line_field("任务编号", needed="请填写任务编号，例如：2026-003、2026-008。")

    @property
    def others(self) -> tuple[str, ...]:
        """Answer the numbers of the other tasks, each once."""
        return _numbers_in(self.also.data or "")


def _numbers_in(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in _BETWEEN.split(typed) if one))


class RemovalForm(ChineseForm):
    """请求清除: why a file should not be here."""

    reason = text_field("理由", needed="请写明清除的理由。", most=500)


class DestroyForm(RemovalForm):
    """误传清除: why, and whether the other versions go along."""

    versions = BooleanField("连同这件材料的其他版本一起清除", default=True)


class FindPieceForm(ChineseForm):
    """找出要清除的材料: by the number that its page shows."""

    piece = count_field("材料编号", most=2**31 - 1)


class RoomForm(ChineseForm):
    """空间限额 of one ledger."""

    megabytes = count_field("限额（MB）", most=10 * 1024 * 1024)
