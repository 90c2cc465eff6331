"""Words of one meaning: those every county has, and the county's own.

A group is a line. Whoever looks for one word of it finds what speaks of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import gettext as _

from cms.search.words import flat
from core.chinese import plain

MOST_GROUPS, MOST_IN_GROUP, LONGEST, MOST_POPULAR = 200, 12, 12, 8
FEWEST = 2
# As villagers say it beside what the catalogue and the labels say.
COMMON = """
土豆 马铃薯 洋芋 山药蛋
红薯 地瓜 番薯 甘薯 山芋
红薯粉 地瓜粉 番薯粉 薯粉
花生 长生果 落花生
玉米 苞谷 包谷 棒子
西红柿 番茄
大米 稻米 米
蜂蜜 土蜂蜜 蜜糖
木耳 黑木耳 云耳
菌 菌子 菌菇 蘑菇
笋 笋干 竹笋
猪肉 腊肉 熏肉 咸肉
鸭蛋 咸蛋 咸鸭蛋
核桃 胡桃
茶油 山茶油 茶籽油
茶 茶叶
米酒 黄酒 甜酒
寄快递 寄包裹 寄件 发快递 发包裹 寄东西 快递代寄
取快递 拿快递 取件 取包裹 领快递 收快递 快递代收
快递 包裹 快件
开网店 开店 开淘宝店 注册网店 网店开设
装修网店 店铺装修 做海报 设计图片 美工
拍照片 拍照 拍视频 产品拍摄
写文案 写详情页 文案
学电商 学开店 学直播 上课 电商培训 培训
直播 带货 直播带货 主播
创业 做生意 返乡创业 创业辅导
补贴 扶持 奖补 补助
贷款 借钱 借款 贴息 金融对接
交费 缴费 交电费 交水费 交话费 充话费 电费 水费 话费 代缴费
医保 新农合 医疗保险 社保
帮买 代买 代购 网上买东西 帮我买 代购代买
帮卖 代卖 代销 帮我卖 卖东西 代销代卖
化肥 肥料 农资
农药 农资
种子 种苗 农资
火车票 车票 高铁票 机票 票务
挂号 看病 预约挂号
投诉 举报 维权 退货 投诉建议
教手机 学手机 用手机 智能手机 网购体验
取钱 取款 助农取款
仓库 仓储 代发 一件代发
送货 配送 物流
收购 求购 供求信息
追溯 溯源 扫码 来源
防骗 诈骗 骗子
进度 查进度 办到哪了 办理进度 办件进度
站点 服务站 便民点 服务点
结算 结账 货款
品牌授权 用商标 用品牌 公用品牌
"""


def lines(text: str) -> list[tuple[str, ...]]:
    """The groups of a list, each word once."""
    groups = []
    for line in _rows(plain(text))[:MOST_GROUPS]:
        # Signs are no part of a word: to PostgreSQL a quotation mark would end it.
        words = tuple(dict.fromkeys(filter(None, map(flat, _words(line)))))
        if len(words) >= FEWEST:
            groups.append(words[:MOST_IN_GROUP])
    return groups


def fault(text: str) -> str:
    """What is wrong with a list as an editor typed it; '' for nothing."""
    rows = _rows(text)
    if len(rows) > MOST_GROUPS:
        return _("At most %(n)s groups.") % {"n": MOST_GROUPS}
    for row in rows:
        words = _words(plain(row))
        if not FEWEST <= len(words) <= MOST_IN_GROUP:
            return _("A line has two to twelve words: “%(line)s”.") % {"line": row[:40]}
        if not all(map(flat, words)):
            return _("A word has characters, not signs alone: “%(line)s”.") % {"line": row[:40]}
        if any(len(word) > LONGEST for word in words):
            return _("A word has at most twelve characters: “%(line)s”.") % {"line": row[:40]}
    return ""


def _rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _words(line: str) -> list[str]:
    return line.replace(",", " ").replace("、", " ").split()


@lru_cache(maxsize=64)
def table(own: str) -> dict[str, tuple[str, ...]]:
    """Word → the other words of its groups; the county's own beside the common ones."""
    found: dict[str, dict[str, None]] = {}
    for group in [*lines(own), *lines(COMMON)]:
        for word in group:
            found.setdefault(word, {}).update(dict.fromkeys(w for w in group if w != word))
    return {word: tuple(others) for word, others in found.items()}


def spans(text: str, known: Iterable[str]) -> list[tuple[int, int]]:
    """Where known words stand in a text, the longest first, none within another."""
    words = known if isinstance(known, dict) else set(known)
    longest = max(map(len, words), default=0)
    found, at = [], 0
    while at < len(text):
        length = next(
            (n for n in range(min(longest, len(text) - at), 1, -1) if text[at : at + n] in words), 1
        )
        if length > 1:
            found.append((at, at + length))
        at += length
    return found
