"""One's own page changes the screen, never the name."""

from accounts.models import User


def test_it_offers_the_screen_only(browser):
    shown = browser.get("/console/account/").content.decode()
    assert "界面主题" in shown
    assert "name_email" not in shown
    assert "avatar" not in shown.split("<main")[1]


def test_a_name_that_is_sent_along_changes_nothing(browser, admin):
    data = {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}
    data |= {"name_email-first_name": "别名", "name_email-last_name": "别"}
    browser.post("/console/account/", data)
    user = User.objects.get(pk=admin.pk)
    assert user.name == "柏知秋"
    assert user.first_name != "别名"
