"""The parts of a page, rendered alone: what they tie together and what they say without colour."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tracker.home.forms import SampleForm, sample_with_errors

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STATUSES = (400, 401, 403, 404, 409, 413, 422, 429, 500)


@pytest.fixture
def pages() -> Environment:
    """Jinja as the program sets it up, with plain stand-ins for addresses and the token."""
    made = Environment(
        autoescape=True,
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = lambda name: f"/static/{name}"
    made.globals["kept"] = lambda macro: macro
    made.globals["csrf_token"] = lambda: "token-of-this-session"
    return made


def shown(pages: Environment, expression: str, **values: object) -> str:
    source = '{% import "parts/ui.html" as ui %}' + expression
    return pages.from_string(source).render(**values)


def frame(*, signed_in: bool) -> SimpleNamespace:
    viewer = SimpleNamespace(id=7, name="张晓燕", unit_name="党建办", roles=("台账管理员",))
    home = SimpleNamespace(label="首页", icon="house", url="/", active=True, badge=3)
    return SimpleNamespace(
        viewer=viewer if signed_in else None,
        nav=(home,) if signed_in else (),
        unread=2,
        inbox_url="/inbox",
        account_url="/account",
        sign_out_url="/sign-out",
        find_url="/find",
        help_url=None,
        all_help_url="/help",
        flashes=[("good", "已保存")],
        town="云溪镇党委",
        csrf="t\"o'k<e>n",
        demo=True,
        today="2026年11月21日 星期六",
        provisional_note="2027年放假安排尚未公布",
        secrecy_note="不得录入涉密信息和问题线索",
        alarm="定时提醒没有在运行",
        alarm_url="/reminders/delivery",
    )


def error_page(detail: str = "", who_can: tuple[str, ...] = ()) -> SimpleNamespace:
    return SimpleNamespace(detail=detail, who_can=who_can, back_url="/tasks/1")


def test_a_field_in_error_is_tied_to_its_hint_and_its_error(pages: Environment) -> None:
    form = sample_with_errors()
    html = shown(pages, "{{ ui.field(form.handler, hint='签收的人') }}", form=form)
    assert 'aria-describedby="handler-hint handler-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="handler-hint">签收的人' in html
    assert re.search(r'id="handler-error">.*请选择责任人', html)
    assert "（必填）" in html


def test_a_field_in_order_claims_no_error(pages: Environment) -> None:
    html = shown(pages, "{{ ui.field(form.unit) }}", form=SampleForm(data={"unit": "党建办"}))
    assert "aria-invalid" not in html
    assert "aria-describedby" not in html
    assert 'value="党建办"' in html


def test_the_errors_summary_leads_to_each_field(pages: Environment) -> None:
    html = shown(pages, "{{ ui.errors_summary(form) }}", form=sample_with_errors())
    assert "还有2处需要修改" in html
    assert 'href="#handler"' in html
    assert 'href="#result"' in html


def test_a_form_without_errors_has_no_summary(pages: Environment) -> None:
    assert shown(pages, "{{ ui.errors_summary(form) }}", form=SampleForm()).strip() == ""


def test_what_was_chosen_stays_chosen(pages: Environment) -> None:
    html = shown(pages, "{{ ui.radio_cards(form.kind) }}", form=sample_with_errors())
    chosen = [found for found in re.findall(r"<input[^>]*>", html) if "checked" in found]
    assert len(chosen) == 1
    assert 'value="by_day"' in chosen[0]


def test_a_file_field_says_its_limits_before_the_upload(pages: Environment) -> None:
    html = shown(
        pages,
        "{{ ui.file_field(form.files, '每个不超过 20 MB', accept='.pdf', max_mb=20) }}",
        form=SampleForm(),
    )
    assert html.index("每个不超过 20 MB") < html.index("<input")
    assert 'accept=".pdf"' in html
    assert 'data-max-mb="20"' in html


@pytest.mark.parametrize("files", [False, True])
def test_a_form_works_with_and_without_scripts(pages: Environment, *, files: bool) -> None:
    html = shown(
        pages,
        "{% call ui.form('/tasks/1/assign', id='assign', files=files) %}{% endcall %}",
        files=files,
    )
    assert 'method="post" action="/tasks/1/assign"' in html
    assert 'hx-post="/tasks/1/assign"' in html
    assert 'name="csrf_token" value="token-of-this-session"' in html
    assert html.count("multipart/form-data") == (2 if files else 0)


def test_a_state_says_its_word_beside_its_shape(pages: Environment) -> None:
    late = SimpleNamespace(word="超期未完成", tone="bad", icon="exclamation-octagon-fill")
    for html in (
        shown(pages, f"{{{{ ui.{part}(late) }}}}", late=late) for part in ("badge", "light")
    ):
        assert "超期未完成" in html
        assert "#exclamation-octagon-fill" in html
        assert "tone-bad" in html


def test_a_day_is_written_in_figures_and_an_absent_one_as_a_dash(pages: Environment) -> None:
    html = shown(pages, "{{ ui.day(due) }}", due=date(2026, 11, 5))
    assert 'datetime="2026-11-05"' in html
    assert "2026年11月5日" in html
    assert "—" in shown(pages, "{{ ui.day(none) }}")


@pytest.mark.parametrize(("value", "whole", "width"), [(0, 29, 0), (29, 29, 1000), (0, 0, 0)])
def test_a_bar_is_drawn_to_scale(pages: Environment, value: int, whole: int, width: int) -> None:
    html = shown(pages, "{{ ui.progress('完成率', v, w, '话') }}", v=value, w=whole)
    assert f'class="bar-fill" width="{width}"' in html


def test_shares_of_nothing_are_an_empty_bar(pages: Environment) -> None:
    closed = SimpleNamespace(word="已销号", tone="good", icon="check-circle-fill")
    html = shown(pages, "{{ ui.shares('按状态', parts) }}", parts=[(closed, 0)])
    assert "bar-fill" not in html
    assert "已销号 0" in html


def test_a_sorted_column_says_so(pages: Environment) -> None:
    columns = [{"label": "时限", "url": "?sort=due", "sorted": "ascending"}, "编号"]
    html = shown(pages, "{% call ui.table('任务', c) %}{% endcall %}", c=columns)
    assert html.count('aria-sort="ascending"') == 1
    assert '<th scope="col">编号</th>' in html


def test_text_from_people_is_never_markup(pages: Environment) -> None:
    html = shown(
        pages, "{{ ui.notice('warn', words) }}{{ ui.span('item', words) }}", words="<b>粗</b>"
    )
    assert "<b>" not in html
    assert html.count("&lt;b&gt;") == 2


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("signed_in", [True, False])
def test_an_error_page_says_what_happened(
    pages: Environment, status: int, *, signed_in: bool
) -> None:
    page = pages.get_template(f"errors/{status}.html")
    html = page.render(page=error_page(), frame=frame(signed_in=signed_in))
    fragment = pages.get_template(f"errors/_{status}.html").render(page=error_page())
    assert fragment.strip() in html
    assert ("退出登录" in html) is signed_in
    assert html.count("<h1") == 1
    for part in ("notice-title", "notice-text", 'class="btn'):
        assert part in fragment


def test_a_refusal_names_who_can(pages: Environment) -> None:
    refusal = error_page("这一步由责任领导办理。", ("王立本", "周晓兰"))
    html = pages.get_template("errors/_403.html").render(page=refusal)
    assert "这一步由责任领导办理。可以办理的有：王立本、周晓兰。" in html


def test_a_page_that_moved_on_says_what_happened(pages: Environment) -> None:
    happened = "这一条刚由周晓兰改过，请返回查看最新内容后再办理。"
    html = pages.get_template("errors/_409.html").render(page=error_page(happened))
    assert happened in html


def test_the_token_survives_as_header_and_as_meta(pages: Environment) -> None:
    html = pages.get_template("errors/404.html").render(
        page=error_page(), frame=frame(signed_in=True)
    )
    headers = re.search(r"hx-headers='([^']*)'", html)
    assert headers is not None
    assert "X-CSRFToken" in headers[1]
    assert "<e>" not in html


def test_the_style_page_shows_every_part(pages: Environment) -> None:
    page = SimpleNamespace(form=sample_with_errors(), today=date(2026, 11, 21))
    html = pages.get_template("home/style.html").render(page=page, frame=frame(signed_in=True))
    sheet = TEMPLATES / "parts" / "ui.html"
    parts = set(re.findall(r"{% set (\w+) =", sheet.read_text(encoding="utf-8")))
    source = (TEMPLATES / "home" / "style.html").read_text(encoding="utf-8")
    shown_by_layout = {"flashes", "csrf", "no_way", "moment"}
    assert {part for part in parts if f"ui.{part}(" not in source} == shown_by_layout
    assert html.count("<h1") == 1
