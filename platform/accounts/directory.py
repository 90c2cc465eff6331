"""Who holds what, for `core`: the four-eyes rule asks for the next higher post (R0)."""

from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Grant, User
from accounts.posts import Post
from core.actor import Actor, Scope, register_directory

# Who decides where the one who should made the form themselves.
SUPERIOR: dict[str, str] = {
    Post.STAFF: Post.DEPT_SUP,
    Post.DRAFTER: Post.DEPT_HEAD,
    Post.DUTY: Post.DEPT_HEAD,
    Post.FRONTDESK: Post.DEPT_HEAD,
    Post.EDITOR: Post.DEPT_HEAD,
    Post.DEPT_KEEPER: Post.DEPT_SUP,
    Post.DEPT_SUP: Post.DEPT_HEAD,
    Post.DEPT_HEAD: Post.LEADER,
    Post.OPS: Post.LEADER,
    Post.OFFICE: Post.LEADER,
    Post.AREA_CLERK: Post.ADMIN_MGR,
    Post.ADMIN: Post.ADMIN_MGR,
    Post.ADMIN_MGR: Post.LEADER,
    Post.CASHIER: Post.LEADER,
    Post.FINANCE: Post.LEADER,
    Post.COUNTY_ADMIN: Post.LEADER,
    Post.LEADER: Post.DIRECTOR,
    Post.GM: Post.DIRECTOR,
    Post.STATION_MGR: Post.OFFICE,
    Post.VILLAGE: Post.TOWNSHIP,
    Post.TOWNSHIP: Post.COMMERCE,
    Post.PROVINCE: Post.ROOT,
}


class Accounts:
    """The directory that reads users and grants of the current schema."""

    def holders(self, post: str, scope: Scope) -> list[int]:
        """Active users who hold the post for this scope today."""
        grants = Grant.objects.valid_on(timezone.localdate()).filter(
            post=post, user__is_active=True
        )
        return sorted({grant.user_id for grant in grants if grant.scope.covers(scope)})

    def superior(self, post: str) -> str | None:
        """The post above this one."""
        return SUPERIOR.get(post)

    def title(self, post: str) -> str:
        """The post's name."""
        return str(Post(post).label) if post in Post.values else post

    def is_active(self, user_id: int) -> bool:
        """Can this person still sign in?"""
        return User.objects.filter(pk=user_id, is_active=True).exists()

    def name_of(self, user_id: int) -> str:
        """The person's name; '' for an unknown id."""
        user = User.objects.filter(pk=user_id).first()
        return str(user) if user else ""

    def actor_of(self, user_id: int) -> Actor:
        """The person with the posts held today."""
        return actor_of(User.objects.get(pk=user_id))


def register() -> None:
    """Answer core's questions from now on."""
    register_directory(Accounts())
