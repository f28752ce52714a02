"""What a reading process takes from itself before it opens a stranger's file: network, memory, time."""

import ctypes
import os
import resource
from pathlib import Path

MEMORY = 512 * 1024 * 1024
SECONDS = 10
LARGEST_OUTPUT = 64 * 1024 * 1024
_OPEN_FILES = 256
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def limit_resources() -> None:
    """Bound memory, processor time, written files and open files of this process and its children."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def leave_network() -> bool:
    """Move this process into an empty network namespace; False where the host does not permit it."""
    user, group = os.geteuid(), os.getegid()
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is None:
        return False
    if unshare(_NEW_NETWORK) == 0:
        return True
    if unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    _keep_identity(user, group)
    return True


def _keep_identity(user: int, group: int) -> None:
    """Map this user to itself in the new user namespace, so that file rights stay as they were."""
    for name, entry in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        try:
            Path("/proc/self", name).write_text(entry, encoding="ascii")
        except OSError:
            return
