"""The first clause of an answer to 我听到的是…，对吗？ decides, where the rest holds no value and no contradiction."""

from __future__ import annotations

import pytest

from nlu.moves import read_confirmation


@pytest.mark.parametrize(
    "text",
    [
        "对的，刚又量了一回",
        "是的，量了三次都这样",
        "没错，秤上就是这个数",
        "嗯，对，我看得清清楚楚",
        "对对，继续吧",
        "对的，早上七点量的",
        "对的就是这个数",
        "是的血压计上写着呢",
        "是的，机器上就是这么写的",
    ],
)
def test_a_yes_with_words_behind_it_is_a_yes(text: str) -> None:
    assert read_confirmation(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "不对，我把数看反了",
        "错了，我老花眼看岔了",
        "不是，我说的是斤",
        "没有，我没那么说",
        "不对我看错行了",
        "不对，是我女儿的",
    ],
)
def test_a_no_with_words_behind_it_is_a_no(text: str) -> None:
    assert read_confirmation(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "对的，是135",
        "对，不过低压是85",
        "是的，但是我不太确定",
        "对，应该是吧",
        "对的，等会儿再说",
        "对，我不想答了",
        "对了，我还想问一句",
        "是这样的，我前天摔了一跤",
        "好，我再量一下",
        "嗯，刚吃完饭",
        "不对，是82",
        "不是，没错",
        "对的，要紧吗",
        "对不起，我说错了",
        "对，一遍是61一遍是66",
    ],
)
def test_what_is_neither_is_asked_again(text: str) -> None:
    assert read_confirmation(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "对",
        "是的",
        "没错",
        "嗯",
        "对的对的",
        "好",
        "对对对",
        "嗯，对",
        "是",
        "没有错",
        "就是的",
        "是这样的",
        "OK",
        "嗯嗯",
        "对呀",
        "对，没错",
        "正确",
        "可以",
    ],
)
def test_yes_confirms(text: str) -> None:
    assert read_confirmation(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "不对",
        "不是",
        "错了",
        "没有",
        "不",
        "不是的",
        "搞错了",
        "嗯，不对",
        "不对不对",
        "不是这个",
        "你听错了",
        "no",
        "说错了",
        "哦不是",
    ],
)
def test_no_rejects(text: str) -> None:
    assert read_confirmation(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "不知道",
        "好像是",
        "135",
        "对吗",
        "是不是",
        "对不对",
        "没听清",
        "不对，是135",
        "对，135",
        "应该是吧",
        "差不多",
        "不是不对",
        "头晕",
        "什么",
        "有",
        "对吗？",
    ],
)
def test_neither_yes_nor_no_is_asked_again(text: str) -> None:
    assert read_confirmation(text) is None
