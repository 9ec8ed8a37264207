# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which step may follow which. Tables, so that they can be read, drawn and tested."""

from __future__ import annotations

from noodsteunpunt.domain.values import HelperStatus, RequestStatus

_R = RequestStatus
REQUEST_STEPS: dict[RequestStatus, frozenset[RequestStatus]] = {
    _R.NEW: frozenset(
        {
            _R.ASSESSED,
            _R.TAKEN_OVER,
            _R.IN_PROGRESS,
            _R.SOLVED,
            _R.REFERRED,
            _R.CANCELLED,
            _R.NOT_POSSIBLE,
            _R.DUPLICATE,
        }
    ),
    _R.ASSESSED: frozenset(
        {_R.TAKEN_OVER, _R.MATCHED, _R.IN_PROGRESS, _R.SOLVED, _R.REFERRED, _R.CANCELLED, _R.NOT_POSSIBLE, _R.DUPLICATE}
    ),
    _R.TAKEN_OVER: frozenset({_R.IN_PROGRESS, _R.SOLVED, _R.REFERRED, _R.CANCELLED, _R.NOT_POSSIBLE, _R.DUPLICATE}),
    _R.MATCHED: frozenset(
        {_R.TAKEN_OVER, _R.IN_PROGRESS, _R.SOLVED, _R.REFERRED, _R.CANCELLED, _R.NOT_POSSIBLE, _R.DUPLICATE}
    ),
    _R.IN_PROGRESS: frozenset({_R.TAKEN_OVER, _R.SOLVED, _R.REFERRED, _R.CANCELLED, _R.NOT_POSSIBLE}),
    _R.SOLVED: frozenset({_R.CLOSED, _R.IN_PROGRESS}),
    _R.REFERRED: frozenset({_R.CLOSED, _R.IN_PROGRESS}),
    _R.NOT_POSSIBLE: frozenset({_R.CLOSED, _R.IN_PROGRESS}),
    _R.CANCELLED: frozenset({_R.CLOSED}),
    _R.DUPLICATE: frozenset({_R.CLOSED}),
    _R.CLOSED: frozenset(),
}

ENDED = frozenset({_R.SOLVED, _R.CLOSED, _R.REFERRED, _R.CANCELLED, _R.NOT_POSSIBLE, _R.DUPLICATE})
"""Nobody waits for these any more."""

_H = HelperStatus
HELPER_STEPS: dict[HelperStatus, frozenset[HelperStatus]] = {
    _H.REGISTERED: frozenset({_H.AVAILABLE, _H.RESTING, _H.OFF_DUTY}),
    _H.AVAILABLE: frozenset({_H.DEPLOYED, _H.RESTING, _H.OFF_DUTY}),
    _H.CLAIMED: frozenset({_H.DEPLOYED, _H.RESTING, _H.OFF_DUTY}),
    _H.CONFLICT: frozenset({_H.OFF_DUTY}),
    _H.DEPLOYED: frozenset({_H.AVAILABLE, _H.RESTING, _H.OFF_DUTY}),
    _H.RESTING: frozenset({_H.AVAILABLE, _H.OFF_DUTY}),
    _H.OFF_DUTY: frozenset({_H.AVAILABLE}),
}

CLAIMABLE = frozenset({_H.REGISTERED, _H.AVAILABLE})
