"""The headings that lists give to our fields, in the languages and systems they come from."""

from __future__ import annotations

import re
import unicodedata

_PHRASES: dict[str, str] = {
    "line_no": """
        line no, line number, line nr, line, no, nr, number, item no, item number, item nr, row, row
        no, pos, position, position no, s no, sl no, sr no, seq, id, list no, r br, rb, rbr, red br,
        redni broj, redni br, br, broj, stavka, stavka br, broj stavke, lfd nr, pos nr, n, no d
        ordre, n d ordre, numero, numero de ligne, ligne, n o, num, linea, item, asset,
        anlage, anln1""",
    "lot": """
        lot, lot no, lot number, batch, batch no, partija, partija br, broj partije, los, los nr,
        lote, lot n, tranche""",
    "category": """
        category, asset category, asset category name, item category, asset class, asset type, type
        of asset, class, group, item type, types, categories, commodity group, material group, type of equipment,
        equipment type, kategorija, kategorija opreme, vrsta, vrsta sredstva, vrsta opreme, grupa,
        grupa sredstava, tip sredstva, tip opreme, categorie, categoria, kategorie, gruppe,
        warengruppe, klasa, type,
        equipment category, product category, equipment group, categ id name, types de biens,
        tipo de equipo, kategorija sredstva""",
    "description": """
        naziv os, naziv osnovnog sredstva, naziv sredstva,
        description, item description, asset description, asset name, name, item, item name,
        article, article description, designation, description of goods, description of item,
        description of items, material description, short text, equipment, equipment name, equipment
        description, goods, product, product name, title, asset, vehicle, nomenclature, product
        description, goods description, line description, naziv, naziv i opis, opis, naziv sredstva,
        naziv opreme, naziv artikla, naziv robe, naziv stavke, naziv proizvoda, naziv materijala,
        opis sredstva, opis robe, opis opreme, opis stavke, opis i naziv, predmet, predmet nabavke,
        artikal, sredstvo, oprema, vozilo, vrsta robe, osnovno sredstvo, naziv osnovnog sredstva,
        ime, specifikacija, libelle, objet, article designation, designation du bien, bien, nom,
        nombre, descripcion, articulo, denominacion, descripcion del bien, bezeichnung,
        beschreibung, gegenstand, artikel, artikelbezeichnung, benennung, material,
        part name, maktx, txt50, eqktx, txz01, product id name, anlagenbezeichnung, materialkurztext, kurztext,
        description of technical object, technical object description, item label, naziv vozila,
        desc, descr, item desc, asset desc, product desc, particulars, component, component name, part description""",
    "make": """
        make, brand, brand name, manufacturer, manufacturer name, manufacturers, producer, marka, proizvodjac,
        proizvodzac, naziv proizvodjaca, brend, fabricant, marque, constructeur, marca, fabricante,
        hersteller, marke, fabrikat,
        fabricants, herst, make name, proizvodjac marka, mfr, mfg, manuf""",
    "model": """
        model, model name, models, model no, model number, model nr, type model, model type, tip, tip
        modela, model vozila, tip vozila, vehicle type, vehicle model, modele, modelo, modell, typ,
        make model, make and model, make type, brand model, brand and model, manufacturer model,
        manufacturer and model, marka i model, marka model, marka i tip, marka tip, proizvodjac i
        model, proizvodjac model, marque modele, marque et modele, marque type, marca modelo, marca
        y modelo, marke modell, marke und modell, marke und typ, marke typ, hersteller typ, product
        model, device model, type,
        typbz, modeles, manufacturer model number, model brand, oznaka modela""",
    "serial_number": """
        serial number, serial numbers, serial no, serial nr, serial, serials, serial num, sn, s n,
        ser no, ser nr, serialnumber, serial lot number, device serial, device serial number,
        equipment serial number, manufacturer serial number, manufacturer serial no, mfr serial no,
        manuf serial number, product serial number, unit serial number, serijski broj, serijski br,
        serijski brojevi, ser broj, ser br, s br, fabricki broj, fabricki br, fabr broj, tvornicki
        broj, serijski broj uredjaja, serijski, numero de serie, no de serie, n de serie, no serie,
        n serie, n o de serie, num serie, numero serie, seriennummer, seriennr, serien nr, serien
        nummer, serialnr,
        lot serial number, serialnummer, serialnummern, sernr, serge, manufserialnumber, manuf serial no,
        manufacturer part serial number, hersteller serialnummer, serie, nos de serie, serijski brojevi sn""",
    "inventory_number": """
        inventory number, inventory no, inventory nr, inventory code, inventory id, inv no, inv nr,
        inv number, inventory, asset tag, asset no, asset number, asset nr, asset id, asset code,
        tag, tag no, tag number, fixed asset number, barcode, bar code, property number, property
        no, equipment number, inventarski broj, inventarni broj, inventurni broj, inventarski br,
        inventarni br, inventarska oznaka, inv broj, inv br, barkod, bar kod, broj osnovnog
        sredstva, numero d inventaire, no d inventaire, n d inventaire, numero inventaire, numero de
        inventario, no de inventario, n o de inventario, n de inventario, inventarnummer,
        inventarnr, inventar nr, inventar nummer, anlagennummer, asset,
        invnr, anln1, anlage, anlagen nr, inventar nr anlage""",
    "vin": """
        vin, vin number, vin no, vin nr, vin code, vin broj, chassis, chassis number, chassis no,
        chassis nr, chassis vin, vin chassis, vin chassis no, vin chassis number, frame no, frame
        number, vehicle identification number, vehicle identification no, broj sasije, br sasije,
        sasija, broj sasije vin, vin broj sasije, sasija vin, vin sasija, identifikacioni broj
        vozila, identifikaciona oznaka vozila, id broj vozila, vin oznaka, numero de chassis, no de
        chassis, n de chassis, numero de bastidor, n o de bastidor, bastidor, numero de chasis,
        chasis, fahrgestellnummer, fahrgestellnr, fahrgestell nr, fin,
        fahrzeugidentifizierungsnummer, fahrzeug ident nr""",
    "imei": """
        imei, imei number, imei no, imei nr, imei code, imei broj, imei 1, imei1, imei 2, imei2,
        imeisv, imei numero""",
    "plate": """
        plate, plate no, plate number, license plate, licence plate, license plate number, licence
        plate number, number plate, registration plate, registration no, registration number,
        registration, reg no, reg nr, reg plate, registration mark, registarska oznaka, registarski
        broj, registarske oznake, registarske tablice, registarska tablica, reg oznaka, reg br, reg
        broj, registracija, registracioni broj, tablice, tablica, broj tablica, immatriculation,
        plaque, no d immatriculation, numero d immatriculation, n d immatriculation, plaque d
        immatriculation, immat, immatr, matricula, placa, placas, kennzeichen, amtliches kennzeichen""",
    "quantity": """
        menge geliefert, gelieferte menge, liefermenge, isporuceno, quantite livree, qte livree, cantidad entregada,
        quantity, qty, qnt, qnty, quant, pieces, pcs, count, units, no of units, number of units, no
        of pieces, no of items, number of pieces, ordered qty, qty ordered, quantity ordered,
        ordered quantity, delivered quantity, quantity delivered, qty delivered, delivered qty,
        total quantity, total qty, order quantity, kolicina, kol, kol kom, kolicina kom, kom, broj
        komada, br kom, komada, isporucena kolicina, ugovorena kolicina, kolicina isporuceno,
        quantite, qte, nombre, nb, cantidad, cant, menge, anzahl, stuck, stueck, stuckzahl,
        quantity on hand, qty on hand, on hand, qty available, qty on hand, stock quantity, quantity in stock,
        product qty, ordermenge, bestellmenge, received quantity, quantity received, received qty, qty received""",
    "unit": """
        unit of measure, unit, uom, u o m, um, measure, unit of entry, base unit of measure, base
        unit, measuring unit, measurement unit, unit of measurement, jm, j m, jed mere, jed mjere,
        jedinica mere, jedinica mjere, jedinica, mera, mjera, unite, unite de mesure, unidad, unidad
        de medida, einheit, mengeneinheit, me, bun,
        order unit, bme, meins, uom id name, product uom id name, basismengeneinheit, unites""",
    "unit_price": """
        unit price, unit cost, price, cost, price per unit, price per piece, price per item, unit
        value, unit rate, cost per unit, purchase price, purchase cost, price each, rate, value per
        unit, value per piece, price unit, jedinicna cena, jedinicna cijena, jed cena, jed cijena,
        cena, cijena, cena po jedinici, cena po jedinici mere, cena po komadu, cena kom, jedinicna
        vrednost, vrednost po komadu, nabavna cena, prix unitaire, prix, pu, p u, prix d achat,
        p unit, prix unit, precio unit, p unitario,
        precio unitario, precio, costo unitario, coste unitario, einzelpreis, preis, stuckpreis,
        stueckpreis, einheitspreis, kaufpreis, preis pro stuck, valeur unitaire, cout unitaire,
        valeur par unite, valor unitario, valor por unidad, precio por unidad, einzelwert, stuckwert,
        netpr, net price, standard price, nettopreis, pu ht, p u ht, pu ttc, p u ttc, v unitario, v unit""",
    "currency": """
        currency, curr, ccy, cur, crcy, currency code, price currency, purchase price currency,
        waers, valuta, valuta cene, devise, monnaie, moneda, divisa, wahrung, waehrung,
        wahrg, purchase price currency code, currency id name""",
    "line_value": """
        line value, value, total, total value, total price, total cost, line total, line amount,
        amount, total amount, net value, net amount, extended price, extended value, sum, subtotal,
        asset value, original value, acquis val, acquisition value, acquisition cost, acq cost, acq val, acq value,
        amount in lc,
        vrednost, vrijednost, ukupno, ukupna vrednost, ukupna vrijednost, ukupna cena, ukupna
        cijena, iznos, ukupan iznos, svega, vrednost stavke, nabavna vrednost, cena ukupno,
        nab vrednost, nab vred, price total, valeur,
        montant, prix total, valeur totale, total ht, montant total, valor, importe, valor total,
        precio total, importe total, gesamtpreis, gesamtwert, gesamt, gesamtbetrag, betrag, wert,
        anschaffungswert,
        net order value, answl, netwr, nettowert, original cost, kansw""",
    "receiving_unit": """
        receiving unit, recipient unit, recipient, receiver, end user, end user unit, organisational
        unit, organizational unit, org unit, department, beneficiary, final beneficiary, consignee,
        assigned to, allocated to, allocation, destination, user unit, receiving organisation, unit,
        organizaciona jedinica, org jedinica, org jed, korisnik, krajnji korisnik, primalac,
        jedinica primalac, jedinica koja prima, prijemna jedinica, sektor, odeljenje, sluzba,
        raspored, namena, jedinica, unite beneficiaire, beneficiaire, utilisateur final,
        destinataire, service, unidad receptora, destinatario, beneficiario, usuario final,
        empfanger, empfaenger, empfangende einheit, empfangende dienststelle, dienststelle, abteilung, checked out to,
        used by department""",
    "location": """
        location, place, site, delivery place, place of delivery, delivery location, storage
        location, room, warehouse, building, default location, plant, current location, locations, lokacija,
        mesto, mjesto, mesto isporuke, objekat, magacin, skladiste, prostorija, lieu, emplacement,
        lieu de livraison, lugar, ubicacion, standort, ort, lagerort, raum,
        stort, lieux, location name, storage location, location id name, functional location, duty station""",
    "kit_contents": """
        kit contents, contents, accessories, included items, set contents, components, included
        accessories, package contents, box contents, dodatna oprema, pribor, sadrzaj kompleta,
        sadrzaj, komplet, sadrzaj paketa, dodatni pribor, contenu, accessoires, contenu du kit,
        accesorios, contenido, zubehor, zubehoer, lieferumfang""",
    "order_reference": """
        order reference, order number, order no, order nr, purchase order, purchase order no,
        purchase order number, po, po no, po number, p o no, purch doc, purchasing document,
        contract, contract no, contract number, contract reference, procurement reference,
        reference, ref, ref no, order, invoice, invoice no, invoice number, broj narudzbenice,
        narudzbenica, ugovor, broj ugovora, br ugovora, faktura, broj fakture, br fakture, numero de
        commande, bon de commande, commande, no de commande, n de commande, marche, numero de
        pedido, n o de pedido, pedido, contrato, bestellnummer, bestellung, bestell nr,
        auftragsnummer,
        ebeln, purch doc no, einkaufsbeleg""",
    "warranty_months": """
        warranty months, warranty, warranty period, warranty in months, warranty mo, warranty m,
        guarantee, guarantee period, garancija, garancija meseci, garancija u mesecima, garancija
        mjeseci, garantni rok, garantni rok meseci, garantni rok u mesecima, garantie, garantie
        mois, duree de garantie, garantia, garantia meses, gewahrleistung, garantie monate,
        garantiezeit""",
    "remark": """
        remark, remarks, note, notes, comment, comments, commentaire, commentaires, comentario,
        comentarios, kommentar, observation, observations, napomena,
        napomene, primedba, primedbe, komentar, remarque, remarques, observacion, observaciones,
        bemerkung, bemerkungen, anmerkung, anmerkungen, hinweis""",
}

