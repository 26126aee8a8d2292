"""The invented asset list of the demo: 72 vehicles and 898 pieces of equipment on 605 lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.handovers import ReceivingUnit
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, luhn_holds
from handover_desktop.domain.money import Money

VEHICLES = "Vehicles"
EQUIPMENT = "Equipment"
"""The two lots of the list."""

_CURRENCY = "EUR"
_LOCAL_HEADING = "Назив на српском"


def demo_lines() -> tuple[AssetLine, ...]:
    """Return the whole list: vehicles first, then equipment, each in the order of its code."""
    return (*_vehicle_lines(), *_equipment_lines())


def demo_units() -> tuple[ReceivingUnit, ...]:
    """Return the units that receive the items of the list."""
    return tuple(ReceivingUnit(*texts) for texts in _UNITS)


def demo_imei(number: int) -> str:
    """Return the IMEI with the serial part `number`, in the test range of type allocation codes (00)."""
    body = f"00100000{number:06d}"
    return next(body + digit for digit in "0123456789" if luhn_holds(body + digit))


_UNITS = (
    ("U01", "Border Police Directorate HQ, Belgrade", "Управа граничне полиције – седиште, Београд"),
    ("U02", "Regional Centre towards Hungary – Subotica", "Регионални центар према Мађарској – Суботица"),
    ("U03", "Regional Centre towards Croatia – Novi Sad", "Регионални центар према Хрватској – Нови Сад"),
    ("U04", "Regional Centre towards Romania – Vršac", "Регионални центар према Румунији – Вршац"),
    (
        "U05",
        "Regional Centre towards Bulgaria – Dimitrovgrad",
        "Регионални центар према Бугарској – Димитровград",
    ),
    (
        "U06",
        "Regional Centre towards North Macedonia – Preševo",
        "Регионални центар према Северној Македонији – Прешево",
    ),
    ("U07", "Regional Centre towards Montenegro – Priboj", "Регионални центар према Црној Гори – Прибој"),
    (
        "U08",
        "Regional Centre towards Bosnia and Herzegovina – Užice",
        "Регионални центар према Босни и Херцеговини – Ужице",
    ),
    ("U09", "Border Police Station Belgrade (airport)", "Станица граничне полиције Београд (аеродром)"),
    ("U11", "Reception of foreigners", "Прихват странаца"),
    ("U12", "Section for suppression of irregular migration", "Одсек за сузбијање нерегуларних миграција"),
)


@dataclass(frozen=True, slots=True)
class _Vehicle:
    """A type of vehicle; `allocation` counts the vehicles that each unit receives."""

    code: str
    description: str
    local: str
    category: str
    model: str
    price: str
    allocation: str


_VEHICLES = (
    _Vehicle(
        "V1",
        "Compact SUV 4×4, patrol livery",
        "Теренско возило 4×4, полицијске ознаке",
        "Patrol vehicle",
        "Dacia Duster class",
        "19450",
        "U02:6 U03:4 U04:3 U05:5 U06:5 U07:2 U08:4",
    ),
    _Vehicle(
        "V2",
        "Compact SUV 4×4, unmarked",
        "Теренско возило 4×4, без ознака",
        "Patrol vehicle",
        "Suzuki Vitara class",
        "18700",
        "U01:2 U02:2 U03:1 U04:1 U05:1 U06:1 U07:1 U08:1 U12:2",
    ),
    _Vehicle(
        "V3",
        "Double-cab pick-up 4×4, patrol livery",
        "Пикап 4×4 са дуплом кабином, полицијске ознаке",
        "Pick-up",
        "Mitsubishi L200 class",
        "31900",
        "U02:1 U03:1 U04:1 U05:2 U06:1 U07:1 U08:1",
    ),
    _Vehicle(
        "W1",
        "Passenger van 8+1, patrol livery",
        "Путнички комби 8+1, полицијске ознаке",
        "Van",
        "Opel Vivaro class",
        "27350",
        "U01:1 U02:3 U03:2 U04:1 U05:2 U06:2 U07:1 U08:1 U09:1 U11:1",
    ),
    _Vehicle(
        "W2",
        "Van for secured transport of persons, with partition",
        "Комби за превоз лица под надзором, са преградом",
        "Van",
        "Ford Transit class",
        "30750",
        "U02:1 U03:1 U05:1 U06:1 U11:3 U12:1",
    ),
)


def _vehicle_lines() -> Iterator[AssetLine]:
    running = 0
    for kind in _VEHICLES:
        for number, unit in enumerate(_spread_counted(kind.allocation), 1):
            running += 1
            yield AssetLine(
                line_no=f"{kind.code}-{number:03d}",
                lot=VEHICLES,
                category=kind.category,
                description=kind.description,
                model=kind.model,
                identifiers=(
                    Identifier(IdentifierKind.INVENTORY_NUMBER, _inventory_number(running)),
                    Identifier(IdentifierKind.VIN, f"0SYZZZ{kind.code}1ZR{running:06d}"),
                ),
                unit_price=Money.of(Decimal(kind.price), _CURRENCY),
                receiving_unit=unit,
                kit_contents="2 keys; registration papers; first-aid kit; warning triangle; tyre repair kit",
                order_reference="DEMO-2024/01",
                warranty_months=36,
                details=((_LOCAL_HEADING, kind.local),),
            )


def _spread_counted(allocation: str) -> list[str]:
    counts = (entry.split(":") for entry in allocation.split())
    return [unit for unit, count in counts for _ in range(int(count))]


def _inventory_number(running: int) -> str:
    return f"DEMO-2024-{running:06d}"


@dataclass(frozen=True, slots=True)
class _Equipment:
    """A type of equipment. `kind`: S by serial number, SI also by IMEI, Q counted, L licences."""

    code: str
    description: str
    local: str
    category: str
    model: str
    quantity: int
    price: str
    kind: str
    units: str


_CENTRES = "U02 U03 U04 U05 U06 U07 U08"
_FIRST_CONTACT = "U02 U05 U06 U09 U11"
_HEADQUARTERS = "U01"

_TABLE = """
E01|Ten-print livescan fingerprint scanner, desktop|Стони скенер за десет отисака прстију|Biometrics|TP-500|20|4850|S|centres
E02|Mobile two-finger fingerprint reader|Преносни читач отисака два прста|Biometrics|MF-2|30|1290|S|centres
E03|Mobile registration kit in rugged case|Преносни комплет за регистрацију у коферу|Biometrics|RK-8|8|14900|S|contact
E04|Full-page passport and document reader (MRZ, RFID)|Читач путних исправа (MRZ, RFID)|Documents|PR-40|40|1180|S|centres
E05|Document examination workstation, second line (UV/IR)|Станица за преглед исправа, друга линија (UV/IR)|Documents|DX-4|4|12600|S|contact
E06|Hand-held document checker (UV, retro, white light)|Ручни уређај за проверу исправа|Documents|HC-25|25|340|S|centres
E07|Illuminated magnifier 10×, UV and white|Лупа 10× са осветљењем|Documents|LM-10|60|68|Q|hq
E08|Facial-capture camera with tripod and lights|Камера за снимање лица са сталком и светлима|Biometrics|FC-20|20|620|S|centres
E09|Signature pad|Подлога за потпис|IT equipment|SP-9|20|189|S|centres
E10|Registration desktop PC|Рачунар за регистрацију|IT equipment|PC-30|30|940|S|centres
E11|Monitor 24″|Монитор 24″|IT equipment|MO-24|30|165|S|centres
E12|Rugged laptop 14″|Отпорни преносни рачунар 14″|IT equipment|RL-14|25|2480|S|centres
E13|Rugged tablet 10″ LTE|Отпорни таблет 10″ LTE|Mobile devices|RT-10|30|1350|SI|centres
E14|Smartphone for field identification|Паметни телефон за теренску идентификацију|Mobile devices|Field phone|40|410|SI|centres
E15|A4 multifunction printer|Мултифункционални штампач А4|IT equipment|MP-12|12|480|S|centres
E16|Portable A4 printer|Преносни штампач А4|IT equipment|PP-10|10|395|S|centres
E17|A4 flatbed scanner|Скенер А4|IT equipment|FS-10|10|210|S|centres
E18|Wristband and label printer|Штампач наруквица и налепница|IT equipment|WP-12|12|520|S|contact
E19|Wristband roll (box of 1,000)|Ролна наруквица (кутија од 1.000)|Consumables|WR-1000|120|24.50|Q|hq
E20|ID-card printer|Штампач идентификационих картица|IT equipment|CP-3|3|2890|S|hq
E21|Server, registration database|Сервер за базу регистрације|IT equipment|SV-2|2|9750|S|hq
E22|Network storage|Мрежно складиште података|IT equipment|NS-2|2|5200|S|hq
E23|UPS 3 kVA, rack|Непрекидно напајање 3 kVA|IT equipment|UP-3000|6|1140|S|hq
E24|UPS 1 kVA|Непрекидно напајање 1 kVA|IT equipment|UP-1000|30|145|S|centres
E25|Network switch 24 ports PoE|Мрежни свич 24 порта PoE|IT equipment|SW-24|8|690|S|centres
E26|LTE router with antenna|LTE рутер са антеном|Mobile devices|LR-15|15|420|SI|centres
E27|Registration software licence, per seat|Лиценца за софтвер за регистрацију, по месту|Licences|Registration 5|30|385|L|hq
E28|Hand-held thermal camera, long range|Ручна термална камера великог домета|Surveillance|TC-12|12|8420|S|centres
E29|Night-vision binoculars|Двоглед за ноћно осматрање|Surveillance|NB-14|14|3150|S|centres
E30|Day binoculars 7×50|Дневни двоглед 7×50|Surveillance|DB-7×50|40|215|S|centres
E31|Small UAV with thermal payload, kit|Мала беспилотна летелица са термалном камером, комплет|Surveillance|UA-4|4|9900|S|contact
E32|CO₂ detector probe for cargo|Сонда за откривање CO₂ у терету|Detection|CD-6|6|1980|S|contact
E33|Heartbeat detector set|Комплет за откривање откуцаја срца|Detection|HB-2|2|24800|S|contact
E34|Video endoscope|Видео-ендоскоп|Detection|VE-8|8|2240|S|contact
E35|Under-vehicle inspection mirror|Огледало за преглед испод возила|Detection|IM-30|30|74|Q|hq
E36|Rechargeable searchlight|Пуњиви рефлектор|Surveillance|SL-40|40|132|Q|hq
E37|Container office for registration, 20 ft, equipped|Опремљени контејнер за регистрацију, 20 стопа|Infrastructure|CO-20|2|18400|S|contact
E38|Generator 6 kVA|Агрегат 6 kVA|Infrastructure|GE-6|6|1780|S|contact
E39|Folding table and chairs set|Комплет: склопиви сто и столице|Infrastructure|FT-20|20|168|Q|hq
E40|First-aid kit for patrol vehicle (1 per vehicle)|Прва помоћ за патролно возило (1 по возилу)|Consumables|FA-1|72|39.90|Q|hq
"""  # noqa: E501 - a table reads best one row a line

_PLACES = {"centres": _CENTRES, "contact": _FIRST_CONTACT, "hq": _HEADQUARTERS}

_KITS = {
    "E03": "Rugged case; camera; fingerprint reader; document reader; laptop; charger; battery",
    "E31": "Aircraft; thermal payload; remote control; 4 batteries; charger; 2 sets of propellers; case",
    "E33": "Control unit; 4 sensors; cables; charger; transport case",
}

_WARRANTY_MONTHS = {"Consumables": None, "Licences": 12, "Infrastructure": 12}


def _equipment_lines() -> Iterator[AssetLine]:
    inventory = sum(1 for _ in _vehicle_lines())
    devices = 0
    for kind in _equipment():
        if kind.kind in ("Q", "L"):
            yield _equipment_line(kind, kind.code, kind.units.split()[0], (), quantity=kind.quantity)
            continue
        for number in range(1, kind.quantity + 1):
            inventory += 1
            identifiers = [
                Identifier(IdentifierKind.SERIAL_NUMBER, f"SYN-{kind.code}-{number:04d}"),
                Identifier(IdentifierKind.INVENTORY_NUMBER, _inventory_number(inventory)),
            ]
            if kind.kind == "SI":
                identifiers.append(Identifier(IdentifierKind.IMEI, demo_imei(devices)))
                devices += 1
            units = kind.units.split()
            unit = units[(number - 1) * len(units) // kind.quantity]
            yield _equipment_line(kind, f"{kind.code}-{number:02d}", unit, tuple(identifiers))


def _equipment() -> Iterator[_Equipment]:
    for row in _TABLE.strip().splitlines():
        code, description, local, category, model, quantity, price, kind, place = row.split("|")
        yield _Equipment(
            code, description, local, category, model, int(quantity), price, kind, _PLACES[place]
        )


def _equipment_line(
    kind: _Equipment, line_no: str, unit: str, identifiers: tuple[Identifier, ...], *, quantity: int = 1
) -> AssetLine:
    return AssetLine(
        line_no=line_no,
        lot=EQUIPMENT,
        category=kind.category,
        description=kind.description,
        make="Demo",
        model=kind.model,
        quantity=Decimal(quantity),
        unit="licences" if kind.kind == "L" else "pcs",
        identifiers=identifiers,
        unit_price=Money.of(Decimal(kind.price), _CURRENCY),
        receiving_unit=unit,
        kit_contents=_KITS.get(kind.code, ""),
        order_reference="DEMO-2024/02",
        warranty_months=_WARRANTY_MONTHS.get(kind.category, 24),
        details=((_LOCAL_HEADING, kind.local),),
    )
