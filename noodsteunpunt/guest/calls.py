# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""System calls that this process has no use for once it listens: refused from here on, for all its threads.

Landlock knows TCP and files that are opened by name. What it does not know (UDP, sockets in the file system, other
processes' memory, starting programs) is a filter over system calls: seccomp(2), Linux 3.17 and later. A process may put
it on itself and never off. Numbers are those of the kernel's tables, ``arch/x86/entry/syscalls/syscall_64.tbl`` and
``include/uapi/asm-generic/unistd.h``; the program is classic BPF, ``<linux/filter.h>``.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import sys

_ARCHITECTURES = {"x86_64": (0xC000003E, 317, 0), "aarch64": (0xC00000B7, 277, 1)}
"""By machine: AUDIT_ARCH, the number of seccomp(2), and the column below."""
_REFUSED = {
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200),
    "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "mount": (165, 40), "unshare": (272, 97), "setns": (308, 268), "open_by_handle_at": (304, 265),
}  # fmt: skip
"""What stays: listen(2), which event loops call again, accept4(2), and socketpair(2), by which they wake themselves."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_X32 = 0x40000000
_FILTER, _ALL_THREADS = 1, 1
_NO_NEW_PRIVILEGES = 38


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def refuse_calls() -> bool:
    """Whether this system could; raises OSError when it knows how and still refuses."""
    known = _ARCHITECTURES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    architecture, seccomp, column = known
    steps = _steps(architecture, sorted(numbers[column] for numbers in _REFUSED.values()))
    program = _Program(len(steps), ctypes.cast((_Step * len(steps))(*steps), ctypes.POINTER(_Step)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if libc.syscall(seccomp, ctypes.c_uint(_FILTER), ctypes.c_uint(_ALL_THREADS), ctypes.byref(program)):
        number = ctypes.get_errno()
        if number in {errno.ENOSYS, errno.EINVAL}:  # a kernel without it
            return False
        raise OSError(number, "seccomp")
    return True


def _steps(architecture: int, refused: list[int]) -> list[_Step]:
    """Another architecture, the x32 table, or one of ``refused``: no. Everything else: yes."""
    last = len(refused) + 1
    rows = [
        (_LOAD, 0, 0, 4),  # seccomp_data.arch
        (_EQUAL, 0, last + 2, architecture),
        (_LOAD, 0, 0, 0),  # seccomp_data.nr
        (_AT_LEAST, last, 0, _X32),
        *((_EQUAL, last - 1 - place, 0, number) for place, number in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return [_Step(*row) for row in rows]
