"""Recording outcomes from the command line: singly, as a stream, and taking them back."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.cli.program import Laptop, answers


def test_an_item_is_found_by_line_number_or_any_identifier_and_the_check_begins(stocked: Laptop) -> None:
    by_line = stocked.run("check", stocked.reference, "k-0001", "accepted")
    by_vin = stocked.run("check", stocked.reference, "0syz zzv1 1zr0 00002", "accepted")
    by_imei = stocked.run(
        "check", stocked.reference, "49-015420-323751-8", "accepted-with-remarks", "--remark", "Scratch"
    )

    assert [ran.code for ran in (by_line, by_vin, by_imei)] == [0, 0, 0]
    assert by_vin.out == "K-0002: accepted\n"
    items = stocked.items()
    assert [items[line]["outcome"] for line in ("K-0001", "K-0002", "K-0003", "K-0004")] == [
        "accepted",
        "accepted",
        "not-checked",
        "accepted-with-remarks",
    ]
    assert items["K-0004"]["remark"] == "Scratch"
    assert not items["K-0003"]["decided"]
    assert stocked.run("status", stocked.reference, "--json").json["state"] == "checking"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("SHARED-1", "accepted"), "K-0006, K-0007"),
        (("K-0001", "accepted-with-remarks", "--remark", " "), "needs a remark"),
        (("K-0005", "partly-accepted", "--presented", "50", "--accepted", "58"), "cannot be more"),
        (("K-0005", "accepted", "--accepted", "many"), "not a quantity"),
    ],
)
def test_what_a_rule_refuses_is_exit_code_1_and_changes_nothing(
    stocked: Laptop, arguments: tuple[str, ...], code: str
) -> None:
    before = stocked.path.read_bytes()

    ran = stocked.run("check", stocked.reference, *arguments)

    assert ran.code == 1
    assert code in ran.err
    assert stocked.path.read_bytes() == before


def test_an_unknown_handover_is_refused(stocked: Laptop) -> None:
    ran = stocked.run("check", "HO-0", "K-0001", "accepted")

    assert ran.code == 1
    assert "HO-0" in ran.err


def test_a_batch_answers_every_line_and_goes_on_after_a_refused_one(stocked: Laptop) -> None:
    ran = stocked.check(
        {"item": "K-0001", "outcome": "accepted"},
        {"item": "K-0042", "outcome": "accepted"},
        {"item": "SHARED-1", "outcome": "accepted"},
        {"item": "K-0002", "outcome": "not-accepted"},
        {"item": "K-0002", "outcome": "brilliant"},
        {"item": "K-0002", "outcome": "accepted", "readings": {"vin": "0SYZZZV11ZR000009"}},
        {"item": "K-0003", "outcome": "missing"},
        {"item": "K-0005", "outcome": "accepted", "presented": 58},
        {"item": "K-0005", "outcome": "accepted", "accepted": "many"},
        {"item": "K-0006", "outcome": "accepted", "sealed": True},
    )

    assert ran.code == 1
    assert answers(ran) == [
        (True, "K-0001", "accepted"),
        (False, "K-0042", "item-unknown"),
        (False, "SHARED-1", "item-ambiguous"),
        (False, "K-0002", "remark-needed"),
        (False, "K-0002", "outcome-unknown"),
        (False, "K-0002", "identity-mismatch"),
        (True, "K-0003", "missing"),
        (True, "K-0005", "partly-accepted"),
        (False, "K-0005", "quantity-not-a-number"),
        (True, "K-0006", "accepted"),
    ]
    assert all(answer["message"] for answer in ran.lines if not answer["ok"])
    items = stocked.items()
    assert {line: item["outcome"] for line, item in items.items() if item["decided"]} == {
        "K-0001": "accepted",
        "K-0003": "missing",
        "K-0005": "partly-accepted",
        "K-0006": "accepted",
    }
    assert items["K-0006"]["qualifier"] == "sealed-contents-not-inspected"


BAD_LINES = [
    b"nonsense",
    b"[1, 2]",
    b'"K-0001"',
    b"null",
    b'{"item": "K-0001", "outcome": ',
    b'{"item": "K-0001", "outcome": "accepted", "remark": "\\ud800"}',
    b'{"item": "\\udfff", "outcome": "accepted"}',
    b'{"item": "K-0001\xff", "outcome": "accepted"}',
    b"[" * 5000,
    b"\x00\x01",
]
REFUSED_LINES = [
    b"{}",
    b'{"outcome": "accepted"}',
    b'{"item": null, "outcome": null}',
    b'{"item": ["K-0001"], "outcome": "accepted"}',
    b'{"item": "K-0001"}',
    b'{"item": "K-0001", "outcome": {}}',
    b'{"item": "K-0005", "outcome": "accepted", "presented": 1e300}',
    b'{"item": "K-0005", "outcome": "accepted", "presented": 1e400}',
    b'{"item": "K-0005", "outcome": "accepted", "presented": 99999999999999999999}',
    b'{"item": "K-0005", "outcome": "accepted", "presented": NaN}',
    b'{"item": "K-0005", "outcome": "accepted", "presented": true}',
    b'{"item": "K-0005", "outcome": "accepted", "presented": []}',
    b'{"item": "K-0001", "outcome": "accepted", "readings": {"vin": null}}',
    b'{"item": "K-0001", "outcome": "accepted", "readings": "0SYZZZV11ZR000001"}',
    b'{"item": "K-0001", "outcome": "accepted", "readings": {"colour": "blue"}}',
    b'{"item": "K-0001", "outcome": "accepted", "remark": "R", "deadline": "5.12.2024."}',
    b'{"item": "K-0001", "outcome": "accepted", "remark": "R", "remark_type": "weather"}',
]


def test_no_line_however_spoilt_ends_a_batch(stocked: Laptop) -> None:
    good = b'{"item": "K-0003", "outcome": "accepted"}'
    spoilt = b"\n".join([*BAD_LINES, b"", b"  ", *REFUSED_LINES, good])

    ran = stocked.run("check", stocked.reference, "--batch", "-", given=spoilt)

    assert ran.code == 1
    assert [answer["ok"] for answer in ran.lines] == [False] * (len(BAD_LINES) + len(REFUSED_LINES)) + [True]
    assert {answer["code"] for answer in ran.lines[: len(BAD_LINES)]} == {"batch-line-unreadable"}
    assert [answer["line"] for answer in ran.lines[: len(BAD_LINES)]] == list(range(1, len(BAD_LINES) + 1))
    assert [line for line, item in stocked.items().items() if item["decided"]] == ["K-0003"]


def test_a_batch_can_come_from_a_file(stocked: Laptop) -> None:
    stocked.write("b.jsonl", '{"item": "K-0001", "outcome": "accepted", "remark": "линија\u2028два"}\n')

    assert stocked.run("check", stocked.reference, "--batch", "b.jsonl").code == 0
    assert stocked.items()["K-0001"]["remark"] == "линија\u2028два"
    assert stocked.run("check", stocked.reference, "--batch", "missing.jsonl").code == 3
    assert stocked.run("check", stocked.reference, "--batch", ".").code == 3


def test_what_was_recorded_last_can_be_taken_back(stocked: Laptop) -> None:
    stocked.check({"item": "K-0001", "outcome": "accepted"}, {"item": "K-0001", "outcome": "missing"})

    assert stocked.run("undo", stocked.reference).out == "Taken back: line K-0001.\n"
    assert stocked.items()["K-0001"]["outcome"] == "accepted"


def test_there_is_nothing_to_take_back_where_nothing_was_recorded(stocked: Laptop) -> None:
    assert stocked.run("undo", stocked.reference).code == 1


def test_status_counts_lines_pieces_and_values(stocked: Laptop) -> None:
    stocked.check(
        {"item": "K-0001", "outcome": "accepted"},
        {"item": "K-0002", "outcome": "not-accepted", "remark": "Dented"},
        {"item": "K-0005", "outcome": "partly-accepted", "presented": 58, "accepted": 57},
    )

    said = stocked.run("status", stocked.reference, "--json").json

    assert said["reference"] == stocked.reference
    assert said["state"] == "checking"
    assert (said["lines"], said["lines_done"], said["exceptions"]) == (7, 3, 2)
    assert said["values"] == {"EUR": "46070.00"}
    assert said["listed"] == {"lines": 7, "pieces": "66", "values": {"EUR": "46070.00"}}
    assert said["taken_over"] == {"lines": 2, "pieces": "58", "values": {"EUR": "23326.00"}}
    assert said["outcomes"] == {
        "accepted": {"lines": 1, "pieces": "1", "values": {"EUR": "19450.00"}},
        "partly-accepted": {"lines": 1, "pieces": "57", "values": {"EUR": "3876.00"}},
        "not-accepted": {"lines": 1, "pieces": "2", "values": {"EUR": "19518.00"}},
        "missing": {"lines": 0, "pieces": "2", "values": {"EUR": "136.00"}},
        "not-checked": {"lines": 4, "pieces": "4", "values": {"EUR": "3090.00"}},
    }
    assert "items" not in said


def test_status_shows_every_item_with_its_identifiers_and_outcome(stocked: Laptop) -> None:
    items = stocked.run("status", stocked.reference, "--items", "--json").json["items"]

    assert [item["line_no"] for item in items] == [f"K-000{number}" for number in range(1, 8)]
    assert items[3]["imei"] == "490154203237518"
    assert items[3]["serial_number"] == "SYN-E14-0001"
    assert {item["outcome"] for item in items} == {"not-checked"}
    lines = stocked.run("status", stocked.reference, "--items").out
    assert "490154203237518" in lines
    assert "EUR" in lines


def test_open_points_are_listed_and_say_whether_they_stop(stocked: Laptop) -> None:
    stopped = stocked.run("points", stocked.reference, "--json")
    assert stopped.code == 1
    codes = [point["code"] for point in stopped.json]
    assert codes.count("no-outcome") == 7
    assert {"few-parties", "no-place", "no-date"} <= set(codes)
    assert all(point["message"] for point in stopped.json)

    stocked.prepare()
    assert stocked.run("close-open", stocked.reference).out == "7 items closed as not checked.\n"
    assert stocked.run("points", stocked.reference).code == 0


def test_a_stream_is_answered_line_by_line_while_it_is_still_open(stocked: Laptop) -> None:
    with subprocess.Popen(
        stocked.command("check", stocked.reference, "--batch", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=stocked.environment(),
    ) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(b'{"item": "K-0001", "outcome": "accepted"}\n')
        running.stdin.flush()
        first = json.loads(running.stdout.readline())
        seen_meanwhile = stocked.items()["K-0001"]["outcome"]
        running.stdin.close()
        running.wait(timeout=60)

    assert first["ok"]
    assert seen_meanwhile == "accepted"


def test_what_was_ticked_on_paper_is_recorded_with_who_checked_and_when(stocked: Laptop) -> None:
    line = {"item": "K-0001", "outcome": "accepted", "method": "paper", "who": "Demo Osoba 2"}
    ran = stocked.check(
        {**line, "at": "2024-12-05T09:40"},
        {**line, "item": "K-0002", "at": "yesterday"},
        {**line, "item": "K-0002", "method": "scanned"},
        {"item": "K-0002", "outcome": "accepted", "who": "Demo Osoba 2"},
    )
    assert [answer.get("code", "ok") for answer in ran.lines] == [
        "ok",
        "paper-time-unreadable",
        "method-unknown",
        "paper-only",
    ]
    item = stocked.items()["K-0001"]
    assert item["outcome"] == "accepted"


def test_a_form_to_tick_by_hand_is_written_and_numbered(stocked: Laptop) -> None:
    first = stocked.run("blank-form", stocked.reference, "--to", "f.pdf")
    assert (first.code, f"{stocked.reference}/F1" in first.out) == (0, True)
    stocked.check({"item": "K-0001", "outcome": "accepted"})
    rest = stocked.run("blank-form", stocked.reference, "--to", "g.pdf", "--open", "--language", "en")
    assert f"{stocked.reference}/F2" in rest.out
    assert (stocked.folder / "g.pdf").read_bytes().startswith(b"%PDF-")
    nothing = stocked.run("blank-form", stocked.reference, "--to", "h.pdf", "--unit", "X")
    assert nothing.code == 1
    assert not (stocked.folder / "h.pdf").exists()


def test_a_sheet_is_recorded_from_a_file_and_in_a_batch(stocked: Laptop) -> None:
    keys = {"answers": [{"question": "keys", "value": "2", "of": "2"}]}
    stocked.write("s.json", json.dumps(keys))
    assert stocked.run("check", stocked.reference, "K-0001", "accepted", "--sheet", "s.json").code == 0
    stocked.write("s.json", '{"checklist": 7}')
    refused = stocked.run("check", stocked.reference, "K-0001", "accepted", "--sheet", "s.json")
    assert (refused.code, "sheet was not understood" in refused.err) == (1, True)
    marked = {"marks": [{"zone": "RI", "type": "scratch"}]}
    ran = stocked.check(
        {"item": "K-0002", "outcome": "accepted", "sheet": marked},
        {"item": "K-0002", "outcome": "accepted-with-remarks", "remark": "Scratch (RI)", "sheet": marked},
    )
    assert [answer["ok"] for answer in ran.lines] == [False, True]
    assert ran.lines[0]["code"] == "sheet-needs-remark"
