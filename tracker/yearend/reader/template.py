"""An office's own Word template, filled by docxtpl in a sandbox; called only inside the process apart."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import docx
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tracker.documents.render.gaps import mark_gaps
from tracker.documents.render.hidden import HiddenMarks

_BROKEN = "模板里有一处占位符写得不完整（花括号要成对，例如 {{标题}}）：%s"
_FORBIDDEN = "模板里有不允许的写法，已拒绝。占位符只能用页面上列出的名称。"
_MISSING = "模板里用到了没有的内容：%s"
_OTHER = "模板里的占位符不能这样写，请对照页面上的说明修改。"
# What a template reckons for itself may go wrong as any reckoning does; a range too long is an OverflowError.
_OF_ITS_SUMS = (ArithmeticError, LookupError, TypeError, ValueError)
_ATTRIBUTE = re.compile(r"'([^']{1,40})'(?: is undefined)?$")


def look(content: bytes, told: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the names that a template asks for, and what stands against filling it."""
    sample = told["values"]
    template = DocxTemplate(BytesIO(content))
    try:
        names = sorted(template.get_undeclared_template_variables(_environment()))
    except TemplateError as error:
        return {"names": [], "trouble": _sentence(error)}
    known = [one for one in names if one in sample]
    if len(known) < len(names):
        return {"names": names, "trouble": ""}
    tried = _filled(content, sample, ())
    return {"names": names, "trouble": tried if isinstance(tried, str) else ""}


def fill(content: bytes, told: Mapping[str, Any]) -> bytes | dict[str, Any]:
    """Answer the filled template, or what stands against it."""
    filled = _filled(content, told["values"], told["labels"])
    return {"trouble": filled} if isinstance(filled, str) else filled


def _filled(
    content: bytes, values: Mapping[str, Any], labels: Sequence[Sequence[str]]
) -> bytes | str:
    template = DocxTemplate(BytesIO(content))
    try:
        template.render(dict(values), _environment(), autoescape=True)
    except (TemplateError, *_OF_ITS_SUMS) as error:
        return _sentence(error)
    out = BytesIO()
    template.save(out)
    return _finished(out.getvalue(), labels)


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _finished(content: bytes, labels: Sequence[Sequence[str]]) -> bytes:
    """Mark gaps in yellow, and hide with our paragraphs what they tell of."""
    document = docx.Document(BytesIO(content))
    by_text = {one[0]: one[1] for one in labels}
    marks = HiddenMarks()
    for paragraph in document.paragraphs:
        label = by_text.get(paragraph.text)
        if label:
            marks.hide(paragraph, label)
    marks.list_in(document)
    mark_gaps(document.element.body)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _sentence(error: Exception) -> str:
    if isinstance(error, SecurityError):
        return _FORBIDDEN
    if isinstance(error, TemplateSyntaxError):
        return _BROKEN % (error.message or "")[:60]
    if isinstance(error, UndefinedError):
        found = _ATTRIBUTE.search(error.message or "")
        return _MISSING % (found[1] if found else (error.message or "")[:60])
    return _OTHER
