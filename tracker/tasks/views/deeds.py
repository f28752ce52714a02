"""The one place where a deed is made: from the viewer, the clock and the form."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tracker.accounts.permissions import Viewer
from tracker.core.clock import day_of
from tracker.tasks.forms import StepForm
from tracker.tasks.queries import Office, Officer
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.parties import absent_one
from tracker.tasks.rules.people import Parties, bare_name


def own_deed(who: Viewer, at: datetime) -> Deed:
    """Answer a deed of the viewer's own, done and entered now."""
    return Deed(actor_id=who.person_id, actor_name=who.name, at=at, done_on=day_of(at))


def deed_of_form(who: Viewer, at: datetime, form: StepForm, office: Office | None) -> Deed:
    """Answer the deed that a form tells of; a name typed by hand goes before the person chosen."""
    if not form.recorded:
        return Deed(
            actor_id=who.person_id,
            actor_name=who.name,
            at=at,
            done_on=form.done_on.data,
            note=form.note.data or "",
        )
    chosen = None if form.for_name.data else form.for_id.data
    people = office.people if office else ()
    officer = next((one for one in people if one.person_id == chosen), None)
    if form.for_name.data:
        officer = _named(form.for_name.data, people)
    return Deed(
        actor_id=who.person_id,
        actor_name=who.name,
        at=at,
        done_on=form.done_on.data,
        means=Means(form.means.data),
        for_id=officer.person_id if officer else chosen,
        for_name=officer.name if officer else form.for_name.data,
        for_post=officer.post if officer else "",
        note=form.note.data or "",
    )


def as_stand_in(deed: Deed, step: Step | None, parties: Parties) -> Deed:
    """Answer the deed as one done in the place of somebody absent, where the actor can do it only so."""
    if deed.recorded or step is None:
        return deed
    deputy = absent_one(step, deed.actor_id, parties)
    if deputy is None:
        return deed
    return replace(deed, means=Means.DEPUTY, for_id=deputy.for_id, for_name=deputy.for_name)


def _named(words: str, people: Iterable[Officer]) -> Officer | None:
    """Answer the one colleague who bears a name typed by hand: a typed name is no second identity."""
    found = [one for one in people if bare_name(one.name) == bare_name(words)]
    return found[0] if len(found) == 1 else None
