# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words for the codes of a child who came alone."""

from __future__ import annotations

from enum import StrEnum

from noodsteunpunt.domain.seeking import Why
from noodsteunpunt.domain.values_point import ChildStatus, Proof, ReleaseTo
from ui.texts import mark

WORDS: tuple[tuple[StrEnum, str], ...] = (
    (ChildStatus.HERE, mark("Here, nobody asked for it yet")),
    (ChildStatus.SOUGHT, mark("Somebody asks for it")),
    (ChildStatus.VERIFIED, mark("Checked by two")),
    (ChildStatus.RELEASED, mark("Gone along")),
    (Proof.NAME_SAID, mark("Says the name of the child")),
    (Proof.DOCUMENT, mark("Document seen, of themselves or of the child")),
    (Proof.FAMILY_QUESTION, mark("Knows what only family knows")),
    (Proof.CHILD_KNOWS, mark("The child knows them and wants to go along")),
    (Proof.KNOWN_HERE, mark("Somebody of the team knows them")),
    (Proof.CONFIRMED_BY_POLICE, mark("The police confirms it")),
    (ReleaseTo.GUARDIAN, mark("Parent or guardian")),
    (ReleaseTo.POLICE, mark("Police")),
    (ReleaseTo.YOUTH_CARE, mark("Youth care")),
    (ReleaseTo.AMBULANCE, mark("Ambulance")),
    (Why.NAME, mark("the same name")),
    (Why.LOOKS, mark("looks like what was said")),
    (Why.AGE, mark("about that age")),
    (Why.OTHER_AGE, mark("another age")),
)
