"""The headings of other systems' exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from handover_desktop.lists.reading import read_list

SNIPE_IT = (
    "ID,Company,Asset Name,Asset Tag,Model,Model No.,Category,Manufacturer,Serial,Purchase Date,Purchase Cost,"
    "Current Value,Order Number,Supplier,Checked Out To,Location,Warranty,Warranty Expires,Notes\n"
    "1,ORG,HQ laptop,00012,Latitude,L5440,Laptops,Dell,ABC123,2024-05-01,1999.00,1500.00,PO-7,ACME,Jane,HQ,36 months,"
    "2027-05-01,old"
)
GLPI = (
    '"Name";"Entity";"Status";"Manufacturers";"Serial number";"Types";"Model";"Operating System - Name";"Locations";'
    '"Last update";"Components - Processor";"Inventory number"\n'
    '"PC-001";"Root";"In use";"Dell";"SN1";"Laptop";"Latitude";"W11";"HQ";"2024-05-01 10:00";"i5";"000123"'
)
GLPI_FRENCH = (
    '"Nom";"Entité";"Statut";"Fabricants";"Numéro de série";"Type";"Modèle";"Lieu";"Composants - Processeur";'
    '"Numéro d\'inventaire"\n'
    '"PC-001";"Racine";"En service";"Dell";"SN1";"Portable";"Latitude";"Siège";"i5";"000123"'
)
INVENTREE = (
    "ID,Part ID,Part name,Part IPN,Part description,Location ID,Location name,Supplier Part SKU,Quantity,Serial,Batch,"
    "Status,Purchase Price,Purchase Price Currency,Packaging,Notes\n"
    "5,12,Radio,IPN-12,Handheld radio,3,Store A,SKU,1.0,0012,B1,10,120.50,EUR,box,"
)
HOMEBOX = (
    "HB.import_ref,HB.location,HB.tags,HB.asset_id,HB.name,HB.quantity,HB.description,HB.notes,HB.purchase_price,"
    "HB.purchase_date,HB.manufacturer,HB.model_number,HB.serial_number,HB.warranty_expires,HB.field.Name\n"
    ",Garage,tools,000-001,Drill,1,Cordless drill,fine,99.95,2023-01-02,Bosch,GSB,SN77,2026-01-02,x"
)
ODOO_LOTS = (
    "Lot/Serial Number,Internal Reference,Product,Product Category,Quantity,Unit of Measure,Location,Company\n"
    "0000123,REF1,Handheld radio,All / Radios,1.0,Units,WH/Stock,My Co"
)
ODOO_PRODUCTS = (
    "id,name,default_code,barcode,list_price,standard_price,categ_id/name,qty_available,uom_id/name\n"
    "p1,Chair,F7,0123,70.0,55.0,Office,12.0,Units"
)
SAP_ASSETS = (
    "Anlage;UNr.;Anlagenbezeichnung;Inventarnummer;Serialnummer;Hersteller;Menge;BME;Anschaffungswert;Währg;Standort\n"
    "000000300001;0;Server 42U;INV-0001;SR-1;Dell;1,000;ST;12.450,00;EUR;R1"
)
SAP_ORDERS = (
    "Purchasing Document\tItem\tMaterial\tShort Text\tPlant\tOrder Quantity\tOrder Unit\tNet Price\tCurrency\t"
    "Price Unit\tNet Order Value\n"
    "4500001234\t10\t000000000000012345\tHandheld radio\t1000\t5.000\tEA\t120.50\tEUR\t1\t602.50"
)
SAP_EQUIPMENT = (
    "Equipment;Description of technical object;Manufacturer model number;ManufSerialNumber;Asset;"
    "Inventory number;Plant\n"
    "10000123;Pump 5 kW;ETA;SN1;30001;INV1;1000"
)
SAP_FIELDS = (
    "ANLN1;ANLN2;TXT50;SERNR;INVNR;MENGE;MEINS;ANSWL;WAERS;STORT;HERST;TYPBZ\n"
    "300001;0;Server;SR1;I1;1;ST;1000,00;EUR;R1;Dell;X1"
)
SERBIAN_LEDGER = (
    "Р.бр.;Инвентарски број;Назив основног средства;Датум набавке;Набавна вредност;Садашња вредност;Локација\n"
    "1;00001234;Рачунар Dell;5.12.2024.;120.000,00;100.000,00;Соба 5"
)


@pytest.mark.parametrize(
    ("export", "fields"),
    [
        (
            SNIPE_IT,
            {
                "description": "Asset Name", "inventory_number": "Asset Tag", "model": "Model", "make": "Manufacturer",
                "category": "Category", "serial_number": "Serial", "unit_price": "Purchase Cost",
                "location": "Location",
                "order_reference": "Order Number", "receiving_unit": "Checked Out To", "warranty_months": "Warranty",
                "remark": "Notes", "line_no": "ID",
            },
        ),
        (
            GLPI,
            {
                "description": "Name", "make": "Manufacturers", "serial_number": "Serial number", "category": "Types",
                "model": "Model", "location": "Locations", "inventory_number": "Inventory number",
            },
        ),
        (
            GLPI_FRENCH,
            {
                "description": "Nom", "make": "Fabricants", "serial_number": "Numéro de série", "category": "Type",
                "model": "Modèle", "location": "Lieu", "inventory_number": "Numéro d'inventaire",
            },
        ),
        (
            INVENTREE,
            {
                "description": "Part name", "location": "Location name", "quantity": "Quantity", "lot": "Batch",
                "serial_number": "Serial", "unit_price": "Purchase Price", "currency": "Purchase Price Currency",
                "remark": "Notes", "line_no": "ID",
            },
        ),
        (
            HOMEBOX,
            {
                "description": "HB.name", "location": "HB.location", "inventory_number": "HB.asset_id",
                "quantity": "HB.quantity", "unit_price": "HB.purchase_price", "make": "HB.manufacturer",
                "model": "HB.model_number", "serial_number": "HB.serial_number", "remark": "HB.notes",
            },
        ),
        (
            ODOO_LOTS,
            {
                "description": "Product", "serial_number": "Lot/Serial Number", "category": "Product Category",
                "quantity": "Quantity", "unit": "Unit of Measure", "location": "Location",
            },
        ),
        (
            ODOO_PRODUCTS,
            {
                "description": "name", "inventory_number": "barcode", "unit_price": "standard_price",
                "category": "categ_id/name", "quantity": "qty_available", "unit": "uom_id/name", "line_no": "id",
            },
        ),
        (
            SAP_ASSETS,
            {
                "description": "Anlagenbezeichnung", "inventory_number": "Inventarnummer",
                "serial_number": "Serialnummer", "make": "Hersteller", "quantity": "Menge", "unit": "BME",
                "line_value": "Anschaffungswert", "currency": "Währg", "location": "Standort",
            },
        ),
        (
            SAP_ORDERS,
            {
                "description": "Short Text", "order_reference": "Purchasing Document", "line_no": "Item",
                "quantity": "Order Quantity", "unit": "Order Unit", "unit_price": "Net Price",
                "currency": "Currency", "line_value": "Net Order Value", "location": "Plant",
            },
        ),
        (
            SAP_EQUIPMENT,
            {
                "description": "Description of technical object", "model": "Manufacturer model number",
                "serial_number": "ManufSerialNumber", "inventory_number": "Inventory number", "line_no": "Asset",
                "location": "Plant",
            },
        ),
        (
            SAP_FIELDS,
            {
                "description": "TXT50", "serial_number": "SERNR", "inventory_number": "INVNR", "quantity": "MENGE",
                "unit": "MEINS", "line_value": "ANSWL", "currency": "WAERS", "location": "STORT", "make": "HERST",
                "model": "TYPBZ", "line_no": "ANLN1",
            },
        ),
        (
            SERBIAN_LEDGER,
            {
                "line_no": "Р.бр.", "inventory_number": "Инвентарски број", "description": "Назив основног средства",
                "line_value": "Набавна вредност", "location": "Локација",
            },
        ),
    ],
)  # fmt: skip
def test_the_export_of_another_system_is_understood(
    tmp_path: Path, export: str, fields: dict[str, str]
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(export, "utf-8")

    reading = read_list(path)

    assert reading.mapping == fields
    (line,) = reading.lines
    kept = {heading for heading, _text in line.details}
    unnamed = {column.header for column in reading.columns if column.field is None and column.samples}
    assert unnamed <= kept


SAP_LIST = (
    "15.01.2024\t\t\t\tDynamic List Display\t\t\t\t\t\t1\n"
    "\n"
    "\tCoCd\tAsset\tAsset description\tSerial number\tQuantity\tBUn\tAcquis.val.\tCrcy\tCost Ctr\tPlant\n"
    "\n"
    "\t1000\t000000210045\tHydraulikbagger\tCAT0320GHKR00123\t1\tEA\t 184.500,00 \tEUR\t0000004711\t1100\n"
    "\t1000\t000000210100\tDiesel (Kanister)\t\t1.200,500\tL\t 1.800,75 \tEUR\t0000004712\t1200\n"
    "*\t\t\t\t\t\t\t 186.300,75 \tEUR\t\t\n"
)


def test_the_list_that_sap_shows_is_read_with_its_total_and_its_cost_centres_left_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(SAP_LIST, "cp1252")

    reading = read_list(path)

    assert [line.value and line.value.minor for line in reading.lines] == [184_500_00, 1_800_75]
    assert "unit_price" not in reading.mapping
    assert [problem.row for problem in reading.problems if problem.code.code == "total-row"] == [7]
    assert not [problem for problem in reading.problems if problem.code.code == "total-differs"]


@pytest.mark.parametrize(
    "heading", ["Сер. број / бр. шасије", "Ser. br./Br. šasije", "Серијски број или број шасије"]
)
def test_serial_numbers_and_chassis_numbers_in_one_column_are_told_apart(
    tmp_path: Path, heading: str
) -> None:
    path = tmp_path / "list.csv"
    rows = "Возило;UU1DJF00X71234567\nРачунар;PF3ABC12\nКабл;према прилогу\n"
    path.write_text(f"Назив;{heading}\n{rows}", "utf-8")

    kinds = [[one.kind.value for one in line.identifiers] for line in read_list(path).lines]

    assert kinds == [["vin"], ["serial_number"], []]
