"""A scanner is told from a hand by the time between keys: on a clock of the test's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.ui.scanning.bursts import (
    DOWN_MS,
    GAP_MS,
    JOIN_MS,
    LEAST,
    PAUSE_MS,
    Burst,
    BurstDetector,
    KeyKind,
    Step,
    Stroke,
    Suffix,
)


def type_all(detector: BurstDetector, text: str, *, every: float, start: float = 1000.0) -> list[Step]:
    return [
        detector.press(KeyKind.SIGN, Stroke(sign, sign, start + number * every))
        for number, sign in enumerate(text)
    ]


def read(detector: BurstDetector, text: str, end: KeyKind | None, *, every: float = 2.0) -> Burst | None:
    type_all(detector, text, every=every)
    last = 1000.0 + (len(text) - 1) * every
    if end is None:
        assert detector.expire(last + PAUSE_MS - 1) == Step()
        return detector.expire(last + PAUSE_MS).burst
    return detector.press(end, Stroke("", "", last + every)).burst


@pytest.mark.parametrize(
    ("end", "suffix"), [(KeyKind.ENTER, Suffix.ENTER), (KeyKind.TAB, Suffix.TAB), (None, Suffix.NONE)]
)
@pytest.mark.parametrize("every", [0.0, 2.0, 16.0, 30.0, 40.0])
def test_a_scan_is_whole_with_enter_tab_or_nothing_after_it(
    end: KeyKind | None, suffix: Suffix, every: float
) -> None:
    burst = read(BurstDetector(), "0SYZZZV11ZR000001", end, every=every)
    assert burst is not None
    assert (burst.text, burst.suffix, burst.pace) == ("0SYZZZV11ZR000001", suffix, every)


def test_a_hand_is_no_scanner_however_much_it_writes() -> None:
    detector = BurstDetector()
    steps = type_all(detector, "Scratch on the door", every=GAP_MS + 1)
    assert steps[0] == Step(keep=True)
    assert all(step == Step(release=True, keep=True) for step in steps[1:])


def test_a_few_quick_keys_are_a_hand_and_are_let_go_with_enter() -> None:
    detector = BurstDetector()
    type_all(detector, "abcde", every=5)
    assert detector.press(KeyKind.ENTER, Stroke("", "", 1025)) == Step(release=True)
    type_all(detector, "abcde", every=5, start=2000)
    assert detector.expire(2020 + PAUSE_MS) == Step(release=True)
    assert not detector.is_holding


@pytest.mark.parametrize("every", [2.0, 8.0, 16.0, 30.0, 35.0])
def test_a_scanner_that_keeps_each_key_down_for_half_its_pace_is_whole(every: float) -> None:
    detector = BurstDetector()
    steps = []
    for number, sign in enumerate("ASINMR001"):
        steps.append(detector.press(KeyKind.SIGN, Stroke(sign, sign, 1000 + number * every)))
        steps.append(detector.expire(1000 + (number + 0.5) * every))
        detector.let_go(0.5 * every)
        steps.append(detector.expire(1000 + (number + 1) * every - 0.01))
    assert all(step in (Step(), Step(keep=True)) for step in steps)
    burst = detector.press(KeyKind.ENTER, Stroke("", "", 1000 + 9 * every)).burst
    assert burst is not None
    assert burst.text == "ASINMR001"


def test_a_first_key_that_stays_down_is_a_hand_and_waits_no_longer() -> None:
    detector = BurstDetector()
    detector.press(KeyKind.SIGN, Stroke("a", "a", 1000))
    assert detector.expire(1000 + DOWN_MS - 1) == Step()
    assert detector.expire(1000 + DOWN_MS) == Step(release=True)


@pytest.mark.parametrize("pause", [50.0, 79.0])
@pytest.mark.parametrize("group", [1, 2, 3, 8])
def test_a_scan_whose_keys_come_in_groups_by_radio_is_whole(group: int, pause: float) -> None:
    detector, at = BurstDetector(), 1000.0
    for number, sign in enumerate("0SYZZZV11ZR000001"):
        at += pause if number % group == 0 and 0 < number <= group else 1.0
        assert detector.expire(at) == Step()
        assert detector.press(KeyKind.SIGN, Stroke(sign, sign, at)) == Step(keep=True)
        detector.let_go(0.5)
    burst = detector.press(KeyKind.ENTER, Stroke("", "", at + pause)).burst
    assert burst is not None
    assert burst.text == "0SYZZZV11ZR000001"


def test_two_keys_of_a_hand_that_are_not_quick_are_waited_for_no_longer_than_a_scanner_takes() -> None:
    detector = BurstDetector()
    type_all(detector, "as", every=17)
    assert detector.expire(1017 + GAP_MS) == Step(release=True)


def test_an_arrow_comes_after_the_keys_before_it() -> None:
    detector = BurstDetector()
    type_all(detector, "a", every=0)
    assert detector.press(KeyKind.OTHER, Stroke("", "", 1001)) == Step(release=True)


def test_enter_that_limps_after_a_scan_is_part_of_it_and_a_later_one_is_not() -> None:
    detector = BurstDetector()
    assert read(detector, "12345678", None) is not None
    assert detector.press(KeyKind.ENTER, Stroke("", "", 1014 + PAUSE_MS + 20)).keep
    assert not detector.press(KeyKind.ENTER, Stroke("", "", 1500)).keep


def test_a_prefix_makes_a_short_code_a_scan() -> None:
    assert read(BurstDetector(), "~A1", KeyKind.ENTER) is None
    burst = read(BurstDetector(prefix="~"), "~A1", KeyKind.ENTER)
    assert burst is not None
    assert burst.text == "~A1"


CODE = "0SYZZZV11ZR000015"


def send_in_parts(detector: BurstDetector, first: str, rest: str, *, pause: float) -> list[Burst]:
    """Send a code that halts for `pause` in its middle, each key up again at once, with Tab after it."""
    at, bursts = 1000.0, []
    for part in (first, rest):
        for sign in part:
            bursts += [detector.press(KeyKind.SIGN, Stroke(sign, sign, at)).burst]
            detector.let_go(0.5)
            at += 2.0
        if part is first:
            bursts += [detector.expire(at + pause - 1).burst]
            at += pause
    bursts += [detector.press(KeyKind.TAB, Stroke("", "", at)).burst]
    return [burst for burst in bursts if burst is not None]


@pytest.mark.parametrize("split", range(LEAST, len(CODE)))
@pytest.mark.parametrize("pause", [PAUSE_MS + 5, JOIN_MS - 5])
def test_the_rest_of_a_scan_that_halted_knows_what_came_before_it_however_short_it_is(
    split: int, pause: float
) -> None:
    first, rest = send_in_parts(BurstDetector(), CODE[:split], CODE[split:], pause=pause)
    assert (first.text, rest.text) == (CODE[:split], CODE[split:])
    assert (rest.whole.text, rest.suffix, rest.follows_scan) == (CODE, Suffix.TAB, True)
    assert rest.is_rest == (len(CODE) - split < LEAST)


def test_a_scan_knows_the_key_that_was_taken_for_a_hand_s_just_before_it() -> None:
    detector = BurstDetector()
    detector.press(KeyKind.SIGN, Stroke("0", "0", 1000))
    assert detector.expire(1000 + DOWN_MS) == Step(release=True)
    type_all(detector, CODE[1:], every=2, start=1060)
    burst = detector.press(KeyKind.ENTER, Stroke("", "", 1092)).burst
    assert burst is not None
    assert (burst.whole.text, burst.follows_scan) == (CODE, False)


@pytest.mark.parametrize("between", [KeyKind.ENTER, KeyKind.OTHER])
def test_after_its_suffix_another_key_or_a_while_nothing_belongs_to_a_scan_any_more(between: KeyKind) -> None:
    detector = BurstDetector()
    type_all(detector, CODE, every=2)
    detector.press(between, Stroke("", "", 1034))
    type_all(detector, CODE, every=2, start=1200)
    burst = detector.press(KeyKind.ENTER, Stroke("", "", 1234)).burst
    assert burst is not None
    assert (burst.before, burst.follows_scan) == ((), False)
    type_all(detector, CODE, every=2, start=2000)
    detector.expire(3000)
    type_all(detector, "ab", every=2, start=2034 + JOIN_MS)
    assert detector.expire(3000) == Step(release=True)


def test_an_outcome_pressed_right_after_a_scan_without_suffix_is_a_hand_s() -> None:
    detector = BurstDetector()
    type_all(detector, CODE, every=2)
    assert detector.expire(1200).burst is not None
    detector.press(KeyKind.SIGN, Stroke("a", "a", 1220))
    assert detector.expire(1220 + DOWN_MS) == Step(release=True)


def test_two_scans_without_suffix_stay_two() -> None:
    detector = BurstDetector()
    type_all(detector, "11111111", every=2)
    later = detector.press(KeyKind.SIGN, Stroke("2", "2", 1200))
    assert later.burst is not None
    assert later.burst.text == "11111111"
    assert detector.is_holding


@given(st.lists(st.tuples(st.sampled_from("ab\n\t>"), st.floats(0, 80)), max_size=40))
def test_no_key_is_lost_and_none_comes_twice(keys: list[tuple[str, float]]) -> None:
    """Whatever comes when: each sign is typed again, or is in a scan, or is held still; in its order."""
    detector, at, held, out, sent = BurstDetector(), 0.0, "", "", ""
    for sign, pause in keys:
        at += pause
        expired = detector.expire(at)
        kind = {"\n": KeyKind.ENTER, "\t": KeyKind.TAB, ">": KeyKind.OTHER}.get(sign, KeyKind.SIGN)
        for step in (expired, detector.press(kind, Stroke(sign, sign, at))):
            assert not (step.release and step.burst)
            if step.burst is not None:
                assert step.burst.text == held
            if step.release or step.burst is not None:
                out, held = out + held, ""
        if kind is KeyKind.SIGN:
            held, sent = held + sign, sent + sign
    assert out + held == sent
