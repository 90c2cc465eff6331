"""Page types of the county sites and of the province's portal, by what they show."""

from cms.models.about import AboutPage, PortalPage
from cms.models.base import PicturedPage, SitePage
from cms.models.brands import BrandIndexPage, BrandPage
from cms.models.home import HomePage
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.notices import ContactPage, PrivacyPage
from cms.models.producers import ProducerIndexPage, ProducerPage
from cms.models.products import ProductIndexPage, ProductPage
from cms.models.stories import StoryIndexPage, StoryPage
from cms.search.tables import SearchEntry, SearchMiss, SearchSetting

__all__ = [
    "AboutPage",
    "BrandIndexPage",
    "BrandPage",
    "ContactPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PicturedPage",
    "PortalPage",
    "PrivacyPage",
    "ProducerIndexPage",
    "ProducerPage",
    "ProductIndexPage",
    "ProductPage",
    "SearchEntry",
    "SearchMiss",
    "SearchSetting",
    "SitePage",
    "StoryIndexPage",
    "StoryPage",
]
