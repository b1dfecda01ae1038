"""Forbids this thread to open sockets: for workers that must go on opening files of a snapshot.

A classic BPF program for seccomp(2), see https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html:
on the machine it was made for, socket(2) and io_uring_setup(2) fail with EACCES; everything else is allowed.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import sys
from typing import NamedTuple

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_ALLOW, _FAIL, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_IO_URING_SETUP = 425


class _Machine(NamedTuple):
    audit: int
    socket: int


_MACHINES = {"x86_64": _Machine(0xC000003E, 41), "aarch64": _Machine(0xC00000B7, 198)}


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def can_deny_sockets() -> bool:
    """Whether `deny_sockets` knows this platform."""
    return sys.platform == "linux" and platform.machine() in _MACHINES


def deny_sockets() -> None:
    """Forbid the calling thread and its children to open sockets, for good. Raises `OSError`."""
    machine = _MACHINES[platform.machine()]
    steps = (_Step * 8)(
        _Step(_LOAD, 0, 0, _ARCHITECTURE_AT),
        _Step(_JUMP_IF_EQUAL, 1, 0, machine.audit),
        _Step(_RETURN, 0, 0, _KILL),  # a call in another machine's way, which would have other numbers
        _Step(_LOAD, 0, 0, _NUMBER_AT),
        _Step(_JUMP_IF_EQUAL, 2, 0, machine.socket),
        _Step(_JUMP_IF_EQUAL, 1, 0, _IO_URING_SETUP),
        _Step(_RETURN, 0, 0, _ALLOW),
        _Step(_RETURN, 0, 0, _FAIL | errno.EACCES),
    )
    program = _Program(len(steps), steps)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    for arguments in (
        (_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0),
        (_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0),
    ):
        if prctl(*arguments):
            number = ctypes.get_errno()
            raise OSError(number, f"prctl({arguments[0]}) failed: sockets cannot be forbidden")
