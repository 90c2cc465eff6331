"""All drawings made by code, by the names of their files."""

import goods
import news

ALL = {
    "eggs": goods.eggs(),
    "wine": goods.wine(),
    "tea": goods.tea(),
    "bamboo": goods.bamboo(),
    "walnut": goods.walnut(),
    "oil": goods.oil(),
    "noodles": goods.noodles(),
    "fish": goods.fish(),
    "news-goods": news.goods(),
    "news-round": news.inspection(),
    "news-class": news.training(),
    "news-van": news.van(),
    "news-film": news.film(),
    "news-board": news.board(),
}
