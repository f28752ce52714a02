"""Named places at which a crash test may stop the process; they do nothing unless the environment asks."""

import os
import signal
import time

_VARIABLE = "TRACKER_FAILPOINT"
_FOREVER = 3600.0
_seen: dict[str, int] = {}


def failpoint(name: str) -> None:
    """Do nothing, unless ``TRACKER_FAILPOINT`` names this place as ``name:deed[:n]``.

    ``kill`` ends the process at once, as a power cut would; ``stall`` sleeps there; ``raise`` throws an error.
    With ``n`` the deed happens only when the place is passed for the n-th time.
    """
    wanted = os.environ.get(_VARIABLE)
    if wanted is None:
        return
    place, deed, *count = wanted.split(":")
    if place != name:
        return
    _seen[name] = _seen.get(name, 0) + 1
    if count and _seen[name] != int(count[0]):
        return
    _do(deed, name)


def _do(deed: str, name: str) -> None:
    match deed:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "stall":
            time.sleep(_FOREVER)
        case "raise":
            raise RuntimeError(name)
        case _:
            raise ValueError(deed)
