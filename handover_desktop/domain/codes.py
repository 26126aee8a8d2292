"""The stable codes of the failures that people read, each with one sentence in every catalogue."""

from __future__ import annotations

import enum

from handover_desktop.domain.texts import N_


class Code(enum.Enum):
    """A failure: its name spells its stable code, its value is the English sentence, the key in the catalogues."""

    @property
    def code(self) -> str:
        """The stable code, such as "register-missing"."""
        return self.name.lower().replace("_", "-")

    @property
    def text(self) -> str:
        """The English sentence."""
        text: str = self.value
        return text

    # The register as a file
    REGISTER_MISSING = N_("There is no register at {path}.")
    REGISTER_FOREIGN = N_("{path} is not a handover register. It was left untouched. Choose another file.")
    REGISTER_NEWER = N_(
        "{path} was written by a newer version of this program (format {found}, this one reads up to "
        "{known}). It was left untouched. Install the newer version to open it."
    )
    REGISTER_DAMAGED = N_(
        "{path} is damaged ({detail}). It was left untouched. Open the latest backup instead."
    )
    REGISTER_LOCKED = N_(
        "{path} is in use by another window or program. Nothing was changed. Close the other one and try again."
    )
    REGISTER_OPEN_ELSEWHERE = N_(
        "{path} is already open in another window ({holder}). Use that window, or close it first."
    )
    REGISTER_READ_ONLY = N_(
        "{path} cannot be written: no permission. Nothing was changed. Copy it to a folder of your own."
    )
    REGISTER_ONLY_READ = N_(
        "{path} is only read here, as a copy. Nothing was changed. Open it again when the other window is closed."
    )
    REGISTER_GONE = N_(
        "{path} was moved or deleted while it was open. The last step was not saved. Leave this window open: what it "
        "shows as done is still there. Save a backup (menu File) and open that."
    )
    DISK_FULL = N_(
        "The disk is full. The last step was not saved; everything shown as done before it is. Free some "
        "space and repeat it."
    )
    FILE_NOT_WRITTEN = N_("{path} could not be written: {detail}.")
    FILE_NOT_READ = N_("{path} could not be read: {detail}. Nothing was changed.")
    NO_SUCH_FILE = N_("There is no file {path}.")

    # Lists
    LIST_UNREADABLE = N_(
        "{path} could not be read as a list: {detail}. Nothing was imported. Save it as XLSX or CSV and try again."
    )
    LIST_PROTECTED = N_(
        "{path} is protected by a password. Nothing was imported. Save it without a password and try again."
    )
    LIST_EMPTY = N_("{path} holds no rows. Nothing was imported.")
    LIST_TOO_LARGE = N_(
        "{path} is too large: {detail}. Nothing was imported. Split the list and import its parts."
    )
    LIST_NO_HEADER = N_(
        "No header row was found in {path} (sheet {sheet}). Nothing was imported. Name the columns by hand."
    )
    LIST_NO_SHEET = N_("{path} has no sheet named {sheet}. It has: {sheets}.")
    LIST_NO_COLUMN = N_("There is no column {header} on sheet {sheet}. It has: {headers}.")
    LIST_NO_CELL = N_("There is no cell {cell} in use on sheet {sheet}.")
    LIST_NO_FIELD = N_("There is no field {field}. The fields are: {fields}.")
    LIST_HAS_ERRORS = N_(
        "The list has no row that can be imported. Nothing was written. See the list of problems."
    )
    LIST_ALREADY_IMPORTED = N_(
        "This list was already imported into {reference}, as list version {version} ({name}). Nothing was changed."
    )
    LIST_HAS_NOTHING_NEW = N_("Every line of this list stands on {reference} already. Nothing was changed.")
    LIST_IMPORTED_BEFORE = N_(
        "This list was already imported into {reference}, as list version {version} ({name}). Nothing was changed. "
        "If the same things are handed over once more, make a new handover first and import the list into it."
    )
    LIST_NOTHING_ACCEPTED = N_("None of the differences is accepted. Nothing was changed.")
    LIST_HAS_NO_VERSION = N_("The handover {reference} has no list yet that a new version could replace.")

    # Handovers and their life
    HANDOVER_UNKNOWN = N_("There is no handover {reference} in this register.")
    REFERENCE_TAKEN = N_("The reference {reference} is already used in this register.")
    REFERENCE_EMPTY = N_("A handover needs a reference.")
    WRONG_STATE = N_("This cannot be done now: the handover {reference} is in state “{state}”.")
    NO_ITEMS = N_("The handover {reference} has no items yet. Import a list first.")
    CONTENT_FROZEN = N_(
        "The handover {reference} is finalised and its content is frozen. Unlock it to correct something; once "
        "it is closed, make a supplementary protocol."
    )
    CANCEL_NEEDS_REASON = N_("Cancelling a handover needs a reason.")
    CHANGED_MEANWHILE = N_(
        "{reference} was changed meanwhile. Nothing was overwritten. Load it again and repeat the change."
    )

    # Checks
    ITEM_UNKNOWN = N_("No item on this list matches “{item}”.")
    ITEM_AMBIGUOUS = N_("Several items match “{item}”: {lines}. Name one of them.")
    REMARK_NEEDED = N_("The outcome “{outcome}” needs a remark.")
    QUANTITY_NOT_A_NUMBER = N_("“{value}” is not a quantity.")
    QUANTITY_NEGATIVE = N_("A quantity cannot be negative: {value}.")
    QUANTITY_NOT_WHOLE = N_("Pieces are counted in whole numbers, not {value}.")
    ACCEPTED_OVER_PRESENTED = N_("Accepted ({accepted}) cannot be more than presented ({presented}).")
    QUANTITY_CONTRADICTS = N_(
        "The counts (presented {presented}, accepted {accepted}) contradict the outcome “{outcome}”."
    )
    IDENTITY_MISMATCH = N_(
        "The identifier read ({read}) differs from the list ({listed}). Choose accepted with remarks, or "
        "not accepted."
    )
    NOTHING_TO_UNDO = N_("There is nothing to undo.")
    EXTRA_NEEDS_DESCRIPTION = N_("An item that is not on the list needs a description.")
    EXTRA_NEEDS_REASON = N_(
        "Say why the item that is not on the list is added: where it was found, or who presented it."
    )
    OUTCOME_UNKNOWN = N_("“{value}” is not an outcome. The outcomes are: {outcomes}.")
    BATCH_LINE_UNREADABLE = N_(
        'Line {line} is not a JSON object such as {{"item": "7", "outcome": "accepted"}}.'
    )

    FORM_EMPTY = N_(
        "No item of {reference} belongs on this form: nothing is open, or no item is for that unit."
    )
    FORM_UNKNOWN = N_("There is no form {form} of the handover {reference}.")
    SETTLEMENT_UNKNOWN = N_("“{value}” is no way to settle what was open. The ways are: {settlements}.")
    METHOD_UNKNOWN = N_(
        "“{value}” cannot be given as the way it was found. The one that can be named is: paper."
    )
    PAPER_ONLY = N_("Who checked, and when, can be named only for what was ticked on paper (method: paper).")
    PAPER_TIME_UNREADABLE = N_("“{value}” is not a time such as 2026-03-02T09:40. Nothing was recorded.")
    PAPER_TIME_AHEAD = N_(
        "The time written on paper ({moment}) is ahead of the laptop's clock. Nothing was recorded."
    )
    REMARK_UNREADABLE = N_("The remark was not understood: {detail}. Deadlines are written YYYY-MM-DD.")
    READINGS_UNREADABLE = N_("The readings were not understood. They name one of {kinds} and what was read.")
    SHEET_UNREADABLE = N_("The sheet was not understood: {detail}. Nothing was recorded.")
    SHEET_CONTRADICTS = N_(
        "The sheet says “no damage noted” beside marks, marks outside the drawing, or answers twice."
    )
    SHEET_NEEDS_REMARK = N_(
        "The sheet notes something damaged or missing. Accept with remarks, or do not accept."
    )
    DETAILS_UNREADABLE = N_(
        "{path} was not understood as the details of a handover: {detail}. Nothing was changed."
    )

    # Finalising, signing, closing
    NOT_READY = N_("The handover {reference} cannot be finalised yet: {count} errors stop it.")
    SIGNATURE_BLANK = N_("The sheet is empty or bears only dots. Sign on the line, or choose “On paper”.")
    SIGNATURE_TAKEN = N_("What {name} does about this protocol is already recorded.")
    SIGNATORY_UNNAMED = N_("Nobody signs without a name and a function. Write both, then sign.")
    DEPUTY_INCOMPLETE = N_(
        "A deputy signs with a name, a function and the number of the authority. Write all three."
    )
    REFUSAL_INCOMPLETE = N_("A refusal is recorded with its reason and a witness. Write both.")
    ABSENCE_NEEDS_REASON = N_("An absence is recorded with its reason. Write it.")
    REASON_TOO_LONG = N_(
        "The reason has more than {limit} characters and would not fit on the page. Shorten it."
    )
    SIGNATORY_UNKNOWN = N_("This protocol has no such signatory.")
    NOT_FINALISED = N_("The handover {reference} is not finalised yet, so it has no protocol.")
    CLOSED_FOR_GOOD = N_(
        "The handover {reference} is closed, and its protocol stays as it is. Make a supplementary protocol instead."
    )
    SUPPLEMENTED = N_(
        "{number} cannot be voided while supplementary protocols add to it: {references}. Cancel them first."
    )
    VOIDING_INCOMPLETE = N_(
        "A protocol is voided with a reason and the name of the person who decides it. Write both."
    )
    ORIGINALS_NOT_WITHDRAWN = N_(
        "{number} was signed on paper. Cross out or collect all its originals and confirm it; where that is not "
        "possible, close the handover and make a supplementary protocol."
    )
    VOIDED_UNKNOWN = N_("The handover {reference} has no voided protocol {number}.")
    VOIDED_MEANWHILE = N_("The protocol {number} was voided meanwhile. Nothing of it was given out.")
    SIGNATURES_OPEN = N_("These signatures are still open: {names}.")
    SCAN_NOT_READABLE = N_("{path} is not a PDF, JPEG, PNG or TIFF that can be read. It was not attached.")
    SCAN_IS_THE_FILE = N_(
        "{path} is the file of a protocol itself, not a scan of signed paper. It was not attached. Verify tells "
        "whether it is unchanged."
    )
    SCAN_FOREIGN = N_("The pages belong to {numbers}, not to {reference}. Nothing was attached.")
    SCAN_UNKNOWN = N_(
        "No page of a protocol of this register was found on the scan. Nothing was kept. Scan at 200 dpi or more, "
        "or open the handover and attach the scan there."
    )
    SCAN_OF_ANOTHER_REGISTER = N_(
        "The pages belong to {numbers}, which this register does not know. Nothing was kept."
    )
    SCAN_TOO_LARGE = N_("{path} is larger than {limit} MB. It was not attached.")
    ORIGINAL_UNKNOWN = N_("There is no original no. {original}: {originals} are made. Nothing was noted.")
    HOLDER_EMPTY = N_("Say who holds the original. Nothing was noted.")
    NOT_OPEN = N_("Not all of these lines are open: {items}. Open are: {lines}.")
    UNIT_UNKNOWN = N_("No accepted item goes to the receiving unit “{unit}”. Units with items: {units}.")
    NO_UNITS = N_("No accepted item of {reference} names a receiving unit.")
    SYMBOLIC = N_(
        "{reference} is a ceremony protocol: it states the list of another handover and has no items itself."
    )
    NOTHING_OPEN = N_("The handover {reference} has no open items to carry over.")

    # Photos and logos
    PICTURE_UNREADABLE = N_(
        "{path} is not a picture that can be read ({kinds}), or it is damaged. It was not added."
    )
    PICTURE_TOO_LARGE = N_(
        "{path} is too large: more than {limit}. It was not added. Save it smaller and try again."
    )
    PHOTO_UNKNOWN = N_("There is no photo {number} on this handover.")
    PHOTO_GONE = N_("The picture of photo {number} is gone. Add it again from its file.")
    LOGO_UNKNOWN = N_(
        "The picture of the logo “{name}” is not in this register. Nothing was changed. Add it again."
    )
    LOGO_NEEDS_NAME = N_("A logo needs the name of its organisation: it is read out in place of the picture.")

    # Donor profiles
    PROFILE_UNREADABLE = N_("{path} was not understood as a donor profile: {detail}. Nothing was changed.")
    PROFILE_NEEDS_NAME = N_("A donor profile needs a name.")
    PROFILE_UNKNOWN = N_("There is no donor profile “{name}” in this register.")
    PROFILE_TAKEN = N_("There is a donor profile named “{name}” already.")
    CHECKLIST_UNREADABLE = N_("{path} was not understood as a checklist: {detail}. Nothing was changed.")
    CHECKLIST_UNUSABLE = N_(
        "The checklist “{name}” needs a key and a name, and questions of which each has a key of its own."
    )
    CHECKLIST_UNKNOWN = N_("There is no checklist “{name}” in this register.")
    THRESHOLD_NOT_AN_AMOUNT = N_("“{value}” is not an amount that a threshold can have.")

    # Documents
    GLYPH_MISSING = N_(
        "The protocol was not printed: the fonts have no sign for {characters} in “{text}” ({where})."
    )
    LANGUAGE_UNKNOWN = N_("There is no document language “{language}”. There are: {languages}.")
    TOO_MANY_LANGUAGES = N_("A protocol is printed in one or two languages.")
    PAGES_DIFFER = N_(
        "The protocol was not given out: read back, page {page} differs from what was to be printed, at “{text}”. "
        "Nothing was kept. Try once more; if it happens again, report it."
    )
    ROW_NOT_PRINTED = N_(
        "The protocol was not given out: read back, line {line} is not where it belongs. Nothing was kept. Try "
        "once more; if it happens again, report it."
    )
    CODE_UNREADABLE = N_(
        "The protocol was not given out: read back, a code of page {page} of {number} is not the right one. "
        "Nothing was kept. Try once more; if it happens again, report it."
    )
    DOCUMENT_UNREADABLE = N_(
        "{path} cannot be read as a PDF: it is damaged, locked by a password, too large, or something else."
    )

    # Labels
    LABEL_SHEET_UNKNOWN = N_("There is no sheet of labels named {sheet}. There are: {sheets}.")
    LABEL_START = N_("Label {start} is not on the sheet: it has {count} labels.")
    LABEL_CODE = N_(
        "Line {line}: {value} does not fit on a label of {sheet} as {kind}, or not so that it can be read. Choose "
        "another kind of code or a larger label."
    )
    LABELS_NONE = N_("No item of {reference} is wanted on a label. Choose others.")

    # Archives
    ARCHIVE_UNREADABLE = N_(
        "{path} cannot be read as an archive of a handover: it is damaged, locked by a password, too large, or "
        "something else."
    )

    # The seal and other signing keys
    CERTIFICATE_UNREADABLE = N_(
        "{path} is not a certificate (PEM or DER) that can be read. Nothing was changed."
    )
    CERTIFICATE_UNKNOWN = N_("No trusted seal has the fingerprint {fingerprint}.")
    KEY_UNREADABLE = N_(
        "{path} is not a PKCS#12 file with a signing key and its certificate, or it is damaged. Nothing was "
        "signed."
    )
    KEY_LOCKED = N_("{path} asks for its passphrase, or for another one. Nothing was signed.")
    KEY_NEEDS_PASSPHRASE = N_(
        "A key that leaves this laptop needs a passphrase of at least eight characters. Nothing was written."
    )
    SEAL_KEY_LOCKED = N_(
        "The sealing key of this laptop asks for its passphrase. The protocol was not written. Give the "
        "passphrase, or choose to save without a seal."
    )
    SEAL_KEY_DAMAGED = N_(
        "The sealing key {path} cannot be used: {detail}. The protocol was not written. Import the key from "
        "its copy, or choose to save without a seal."
    )
    SEAL_CERTIFICATE_EXPIRED = N_(
        "The certificate of the sealing key holds from {start} to {end}, and today is not within. Set the "
        "clock right, make a new key in Settings, or choose to save without a seal."
    )
    SEAL_KEY_HOLDS = N_("The sealing key of this laptop can be used. No new one was made.")
    CARD_NOT_USABLE = N_("The card could not sign ({library}): {detail}.")
    FIELD_MISSING = N_("This protocol has no field for that signatory's own certificate. Nothing was signed.")
    NOT_SIGNED = N_("The file could not be signed: {detail}.")
    SEAL_IS_NO_SIGNATURE = N_(
        "This is the key of a laptop's seal. It never signs in a person's name. Nothing was signed."
    )
    SIGNED_MEANWHILE = N_(
        "Somebody else signed this protocol in the meantime. Nothing was kept of this signature. Sign again."
    )
    FILE_NOT_NAMED = N_("This command needs the name of a file.")
    # A stick
    STICK_FULL = N_(
        "There is no room on {place} for {name} ({size} kB). Nothing of it was left there, and the protocol "
        "in the register is unchanged. Free some space, or take another stick."
    )
    STICK_READ_ONLY = N_(
        "{place} cannot be written. Nothing was changed on it, and the protocol in the register is unchanged. "
        "Open the lock on the stick, or take another one."
    )
    STICK_GONE = N_(
        "{place} was not there any more while {name} was written or read back. Do not rely on a copy on it. "
        "The protocol in the register is unchanged. Put the stick in again and save once more."
    )
    STICK_DIFFERS = N_(
        "What was read back from {place} is not what was written, so {name} was removed from it. The protocol "
        "in the register is unchanged. Take another stick."
    )
    STICK_NOT_WRITTEN = N_(
        "{name} could not be written to {place}: {detail}. The protocol in the register is unchanged. Take "
        "another stick or folder."
    )

    # Printing
    NO_PRINTER = N_(
        "There is no printer on this laptop. Save the document as a PDF or to a USB stick, and print it where "
        "there is one."
    )
    PRINTER_WITHOUT_SHEET = N_(
        "{printer} does not say how large its sheets are. Nothing was printed. Choose another printer."
    )
    NOT_PRINTED = N_(
        "{printer} did not take the pages. See whether it is switched on and has paper, then print again. The "
        "protocol in the register is unchanged."
    )

    # Audit and backup
    AUDIT_BROKEN = N_("The audit chain is broken at entry {sequence} of device {device}.")
    BACKUP_FAILED = N_("The backup {path} could not be made: {detail}.")
