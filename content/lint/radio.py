# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The radio profile of a municipality stays within what its region allows."""

from __future__ import annotations

from content.lint.context import Context
from content.yamlsource import Mapping

_FILE = "radio.yaml"


def check_radio(context: Context) -> None:
    """The band (P507) and the power (P508)."""
    own, allowed = context.source.tables.get("radio"), context.region.get("radio")
    if not isinstance(own, Mapping) or not isinstance(allowed, Mapping):
        return
    band = allowed.text("band")
    if own.text("band") and own.text("band") != band:
        context.report("P507-radioband", _FILE, own.mark_of("band"), text=own.text("band")[:20], wanted=band)
    most, power = allowed.text("power-dbm"), own.text("power-dbm")
    if most.isdecimal() and power.isdecimal() and int(power) > int(most):
        context.report("P508-zendvermogen", _FILE, own.mark_of("power-dbm"), text=power[:9], most=most)
