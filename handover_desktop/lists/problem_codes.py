"""What a list can be asked about: every kind of problem with its gravity and its sentence."""

from __future__ import annotations

import enum

from handover_desktop.domain.identifiers import IdentifierDoubt, Severity
from handover_desktop.domain.texts import N_

_E, _C, _W, _N = Severity.ERROR, Severity.CONFIRM, Severity.WARNING, Severity.NOTICE
_KEPT_OUT = True


class ProblemCode(enum.Enum):
    """A kind of problem: stable code, usual gravity, and English sentence (the key in the catalogues).

    `keeps_out` says that its row is not imported, unless someone takes it along on purpose.
    """

    code: str
    severity: Severity
    text: str
    keeps_out: bool

    def __init__(self, code: str, severity: Severity, text: str, keeps_out: bool = False) -> None:
        self.code = code
        self.severity = severity
        self.text = text
        self.keeps_out = keeps_out

    # The row, or the list, cannot be taken
    NO_HEADER = (
        "no-header",
        _E,
        N_("No header row was found. Choose the header row, or name the columns by hand."),
    )
    NO_DESCRIPTION_COLUMN = (
        "no-description-column",
        _E,
        N_(
            "No column says what the items are. Choose the one with the description, the model or the category."
        ),
    )
    DESCRIPTION_MISSING = (
        "description-missing",
        _E,
        N_("The row has no description, make, model or category."),
        _KEPT_OUT,
    )
    QUANTITY_NOT_A_NUMBER = ("quantity-not-a-number", _E, N_("“{value}” is not a quantity."), _KEPT_OUT)
    QUANTITY_NOT_POSITIVE = (
        "quantity-not-positive",
        _E,
        N_("The quantity is {value}; it must be more than 0."),
        _KEPT_OUT,
    )
    QUANTITY_NOT_WHOLE = (
        "quantity-not-whole",
        _E,
        N_("The quantity is {value}, but {unit} are counted in whole numbers."),
        _KEPT_OUT,
    )
    QUANTITY_TOO_FINE = (
        "quantity-too-fine",
        _E,
        N_("The quantity {value} has more than three decimals."),
        _KEPT_OUT,
    )
    NUMBER_TOO_LARGE = ("number-too-large", _E, N_("{value} is too large a number."), _KEPT_OUT)
    AMOUNT_NOT_A_NUMBER = ("amount-not-a-number", _E, N_("“{value}” is not an amount."), _KEPT_OUT)
    AMOUNT_NEGATIVE = ("amount-negative", _E, N_("The amount {value} is negative."), _KEPT_OUT)
    NUMBER_AMBIGUOUS = (
        "number-ambiguous",
        _E,
        N_("“{value}” can be {one} or {other}: the column writes numbers both ways."),
        _KEPT_OUT,
    )
    OTHER_LIST = (
        "other-list",
        _E,
        N_(
            "Another list begins here (“{value}”). Rows below it that were not read: {count}. Choose this row as the "
            "header to import them."
        ),
    )
    LIST_BESIDE = (
        "list-beside",
        _E,
        N_(
            "Another list stands beside this one, from column {other} on (“{value}”). It was not read as items: put it "
            "below this one, or on a sheet of its own, to import it."
        ),
    )
    CURRENCY_UNKNOWN = ("currency-unknown", _E, N_("“{value}” is not a currency."), _KEPT_OUT)
    CURRENCY_MISSING = (
        "currency-missing",
        _E,
        N_("The amount {value} has no currency, although other rows have one."),
        _KEPT_OUT,
    )
    CURRENCY_CONFLICT = (
        "currency-conflict",
        _E,
        N_("The amount says {value}, but the currency column says {expected}."),
        _KEPT_OUT,
    )
    DUPLICATE_VIN = ("duplicate-vin", _E, N_("The VIN {value} is already on row {other}."), _KEPT_OUT)
    DUPLICATE_IMEI = ("duplicate-imei", _E, N_("The IMEI {value} is already on row {other}."), _KEPT_OUT)
    DUPLICATE_SERIAL = (
        "duplicate-serial",
        _E,
        N_("The serial number {value} is already on row {other}, for the same make and model."),
        _KEPT_OUT,
    )

    # The cell was damaged before it came here
    CELL_ERROR = (
        "cell-error",
        _E,
        N_("The cell holds the error {value} instead of a value. Nothing was taken from it."),
    )
    FORMULA_WITHOUT_VALUE = (
        "formula-without-value",
        _E,
        N_("The cell holds a formula without its result. Save the list again in a spreadsheet program."),
    )
    IDENTIFIER_SCIENTIFIC = (
        "identifier-scientific",
        _E,
        N_("The spreadsheet turned the identifier into {value}; its digits are lost. Read it on the object."),
    )
    IDENTIFIER_DIGITS_LOST = (
        "identifier-digits-lost",
        _E,
        N_(
            "{value} is a number of more than 15 digits; the spreadsheet does not keep the rest. "
            "Read the identifier on the object."
        ),
    )
    IDENTIFIER_HASHES = (
        "identifier-hashes",
        _E,
        N_("The cell shows {value} instead of the identifier. Read it on the object."),
    )
    IDENTIFIER_DATE = (
        "identifier-date",
        _E,
        N_("The spreadsheet turned the identifier into the date {value}. Read it on the object."),
    )
    IDENTIFIER_TRUTH = (
        "identifier-truth",
        _E,
        N_("The spreadsheet holds {value} instead of the identifier. Read it on the object."),
    )

    # Somebody should look
    NUMBER_ASSUMED = (
        "number-assumed",
        _C,
        N_("“{value}” was read as {understood}; it can also be {other}. Confirm it."),
    )
    CURRENCY_SPELLING = (
        "currency-spelling",
        _C,
        N_("“{value}” was taken as the currency {expected}. Confirm it."),
    )
    CURRENCY_NOT_STATED = (
        "currency-not-stated",
        _C,
        N_(
            "The list states no currency. Its amounts were kept as details and are in no total. "
            "Name the currency to use them."
        ),
    )
    MAYBE_THOUSANDS = (
        "maybe-thousands",
        _C,
        N_(
            "The heading may mean thousands; the amounts were taken as they stand, such as {value}. Confirm it."
        ),
    )
    MERGED_PRICE = (
        "merged-price",
        _C,
        N_(
            "The unit price {value} stands in a merged cell; it was taken for each of its {count} rows. Confirm it."
        ),
    )
    MERGED_QUANTITY = (
        "merged-quantity",
        _C,
        N_(
            "The quantity {value} stands in a cell that is merged over {count} rows; each of them was taken as one "
            "piece. Confirm it."
        ),
    )
    QUANTITY_OF_IDENTIFIED = (
        "quantity-of-identified",
        _C,
        N_("The quantity is {quantity}, but the row names only one piece ({value}). Confirm it."),
    )
    IDENTIFIERS_DIFFER = (
        "identifiers-differ",
        _C,
        N_(
            "The quantity is {quantity}, but the row names {count} pieces, beginning with {value}. Confirm it."
        ),
    )
    SERIAL_RANGE = (
        "serial-range",
        _C,
        N_("“{value}” was taken as {count} serial numbers, from {first} to {last}. Confirm it."),
    )
    SERIAL_RANGE_DIFFERS = (
        "serial-range-differs",
        _C,
        N_(
            "“{value}” names {count} serial numbers, but the quantity is {quantity}. It was kept as it is written. "
            "Confirm it."
        ),
    )
    IDENTIFIER_ROUNDED = (
        "identifier-rounded",
        _C,
        N_("{value} ends in many zeros: the spreadsheet may have rounded it. Read it on the object."),
    )
    IDENTIFIER_SHORTENED = (
        "identifier-shortened",
        _C,
        N_("{value} is shorter than the rest of its column: leading zeros may be lost. Is it {expected}?"),
    )
    IDENTIFIER_AS_DATE = (
        "identifier-as-date",
        _C,
        N_("The identifier {value} looks like a date. Confirm it."),
    )
    DUPLICATE_INVENTORY = (
        "duplicate-inventory",
        _C,
        N_("The inventory number {value} is already on row {other}."),
    )
    KNOWN_VIN = (
        "known-vin",
        _C,
        N_("The VIN {value} is in the register already: {place}, line {line}. Confirm it."),
    )
    KNOWN_IMEI = (
        "known-imei",
        _C,
        N_("The IMEI {value} is in the register already: {place}, line {line}. Confirm it."),
    )
    KNOWN_SERIAL = (
        "known-serial",
        _C,
        N_(
            "The serial number {value} is in the register already, for the same make and model: "
            "{place}, line {line}. Confirm it."
        ),
    )
    KNOWN_INVENTORY = (
        "known-inventory",
        _C,
        N_("The inventory number {value} is in the register already: {place}, line {line}. Confirm it."),
    )
    VIN_CHARACTERS = ("vin-characters", _C, IdentifierDoubt.VIN_CHARACTERS.text)
    VIN_LETTERS = ("vin-letters", _C, IdentifierDoubt.VIN_LETTERS.text)
    VIN_LENGTH = ("vin-length", _C, IdentifierDoubt.VIN_LENGTH.text)

    # Shown, and no more
    VIN_CHECK_DIGIT = ("vin-check-digit", _W, IdentifierDoubt.VIN_CHECK_DIGIT.text)
    IMEI_FORM = ("imei-form", _W, IdentifierDoubt.IMEI_FORM.text)
    IMEI_CHECK_DIGIT = ("imei-check-digit", _W, IdentifierDoubt.IMEI_CHECK_DIGIT.text)
    IDENTIFIER_NUMBER = (
        "identifier-number",
        _W,
        N_(
            "The identifier {value} is stored as a number, without leading zeros. Compare it with the object."
        ),
    )
    SERIAL_ELSEWHERE = (
        "serial-elsewhere",
        _W,
        N_("The serial number {value} is also on row {other}, for another make or model."),
    )
    TEXT_IS_DATE = (
        "text-is-date",
        _W,
        N_(
            "The spreadsheet holds the date {value} here. Was it a text such as 9-5? Compare it with the object."
        ),
    )
    HIDDEN_ROWS = (
        "hidden-rows",
        _W,
        N_("Rows hidden or filtered out in the spreadsheet, which were read like the others: {count}."),
    )
    HIDDEN_COLUMNS = (
        "hidden-columns",
        _W,
        N_("Columns hidden in the spreadsheet, which were read like the others: {value}."),
    )
    HIDDEN_SHEET = (
        "hidden-sheet",
        _W,
        N_("The sheet “{value}”, which was read, is hidden in the spreadsheet."),
    )
    HIDDEN_SHEETS = (
        "hidden-sheets",
        _W,
        N_("Sheets hidden in the spreadsheet, which were not read: {value}."),
    )
    DUPLICATE_PLATE = ("duplicate-plate", _W, N_("The registration plate {value} is already on row {other}."))
    DUPLICATE_LINE_NO = ("duplicate-line-no", _W, N_("The line number {value} is already on row {other}."))
    LINE_NUMBERS_TAKEN = (
        "line-numbers-taken",
        _W,
        N_(
            "Line numbers that other things on the handover have already: {count}, such as {value}. Remarks name lines "
            "by their number; number this list otherwise."
        ),
    )
    PRICE_MISSING = ("price-missing", _W, N_("The row has no price; it is left out of the totals."))
    COLUMN_ALIKE = (
        "column-alike",
        _C,
        N_(
            "The column “{value}” reads like “{other}”, which was taken. It was kept as a detail of each item. Confirm "
            "it, or choose the other one."
        ),
    )
    HEADING_OVER_COLUMNS = (
        "heading-over-columns",
        _C,
        N_(
            "The heading “{value}” stands over several columns. Only the first of them was read by it, and what stands "
            "in the others was kept as details. Confirm it."
        ),
    )
    SHOWN_OTHERWISE = (
        "shown-otherwise",
        _C,
        N_("The spreadsheet shows “{shown}”, but the cell holds {value}. {value} was taken. Confirm it."),
    )
    SHOWN_ROUNDED = (
        "shown-rounded",
        _W,
        N_("The spreadsheet shows {shown}, but the cell holds {value}. {value} was taken."),
    )
    PRICE_ZERO = ("price-zero", _W, N_("The price is zero."))
    AMOUNT_ROUNDED = (
        "amount-rounded",
        _W,
        N_("{value} has more decimals than {currency}; it was rounded to {understood}."),
    )
    VALUE_DIFFERS = (
        "value-differs",
        _W,
        N_("The row states the value {value}, but quantity × unit price is {expected}."),
    )
    TOTAL_DIFFERS = (
        "total-differs",
        _W,
        N_("The list states the total {value}, but its rows add up to {expected}."),
    )
    QUANTITY_MISSING = ("quantity-missing", _W, N_("The row has no quantity; it was counted as one piece."))
    UNIT_UNKNOWN = (
        "unit-unknown",
        _W,
        N_("“{value}” is not a known unit of measure; it was taken as it is."),
    )
    WARRANTY_UNKNOWN = (
        "warranty-unknown",
        _W,
        N_("“{value}” is not a number of months; it was kept as a detail."),
    )
    NUMBER_OTHER_WAY = (
        "number-other-way",
        _W,
        N_("“{value}” is written otherwise than the rest of the column; it was read as {understood}."),
    )
    PIECES_NOT_APART = (
        "pieces-not-apart",
        _W,
        N_("The quantity {value} cannot be divided into a line for each piece; the row stays one line."),
    )
    DIGITS_LOST = (
        "digits-lost",
        _W,
        N_(
            "{value} is a number of more than 15 digits; the spreadsheet does not keep the rest. It was taken as it is."
        ),
    )
    QUOTES_UNBALANCED = (
        "quotes-unbalanced",
        _W,
        N_("A quotation mark is opened and never closed; quotation marks were read as plain text."),
    )
    QUOTED_ROWS = (
        "quoted-rows",
        _W,
        N_("A quoted cell runs over {count} text lines. Is a quotation mark missing?"),
    )
    TEXT_LOST = (
        "text-lost",
        _W,
        N_("“{value}” has characters that could not be read. Save the list as XLSX or UTF-8."),
    )

    # For information
    CELL_CORRECTED = (
        "cell-corrected",
        _N,
        N_("“{value}” was corrected before the import: “{understood}”."),
    )
    NUMBERS_SETTLED = ("numbers-settled", _N, N_("In this column “{value}” is read as {understood}."))
    ENCODING = ("encoding", _N, N_("The text was read as {value}. Check letters such as č, ć and đ."))
    TEXT_CLEANED = (
        "text-cleaned",
        _N,
        N_("Cells cleaned of invisible characters and outer spaces: {count}."),
    )
    BLANK_ROWS = ("blank-rows", _N, N_("Blank rows passed over: {count}."))
    MERGED_CELL = (
        "merged-cell",
        _N,
        N_("“{value}” stands in a merged cell; it was taken for each of its {count} rows."),
    )
    CONTINUED_ROW = (
        "continued-row",
        _N,
        N_("“{value}” was taken as a further identifier of the item in row {first}."),
    )
    IDENTIFIER_ABSENT = ("identifier-absent", _N, N_("“{value}” was read as: no identifier."))
    TOTAL_ROW = ("total-row", _N, N_("“{value}” is a row of totals; it was not imported."))
    REPEATED_HEADER = ("repeated-header", _N, N_("The header is repeated here; the row was not imported."))
    GROUP_CATEGORY = (
        "group-category",
        _N,
        N_("“{value}” was taken as the category of the rows below it."),
    )
    GROUP_UNUSED = ("group-unused", _N, N_("“{value}” is a heading over the rows below it; it was not used."))
    GROUP_HEADING = ("group-heading", _N, N_("“{value}” was taken as the lot of the rows below it."))
    NOTE_ROW = ("note-row", _N, N_("“{value}” is a note and no item; it was not imported."))
    TAG_ROW = ("tag-row", _N, N_("The row holds column tags (HXL); it was not imported."))
    TAGS_USED = (
        "tags-used",
        _N,
        N_("The row holds column tags (HXL); the columns were recognised by them."),
    )
    MAPPING_REMEMBERED = (
        "mapping-remembered",
        _N,
        N_("The columns are read as they were for {value}, which had the same header."),
    )
    PIECES_TOGETHER = (
        "pieces-together",
        _N,
        N_("The row stands for {value} pieces. Each of them can become a line of its own."),
    )
    PIECES_APART = (
        "pieces-apart",
        _N,
        N_(
            "The row became {count} lines, one for each piece. Identifiers that are not listed are read on the objects."
        ),
    )
    OTHER_SHEET = (
        "other-sheet",
        _N,
        N_("The sheet “{value}” looks like a list too. Import it separately if it is one."),
    )
    IDENTIFIER_SHOWN = (
        "identifier-shown",
        _N,
        N_("The number {value} was taken as {understood}, the way the spreadsheet shows it."),
    )
    IDENTIFIER_DECIMALS = ("identifier-decimals", _N, N_("The identifier {value} was read as {understood}."))
    NUMBERS_AS_IDENTIFIERS = (
        "numbers-as-identifiers",
        _N,
        N_("Identifiers stored as numbers, which have lost any leading zeros: {count}."),
    )
    LOOK_ALIKES = ("look-alikes", _N, IdentifierDoubt.LOOK_ALIKES.text)
    QUANTITY_WITH_UNIT = ("quantity-with-unit", _N, N_("“{value}” was read as {quantity} {unit}."))
    NO_QUANTITY_COLUMN = ("no-quantity-column", _N, N_("No column states quantities; each row is one piece."))
    NO_PRICE_COLUMN = ("no-price-column", _N, N_("No column states prices or values."))
    COLUMN_KEPT = (
        "column-kept",
        _N,
        N_("The column “{value}” belongs to no field; it is kept as a detail of each item."),
    )
    LINES_NUMBERED = (
        "lines-numbered",
        _N,
        N_("Rows without a line number, numbered by their place: {count}."),
    )
