# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which step may follow which. Tables, so that they can be read, drawn and tested.

``docs/desk.md`` shows them; a test compares the two.
"""

from __future__ import annotations

from noodsteunpunt.domain.values import HelperStatus, PointStatus, RequestStatus
from noodsteunpunt.domain.values_desk import EmergencyStatus, EmergencyStep, Reason

_R = RequestStatus
_ENDINGS = frozenset({_R.SOLVED, _R.REFERRED, _R.CANCELLED, _R.NOT_POSSIBLE})
_WORK = frozenset({_R.MATCHED, _R.ASSIGNED, _R.IN_PROGRESS, _R.PARTLY_MET, _R.WAITING})

REQUEST_STEPS: dict[RequestStatus, frozenset[RequestStatus]] = {
    _R.NEW: _WORK | _ENDINGS | {_R.ASSESSED, _R.RELAYED, _R.TAKEN_OVER},
    _R.ASSESSED: _WORK | _ENDINGS | {_R.RELAYED, _R.TAKEN_OVER},
    _R.RELAYED: _WORK | _ENDINGS | {_R.TAKEN_OVER},
    _R.TAKEN_OVER: _WORK | _ENDINGS,
    _R.MATCHED: (_WORK - {_R.MATCHED}) | _ENDINGS | {_R.RELAYED, _R.TAKEN_OVER},
    _R.ASSIGNED: (_WORK - {_R.ASSIGNED}) | _ENDINGS | {_R.RELAYED, _R.TAKEN_OVER},
    _R.IN_PROGRESS: (_WORK - {_R.IN_PROGRESS}) | _ENDINGS | {_R.RELAYED, _R.TAKEN_OVER},
    _R.PARTLY_MET: _WORK | _ENDINGS | {_R.RELAYED, _R.TAKEN_OVER},
    _R.WAITING: _WORK | _ENDINGS | {_R.RELAYED, _R.TAKEN_OVER},
    _R.SOLVED: frozenset({_R.CONFIRMED, _R.CLOSED, _R.IN_PROGRESS}),
    _R.REFERRED: frozenset({_R.CONFIRMED, _R.CLOSED, _R.IN_PROGRESS}),
    _R.NOT_POSSIBLE: frozenset({_R.CONFIRMED, _R.CLOSED, _R.IN_PROGRESS}),
    _R.CANCELLED: frozenset({_R.CLOSED, _R.IN_PROGRESS}),
    _R.CONFIRMED: frozenset({_R.CLOSED, _R.IN_PROGRESS}),
    _R.DUPLICATE: frozenset(),
    _R.CLOSED: frozenset({_R.IN_PROGRESS}),
}
"""``PARTLY_MET`` and ``WAITING`` may be said again, with another number or reason. ``DUPLICATE`` comes and goes with
the pointer to the request that is kept."""

ENDED = _ENDINGS | {_R.CONFIRMED, _R.CLOSED, _R.DUPLICATE}
"""Nobody waits for these any more."""

EARLY = frozenset({_R.NEW, _R.ASSESSED, _R.RELAYED})
"""A step to one of these by somebody who did not know of a later one takes nothing back."""

OUTCOMES = _ENDINGS
"""How it ended; stays so when it is told to the person and closed."""

REASONS: dict[RequestStatus, tuple[Reason, ...]] = {
    _R.NOT_POSSIBLE: (
        Reason.NO_PEOPLE,
        Reason.NO_MEANS,
        Reason.NOT_SAFE,
        Reason.NOT_REACHABLE,
        Reason.OUT_OF_SCOPE,
        Reason.NO_ADDRESS,
        Reason.NOT_FOUND,
        Reason.DECLINED,
        Reason.TOO_LATE,
        Reason.OTHER,
    ),
    _R.WAITING: (
        Reason.WAITS_HELPER,
        Reason.WAITS_GOODS,
        Reason.WAITS_COORDINATION,
        Reason.WAITS_PROFESSIONAL,
        Reason.WAITS_PERSON,
        Reason.WAITS_DAYLIGHT,
        Reason.OTHER,
    ),
}
"""These need one of these reasons. ``REFERRED`` needs a party, ``PARTLY_MET`` a number."""

STALE_SECONDS = 48 * 3600
"""An open request that nobody touched for so long is looked at again before anybody acts on it."""

_E = EmergencyStep
EMERGENCY_ORDER: tuple[tuple[EmergencyStep, EmergencyStatus], ...] = (
    (_E.READ_BACK, EmergencyStatus.READ_BACK),
    (_E.APPROVED, EmergencyStatus.APPROVED),
    (_E.RECEIVED, EmergencyStatus.RECEIVED),
    (_E.HANDED_OVER, EmergencyStatus.HANDED_OVER),
    (_E.OUTCOME, EmergencyStatus.ANSWERED),
    (_E.CALLER_TOLD, EmergencyStatus.CALLER_TOLD),
    (_E.WITHDRAWN, EmergencyStatus.WITHDRAWN),
    (_E.CLOSED, EmergencyStatus.CLOSED),
)
"""The furthest step that was taken says where a noodmelding is; none may wait for an earlier one."""

EMERGENCY_ENDED = frozenset({EmergencyStatus.WITHDRAWN, EmergencyStatus.CLOSED})

REPEATED = frozenset({_E.LIAISON_INFORMED, _E.TRIED, _E.OUTCOME})
"""These may be taken again: another road, another word. The others count once."""

HUMAN_WORD_SECONDS = 5 * 60
"""A noodmelding that no person has confirmed for so long is an alarm."""

_H = HelperStatus
HELPER_STEPS: dict[HelperStatus, frozenset[HelperStatus]] = {
    _H.REGISTERED: frozenset({_H.AVAILABLE, _H.RESTING, _H.OFF_DUTY}),
    _H.AVAILABLE: frozenset({_H.RESTING, _H.OFF_DUTY}),
    _H.CLAIMED: frozenset({_H.DEPLOYED, _H.RESTING, _H.OFF_DUTY}),
    _H.CONFLICT: frozenset({_H.OFF_DUTY}),
    _H.DEPLOYED: frozenset({_H.AVAILABLE, _H.RESTING, _H.OFF_DUTY}),
    _H.RESTING: frozenset({_H.AVAILABLE, _H.OFF_DUTY}),
    _H.OFF_DUTY: frozenset({_H.AVAILABLE}),
}

"""Nobody leaves without a task: *deployed* comes after *claimed*."""

CLAIMABLE = frozenset({_H.REGISTERED, _H.AVAILABLE})
HELPER_ENDED = frozenset({_H.OFF_DUTY})

_P = PointStatus
_WORKING = frozenset({_P.OPEN, _P.LIMITED, _P.FULL})
_FLEES = frozenset({_P.RELOCATING, _P.EVACUATED, _P.UNSAFE})
POINT_STEPS: dict[PointStatus, frozenset[PointStatus]] = {
    _P.STANDBY: _WORKING | _FLEES | {_P.STANDBY, _P.ACTIVATING},
    _P.ACTIVATING: _WORKING | _FLEES | {_P.ACTIVATING, _P.STANDBY},
    **{status: _WORKING | _FLEES | {_P.NIGHT_CLOSED, _P.CLOSING} for status in _WORKING},
    _P.NIGHT_CLOSED: _WORKING | _FLEES | {_P.NIGHT_CLOSED, _P.CLOSING},
    _P.CLOSING: _WORKING | _FLEES | {_P.CLOSING, _P.CLOSED},
    _P.CLOSED: frozenset({_P.CLOSED, _P.STANDBY, _P.ACTIVATING}),
    **{status: _FLEES | _WORKING | {_P.ACTIVATING, _P.CLOSING} for status in _FLEES},
}
"""A status may be said again with other figures. After *closed* a point opens anew."""


def next_statuses(before: PointStatus | None) -> tuple[PointStatus, ...]:
    """What a point can say of itself now, in the order of its life; ``before``: what it said last."""
    steps = POINT_STEPS[before or PointStatus.STANDBY]
    return tuple(status for status in PointStatus if status in steps)
