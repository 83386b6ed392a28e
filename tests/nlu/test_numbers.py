"""Numbers in every writing that patients use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.numbers import chinese_integer, parse_numbers

NUMERALS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number below 10000 in full Chinese numerals, as in a book: 一百零五."""
    words, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if zero and words else "") + NUMERALS[digit] + unit
            zero = False
        else:
            zero = True
    return words.removeprefix("一") if words.startswith("一十") else words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百四十五", 145),
        ("一四五", 145),
        ("145", 145),
        ("１４５", 145),
        ("两百", 200),
        ("一百五", 150),
        ("两百五", 250),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("幺三五", 135),
        ("三十七度八", 37.8),
        ("三十八度半", 38.5),
        ("38度5", 38.5),
        ("七点二", 7.2),
        ("7.2", 7.2),
        ("7．2", 7.2),
        ("6。2", 6.2),
        ("6点5", 6.5),
        ("十", 10),
        ("十五", 15),
        ("八十", 80),
        ("1百4", 140),
        ("三万步", 30000),
        ("一千二", 1200),
        ("半斤", 0.5),
        ("一个半小时", 1.5),
        ("两包", 2),
        ("零", 0),
    ],
)
def test_one_number_is_read(text: str, value: float) -> None:
    assert [number.value for number in parse_numbers(text)] == [value]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("七八十", 70, 80), ("一百三四十", 130, 140), ("一百二三", 120, 130), ("七八支", 7, 8), ("两三次", 2, 3)],
)
def test_neighbouring_numerals_are_a_range(text: str, low: float, high: float) -> None:
    (number,) = parse_numbers(text)
    assert (number.value, number.upper) == (low, high)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("一百四十五九十", [145, 90]),
        ("一百四九十", [140, 90]),
        ("一百二十八十", [120, 80]),
        ("一百二八十", [120, 80]),
        ("一百八一百一", [180, 110]),
        ("一百三八十五", [130, 85]),
        ("145。90", [145, 90]),
        ("高压一百五，低压九十五", [150, 95]),
    ],
)
def test_numbers_spoken_in_a_row_are_kept_apart(text: str, values: list[float]) -> None:
    assert [number.value for number in parse_numbers(text)] == values


@pytest.mark.parametrize(
    "text", ["一直头晕", "十分难受", "三高", "二甲双胍", "星期三", "周三", "第二个", "有一点", "统一"]
)
def test_words_that_hold_numerals_are_no_numbers(text: str) -> None:
    assert parse_numbers(text) == ()


@given(st.integers(min_value=1, max_value=9999))
def test_every_number_written_in_chinese_is_read_back(number: int) -> None:
    assert chinese_integer(written(number)) == number
    (found,) = parse_numbers("血压" + written(number))
    assert found.value == number


@given(st.integers(min_value=100, max_value=300))
def test_every_number_said_digit_by_digit_is_read_back(number: int) -> None:
    (found,) = parse_numbers("".join(NUMERALS[int(digit)] for digit in str(number)))
    assert found.value == number


@given(st.integers(min_value=11, max_value=19).map(lambda tens: tens * 10))
def test_short_hundreds_are_read_as_spoken(number: int) -> None:
    (found,) = parse_numbers("一百" + NUMERALS[number // 10 % 10])
    assert found.value == number


@given(st.decimals(min_value=0, max_value=999, places=1))
def test_every_decimal_is_read_back_in_both_widths(number: object) -> None:
    wide = str(number).translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789."})
    assert parse_numbers(str(number))[0].value == parse_numbers(wide)[0].value == float(str(number))


@given(st.text(alphabet="零一二三四五六七八九十百千万两半点度个0123456789.。、/到 高低压斤", max_size=30))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    position = 0
    for number in parse_numbers(text):
        assert position <= number.start < number.end <= len(text)
        position = number.end


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("六十五六", 65, 66), ("十七八", 17, 18), ("一百三十二三", 132, 133), ("一百二十八九", 128, 129)],
)
def test_two_neighbours_after_the_tens_are_a_range(text: str, low: float, high: float) -> None:
    (number,) = parse_numbers(text)
    assert (number.value, number.upper) == (low, high)


def test_the_tens_of_the_next_number_are_no_neighbours() -> None:
    assert [number.value for number in parse_numbers("一百四十五六十")] == [145, 60]
    assert [number.value for number in parse_numbers("一百二十七八十")] == [127, 80]


def test_having_a_look_is_no_number() -> None:
    assert parse_numbers("你等我翻一翻，量一量，看一看那一行") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百45", 145),
        ("1百4", 140),
        ("三六点五", 36.5),
        ("五点幺", 5.1),
        ("壹佰肆拾伍", 145),
        ("一百 四十 五", 145),
        ("六 点 九", 6.9),
        ("一万二千", 12000),
        ("三十五千克", 35),
        ("四十度两天", 40),
        ("62·5", 62.5),
    ],
)
def test_mixed_and_dictated_numerals_are_read_with_true_offsets(text: str, value: float) -> None:
    number = parse_numbers(text)[0]
    assert number.value == value
    assert number.start == 0
