# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Takes away from this process what it does not need: every file but a few, every new connection, every signal.

Linux: Landlock (kernel 5.13 and later; connections from 6.7, signals from 6.12), which a program without rights may put
on itself and never off. The numbers are those of ``<linux/landlock.h>`` and of the generic system call table. Elsewhere
nothing can be taken away: the process still has no key, an empty environment and no open file of the station.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION_FLAG = 1
_RULE_PATH = 1
_NO_NEW_PRIVILEGES = 38
_EXECUTE, _READ_FILE, _READ_FOLDER = 1, 4, 8
_RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
"""Every right over files that a version of the interface knows; what is named here and not allowed is refused."""
_NETWORK = 3  # bind and connect of TCP
_SCOPES = 3  # abstract sockets, signals
_FILE_RIGHTS = _READ_FILE | _EXECUTE


@dataclass(frozen=True, slots=True)
class Confined:
    """What was taken away."""

    files: bool = False
    network: bool = False
    signals: bool = False


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


def confine(readable: Iterable[Path]) -> Confined:
    """From here on only ``readable`` can be opened, and only to read; call it after the listening socket is bound.

    Raises OSError when the kernel knows Landlock and still refuses.
    """
    if sys.platform != "linux":
        return Confined()
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))
    if version < 1:
        return Confined()
    ruleset = _Ruleset(
        _RIGHTS.get(version, _RIGHTS[5]), _NETWORK if version >= 4 else 0, _SCOPES if version >= 6 else 0
    )
    size = ctypes.c_size_t(8 if version < 4 else 16 if version < 6 else 24)
    descriptor = _checked(libc.syscall(_CREATE, ctypes.byref(ruleset), size, ctypes.c_uint32(0)))
    try:
        for path in readable:
            _allow(libc, descriptor, path)
        _checked(libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
        _checked(libc.syscall(_RESTRICT, ctypes.c_int(descriptor), ctypes.c_uint32(0)))
    finally:
        os.close(descriptor)
    return Confined(files=True, network=version >= 4, signals=version >= 6)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path) -> None:
    try:
        opened = os.open(path, getattr(os, "O_PATH", os.O_RDONLY) | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        rights = _FILE_RIGHTS | (_READ_FOLDER if path.is_dir() else 0)
        beneath = _Beneath(rights, opened)
        _checked(libc.syscall(_ADD, ctypes.c_int(ruleset), _RULE_PATH, ctypes.byref(beneath), ctypes.c_uint32(0)))
    finally:
        os.close(opened)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def program_paths() -> list[Path]:
    """What a running Python still reads: its own library, the packages, and the machine's time zone.

    Of the folder that this program lies in only the program itself: somebody may keep a station's data beside it.
    """
    own = Path(__file__).resolve().parents[1]
    found = {Path(path).resolve() for path in (*sys.path, sys.prefix, sys.base_prefix) if path}
    if own.parent.name not in {"site-packages", "dist-packages"}:
        found = {own if path == own.parent else path for path in found}
    system = [Path(name) for name in ("/usr/lib", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/localtime")]
    return [path for path in (*sorted(found), *system) if path.exists() and path != Path("/")]
