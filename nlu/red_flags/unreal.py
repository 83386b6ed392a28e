"""Is it said and not so? Figures of speech (气得吐血), stories, dreams, animals, hearsay, fears, leaflets."""

from __future__ import annotations

import re

from nlu.red_flags.message import Place

_EXAGGERATED = re.compile(
    r"(?:笑|困|睡|美|帅|好看|好吃|漂亮|甜|忙|尬|尴尬|贵|穷|馋|肉麻|丑|萌|可爱|震撼|惊艳|香|好听|浪漫|帅气|烧脑|难吃|便宜)(?:得|到|的)(?:我|人|他|她)?(?:都|快|要|直|简直|差点|几乎|能|快要|想)*$"
)
_ANGRY = re.compile(
    r"(?:气|急|烦|吵|闹|逼|看|愁|怼|坑|骂|作业|辅导|加班|写|背|考|累|改|卷|爬)(?:得|到|的)?(?:我|人|他|她|老子)?(?:都|快|要|直|简直|差点|几乎|能|快要|想)*$"
)
_ANGRY_SAID = re.compile(
    r"(?:吐|喷|呕)(?:了|出|一|口|老)*血|心梗|心肌梗|脑溢血|脑出血|中风|上吊|跳楼|晕过去|晕倒|昏过去|抽风|吐白沫|炸|爆|猝死|窒息|裂开|没呼吸|断气"
)
# 老板又让加班，我都要吐血了
_CROSS = re.compile(r"^(?:啊|呀|哟)?[，,\s]*气死")
_ALMOST = re.compile(r"(?:要|快要?|差点|简直|真想|直接)(?:都|就|给|被)?$")
_VEXED = re.compile(r"加班|老板|领导|同事|作业|考试|客户|房价|股票|游戏|队友|堵车|排队|工资|辅导|论文|甲方|装修")
_SLANG_AFTER = re.compile(
    r"^(?:推荐|安利|大?甩卖|操作|游戏|整理|总结|价|式|特效|表情包|现场|瞬间|的(?:价格|操作|剧情|颜值|美|音乐|题|作业|工作))"
)
_PRICE = re.compile(r"太贵|好贵|真贵|账单|房价|价格|价钱|这么贵|考试|成绩单")
# 气得吐了一口血，现在还在吐
_REALLY = re.compile(
    r"现在|还在|一直在|孩子|[爸妈爷奶]|老[伴公婆头太]|停了|吃了|送(?:到|去|医)|[一两三几半][大小]?[口碗盆滩](?!老血)|真的|就晕倒了$|考场"
)
_STORY = re.compile(
    r"小说|电视剧|剧情|剧里|电影|动漫|漫画|主角|女主|男主|角色|歌词|网络用语|成语|造句|作文里|台词|武侠|王者荣耀|魔兽|皇帝|皇上|娘娘|篡位|太子|后宫|穿越|三国演义|红楼梦|"
    r"段子|笑话|迎风(?:咳|吐)血|演得|里面的人|综艺|玩家|副本|剧本|诗句|谜语"
)
_WATCHING = re.compile(
    r"(?:看|玩|打|刷|追|听|写)(?:着|[^，,。]{0,6}(?:时|的时候|完|突然|熬夜|到半夜|一半|回来))|(?:电影|电视|小说|游戏)[^，,。]{0,4}(?:院|看|时|的时候|完|突然|一半|回来|房)|作文[^，,。]{0,4}[写没]"
)
_DREAM = re.compile(r"梦见|梦到|做梦|做了?个?[恶噩怪]?梦|梦里|梦中|解梦")
_AWAKE = re.compile(r"醒|吓醒|真的|现在|今[天早晚]|刚才")
_ANIMAL = re.compile(
    r"(?<![被让遭给养喂遛抱撸看把将只和送])(?:狗狗?(?!肉|咬|抓|吓|扑|年|屎)|猫咪?(?!咬|抓|砂|过敏)|兔子|仓鼠|泰迪|金毛|柯基|拉布拉多|哈士奇|博美|比熊|法斗|幼犬|母猪|小猪|猪仔|母牛|小牛|奶牛|小羊|母羊|小鸡|鹦鹉|乌龟|金鱼)(?!毛|过敏|场|圈|舍|房|棚|粪|饲料|市场)"
)
_BITTEN = re.compile(r"(?:被|让|遭|给)[^，,。]{0,6}(?:狗|猫|兔)")
_HEARD = re.compile(
    r"听说(?!你|您|这|要|能|可以|得|应该|不能|咱|医院|有)|据说|传言|八卦|报道(?!那|第|以?后|回来|时)|别人(?=[^都没说，,。\s])|人家(?:说|家)(?!没事|不)|有人说|科普|有的人|有些人|很多人|官方(?:说|通报|发布)|专家[说讲](?!没|不)|"
    r"(?:新闻|电视|网上|网络上|小说|电影|手机上|书上|抖音|快手|文章|报纸|百度|公众号|讲座|群里|朋友圈|视频|资料)[里上中]?(?:都|有人|有个|也|又|是|常|经常)*(?:说|讲|看到?|写|查|搜|介绍|提到|播|有|发|传|晒|转|捂|都是|演)(?!了?(?:[一没半没]|过|完|的|时|都|几))"
)
_YET_OWN = re.compile(
    r"我[爸妈的也自现这真家老就今儿女婆公]|我(?:胸|头|心|突然|刚|昨|觉得|感觉|一直)|(?:现在|今天|刚才)(?:也|就|又)?"
)
# 百度了一下也没用，胸口疼得直冒汗: nobody writes so of what they heard
_FELT_MYSELF = re.compile(
    r"[疼痛喘晕憋闷吐]得(?!病)|还是|可还|结果|就我|俺|咱|老[伴公婆](?!.{0,6}(?:家|的同))|老头子?|老太太?|孩子|闺女|吃[了完]|两天了|几天了|我"
)
_IF = re.compile(
    r"(?:如果|要是|万一|假如|假设|倘若|一旦|若是|若|如有|假使|只要|除非|要不是|(?:等到|直到)(?!现在|今|昨|半夜|晚上|夜里|凌晨|早上))(?!不是)"
)
_IF_CLOSED = re.compile(r"的话|方便|可以")
_IF_GOES_ON = re.compile(
    r"^(?:我|他|她|就|又|再|还|也|那|会|可能|突然)*(?:会|就|要|出现|发生|发作|再|引起|导致|变|又|发)|的话"
)
_THEN_SEEN = re.compile(
    r"^[^，,。]{0,4}(?:的话|的时候怎么|时怎么|时应|时要|时该|就要|就得|要立即|请立即|请及时|应立即|应及时|要及时|需立即|需要立即|再去|才(?:去|要|算|能(?:住院|看|去|做|确诊))|时请|者|时可|时含|时立即|时拨打)"
)
_FEARED = re.compile(
    r"(?:怕|担心)(?!耽误)[^，,。\s我]{0,6}(?:打了|打完|麻药|用了|手术|过敏|以后|今后|将来)[^，,。\s我]{0,6}$|"
    r"(?:怕|担心|害怕|恐怕|生怕|担忧|恐惧|就怕|(?<!我)以为|以免|免得|省得|小心|当心|注意|提防|留意|观察|别|不要|千万)(?:会|自己|我|他|她|再|又|突然|哪天|万一|睡着|出现|发生|发展成|得|有|是|是不是|变|被|他们?|孩子|家人|要|真|有没有|有无|是否)*$"
)
# 下一步会咯血是吗, 以后会瘫; not 走路以后会胸痛
_TO_COME = re.compile(
    r"^(?:那|那么|请问|是不是|我|他|她|它|这|这种?病?|这个病|病情|病|再|继续|一直|会不会|会|是否)*"
    r"(?:下一步|接下来|以后|今后|往后|将来|日后|未来|迟早|早晚|最后|最终|后期|晚期|发展下去|拖下去|这样下去|时间[久长]了|[几十\d]+年后)"
    r"(?!.*(?:就|总|老|经常|每[天次]))[^，,。]{0,8}(?:会|要|得|能|可能|不会)[^，,。]{0,6}$"
)
_LEAFLET = re.compile(
    r"(?:不良反应|副作用|副反应|禁忌症?|毒性|注意事项)(?:有|包括|为|是|：|:|可见|主要|可能|还有)|说明书(?=[里上中]|写|说|讲|提|有|：|:)|适应症|主治|适用于|用于治疗|偶见|罕见|少数(?:患者|病人|人)|可能出现的|个别(?:患者|病人)|药品名|功能主治|【"
)
_OWN_NOW = re.compile(
    r"我(?:现在|今天|吃了|真|就|也|昨|刚|已经|出现|这)|(?:吃|用|服|打)(?:了|完)[^。]{0,8}(?:就|后|现在|一直|开始)|现在|已经"
)


