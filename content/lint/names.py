# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words that look like the name of a person: a first name that many people in the Netherlands have, and a surname.

No list is whole, and a street may bear a name: this only finds the usual slip, somebody's own name as owner.
"""

from __future__ import annotations

import re

_FIRST = (
    "Aad Abdel Ahmed Ali Amina Anja Anna Anne Annemarie Annemiek Anneke Anouk Arie Arjan Astrid Bart Bas Bert Bram "
    "Carla Chantal Christiaan Cor Corrie Daan Daniel Daniëlle David Dennis Diana Dick Dirk Ed Edwin Elisabeth Elly "
    "Els Emma Eric Erik Esther Eva Fatima Femke Floor Frank Frans Fred Gerard Gerda Gerrit Hans Hassan Henk Hendrik "
    "Herman Ingrid Irene Jaap Jacqueline Jan Janneke Jeroen Jolanda Joke Johan Johanna Joost Joris Jos Judith Julia "
    "Karin Kees Kevin Kim Klaas Koen Lars Laura Leo Lieke Linda Lisa Lotte Maaike Marcel Maria Marieke Marijke "
    "Marjan Mark Marloes Martijn Martin Mehmet Michael Michel Mieke Mohamed Mohammed Monique Mustafa Nicole Nienke "
    "Noor Patricia Patrick Paul Peter Petra Piet Pieter Rachid Ria Richard Rob Robert Robin Roel Ronald Ruud Sander "
    "Sandra Saskia Sjaak Sjoerd Sophie Stefan Suzanne Sven Theo Thijs Thomas Tim Tom Tineke Truus Vincent Wendy "
    "Wilma Willem Wim Wouter Yvonne "
)
# A street, a school or an office that is called after somebody.
_NO_SURNAME = (
    r"(?!\w*(?:straat|laan|plein|weg|kade|pad|hof|hal|kerk|school|college|huis|huys|hoeve|park|stichting|brug"
    r"|plantsoen|singel|gracht|dijk|groep)\b)"
)
NAME = (
    rf"\b(?:{'|'.join(_FIRST.split())})(?: [A-Z]\.)? (?:(?:van|de|der|den|ten|ter|el|al) ){{0,3}}"
    rf"{_NO_SURNAME}[A-ZÀ-Þ][a-zà-ÿ]{{2,}}"
)
"""A pattern."""
TITLED = (
    r"(?:\b(?:[Dd]hr|[Mm]evr|[Mm]w)\.? |\b(?:[Mm]eneer|[Mm]evrouw|[Dd]e heer) |\b(?:[A-Z]\.){1,4} ?)"
    r"(?:(?:van|de|der|den|ten|ter|el|al) ){0,3}[A-ZÀ-Þ][a-zà-ÿ]+"
)
"""A pattern: a title or initials, and a surname."""
PERSON = re.compile(rf"{TITLED}|{NAME}")
