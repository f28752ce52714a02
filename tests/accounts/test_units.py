"""The tree of units: seeing, creating, renaming, settings of a ledger, and what is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import Cast
from tests.conftest import NOW
from tracker.accounts.models import AccountEvent, Unit
from tracker.core import clock
from tracker.core.db import Database

SignInAs = Callable[[str], FlaskClient]
SETTINGS = {"chain": ["leader", "secretary"], "sustained_counts": "y"}


def unit(database: Database, unit_id: int) -> Unit:
    with database.reading() as session:
        return session.get_one(Unit, unit_id)


def last_event(database: Database) -> tuple[str, str, str]:
    with database.reading() as session:
        found = session.scalars(select(AccountEvent).order_by(AccountEvent.id.desc())).first()
    assert found is not None
    return found.kind, found.subject, found.detail


@pytest.mark.parametrize(
    ("login", "status"), [("heping", 200), ("zhoumin", 403), ("liqiang", 403), ("sunzheng", 403)]
)
def test_who_may_see_the_units(sign_in_as: SignInAs, login: str, status: int) -> None:
    assert sign_in_as(login).get("/units").status_code == status


def test_the_tree_ends_at_the_own_reach(sign_in_as: SignInAs, cast: Cast) -> None:
    browser = sign_in_as("heping")
    page = browser.get("/units").text
    assert "东岭村" in page
    assert "白石镇" not in page
    assert browser.get(f"/units/{cast.units['baishi']}").status_code == 404


def test_an_administrator_creates_a_unit_below(
    sign_in_as: SignInAs, cast: Cast, database: Database
) -> None:
    typed = {"name": "南坡村", "code": "qinghe-nanpo"}
    answer = sign_in_as("heping").post(f"/units/{cast.town}/new", data=typed)
    assert answer.status_code == 303
    with database.reading() as session:
        made = session.scalars(select(Unit).where(Unit.code == "qinghe-nanpo")).one()
        assert made.path.startswith(session.get_one(Unit, cast.town).path)
    assert (made.keeps_ledger, made.parent_id) == (False, cast.town)
    assert last_event(database) == ("unit_created", "qinghe-nanpo", "南坡村")


@pytest.mark.parametrize(
    ("change", "words"),
    [({"code": "qinghe"}, "已经有了"), ({"code": "南坡"}, "只能用"), ({"name": " "}, "请填写")],
)
def test_a_unit_that_will_not_do_is_told(
    sign_in_as: SignInAs, cast: Cast, change: dict[str, str], words: str
) -> None:
    typed = {"name": "南坡村", "code": "qinghe-nanpo"} | change
    page = sign_in_as("heping").post(f"/units/{cast.town}/new", data=typed)
    assert page.status_code == 422
    assert words in page.text


def test_nobody_creates_units_elsewhere_and_a_clerk_nowhere(
    sign_in_as: SignInAs, cast: Cast
) -> None:
    typed = {"name": "南坡村", "code": "nanpo"}
    admin = sign_in_as("heping")
    assert admin.post(f"/units/{cast.units['baishi']}/new", data=typed).status_code == 404
    assert admin.post(f"/units/{cast.units['yunling']}/new", data=typed).status_code == 404
    assert sign_in_as("zhoumin").post(f"/units/{cast.town}/new", data=typed).status_code == 403


def test_renaming_is_for_the_administrator_and_is_in_the_log(
    sign_in_as: SignInAs, cast: Cast, database: Database
) -> None:
    village = cast.units["qinghe-dongling"]
    typed = {
        "name": "东岭社区",
        "from_on": "2026-03-01",
        "version": unit(database, village).version,
    }
    assert sign_in_as("zhoumin").post(f"/units/{village}/name", data=typed).status_code == 403
    assert sign_in_as("heping").post(f"/units/{village}/name", data=typed).status_code == 303
    assert unit(database, village).name == "东岭社区"
    assert last_event(database) == (
        "unit_renamed",
        "qinghe-dongling",
        "东岭村 → 东岭社区 2026-03-01",
    )


def test_settings_of_a_ledger_are_saved_whole(
    sign_in_as: SignInAs, cast: Cast, database: Database
) -> None:
    typed = SETTINGS | {"version": unit(database, cast.town).version}
    path = f"/units/{cast.town}/ledger"
    assert sign_in_as("zhoumin").post(path, data=typed).status_code == 403
    assert sign_in_as("heping").post(path, data=typed).status_code == 303
    kept = unit(database, cast.town)
    assert kept.chain == "leader,secretary"
    assert (kept.sign_for_needed, kept.sustained_counts, kept.live_to_superiors) == (
        False,
        True,
        False,
    )
    assert last_event(database)[0] == "unit_settings_changed"


def test_a_ledger_without_any_step_of_approval_is_refused(
    sign_in_as: SignInAs, cast: Cast, database: Database
) -> None:
    typed = {"version": unit(database, cast.town).version}
    page = sign_in_as("heping").post(f"/units/{cast.town}/ledger", data=typed)
    assert page.status_code == 422
    assert "至少保留一个" in page.text
    assert unit(database, cast.town).chain == "leader,clerk,secretary"


def test_a_village_without_a_ledger_has_no_settings(
    sign_in_as: SignInAs, cast: Cast, database: Database
) -> None:
    village = cast.units["qinghe-dongling"]
    browser = sign_in_as("heping")
    assert "不单独建台账" in browser.get(f"/units/{village}").text
    typed = SETTINGS | {"version": unit(database, village).version}
    assert browser.post(f"/units/{village}/ledger", data=typed).status_code == 422


def test_settings_of_another_town_are_not_found(
    sign_in_as: SignInAs, cast: Cast, database: Database
) -> None:
    other = cast.units["baishi"]
    typed = SETTINGS | {"version": unit(database, other).version}
    assert sign_in_as("heping").post(f"/units/{other}/ledger", data=typed).status_code == 404


def test_of_two_who_change_the_same_settings_the_second_is_asked(
    sign_in_as: SignInAs, cast: Cast, database: Database
) -> None:
    typed = SETTINGS | {"version": unit(database, cast.town).version}
    path = f"/units/{cast.town}/ledger"
    assert sign_in_as("heping").post(path, data=typed).status_code == 303
    late = typed | {"chain": ["clerk"], "sign_for_needed": "y"}
    page = sign_in_as("heping").post(path, data=late)
    assert page.status_code == 409
    assert "这一条刚由何平改过" in page.text
    assert "审批环节：领导审签 → 审定" in page.text
    assert unit(database, cast.town).chain == "leader,secretary"
    checked = [part for part in page.text.split("<input") if " checked" in part]
    assert any('value="clerk"' in part for part in checked)
    assert not any('value="leader"' in part for part in checked)


def test_how_long_a_browser_may_rest_is_the_unit_s_choice(
    sign_in_as: SignInAs, cast: Cast, database: Database
) -> None:
    path, admin = f"/units/{cast.town}/idle", sign_in_as("heping")
    for minutes, status in (("4", 422), ("481", 422), ("soon", 422), ("60", 303)):
        typed = {"idle_minutes": minutes, "version": unit(database, cast.town).version}
        assert admin.post(path, data=typed).status_code == status
    assert sign_in_as("zhoumin").post(path, data={"idle_minutes": "90"}).status_code == 403
    handler = sign_in_as("liqiang")  # of an office below the town
    with clock.frozen(NOW + timedelta(minutes=59)):
        assert handler.get("/password").status_code == 200
    with clock.frozen(NOW + timedelta(minutes=120)):
        assert handler.get("/password").status_code == 303
    stranger = sign_in_as("wutao")
    with clock.frozen(NOW + timedelta(minutes=31)):
        assert stranger.get("/password").status_code == 303


def test_text_outlives_a_sign_out_by_idleness(
    sign_in_as: SignInAs, cast: Cast, database: Database
) -> None:
    typed = {"idle_minutes": "5", "version": unit(database, cast.town).version}
    sign_in_as("heping").post(f"/units/{cast.town}/idle", data=typed)
    clerk = sign_in_as("zhoumin")
    words = {"text": "这一段写了很久，足足有二十个字以上，不能丢。"}
    with clock.frozen(NOW + timedelta(minutes=6)):
        page = clerk.post("/ledger/new", data=words, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 401
    assert words["text"] in page.text


def test_a_unit_sets_the_days_that_types_of_tasks_propose(
    database: Database, cast: Cast, sign_in_as: SignInAs
) -> None:
    admin, path = sign_in_as("heping"), f"/units/{cast.town}"
    with database.reading() as session:
        version = session.get_one(Unit, cast.town).version
    settings = {"version": version, "chain": ["leader", "clerk", "secretary"]}
    unfit = admin.post(f"{path}/ledger", data={**settings, "at_once_days": "0"})
    assert (unfit.status_code, "1 到 730" in unfit.text) == (422, True)
    days = {"at_once_days": "20", "by_stages_days": "60"}
    assert admin.post(f"{path}/ledger", data={**settings, **days}).status_code == 303
    with database.reading() as session:
        kept = session.get_one(Unit, cast.town)
    assert (kept.at_once_days, kept.by_stages_days) == (20, 60)
    assert 'value="20"' in admin.get(path).text
