# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: E501 - one line a code is what a translator and a reader can follow
"""What the foundry finds in a pack's folder: stable codes, and the Dutch sentence of each in one table.

A sentence says what is wrong and what to do. ``{…}`` stands for a value of the finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How bad: with a ``fout`` no pack is built."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    TIP = "tip"


F, W, T = Level.FOUT, Level.WAARSCHUWING, Level.TIP

SENTENCES: dict[str, tuple[Level, str]] = {
    # The folder and its files
    "P001-bestand-onbekend": (W, "Dit bestand hoort niet in een pakket. Haal het weg of geef het een bekende naam: {nearest}."),
    "P002-bestand-ontbreekt": (F, "Het bestand {name} ontbreekt. Maak het aan."),
    "P003-bestand-te-groot": (F, "Dit bestand is groter dan {most} bytes. Splits het of haal tekst weg."),
    "P004-geen-utf8": (F, "Dit bestand is geen UTF-8. Sla het opnieuw op met de codering UTF-8."),
    "P005-vreemd-teken": (F, "Hier staat een onzichtbaar of onbekend teken ({name}). Verwijder het en typ de tekst over."),
    "P006-yaml-fout": (F, "Dit is geen goede YAML. Kijk hier en op de regel ervoor naar inspringen, dubbele punten, haken en aanhalingstekens."),
    "P007-anker": (F, "Ankers (&{name}) zijn niet toegestaan. Schrijf de waarde uit."),
    "P008-verwijzing": (F, "Verwijzingen (*{name}) zijn niet toegestaan. Schrijf de waarde uit."),
    "P009-samenvoegen": (F, "Samenvoegen met << is niet toegestaan. Schrijf de waarden uit."),
    "P010-label": (F, "Labels ({name}) zijn niet toegestaan. Haal het label weg."),
    "P011-dubbele-sleutel": (F, "De sleutel {key} staat er twee keer, eerder op regel {before}. Haal er een weg."),
    "P012-te-diep": (F, "Dit is dieper dan {most} lagen. Maak het eenvoudiger."),
    "P013-meer-dan-een-deel": (F, "Een bestand heeft één deel, zonder richtlijn (%). Haal dit weg."),
    "P014-te-veel-waarden": (F, "Dit bestand heeft meer dan {most} waarden. Splits het."),
    "P015-geen-gewoon-bestand": (F, "Dit is een koppeling of geen gewoon bestand. Zet het bestand zelf in de map."),
    "P016-aanhalingstekens": (W, "Andere programma's lezen {text} niet als tekst. Zet er aanhalingstekens omheen."),
    "P017-bestandsnaam": (F, "Deze bestandsnaam kan niet. Gebruik hoogstens 40 kleine letters, cijfers en streepjes, zoals {wanted}."),
    "P018-voorblad": (F, "De kaart begint niet met een voorblad tussen twee regels ---. Zet het erboven."),
    "P019-vraagteken": (F, "Tussen haken hoort een tekst met een vraagteken tussen aanhalingstekens."),
    "P020-niet-te-lezen": (F, "Dit is niet te lezen. Kijk of u het mag openen en of de schijf heel is."),
    "P021-te-veel-bestanden": (F, "De map heeft meer dan {most} bestanden. De rest is niet gelezen: haal weg wat niet nodig is."),
    "P022-map-te-groot": (F, "De bestanden zijn samen groter dan {most} bytes. Maak beeld en geluid kleiner: noodsteunpunt pack shrink."),
    "P023-map-onbekend": (W, "Deze map hoort niet in een pakket. Haal haar weg, of zet de bestanden in {known}."),
    # The form of what stands in them
    "P101-sleutel-onbekend": (F, "De sleutel {key} is onbekend. Bedoelde u {nearest}?"),
    "P102-sleutel-ontbreekt": (F, "De sleutel {key} ontbreekt. Vul hem in."),
    "P103-verkeerde-vorm": (F, "Hier hoort {wanted}, niet {found}."),
    "P104-leeg": (F, "Hier staat niets. Vul het in of haal de sleutel weg."),
    "P105-getal-kan-niet": (F, "{text} kan hier niet. Vul een heel getal in van {least} tot en met {most}."),
    "P106-datum-kan-niet": (F, "{text} is geen datum. Schrijf jaar-maand-dag, zoals 2026-05-01."),
    "P107-id-vorm": (F, "{text} kan geen id zijn. Gebruik kleine letters, cijfers en streepjes, hoogstens 40."),
    "P108-id-dubbel": (F, "Het id {id} bestaat al in {where}. Kies een ander id."),
    "P109-onbekend": (F, "{text} staat niet in {group}. Bedoelde u {nearest}?"),
    "P110-te-lang": (F, "Deze tekst heeft {count} tekens, hoogstens {most} mag. Maak hem korter."),
    "P111-adres-op-internet": (F, "{text} is geen goed adres. Het begint met https:// en heeft geen spaties."),
    "P112-coordinaat-kan-niet": (F, "{text} kan hier niet. Vul in: {wanted}."),
    "P113-keuze": (F, "{text} kan hier niet. Kies uit {choices}."),
    # The pack as a whole
    "P201-pakket-verlopen": (F, "Het pakket is verlopen op {day}. Controleer alles en kies een nieuwe datum."),
    "P202-pakket-verloopt-bijna": (W, "Het pakket verloopt op {day}, binnen {days} dagen. Plan de herziening."),
    "P203-datums-verwisseld": (F, "{late} ligt vóór {early}. Controleer de twee datums."),
    "P204-herziening-voorbij": (W, "De herziening was op {day}. Controleer de tekst en zet een nieuwe datum."),
    "P205-gemeentecode": (F, "{text} is geen gemeentecode. Gebruik GM met vier cijfers, of BQ met twee letters of cijfers."),
    "P206-kern-ontbreekt": (F, "Het pakket noemt de kern {id}, maar die is er niet. Zet de kern naast het pakket."),
    "P207-kern-anders": (F, "De kern is {found}, het pakket noemt {wanted}. Bekijk de wijzigingen, en daarna: noodsteunpunt pack pin."),
    "P208-claim-anders": (F, "{name} is hier {text}, maar in de kern {core}. Neem de waarde van de kern over."),
    "P209-claim-onbekend": (F, "De claim {text} bestaat niet. Bedoelde u {nearest}?"),
    "P210-claim-niet-in-tekst": (W, "De kaart noemt claim {name}, maar {value} staat niet in de tekst. Pas een van beide aan."),
    "P211-bewaartermijn": (W, "{days} dagen bewaren is lang. Korter dan {most} dagen, of leg uit waarom in legal-basis."),
    "P212-ongebruikte-taal": (W, "De taal {language} staat in languages, maar geen enkele kaart heeft haar. Vertaal of haal weg."),
    "P213-moment-zonder-lijst": (W, "Er is geen controlelijst voor {moment}. Maak er een in checklists.yaml."),
    "P214-geen-punt": (W, "Er is geen plaats van de soort {kind}. Voeg er een toe in places.yaml."),
    "P215-regio-onbekend": (F, "Het regioprofiel {text} is er niet. Bedoelde u {nearest}?"),
    "P216-claim-ongebruikt": (T, "Geen enkele kaart gebruikt de claim {name}. Haal hem weg of noem hem in een kaart."),
    "P217-postcodevorm": (F, "{text} is geen vorm van een postcode. Gebruik 9 voor een cijfer en A voor een letter: 9999 AA."),
    "P218-kern-zegt-anders": (F, "Kaart {id} van de kern noemt {text}. Hier is dat {wanted}: zet de kaart in leave-out en schrijf haar zelf."),
    "P219-kern-verwijst": (F, "{where} van de kern verwijst naar kaart {id}, die u weglaat. Schrijf een eigen kaart met dat id."),
    "P220-gebied-kan-niet": (F, "Dit gebied kan niet, of ligt buiten de regio. Schrijf eerst zuidwest, dan noordoost, elk als [breedte, lengte]."),
    "P221-datum-later": (W, "{day} moet nog komen. Zet hier de dag waarop dit is nagekeken."),
    "P222-tijdzone": (F, "{text} is geen tijdzone. Schrijf zoals Europe/Amsterdam."),
    # Cards
    "P301-kaart-zonder-bron": (F, "De kaart noemt geen bron. Voeg source toe met titel, uitgever en datum."),
    "P302-zonder-eigenaar": (F, "Er staat niet wie dit bijhoudt. Voeg owner toe: een functie of afdeling, geen naam."),
    "P303-zonder-datum": (F, "Het advies heeft geen datum. Voeg {key} toe."),
    "P304-advies-verlopen": (F, "Dit advies is verlopen op {day}. Controleer de tekst en kies een nieuwe datum."),
    "P305-advies-verloopt-bijna": (W, "Dit advies verloopt op {day}, binnen {days} dagen. Plan de herziening."),
    "P306-bron-onvolledig": (W, "Bij de bron ontbreekt {key}. Vul het in, dan kan een ander het nakijken."),
    "P307-bron-oud": (T, "De bron is van {day}, ouder dan {years} jaar. Kijk of er een nieuwere is."),
    "P308-kop-ontbreekt": (F, "De kop '{heading}' ontbreekt. Deze soort kaart heeft hem altijd."),
    "P309-kop-onbekend": (W, "De kop '{heading}' hoort niet bij deze soort kaart. Bedoelde u '{nearest}'?"),
    "P310-kop-volgorde": (W, "De kop '{heading}' staat niet op zijn vaste plaats. Zet de koppen in de volgorde van de soort."),
    "P311-kop-zonder-tekst": (W, "Onder de kop '{heading}' staat niets. Schrijf wat u weet, of dat het niet bekend is."),
    "P312-taal-ontbreekt": (W, "De kaart is er niet in de taal {language}. Vertaal haar."),
    "P313-vertaling-ouder": (W, "De vertaling is van {day}, de kaart van {base}. Werk de vertaling bij."),
    "P314-vertaling-zonder-kaart": (F, "Er is geen kaart {id} bij deze vertaling. Controleer de bestandsnaam."),
    "P315-vertaling-andere-nummers": (W, "De nummers {numbers} staan niet in de vertaling. Controleer de vertaling."),
    "P316-vorm-ontbreekt": (W, "De kaart heeft geen vorm {form}. Voeg {key} toe."),
    "P317-soort-vraagt-meer": (F, "Deze soort kaart heeft altijd {key}. Voeg het toe."),
    "P318-html": (F, "HTML ({text}) is niet toegestaan. Schrijf gewone tekst."),
    "P319-opmaak-onbekend": (F, "Deze opmaak ({text}) is niet toegestaan. Gebruik koppen, lijsten, vet, koppelingen en plaatjes; voor een los teken hoort \\."),
    "P320-plaatje-zonder-tekst": (F, "Het plaatje heeft geen beschrijving. Schrijf tussen [ en ] wat erop staat."),
    "P321-koppeling-stuk": (F, "De koppeling naar {text} loopt dood. Bedoelde u {nearest}?"),
    "P322-koppeling-onveilig": (F, "De koppeling {text} kan niet. Gebruik card:, place: of https:."),
    "P323-koppeling-zegt-niets": (T, "'{text}' zegt niet waar de koppeling heen gaat. Noem het onderwerp."),
    "P324-hoofdletters": (T, "'{text}' staat in hoofdletters. Gewone letters lezen makkelijker."),
    "P325-kaart-lang": (T, "De kaart heeft {count} woorden. Splits haar bij meer dan {most}."),
    "P326-kop-niveau": (F, "Gebruik koppen met ## en daaronder ###. De titel staat al in het voorblad."),
    "P327-naam-anders": (W, "Het id {id} is anders dan de bestandsnaam. Geef beide dezelfde naam."),
    "P328-adres-zonder-koppeling": (T, "{text} is geen koppeling. Schrijf [waar het over gaat](https://...)."),
    "P329-dag-zonder-datum": (T, "'{text}' zegt morgen iets anders. Noem de dag en de datum."),
    "P330-kaart-zonder-tekst": (F, "De kaart heeft geen tekst. Schrijf haar, of haal het bestand weg."),
    "P331-beschrijving-zegt-niets": (W, "'{text}' zegt niet wat er op het plaatje staat. Beschrijf het."),
    # Reading level
    "P401-leesniveau": (W, "De tekst is te moeilijk: leesgetal {score}, minstens {least} is B1. Maak zinnen en woorden korter."),
    "P402-zin-lang": (W, "Deze zin heeft {count} woorden. Maak er twee van, hoogstens {most} woorden."),
    "P403-lange-woorden": (T, "{percent}% van de woorden is lang. Kies kortere woorden, hoogstens {most}%."),
    "P404-lijdende-vorm": (T, "{percent}% van de zinnen heeft 'worden'. Zeg wie het doet, hoogstens {most}%."),
    "P405-moeilijk-woord": (T, "'{word}' is moeilijk. Schrijf liever '{better}'."),
    "P406-afkorting": (T, "Niet iedereen kent {word}. Schrijf de afkorting een keer uit."),
    "P407-aanspreken": (T, "Hier staat '{word}'. Spreek de lezer aan met u."),
    "P408-letters-gemengd": (W, "In '{word}' staan letters van twee schriften ({name}). Typ het woord over."),
    # Numbers
    "P501-telefoon-kan-niet": (F, "{text} kan geen telefoonnummer zijn in deze regio. Controleer het nummer."),
    "P502-nummer-niet-in-lijst": (W, "Het nummer {text} staat in de tekst, maar niet in numbers.yaml. Zet het erbij, met bron."),
    "P503-frequentie-kan-niet": (F, "{text} kan geen frequentie zijn. Schrijf bijvoorbeeld 98.9 MHz."),
    "P504-nummer-of-frequentie": (F, "Hier hoort een nummer of een frequentie, en niet beide. Kies er een."),
    "P505-ander-alarmnummer": (F, "{text} is niet het alarmnummer van deze regio. Dat is {wanted}."),
    "P506-betaald-nummer": (T, "{text} kost geld en werkt niet vanaf elk toestel. Is er een gewoon nummer?"),
    "P507-radioband": (F, "De band {text} is niet die van deze regio. Dat is {wanted}."),
    "P508-zendvermogen": (F, "{text} dBm is meer dan hier mag. Hoogstens {most} dBm."),
    # Places
    "P601-openingstijd-kan-niet": (F, "{text} kan geen openingstijd zijn. Schrijf bijvoorbeeld ma-vr 09:00-17:00."),
    "P602-buiten-gemeente": (F, "Deze plaats ligt buiten het gebied in pack.yaml. Controleer de coördinaten."),
    "P603-rd-en-wgs84": (F, "RD en WGS84 liggen {metres} meter uit elkaar. Controleer beide, hoogstens {most} meter mag."),
    "P604-verwisseld": (F, "De coördinaten lijken verwisseld. Eerst breedte, dan lengte."),
    "P605-postcode": (F, "{text} is geen postcode hier. Schrijf zoals {example}."),
    "P606-postcode-onbekend": (W, "De postcode {text} staat niet in streets.yaml. Controleer hem of vul de straat aan."),
    "P607-zelfde-plek": (T, "Deze plaats ligt op dezelfde plek als {id}. Klopt dat?"),
    "P608-zonder-herkomst": (W, "Er staat geen {key} bij. Vul in waar dit vandaan komt, of van wanneer het is."),
    "P609-oud": (T, "Dit is van {day}, ouder dan {months} maanden. Kijk of het nog klopt."),
    "P610-zonder-coordinaten": (F, "Deze plaats heeft geen coördinaten. Voeg wgs84 toe."),
    "P611-te-grof": (W, "{text} is te grof: minder dan 4 cijfers achter de punt is meer dan 10 meter ernaast."),
    "P612-toegankelijkheid": (T, "Er staat niet of mensen met een rolstoel erin kunnen. Voeg accessibility toe."),
    "P613-rd-hoort-niet": (F, "Deze regio kent geen RD-coördinaten. Haal rd weg."),
    "P614-tijd-kan-niet": (F, "{text} is geen tijd. Uren gaan van 0 tot en met 24, minuten van 00 tot en met 59."),
    # Media
    "P701-media-ontbreekt": (F, "{text} staat niet in de map media. Bedoelde u {nearest}?"),
    "P702-media-ongebruikt": (W, "Niets verwijst naar dit bestand. Haal het weg of gebruik het."),
    "P703-media-te-groot": (W, "Dit bestand is {size} bytes, hoogstens {most} mag. Maak het kleiner: noodsteunpunt pack shrink."),
    "P704-contrast": (W, "{colour} op {ground} heeft contrast {ratio}. Minstens {least} is nodig: kies een donkerder kleur."),
    "P705-svg-onveilig": (F, "Dit plaatje bevat {text}. Dat mag niet: bewaar het als gewone tekening zonder script of koppeling."),
    "P706-media-soort": (F, "Dit soort bestand kan niet, of het is iets anders dan de naam zegt. Gebruik {choices}."),
    "P707-kleur-onbekend": (W, "De kleur {text} is niet te controleren. Schrijf haar als #rrggbb."),
    # Personal data
    "P801-bsn": (F, "{text} kan een burgerservicenummer zijn. Haal het weg."),
    "P802-e-mail": (W, "{text} lijkt het adres van een persoon. Gebruik een algemeen adres."),
    "P803-iban": (F, "{text} is een bankrekening. Haal het weg."),
    "P804-geboortedatum": (F, "Hier staat een geboortedatum ({text}). Haal hem weg."),
    "P805-naam-bij-nummer": (W, "{text} lijkt een naam met een telefoonnummer. Noem een functie, geen persoon."),
    "P806-mobiel-nummer": (W, "{text} is een mobiel nummer, misschien van een persoon. Gebruik een algemeen nummer."),
    "P807-naam-van-persoon": (W, "{text} lijkt de naam van een persoon. Noem een functie of afdeling."),
    # Lists
    "P901-tegenspraak": (W, "'{item}' staat ook in {id}, dat het tegendeel zegt. Haal het uit een van de twee."),
    "P902-dubbele-regel": (T, "'{item}' staat twee keer in deze lijst. Haal er een weg."),
    "P903-straat-dubbel": (W, "De straat {name} staat er twee keer, eerder op regel {before}. Voeg ze samen."),
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong at one place. ``line`` and ``column`` count from 1; the file as a whole is 1, 1."""

    file: str
    line: int
    column: int
    code: str
    values: tuple[tuple[str, str], ...] = field(default=())

    @property
    def level(self) -> Level:
        """How bad."""
        return SENTENCES[self.code][0]

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in Dutch."""
        return SENTENCES[self.code][1].format(**dict(self.values))


def finding(code: str, file: str, line: int = 1, column: int = 1, /, **values: object) -> Finding:
    """A finding; ``values`` fill the sentence. KeyError for an unknown code or a value that the sentence lacks."""
    made = Finding(file, line, column, code, tuple(sorted((name, str(value)) for name, value in values.items())))
    _ = made.sentence
    return made


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file, line and column; the same one only once."""
    return sorted(set(findings))
