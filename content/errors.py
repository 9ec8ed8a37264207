# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a pack, a root, a delta, an announcement or a key file is refused: a stable reason and a Dutch sentence each.

A sentence says what is wrong and what to do now; it may be read at night by somebody who never made a pack.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Stable: scripts, tests and other stations rely on the values."""

    # the file
    NOT_THERE = "not-there"
    UNREADABLE = "unreadable"
    NOT_REGULAR = "not-a-regular-file"
    ARCHIVE = "archive"
    NOT_OURS = "not-ours"
    NEWER_FORMAT = "newer-format"
    TRUNCATED = "truncated"
    TRAILING = "trailing-bytes"
    DOCUMENT_SIZE = "document-size"
    # signatures
    SIGNATURE_COUNT = "signature-count"
    SIGNATURE_DOUBLE = "signature-double"
    SIGNER_UNKNOWN = "signer-unknown"
    SIGNER_ROLE = "signer-role"
    SIGNER_EXPIRED = "signer-expired"
    SIGNATURE_WRONG = "signature-wrong"
    SIGNATURES_FEW = "signatures-too-few"
    SIGNED_ALREADY = "signed-already"
    # the root
    ROOT_MALFORMED = "root-malformed"
    ROOT_EXPIRED = "root-expired"
    ROOT_FINGERPRINT = "root-fingerprint"
    ROOT_ROLLED_BACK = "root-rolled-back"
    ROOT_GAP = "root-gap"
    ROOT_NEEDED = "root-needed"
    # the manifest
    MANIFEST_JSON = "manifest-json"
    MANIFEST_FIELDS = "manifest-fields"
    MANIFEST_ROW = "manifest-row"
    FILE_NAME = "file-name"
    FILE_DOUBLE = "file-double"
    FILE_ORDER = "file-order"
    FILE_SIZE = "file-size"
    FILE_COUNT = "file-count"
    PACK_SIZE = "pack-size"
    # may this point believe it
    OTHER_MUNICIPALITY = "other-municipality"
    OTHER_PACK = "other-pack"
    ROLLED_BACK = "rolled-back"
    VERSION_TWICE = "version-used-twice"
    # the files
    FILE_CHANGED = "file-changed"
    FILE_MISSING = "file-missing"
    FILE_JSON = "file-json"
    # deltas and announcements
    BASE_OTHER = "base-other"
    DIFFERENCE = "difference"
    ANNOUNCEMENT = "announcement-malformed"
    ANNOUNCEMENT_CARD = "announcement-card"
    ANNOUNCEMENT_OLD = "announcement-old"
    ANNOUNCEMENT_MEDIA = "announcement-media"
    ANNOUNCEMENT_NOTHING = "announcement-nothing"
    ANNOUNCEMENT_WHICH = "announcement-which-card"
    # key files
    KEY_MALFORMED = "key-malformed"
    KEY_COST = "key-cost"
    KEY_PASSPHRASE = "key-passphrase"  # noqa: S105 - the name of a reason
    KEY_EXISTS = "key-exists"
    PASSPHRASE_SHORT = "passphrase-short"  # noqa: S105 - the name of a reason


_DAMAGED = "Kopieer het bestand opnieuw van de gemeente."
_REFUSED = "Gebruik dit bestand niet. Vraag de gemeente om het goede."
_MAKER = "De gemeente moet het pakket opnieuw bouwen."

SENTENCES: dict[Reason, str] = {
    Reason.NOT_THERE: "Bestand {name} is er niet. Kijk of de naam goed is en of de stick erin zit.",
    Reason.UNREADABLE: "Het bestand is niet te lezen. Zit de stick er nog in? Probeer een andere stick.",
    Reason.NOT_REGULAR: "Dit is geen gewoon bestand, maar een map of een snelkoppeling. Kies het bestand zelf.",
    Reason.ARCHIVE: "Dit is een zip of ander archief, geen informatiepakket. Kies een bestand op .nspack.",
    Reason.NOT_OURS: "Dit bestand is geen {what}. Kies een ander bestand.",
    Reason.NEWER_FORMAT: "Dit bestand hoort bij een nieuwere versie van het programma. Werk het programma bij.",
    Reason.TRUNCATED: f"Het bestand is niet compleet: het einde ontbreekt. {_DAMAGED}",
    Reason.TRAILING: f"Achter het einde van het bestand staat nog iets. {_REFUSED}",
    Reason.DOCUMENT_SIZE: f"Het bestand zegt van zichzelf een onmogelijke grootte. {_REFUSED}",
    Reason.SIGNATURE_COUNT: f"Het bestand heeft een onmogelijk aantal handtekeningen. {_REFUSED}",
    Reason.SIGNATURE_DOUBLE: f"Een handtekening staat er dubbel in of op de verkeerde plaats. {_REFUSED}",
    Reason.SIGNER_UNKNOWN: "Dit punt kent sleutel {key} niet. Lees eerst het nieuwste sleutelbestand.",
    Reason.SIGNER_ROLE: f"Sleutel {{key}} mag dit niet tekenen. {_REFUSED}",
    Reason.SIGNER_EXPIRED: "Sleutel {key} is verlopen. De gemeente moet opnieuw tekenen met een geldige sleutel.",
    Reason.SIGNATURE_WRONG: f"Een handtekening klopt niet: het bestand is veranderd of beschadigd. {_DAMAGED}",
    Reason.SIGNATURES_FEW: "Er zijn {needed} handtekeningen nodig en er zijn er {found}. Laat nog iemand tekenen.",
    Reason.SIGNED_ALREADY: "Met deze sleutel is al getekend. Laat iemand anders tekenen, met een andere sleutel.",
    Reason.ROOT_MALFORMED: f"Het sleutelbestand van de gemeente klopt niet ({{problem}}). {_REFUSED}",
    Reason.ROOT_EXPIRED: "Het sleutelbestand van de gemeente is verlopen. Vraag de gemeente om een nieuw.",
    Reason.ROOT_FINGERPRINT: f"Dit sleutelbestand is niet het bestand dat bij dit punt hoort. {_REFUSED}",
    Reason.ROOT_ROLLED_BACK: "Dit sleutelbestand is niet nieuwer dan wat er al is. U hoeft niets te doen.",
    Reason.ROOT_GAP: "Er ontbreekt een sleutelbestand: lees eerst versie {needed}. Vraag de gemeente erom.",
    Reason.ROOT_NEEDED: "Dit pakket hoort bij sleutelbestand versie {needed}. Lees eerst dat sleutelbestand.",
    Reason.MANIFEST_JSON: f"De inhoudslijst van het pakket is niet te lezen ({{problem}}). {_MAKER}",
    Reason.MANIFEST_FIELDS: f"De inhoudslijst van het pakket klopt niet bij {{field}}. {_MAKER}",
    Reason.MANIFEST_ROW: f"Regel {{row}} van de inhoudslijst klopt niet. {_MAKER}",
    Reason.FILE_NAME: f"Bestandsnaam {{name}} mag niet in een pakket. {_MAKER}",
    Reason.FILE_DOUBLE: f"Bestand {{name}} staat twee keer in het pakket. {_MAKER}",
    Reason.FILE_ORDER: f"De bestanden in het pakket staan niet op volgorde, bij {{name}}. {_MAKER}",
    Reason.FILE_SIZE: "Bestand {name} is te groot: hoogstens {most} bytes. Maak het kleiner en bouw opnieuw.",
    Reason.FILE_COUNT: "Het pakket heeft {found} bestanden: 1 tot {most} mag. Pas het aan en bouw opnieuw.",
    Reason.PACK_SIZE: "Het pakket is te groot: hoogstens {most} bytes. Maak beeld en geluid kleiner en bouw opnieuw.",
    Reason.OTHER_MUNICIPALITY: "Dit is van gemeente {found}, en dit punt is van {needed}. Kies een ander bestand.",
    Reason.OTHER_PACK: "Dit is pakket {found}; hier hoort pakket {needed}. Kies een ander bestand.",
    Reason.ROLLED_BACK: "Dit is versie {found}, en versie {needed} is hier al geweest. Gebruik de nieuwste versie.",
    Reason.VERSION_TWICE: "Er zijn twee verschillende pakketten met versie {found}. Vraag de gemeente welke geldt.",
    Reason.FILE_CHANGED: f"Bestand {{name}} in het pakket is veranderd of beschadigd. {_DAMAGED}",
    Reason.FILE_MISSING: "Bestand {name} zit niet in het pakket.",
    Reason.FILE_JSON: f"Bestand {{name}} in het pakket is niet te lezen ({{problem}}). {_MAKER}",
    Reason.BASE_OTHER: "Deze wijziging hoort bij een andere versie van het pakket. Neem het hele pakket.",
    Reason.DIFFERENCE: f"De wijziging is beschadigd ({{problem}}). {_DAMAGED}",
    Reason.ANNOUNCEMENT: "Het bericht is niet te lezen ({problem}). Vraag of het opnieuw verstuurd wordt.",
    Reason.ANNOUNCEMENT_CARD: f"Een bericht mag alleen een kaart veranderen, niet {{name}}. {_REFUSED}",
    Reason.ANNOUNCEMENT_OLD: "Er is al een nieuwer bericht over {name}. U hoeft niets te doen.",
    Reason.ANNOUNCEMENT_MEDIA: "De kaart gebruikt {name}, en dat heeft een punt nog niet. Laat het weg.",
    Reason.ANNOUNCEMENT_NOTHING: "Die kaart is niet anders dan in het pakket. Verander haar eerst in de map.",
    Reason.ANNOUNCEMENT_WHICH: "Er zijn {found} kaarten veranderd ({names}). Kies er een met --card.",
    Reason.KEY_MALFORMED: "Dit is geen sleutel die bij dit programma hoort. Kies het goede sleutelbestand.",
    Reason.KEY_COST: "Het sleutelbestand vraagt te veel of te weinig rekenwerk. Gebruik het niet en meld dit.",
    Reason.KEY_PASSPHRASE: "Het wachtwoord past niet, of het sleutelbestand is beschadigd. Probeer het opnieuw.",
    Reason.KEY_EXISTS: "Er is al een bestand {name}. Een sleutel wordt nooit overschreven: kies een andere naam.",
    Reason.PASSPHRASE_SHORT: "Het wachtwoord is te kort. Neem minstens {needed} tekens, zoals vijf losse woorden.",
}


class PackError(Exception):
    """Refused. ``reason`` is stable; ``values`` fill its sentence and never hold what a pack says in running text."""

    def __init__(self, reason: Reason, **values: str | int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values = values

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in Dutch."""
        return SENTENCES[self.reason].format(**self.values)
