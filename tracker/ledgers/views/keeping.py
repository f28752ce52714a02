"""Files of an exchange are kept where the ledger has room for them, as its evidence is."""

import io

from sqlalchemy.orm import Session

from tracker.core.files import hash_of
from tracker.ledgers.queries.exchanged import exchanged_files
from tracker.tasks.queries import room_of
from tracker.tasks.rules.room import RoomLeft, check_room
from tracker.web.database import file_store


def keep_for(session: Session, unit_id: int, content: bytes, field: str = "file") -> str:
    """Keep a file for a ledger and answer its hash; the same bytes take no room twice.

    Raises:
        InvalidError: evidence and exchanged files together would be more than the ledger may hold.
    """
    store, kept = file_store(), exchanged_files(session, unit_id)
    if hash_of(io.BytesIO(content)) not in kept:
        room = room_of(session, unit_id)
        used = room.used_bytes + sum(store.size(one) for one in kept if store.has(one))
        check_room(RoomLeft(room.megabytes, used), len(content), field)
    return store.keep(content)