def is_unreal(place: Place, *, always: bool) -> bool:
    """Whether the words tell of nothing that happened.

    Args:
        place: the words and what stands around them.
        always: the rule counts though it is only feared or supposed (怕自己想不开).
    """
    if _is_figure(place) or _is_story(place) or _is_animal(place) or _is_hearsay(place) or _is_leaflet(place):
        return True
    return not always and (_is_supposed(place) or _lies_ahead(place))


def _is_figure(place: Place) -> bool:
    if _EXAGGERATED.search(place.before) or _SLANG_AFTER.match(place.after):
        return True
    if (
        _PRICE.search(place.earlier[-12:])
        and re.search("晕|血|昏|背过气", place.said)
        and not _REALLY.search(place.sentence)
    ):
        return True
    if _CROSS.search(place.later) and re.fullmatch("心口?[疼痛]", place.said):  # 这心口疼啊，气死我了
        return True
    if _ALMOST.search(place.before) and _VEXED.search(place.sentence) and _ANGRY_SAID.search(place.said):
        return True
    angry = _ANGRY.search(place.before) is not None and _ANGRY_SAID.search(place.said) is not None
    return angry and not _REALLY.search(place.sentence)


def _is_story(place: Place) -> bool:
    if _STORY.search(place.sentence):
        return not _WATCHING.search(place.earlier) and not _YET_OWN.search(place.before)
    dream = _DREAM.search(place.earlier)
    return dream is not None and not _AWAKE.search(place.earlier[dream.end() :] + place.later)