_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдезијклмнопрстуфхц", "abvgdezijklmnoprstufhc", strict=True)),
        "ч": "c", "ш": "s", "ћ": "c", "ђ": "dj", "ж": "z", "ѓ": "g", "ќ": "k", "й": "j", "љ": "lj", "њ": "nj",
        "џ": "dz", "ѕ": "dz", "щ": "st", "ъ": "", "ь": "", "ю": "ju", "я": "ja", "ы": "y", "э": "e", "ё": "e",
        "і": "i", "ї": "i", "є": "e", "ґ": "g", "đ": "dj", "ð": "dj", "ł": "l", "ø": "o", "ß": "ss",
        "æ": "ae", "œ": "oe", "#": " no ", "№": " no ",
    }
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-zšđčćž])(?=[A-ZŠĐČĆŽ][a-zšđčćž])")
_NO_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Return `text` as plain lower-case Latin words: Cyrillic transliterated, marks and punctuation gone."""
    if text.isascii():
        return _NO_WORD.sub(" ", _CAMEL.sub(" ", text[:300]).lower().replace("#", " no ")).strip()
    lower = _CAMEL.sub(" ", text[:300]).casefold().translate(_LETTERS)
    bare = "".join(char for char in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(char))
    return _NO_WORD.sub(" ", bare).strip()


def _fields_by_phrase() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field, phrases in _PHRASES.items():
        for phrase in phrases.split(","):
            key = " ".join(phrase.split())
            found[key] = (*found.get(key, ()), field)
    return found


FIELDS_OF: dict[str, tuple[str, ...]] = _fields_by_phrase()
"""Folded heading to the fields it can mean; more than one where only the content tells."""

HEADING_WORDS: frozenset[str] = frozenset(
    word for phrase in FIELDS_OF for word in phrase.split() if len(word) > 2
)
"""Every word that stands in a heading."""

IDENTIFIER_WORDS = frozenset(
    " ".join(phrase.split())
    for phrase in """
    identifier, identifiers, identification, identification number, identification no, id number, id no,
    unique identifier, identifikator, identifikacioni broj, identifikacija, identifiant, identificador,
    identifikation, serial imei, serial vin, vin serial""".split(",")
)
"""Folded headings of columns that hold identifiers of several kinds."""

NO_FIELD = frozenset(
    " ".join(phrase.split())
    for phrase in """
    internal reference, default code, model no id, company, status, supplier, vendor, sales price, list price,
    current value, book value, net book value, location id, part id, warranty expires, warranty details,
    warranty until, warranty end, cost type, cost code, cost object, rate type, value class""".split(",")
)
"""Folded headings that look like one of ours and hold something else; they are kept as details."""

OTHER_WORDS = frozenset(
    """date datum fecha expires expiry expiration expired until created updated modified current residual book
    depreciated depreciation sadasnja ispravka amortizacija otpisana vnc actuelle id pk url email forecasted
    reserved supplier vendor dobavljac fournisseur proveedor lieferant ctr center centre element salvage scrap
    insurance insured replacement weight fuel budget keys mileage odometer kilometraza predjena predjeni predjeno
    presao kilometrage kilometraje kilometerstand laufleistung""".split()
)
"""Folded words with which a longer heading means something else than the field it names in passing."""

TOTAL_WORDS = frozenset(
    """total totals subtotal sub grand sum sums ukupno ukupan ukupna svega zbir suma sveukupno medjuzbir
    rekapitulacija somme totaux general gesamt gesamtsumme summe zwischensumme totales""".split()
)
"""Folded words of which a row of totals begins with one."""

TAX_WORDS = frozenset("vat pdv tva mwst mw ust mehrwertsteuer umsatzsteuer iva porez taxe tax".split())
BESIDE_TAX = frozenset(
    "a at st of od za na von de sur plus zzgl incl rate stopa iznos amount montant betrag".split()
)
"""Folded words that stand beside such a one where the row states nothing but the tax."""

UNITS: frozenset[str] = frozenset(
    """pcs pc piece pieces ea each unit units item items set sets kit kits pair pairs pr box boxes bx pack
    packs pk pkg package packages roll rolls ro licence licences license licenses seat seats vehicle vehicles
    vozilo vozila lic     carton cartons ct bottle bottles h87 c62 nmb nar niu xbx xpk se kt kom komad komada komadi kmd
    seta setova komplet kompleta kompl kpl par para pakovanje pak kutija kutije kut rolna rolne
    licenca licenci pce jeu lot lots paire boite rouleau unite unites u un ud uds unidad unidades
    pza pieza piezas juego caja st stk stuck stueck satz paar kiste rolle karton kg g t l ltr litre
    liter litar m mtr metre meter metar km m2 m3 kgm h hour hours day days month months sat dan
    mesec meseci godina""".split()
)
"""Folded units of measure that are known, the codes of UN/ECE recommendation 20 among them."""

DIVISIBLE_UNITS = frozenset(
    "kg g t l ltr litre liter litar m mtr metre meter metar km m2 m3 kgm h hour hours day days sat dan".split()
)  # fmt: skip
"""Folded units that come in fractions; everything else is counted in whole numbers."""

VEHICLE_WORDS = frozenset(
    """vehicle vehicles car cars van vans truck trucks suv pickup bus buses minibus ambulance motorcycle motorcycles
    trailer trailers vozilo vozila automobil automobila automobili kombi kombija kamion kamiona kamioni dzip dzipovi
    terensko autobus autobusa motocikl motocikla prikolica prikolice vehicule vehicules voiture voitures camion
    camions fourgon remorque vehiculo vehiculos coche coches furgoneta furgonetas camioneta remolque fahrzeug
    fahrzeuge pkw lkw kraftfahrzeug anhanger transporter""".split()
)
"""Folded words that say that something has a number of its own on each piece, and plates."""
