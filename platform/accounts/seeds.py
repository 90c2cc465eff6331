"""The group of every post, with the permissions Wagtail asks for."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.groups import GROUP_OF, allow
from accounts.posts import COUNTY, PROVINCIAL, Post

# Who writes the public site, and who lets it go out.
WRITERS = (Post.EDITOR, Post.OFFICE, Post.OPS)
PUBLISHERS = (Post.EDITOR, Post.OFFICE, Post.LEADER, Post.DIRECTOR)
SETTERS = (Post.COUNTY_ADMIN, Post.ROOT)


def template() -> None:
    """Groups of the county's posts; a second call changes nothing."""
    _groups(COUNTY)
    _site(writers=WRITERS, publishers=PUBLISHERS)


def province() -> None:
    """Groups of the province's posts: read-only supervisors, and administrators."""
    _groups(tuple(sorted(PROVINCIAL)))
    _site(writers=(Post.ROOT,), publishers=(Post.ROOT,))


def _groups(posts: tuple[str, ...]) -> None:
    for post in posts:
        Group.objects.get_or_create(name=GROUP_OF[post])
    allow(posts, "wagtailadmin.access_admin")


def _site(*, writers: tuple[str, ...], publishers: tuple[str, ...]) -> None:
    """Pages, pictures and documents from the root down."""
    root = Page.objects.filter(depth=1).first()
    if root is not None:
        _pages(root, writers, ("add_page", "change_page"))
        _pages(root, publishers, ("change_page", "publish_page", "lock_page", "unlock_page"))
    collection = Collection.objects.filter(depth=1).first()
    if collection is not None:
        for app_label, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
            _files(collection, writers, app_label, model)


def _pages(root: Page, posts: tuple[str, ...], codenames: tuple[str, ...]) -> None:
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    ):
        for group in Group.objects.filter(name__in=[GROUP_OF[post] for post in posts]):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _files(root: Collection, posts: tuple[str, ...], app_label: str, model: str) -> None:
    codenames = [f"{verb}_{model}" for verb in ("add", "change", "choose")]
    for permission in Permission.objects.filter(
        content_type__app_label=app_label, codename__in=codenames
    ):
        for group in Group.objects.filter(name__in=[GROUP_OF[post] for post in posts]):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )
