"""A county's addresses × its roles: who gets in, no crash, no other county's data, no English.

    UPDATE_MATRIX=1 pytest tests/permissions     writes the matrix anew (without -n)

GET for all addresses; POST without data for our own. A county is asked with its own identifiers and
with another's; see marks.py for how the other's data are told apart. A test file walks through one
part of the rows (walk.PARTS), so that the parts go side by side.
"""

from django.core.cache import caches

from tenants.context import CountyRef, county_context
from tests import cast
from tests.permissions.language import Reading
from tests.permissions.marks import MARK, mark_everything, populate
from tests.permissions.matrix import Matrix
from tests.permissions.routes import COUNTY
from tests.permissions.walk import COUNTY_ROLES, clients_of, one_part, walk
from tests.told import add


def walk_through(part: int, county_a: CountyRef, county_b: CountyRef) -> None:
    """One part of the rows of 禾川县, beside 云枞县 with the same records. Wants fresh ids."""
    with county_context(county_a):
        clients = clients_of(county_a.host or "", COUNTY_ROLES)
        own = populate()
    with county_context(county_b):
        for post in COUNTY_ROLES:
            cast.token(cast.appoint(post))
        foreign = populate()
        assert mark_everything() > 20
    for one in caches.all(initialized_only=True):
        one.clear()

    requests, served, leaks = 0, 0, []
    wanted = one_part(part)
    matrix, reading = Matrix("county", wanted), Reading()
    for answer in walk(COUNTY, clients, own, foreign, wanted=wanted):
        requests += 1
        served += answer.status == "200"
        matrix.look(answer)
        reading.look(answer)
        if answer.holds(MARK):
            leaks.append(str(answer))
    rows = f"县级权限矩阵：{{rows}} 行 × {len(clients)} 种身份（{{parts}} 份）"
    add(rows, rows=len(matrix.rows), parts=1)
    add(
        "隔离爬行：{requests} 次请求，{leaks} 处泄漏；读了 {pages} 个页面的文字",
        requests=requests,
        leaks=len(leaks),
        pages=reading.pages,
    )
    assert not leaks, leaks
    assert requests > 5000
    assert served > 500
    assert reading.pages > 500
    assert not reading.found, reading.told()
    matrix.never_a_crash()
    matrix.compare()
