# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a bundle is refused. Each class has its code and sentence in :mod:`noodsteunpunt.errors`; ``reason`` is how it
is counted. A refused bundle changes nothing but that count."""

from __future__ import annotations

from typing import ClassVar


class CourierError(Exception):
    """``problem`` is said to a person: the name of a point, or a stable word."""

    reason: ClassVar[str] = "courier"

    def __init__(self, problem: str = "") -> None:
        super().__init__(problem)
        self.problem = problem


class NotABundle(CourierError):
    """Something else: zeros, a photograph, a folder, a link."""

    reason = "not_ours"


class BundleTooNew(CourierError):
    """Of a later format, or with a record that must be understood and is not."""

    reason = "too_new"


class BundleHalf(CourierError):
    """Shorter than it says it is."""

    reason = "half"


class BundleTooLarge(CourierError):
    """Longer than any that this program makes."""

    reason = "too_large"


class WrongIncident(CourierError):
    """Of another crisis, exercise or demonstration."""

    reason = "incident"


class WrongPoint(CourierError):
    """For somebody else; ``problem`` is who."""

    reason = "point"


class PointRevoked(CourierError):
    """From or for a point that is no member any more; ``problem`` is which."""

    reason = "revoked"


class BundleTampered(CourierError):
    """Not signed by a point of this incident, or changed after it was."""

    reason = "tampered"


class BundleTwice(CourierError):
    """Read here before."""

    reason = "twice"


class BundleMalformed(CourierError):
    """Signed and whole, and yet not what a station makes."""

    reason = "malformed"


class NoSuchPoint(CourierError):
    """Nobody of that name to make a bundle for; ``problem`` is who there is."""

    reason = "no_point"


class CodesMissing(CourierError):
    """Too few codes of a series were read; ``problem`` is how many of how many."""

    reason = "codes_missing"


class CodesTooMany(CourierError):
    """More than a series may have; ``problem`` is how many it would be."""

    reason = "codes_too_many"
