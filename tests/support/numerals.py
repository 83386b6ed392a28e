"""Settles every writing of a number that a patient may use, as the opposite of reading it."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
DIGIT_BY_DIGIT = str.maketrans("0123456789.", DIGITS + "点")
UNITS = ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"), (1, ""))


def in_chinese(number: int) -> str:
    """A number from 1 to 99,999 as in a book: 一百零五, 十二, 六千五百."""
    words, zero = "", False
    for power, unit in UNITS:
        digit = number // power % 10
        words += (DIGITS[0] if digit and zero and words else "") + (DIGITS[digit] + unit if digit else "")
        zero = not digit
    return words.removeprefix("一") if words.startswith("一十") else words


def integer_forms(number: int) -> list[str]:
    """Every writing of a whole number of one to four digits."""
    book = in_chinese(number)
    spoken = [str(number).translate(DIGIT_BY_DIGIT)] if _is_clear_by_digits(number) else []
    forms = [str(number), str(number).translate(FULL_WIDTH), book, *spoken]
    forms += [form.replace("零", "〇") for form in spoken] + [form.replace("一", "幺") for form in spoken]
    forms += [book.replace("二百", "两百").replace("二千", "两千"), *_without_last_unit(number), *_mixed(number)]
    return list(dict.fromkeys(forms))


def decimal_forms(tenths: int) -> list[str]:
    """Every writing of a number with one decimal place, given in tenths."""
    whole, tenth = divmod(tenths, 10)
    arabic, last = f"{whole}.{tenth}", DIGITS[tenth]
    forms = [arabic, arabic.translate(FULL_WIDTH), f"{whole}点{tenth}", f"{whole}。{tenth}", f"{whole}·{tenth}"]
    forms += [f"{in_chinese(whole)}点{last}", arabic.translate(DIGIT_BY_DIGIT)]
    return list(dict.fromkeys([*forms, arabic.translate(DIGIT_BY_DIGIT).replace("一", "幺")]))


def _without_last_unit(number: int) -> list[str]:
    """一百五, 两千五 and 1百5: of two digits and zeros, the second digit's unit left out."""
    power = 10 ** (len(str(number)) - 1)
    first, second = number // power, number // (power // 10 or 1) % 10
    if power < 100 or not second or number % (power // 10):
        return []
    unit = dict(UNITS)[power]
    return [f"{in_chinese(first)}{unit}{DIGITS[second]}", f"{first}{unit}{second}"]


def _mixed(number: int) -> list[str]:
    """1百45, 1百4十5 and 一百45."""
    hundreds, rest = divmod(number, 100)
    if not 1 <= hundreds <= 9 or rest < 11 or rest % 10 == 0:
        return []
    return [f"{hundreds}百{rest}", f"{hundreds}百{rest // 10}十{rest % 10}", f"{DIGITS[hundreds]}百{rest}"]


def _is_clear_by_digits(number: int) -> bool:
    """Not 七八, which is seventy to eighty, nor a single digit."""
    digits = str(number)
    return len(digits) > 2 or (len(digits) == 2 and int(digits[1]) != int(digits[0]) + 1)
