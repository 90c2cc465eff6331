"""The demo's sites: brands, products, news and words of the fictional counties (handbook §6)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from django.core.files.images import ImageFile
from django.utils.text import slugify
from wagtail.images.models import Image
from wagtail.models import Collection

from cms import portal_push
from cms.models import (
    BrandIndexPage,
    BrandPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    ProductIndexPage,
    ProductPage,
)
from console.models import Centre

PICTURES = Path(__file__).with_name("demo_pictures")
# county: (brand, tagline, headline, text below it)
BRANDS = {
    "980121": (
        "禾川有礼",
        "一川稻香，一份心意",
        "稻香里的禾川",
        "从渠水边的稻田到城里的餐桌，每一袋红香米都说得清来处。",
    ),
    "980122": (
        "云上枞品",
        "云雾里长出来的好味道",
        "云雾深处有好物",
        "高山、老林、慢生长：木耳、茶与手工，都由村里的服务站代卖。",
    ),
    "980123": (
        "青泷九味",
        "一江清水九样鲜",
        "一江清水，九味青泷",
        "冷水峡谷里的蜂蜜和百合，量少，所以更要卖个好价钱。",
    ),
    "980221": ("沙棘原乡", "风沙里的一抹红", "旷野上的沙棘红", "日照长、雨水少，沙棘果小味浓。"),
    "980222": (
        "稻麓好物",
        "山下稻，水中莲",
        "山下有稻，水中有莲",
        "新开通的县域电商服务中心，从莲子做起。",
    ),
    "980281": ("渡湾海集", "潮起有鲜", "潮水带来的好滋味", "渔村与港口之间，一瓶虾酱走进千家。"),
}
# slug: (name, county that grows it, spec, price, certificate, summary, picture's words)
PRODUCTS = {
    "rice": (
        "禾川红香米",
        "980121",
        "2.5 千克/袋",
        "39.8",
        "绿色食品（演示编号 LB-98-0001）",
        "渠水灌溉，当年新米，煮出来带淡淡红色和香气。",
        "一布袋红香米，旁边是一碗煮好的米饭",
    ),
    "fungus": (
        "云枞高山木耳",
        "980122",
        "250 克/袋",
        "29.9",
        "地理标志（演示编号 DB-98-0002）",
        "海拔八百米以上，椴木栽培，朵小肉厚。",
        "一碟泡发的黑木耳和一小袋干木耳",
    ),
    "honey": (
        "青泷冷水蜂蜜",
        "980123",
        "500 克/瓶",
        "68",
        "",
        "冷水峡谷里的土蜂蜜，一年只取一次。",
        "一瓶琥珀色的蜂蜜，瓶边放着木蜜棒",
    ),
    "seabuckthorn": (
        "沙棘原浆",
        "980221",
        "300 毫升×6",
        "128",
        "",
        "鲜果压榨，不加糖水。",
        "几瓶橙红色的沙棘原浆",
    ),
    "lotus": (
        "稻麓莲子",
        "980222",
        "500 克/袋",
        "45",
        "",
        "手工去芯，粒粒饱满。",
        "一碗白莲子和一支莲蓬",
    ),
    "shrimp": ("渡湾虾酱", "980281", "4 瓶", "36", "", "当季小虾，日晒发酵。", "四小瓶虾酱"),
    "basket": (
        "竹编果盘",
        "",
        "1 个",
        "88",
        "",
        "老篾匠手工编织，一个要编一天半。",
        "一只圆形的竹编果盘",
    ),
    "apron": (
        "手工土布围裙",
        "",
        "1 条",
        "58",
        "",
        "木织机织的土布，越洗越软。",
        "一条挂着的蓝白格土布围裙",
    ),
    "lily": (
        "冻干百合",
        "",
        "100 克/罐",
        "42",
        "",
        "鲜百合低温冻干，冲泡即开。",
        "一罐白色的冻干百合",
    ),
    "morel": (
        "羊肚菌",
        "",
        "50 克/盒",
        "56",
        "",
        "林下种植，春天采收，当天烘干。",
        "几朵棕色的羊肚菌",
    ),
}
SHARED = ("basket", "apron", "lily", "morel")
NEWS = (
    (
        "2026-11-12",
        "本季特色产品集中上架",
        "秋收之后，各村服务站送来的新品完成检测和拍摄，陆续上架。",
        (
            "秋收之后，各村服务站把新米、干货和手工制品送到中心，网货研发、摄影和客服三个小组连着忙了两周。",
            "每件产品都登记了产地村、规格和检测情况。想代卖的农户可以到就近的村级服务站填写登记表，由站长统一送样。",
        ),
    ),
    (
        "2026-10-16",
        "乡镇服务站季度巡检完成",
        "运营中心对运营站点逐一走访，问题当场列出整改期限。",
        (
            "十月上旬，运营中心按计划走访了各乡镇服务站，重点查看台账、营业时间和价目公示。",
            "需要整改的站点已收到书面通知和期限，到期由中心复查。",
        ),
    ),
    (
        "2026-09-08",
        "站长岗位实训开班",
        "十六学时，讲代办流程、个人信息保护和包裹代收。",
        (
            "新一期站长岗位实训在中心培训室开班，学员来自各村服务站。",
            "课程包括代购代销流程、包裹代收代投、代缴费登记和个人信息保护，结业考核通过后发给证书。",
        ),
    ),
    (
        "2026-06-20",
        "快递进村覆盖更多村",
        "共同配送线路调整后，更多村的包裹当天可到。",
        (
            "仓储物流中心调整了两条共同配送线路，村级服务站的到件时间提前了半天。",
            "村民凭取件码到服务站领取，七天未取的包裹会再提醒一次。",
        ),
    ),
    (
        "2026-03-05",
        "短视频拍摄与剪辑班招生",
        "二十四学时，免费，农户和返乡青年优先。",
        (
            "课程从手机拍摄讲起，到剪辑、配文和上架，学员带自家产品来上课。",
            "报名可到服务前台或任意一个村级服务站登记。",
        ),
    ),
    (
        "2025-11-18",
        "村级服务站公示制度说明",
        "新建站点经四级审核后公示，接受群众监督。",
        (
            "站点申请依次经过村、乡镇、服务中心和县商务主管部门审核，通过后公示。",
            "公示期内有不同意见的，可到服务前台提出，由县商务主管部门核实答复。",
        ),
    ),
)


class Facts(Protocol):
    """What is used of a demo county."""

    code: str
    name: str
    accent: str


def build(facts: Facts) -> None:
    """Fill the county's site; a site that has products already is left as it is."""
    if ProductPage.objects.exists():
        return
    _centre(facts)
    brand = _brand(facts)
    own = [slug for slug, row in PRODUCTS.items() if row[1] == facts.code]
    for slug in [*own, *SHARED]:
        _product(slug, facts, brand)
    _news(facts)
    portal_push.push()


