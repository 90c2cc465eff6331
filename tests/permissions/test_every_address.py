"""The province's addresses × its roles, and what the walks rest on. See county.py."""

import pytest

from tenants.context import CountyRef, province_context
from tests.permissions import samples
from tests.permissions.language import Reading, english, texts_of
from tests.permissions.matrix import Matrix, stored
from tests.permissions.routes import PROVINCE
from tests.permissions.walk import PARTS, PROVINCE_ROLES, clients_of, one_part, walk
from tests.told import tell


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


def test_nothing_is_left_unread_after_what_nobody_sees():
    page = "<p>站 &amp; 点</p><svg><svg><title>Go to the list</title></svg></svg><img alt='图'>尾"
    assert texts_of(page) == ["站 & 点", "图", "尾"]
    with pytest.raises(ValueError, match="svg"):
        texts_of("<p>站点</p><svg><p>Go to the list</p>")


def test_every_row_is_in_one_part():
    for key in stored()["county"]:
        assert [one_part(number)(key) for number in range(PARTS)].count(True) == 1
