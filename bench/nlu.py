"""How long does understanding a message take, at 20, 200 and 2,000 characters? `make bench-nlu`; bench/README.md.

Without the dialogue engine: what `suifang nlu --no-intent` does with a text, from the string to the line. Beside it,
in the same process on the same texts, public libraries that do the nearest thing.
"""

from __future__ import annotations

import logging
import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

Work = Callable[[str], object]

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / ".tools" / "bench"
AIMS = {20: 5.0, 200: 20.0, 2000: 50.0}  # characters: milliseconds
TEXTS = {20: 2000, 200: 500, 2000: 100}  # characters: how many texts
PEER_SECONDS = 8.0  # a peer reads texts of a length for so long at most
WARM_UP = 5  # texts that are not counted: patterns are compiled, dictionaries loaded
SEED = 20261120
OURS = "suifang (readings, symptoms, red flags)"

_DIGITS = "零一二三四五六七八九"
_TIMES = ("今早", "昨晚8点", "周一", "三天前", "刚才", "饭后两小时", "上周三下午", "这几天", "")
_WHO = ("我", "我妈", "老伴", "孩子", "")
_SYMPTOMS = ("头晕", "胸闷", "上不来气", "拉肚子", "心慌", "脚肿", "恶心", "腰疼", "睡不着", "手麻", "咳嗽", "没劲儿")
_HOW = (
    "有点{0}", "没有{0}", "{0}好多了", "{0}得厉害", "一直{0}", "{0}三天了", "不{0}也不{1}", "左边{0}",
    "{0}是怎么回事",
)  # fmt: skip
_TALK = (
    "药按时吃了", "昨天忘了吃药", "请问能不能换一种药", "下周三去复查", "最近天冷了没怎么出门", "我今年七十三了",
    "电话13800001234", "饭量还行就是胃口一般", "二甲双胍一天两次一次一片", "上次检查尿酸420肌酐88", "听医生的少吃盐",
    "花了三百八十块钱", "谢谢大夫", "晚上起夜两三回", "走了六千多步", "儿子给我买的血压计", "住院那会儿医生说要注意",
    "昨晚看电视看到十一点", "多久查一次合适呢",
)  # fmt: skip
_MARKS = ("，", "。", "，", " ", "？", "；", "\n", "、", "")


def texts_of(length: int, number: int, seed: int = SEED) -> list[str]:
    """Messages of exactly so many characters, as patients mix them: readings, symptoms, talk. Equal for equal seeds."""
    source = random.Random(f"{seed}-{length}")
    return [_text(source, length) for _ in range(number)]


def _text(source: random.Random, length: int) -> str:
    said = ""
    while len(said) < length:
        clause = source.choice((_reading, _symptom, _talk))(source)
        said += source.choice(_TIMES) + source.choice(_WHO) + clause + source.choice(_MARKS)
    return said[:length]


def _reading(source: random.Random) -> str:
    high, low, tenth = source.randint(95, 199), source.randint(50, 99), source.randint(30, 180) / 10
    return source.choice(
        (
            f"血压{high}/{low}",
            f"高压{_said(high)}低压{_said(low)}",
            f"空腹血糖{tenth}",
            f"餐后两小时{_said(int(tenth))}点{_DIGITS[int(tenth * 10) % 10]}",
            f"心率{low}次",
            f"体重{_said(high)}斤左右",
            f"体温三十{source.choice('六七八九')}度{source.choice(_DIGITS[1:])}",
            f"血氧{low}%",
        )
    )


def _said(value: int) -> str:
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    head = _DIGITS[hundreds] + "百" if hundreds else ""
    middle = _DIGITS[tens] + "十" if tens else "零" if hundreds and ones else ""
    return head + middle + (_DIGITS[ones] if ones or not value else "")


def _symptom(source: random.Random) -> str:
    return source.choice(_HOW).format(*source.sample(_SYMPTOMS, 2))


def _talk(source: random.Random) -> str:
    return source.choice(_TALK)


def milliseconds(work: Work, texts: Sequence[str], limit_seconds: float = float("inf")) -> list[float]:
    """What each text took, after a few that do not count; fewer texts where the time is up."""
    for text in texts[:WARM_UP]:
        work(text)
    took: list[float] = []
    until = time.perf_counter() + limit_seconds
    for text in texts:
        started = time.perf_counter()
        work(text)
        took.append((time.perf_counter() - started) * 1000)
        if time.perf_counter() > until and len(took) > 1:
            break
    return took


def ours() -> Work:
    """From the string to the line that `suifang nlu --no-intent` writes."""
    from bot.engine.json_lines import answer_for
    from nlu.lines import Request, line_of

    return lambda text: line_of(answer_for(Request(id=None, text=text)))


def tagger() -> Work:
    """jieba's words and parts of speech: what many a Chinese pipeline does before it begins to understand."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.ERROR)
    return lambda text: jieba.posseg.lcut(text)


def recognizers() -> Work:
    """recognizers-text: numbers, and dates and times, in Chinese; no symptoms, no red flags."""
    sys.path.append(str(PEERS))
    warnings.simplefilter("ignore", SyntaxWarning)  # its code is of 2019
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import Culture, NumberRecognizer

    numbers = NumberRecognizer(Culture.Chinese).get_number_model()
    times = DateTimeRecognizer(Culture.Chinese).get_datetime_model()
    return lambda text: (numbers.parse(text), times.parse(text))


def main() -> int:
    """Print the table; the exit code is 1 where a median misses its aim."""
    rows = {OURS: ours(), "jieba.posseg (words and tags only)": tagger()}
    try:
        rows["recognizers-text (numbers, dates and times only)"] = recognizers()
    except ImportError:
        print("recognizers-text is not there and is left out: see bench/README.md.")
    print(f"{'milliseconds a text':50} {'characters':>10} {'texts':>6} {'median':>8} {'p95':>8} {'aim':>5}")
    medians = {(length, name): _row(name, work, length) for length in AIMS for name, work in rows.items()}
    return int(any(medians[length, OURS] > aim for length, aim in AIMS.items()))


def _row(name: str, work: Work, length: int) -> float:
    """Prints one line of the table; the median."""
    mine = name == OURS
    took = milliseconds(work, texts_of(length, TEXTS[length]), float("inf") if mine else PEER_SECONDS)
    median, p95 = statistics.median(took), statistics.quantiles(took, n=20, method="inclusive")[-1]
    aim = f"{AIMS[length]:g}" if mine else ""
    print(f"{name:50} {length:10} {len(took):6} {median:8.2f} {p95:8.2f} {aim:>5}", flush=True)
    return median


if __name__ == "__main__":
    sys.exit(main())