def _centre(facts: Facts) -> None:
    number = facts.code[-3:]
    Centre.objects.update(
        accent=facts.accent,
        fictional=True,
        phone=f"0980-0000{number}",
        address=f"{facts.name}城关镇迎宾路{int(number)}号",
        lead_authority=f"{facts.name}商务局",
        operating_firm=f"{facts.name}禾下电子商务有限公司",
        contract_from_date=date(2025, 1, 1),
        contract_to_date=date(2027, 12, 31),
    )
    Centre.forget()
    _brand_name, _tagline, headline, text = BRANDS[facts.code]
    home = HomePage.objects.get()
    home.hero_title, home.hero_text = headline, text
    home.picture = _picture(f"hero-{facts.code}", headline)
    home.picture_alt = f"{facts.name}的田野风光" if home.picture else ""
    _publish(home)


def _brand(facts: Facts) -> BrandPage:
    name, tagline, _headline, text = BRANDS[facts.code]
    page = BrandPage(
        title=name,
        slug="brand",
        tagline=tagline,
        summary=text,
        picture=_picture(f"hero-{facts.code}", name),
        picture_alt=f"{name}的产地风光",
        story=f"<p>{name}是{facts.name}的区域公用品牌。{text}</p>"
        "<p>使用品牌须经申请、现场核查和公示，获得授权后每年复核一次。</p>",
    )
    BrandIndexPage.objects.get().add_child(instance=page)
    _publish(page)
    return page


def _product(slug: str, facts: Facts, brand: BrandPage) -> None:
    title, home, spec, price, certificate, summary, words = PRODUCTS[slug]
    picture = _picture(slug, title)
    page = ProductPage(
        title=title,
        slug=slug,
        brand=brand if home else None,
        origin=facts.name,
        spec=spec,
        price=Decimal(price),
        certificate=certificate,
        summary=summary,
        picture=picture,
        picture_alt=words if picture else "",
        story=f"<p>{summary}</p><p>产品由村级服务站收集、服务中心检测和拍摄后上架，"
        "购买和合作请联系就近站点或服务前台。</p>",
    )
    ProductIndexPage.objects.get().add_child(instance=page)
    _publish(page)


def _news(facts: Facts) -> None:
    index = NewsIndexPage.objects.get()
    for day, title, summary, paragraphs in NEWS:
        page = NewsPage(
            title=f"{facts.name}：{title}",
            slug=slugify(f"news-{day}"),
            date=date.fromisoformat(day),
            summary=summary,
            body=[("paragraph", f"<p>{text}</p>") for text in paragraphs],
        )
        index.add_child(instance=page)
        _publish(page)


def _publish(page: Any) -> None:
    page.save_revision().publish()


def _picture(name: str, title: str) -> Image | None:
    """A drawn picture, once per county; None where none was drawn."""
    path = PICTURES / f"{name}.webp"
    if not path.exists():
        return None
    found = Image.objects.filter(title=title).first()
    if found is not None:
        return found
    with path.open("rb") as source:
        return Image.objects.create(
            title=title,
            collection=Collection.get_first_root_node(),
            file=ImageFile(source, name=path.name),
        )
