# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who hears whom on the virtual air, how strongly, and with what loss.

A path goes one way. Its ``loss`` is the chance that the receiver misses a frame which nothing disturbs, its ``snr``
the strength in dB over the noise. A path with loss 1 that has a strength is not decoded and not noticed when
listening, but disturbs; one without a strength is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from devices.errors import DeviceError


class NodeError(DeviceError):
    """No such node on this ether, or one too many of the same number."""


@dataclass(slots=True)
class _Path:
    loss: float
    snr: float
    there: bool = True


@dataclass(frozen=True, slots=True)
class Reach:
    """What one node's signal does: ``receivers`` are (number, loss, dB) by number, ``strength`` dB at everybody
    it reaches at all."""

    receivers: tuple[tuple[int, float, float], ...]
    strength: dict[int, float]
    sensed_by: frozenset[int]


@dataclass(slots=True)
class Links:
    """All paths of one ether. ``version`` rises with every change."""

    rng: Random
    loss: float
    version: int = 0
    _paths: dict[int, dict[int, _Path]] = field(default_factory=dict)
    _group: dict[int, int] = field(default_factory=dict)
    _reach: dict[int, Reach] = field(default_factory=dict)

    def join(self, node: int) -> None:
        """A new node: it hears everybody, each with a strength of its own, until somebody says otherwise."""
        self._paths[node] = {}
        for other in self._paths:
            if other != node:
                snr = self.rng.uniform(-8.0, 10.0)
                self._paths[node][other] = _Path(self.loss, snr)
                self._paths[other][node] = _Path(self.loss, snr)
        self._changed()

    def set(self, a: int, b: int, loss: float, snr: float | None, *, one_way: bool) -> None:
        """Change the path from ``a`` to ``b``, and back."""
        if b not in self._paths.get(a, {}):
            raise NodeError("a link is between two attached nodes")
        for here, there in ((a, b),) if one_way else ((a, b), (b, a)):
            path = self._paths[here][there]
            path.loss = loss
            path.there = loss < 1.0 or snr is not None
            path.snr = path.snr if snr is None else snr
        self._changed()

    def partition(self, groups: Sequence[Iterable[int]]) -> None:
        """Only nodes of the same group reach each other; those in no group form one of their own."""
        self._group = {node: index for index, group in enumerate(groups) for node in group}
        self._changed()

    def _changed(self) -> None:
        self.version += 1
        self._reach.clear()

    def together(self, a: int, b: int) -> bool:
        """Can ``b`` decode ``a`` now, but for chance?"""
        path = self._paths[a].get(b)
        return path is not None and path.loss < 1.0 and self._group.get(a, -1) == self._group.get(b, -1)

    def reach(self, node: int) -> Reach:
        """Whom ``node`` reaches now."""
        reach = self._reach.get(node)
        if reach is None:
            group = self._group.get(node, -1)
            there = [
                (other, path)
                for other, path in sorted(self._paths[node].items())
                if path.there and self._group.get(other, -1) == group
            ]
            heard = tuple((other, path.loss, path.snr) for other, path in there if path.loss < 1.0)
            strength = {other: path.snr for other, path in there}
            reach = self._reach[node] = Reach(heard, strength, frozenset(number for number, _, _ in heard))
        return reach
