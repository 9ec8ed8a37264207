# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Brings the keyboard focus to a control by its name, after it was drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import flet as ft
from flet.controls.base_control import BaseControl

_TURNS, _PAUSE = 40, 0.025
_ANSWER_SECONDS = 5.0


def controls_in(node: Any) -> Iterator[BaseControl]:
    """Every control that is drawn under ``node``, outside in."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list | tuple):
            waiting.extend(reversed(one))
        elif isinstance(one, ft.Component):
            waiting.append(one._b)
        elif isinstance(one, BaseControl):
            yield one
            waiting.append([getattr(one, "content", None), getattr(one, "controls", None)])


def named(page: ft.Page, identifier: str) -> BaseControl | None:
    """The control inside the semantics of that name, if the browser has it."""
    for control in controls_in(page.views):
        if isinstance(control, ft.Semantics) and control.identifier == identifier and control.content is not None:
            inside: BaseControl = control.content
            return inside if page.session.index.get(inside._i) is inside else None
    return None


async def focus(page: ft.Page, identifier: str) -> bool:
    """False if no such control appears within a second: then the focus stays where it is."""
    for _turn in range(_TURNS):
        control = named(page, identifier)
        if control is not None:
            await page.session.invoke_method(control._i, "focus", None, _ANSWER_SECONDS)
            return True
        await asyncio.sleep(_PAUSE)
    return False