def _is_animal(place: Place) -> bool:
    animal = _ANIMAL.search(place.earlier)
    return (
        animal is not None
        and not _BITTEN.search(place.earlier)
        and not re.search("我(?!家|的|养)|俺|老[伴公婆头太]|孩子|大爷|大妈|[爸妈爷奶]", place.earlier[animal.end() :])
        and re.search("[胸心]口?|头[疼痛]|说话", place.said) is None  # what no animal can tell
    )


def _is_hearsay(place: Place) -> bool:
    heard = _HEARD.search(place.earlier)
    if heard is None or _WATCHING.search(place.earlier):  # 看电视的时候突然晕倒了
        return False
    return not (
        _YET_OWN.search(place.sentence) or _FELT_MYSELF.search(place.earlier[heard.end() :] + place.said + place.later)
    )


def _is_leaflet(place: Place) -> bool:
    return _LEAFLET.search(place.earlier) is not None and not (
        _OWN_NOW.search(place.sentence) or re.search(r"(?:吃|用|服|打)[了完着]", place.before)
    )


def _lies_ahead(place: Place) -> bool:
    return _FEARED.search(place.before) is not None or _TO_COME.search(place.before) is not None


def _is_supposed(place: Place) -> bool:
    """要是晕倒了怎么办, 如果不吃药，会胸痛; not 方便的话帮我看看，我胸痛."""
    if _THEN_SEEN.match(place.after):
        return True
    own = _IF.search(place.before)
    if own is not None:
        return not _IF_CLOSED.search(place.before[own.end() :])
    if not _IF.search(place.earlier):
        return False
    last = max((match.end() for match in _IF.finditer(place.earlier)), default=0)
    between = place.earlier[last:]
    return len(between) <= 30 and not _IF_CLOSED.search(between) and _IF_GOES_ON.search(place.before) is not None
