"""Every address × every role: who gets in, no crash, no other county's data, no English.

    UPDATE_MATRIX=1 pytest tests/permissions     writes the matrix anew

GET for all addresses; POST without data for our own. A county is asked with its own identifiers and
with another's; see marks.py for how the other's data are told apart.
"""

import pytest
from django.core.cache import caches

from tenants.context import CountyRef, county_context, province_context
from tests import cast
from tests.permissions import samples
from tests.permissions.language import Reading, english, texts_of
from tests.permissions.marks import MARK, mark_everything, populate
from tests.permissions.matrix import Matrix
from tests.permissions.routes import COUNTY, PROVINCE
from tests.permissions.walk import COUNTY_ROLES, PROVINCE_ROLES, clients_of, walk
from tests.told import tell


@pytest.mark.slow
def test_every_address_of_a_county(
    fresh_ids: None, county_a: CountyRef, county_b: CountyRef
) -> None:
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
    matrix, reading = Matrix("county"), Reading()
    for answer in walk(COUNTY, clients, own, foreign):
        requests += 1
        served += answer.status == "200"
        matrix.look(answer)
        reading.look(answer)
        if answer.holds(MARK):
            leaks.append(str(answer))
    tell(f"县级权限矩阵：{len(matrix.rows)} 行 × {len(clients)} 种身份")
    tell(f"隔离爬行：{requests} 次请求，{len(leaks)} 处泄漏；读了 {reading.pages} 个页面的文字")
    assert leaks == []
    assert requests > 5000
    assert served > 500
    assert reading.pages > 500
    assert not reading.found, reading.told()
    matrix.never_a_crash()
    matrix.compare()


@pytest.mark.slow
def test_every_address_of_the_province(fresh_ids: None, county_a: CountyRef) -> None:
    with province_context():
        clients = clients_of("localhost", PROVINCE_ROLES)
        fill = samples.province_records()
    matrix, reading = Matrix("province"), Reading()
    for answer in walk(PROVINCE, clients, fill):
        matrix.look(answer)
        reading.look(answer)
    tell(f"省级权限矩阵：{len(matrix.rows)} 行；读了 {reading.pages} 个页面的文字")
    assert reading.pages > 100
    assert not reading.found, reading.told()
    matrix.never_a_crash()
    matrix.compare()


def test_an_english_sentence_would_be_found():
    assert english(texts_of('<main><p>站点</p><a title="Go to the list">表</a></main>'))
    assert english(texts_of("<p>Nothing has been <b>found</b> here yet</p>"))
    assert not english(texts_of("<p>CountyLink 县村通</p><script>let me be your guest</script>"))
