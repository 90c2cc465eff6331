"""Production: every address and secret from the environment, or a loud refusal to start."""

from config.settings import database, env
from config.settings.base import *

DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY")
# Comma-separated Fernet keys, the newest first; older ones only decrypt (rotation).
FIELD_KEYS = [key for key in env.secret("FIELD_KEYS").split(",") if key]
SEARCH_HASH_KEY = env.secret("SEARCH_HASH_KEY")
DATABASES = {"default": database.from_url(env.secret("DATABASE_URL"))}
REDIS_URL = env.secret("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": cache_at(REDIS_URL), "renditions": cache_at(REDIS_URL)}

PROVINCE_HOSTS = env.words("PROVINCE_HOSTS")
# Which hosts exist is the Domain table's business: unknown ones get 404 from our middleware,
# before Django builds any absolute address from them.
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "*")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", "")
WAGTAILADMIN_BASE_URL = f"https://{PROVINCE_HOSTS[0]}"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-countylink"
CSRF_COOKIE_NAME = "__Host-countylink-csrf"

SECOND_FACTOR = env.choice("COUNTYLINK_SECOND_FACTOR", "required", SECOND_FACTOR_CHOICES)

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
