# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a station says loudly."""

from __future__ import annotations

from collections.abc import Iterable

from devices.radio import RadioState, RadioStatus
from noodsteunpunt.domain.views import Alarm, PointName


def radio_alarms(status: RadioStatus) -> tuple[Alarm, ...]:
    """That the radio is not there, or odd."""
    if status.state is not RadioState.READY:
        return (Alarm("radio_not_ready", "attention", {"reason": status.reason}),)
    return (Alarm("radio_odd", "attention", {"reason": status.reason}),) if status.reason else ()


def note_contradicted(alarms: dict[str, Alarm], points: Iterable[int], known: Iterable[PointName]) -> None:
    """Something was heard under the name of these points that is not their word."""
    letters = {point.number: point.letters for point in known}
    before = alarms.get("contradicted")
    named = {letters.get(number, str(number)) for number in points}
    named |= set(before.detail["points"].split()) if before else set()
    alarms["contradicted"] = Alarm("contradicted", "attention", {"points": " ".join(sorted(named))})
