"""What every environment shares. Nothing here reads a secret or starts anything."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from config.settings import env

BASE_DIR = Path(__file__).resolve().parents[3]
DATA_DIR = Path(env.text("COUNTYLINK_DATA_DIR", str(BASE_DIR / ".data")))

# --- Apps: a county's schema holds TENANT_APPS, the province's ("public") SHARED_APPS (D7) ---
FRAMEWORK_APPS = [
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
]
# Before Wagtail, so that our templates and words win over its own.
COMMON_APPS = ["api", "cms", "console", "accounts", "core", *FRAMEWORK_APPS]
SHARED_APPS = ["django_tenants", "tenants", "oversight", *COMMON_APPS]
OPERATIONS_APPS = [
    "operations.staff",
    "operations.stations",
    "operations.casework",
    "operations.archives",
    "operations.documents",
    "operations.office",
    "operations.petitions",
    "operations.seals",
    "operations.mail",
    "operations.duty",
    "operations.meetings",
    "operations.supplies",
    "operations.trade",
    "operations.training",
    "operations.enquiries",
    "operations.assets",
    "operations.counting",
]
TENANT_APPS = [*OPERATIONS_APPS, *COMMON_APPS]
INSTALLED_APPS = list(dict.fromkeys([*SHARED_APPS[:3], *OPERATIONS_APPS, *COMMON_APPS]))

TENANT_MODEL = "tenants.County"
TENANT_DOMAIN_MODEL = "tenants.Domain"
PUBLIC_SCHEMA_NAME = "public"
PUBLIC_SCHEMA_URLCONF = "config.urls.province"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
# W019 wants X-Frame-Options DENY; the console shows its own previews in frames (SAMEORIGIN).
SILENCED_SYSTEM_CHECKS = ["security.W019"]

MIDDLEWARE = [
    "tenants.middleware.CountyMiddleware",
    "cms.middleware.PageCacheMiddleware",
    "console.middleware.PlainQueryMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "console.middleware.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SignedInMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "console.middleware.PlacesMiddleware",
    "cms.middleware.SiteRedirectMiddleware",
]
ROOT_URLCONF = "config.urls.county"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "console.context.console",
            ],
        },
    }
]

# --- Language, time, numbers ---
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "platform" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- People ---
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/console/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["accounts.backends.PhoneOrNameBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.passwords.DenyListValidator"},
]
# Host-only cookies, sessions in the county's own schema (D7).
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_DOMAIN = None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
# Counted from signing in, and from the last use.
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_IDLE_SECONDS = 2 * 60 * 60
# A second step at sign-in, "required" of administrators and the province or "optional" for all.
SECOND_FACTOR_CHOICES = ("required", "optional")
SECOND_FACTOR = "required"
# How many of our own proxies stand in front and write X-Forwarded-For.
TRUSTED_PROXIES = env.number("COUNTYLINK_TRUSTED_PROXIES", 0)
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "console.views.errors.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Files: under the county's uuid (tenants.storage); assets hashed by whitenoise ---
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "tenants.storage.CountyFileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000


# --- Cache: every alias keyed by county (trials.md §3) ---
def cache_at(location: str | None) -> dict[str, Any]:
    """One cache definition: Redis where there is an address, this process's memory elsewhere."""
    backend = "redis.RedisCache" if location else "locmem.LocMemCache"
    return {
        "BACKEND": f"django.core.cache.backends.{backend}",
        "LOCATION": location or "countylink",
        "KEY_FUNCTION": "tenants.cache.make_key",
        "TIMEOUT": 300,
    }


CACHES = {"default": cache_at(None), "renditions": cache_at(None)}

# --- Celery: one base task that carries the county, one scheduler that fans out ---
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# --- Wagtail: the console and the sites ---
WAGTAIL_SITE_NAME = "县村通"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "csv"]
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# --- API: its views say everything themselves (api/base.py); requests a minute at most ---
API_RATES = {"token": 600, "address": 1200, "rating": 20}
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None}
SPECTACULAR_SETTINGS = {
    "TITLE": "县村通 CountyLink API",
    "DESCRIPTION": _("How to begin, errors, pages and repeats are explained at /api/v1/."),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    # It would walk Wagtail's internal views as well; tests/api generates and validates ours.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    "ENUM_NAME_OVERRIDES": {
        "StationState": "operations.stations.lifecycle.States",
        "CaseState": "operations.casework.lifecycle.States",
        "ApplicantKind": "operations.casework.models.Applicant.Kind",
        "CaseChannel": "operations.casework.models.Channel",
        "CaseChannelAtWindow": "operations.casework.forms.registering.AT_WINDOW_CHOICES",
        "PauseKind": "operations.casework.models.Pause.Kind",
        "RatingPlace": "operations.casework.models.Rating.Place",
        "CaseLight": "operations.casework.showing.LIGHT_CHOICES",
        "KindEnum": "operations.stations.models.Station.Kind",
        "StaffState": "operations.staff.lifecycle.States",
        "DocumentState": "operations.documents.lifecycle.States",
        "CountyState": "tenants.models.County.State",
        "ValueState": "api.v1.indicators.STATES",
        "IncomingState": "operations.documents.incoming.lifecycle.IncomingStates",
        "IncomingNature": "operations.documents.incoming.kinds.Nature",
        "DocumentKind": "operations.documents.kinds.Kind",
        "DocumentUrgency": "operations.documents.kinds.Urgency",
        "SupervisionState": "operations.office.lifecycle.States",
        "PlanState": "operations.office.lifecycle.PlanStates",
        "PetitionState": "operations.petitions.lifecycle.PetitionStates",
        "PetitionKind": "operations.petitions.kinds.Kind",
        "PetitionChannel": "operations.petitions.kinds.Channel",
        "ShiftState": "operations.duty.lifecycle.ShiftStates",
        "DutyRecordState": "operations.duty.lifecycle.RecordStates",
        "DutyKind": "operations.duty.models.Kind",
        "ReimbursementState": "operations.assets.lifecycle.ReimbursementStates",
        "AssetState": "operations.assets.lifecycle.AssetStates",
        "AssetRepairState": "operations.assets.lifecycle.RepairStates",
        "AssetScrappingState": "operations.assets.lifecycle.ScrappingStates",
        "CountState": "operations.counting.lifecycle.CountStates",
        "CountSubject": "operations.counting.kinds.Subject",
        "CountResult": "operations.counting.kinds.Result",
        "CountRecordKind": "operations.counting.kinds.Kind",
        "CountOutcome": "operations.counting.kinds.Outcome",
        "CountRemedy": "operations.counting.kinds.Remedy",
        "PurchasePaperKind": "operations.assets.kinds.PaperKind",
        "PurchaseState": "operations.assets.lifecycle.PurchaseStates",
        "SealUseState": "operations.seals.lifecycle.SealUseStates",
        "TradeProductState": "operations.trade.lifecycle.ProductStates",
        "TradeBatchState": "operations.trade.lifecycle.BatchStates",
        "TradeRecallState": "operations.trade.lifecycle.RecallStates",
        "TradeOutcome": "operations.trade.kinds.Outcome",
        "TradeBasis": "operations.trade.kinds.Basis",
        "TradeInputKind": "operations.trade.kinds.InputKind",
        "TradeCertificateKind": "operations.trade.kinds.CertificateKind",
        "TradeProducerKind": "operations.trade.kinds.ProducerKind",
        "TrainingCourseState": "operations.training.lifecycle.CourseStates",
        "TrainingCourseLevel": "operations.training.kinds.CourseLevel",
        "TrainingClassState": "operations.training.lifecycle.ClassStates",
        "TrainingSignUpState": "operations.training.lifecycle.SignUpStates",
        "TrainingAudience": "operations.training.kinds.Audience",
        "TrainingOutcome": "operations.training.kinds.Outcome",
        "ConsentWay": "operations.training.kinds.ConsentWay",
        "ConsentWayNoted": "operations.training.kinds.NOTED_CHOICES",
        "SupplyPlanState": "operations.supplies.lifecycle.PlanStates",
        "SupplyUrgentState": "operations.supplies.lifecycle.UrgentStates",
        "SupplyClass": "operations.supplies.kinds.SupplyClass",
        "SupplyDeviceClass": "operations.supplies.kinds.DeviceClass",
        "LoanState": "operations.archives.lifecycle.LoanStates",
        "SupervisionSource": "operations.office.models.Source",
        "SupervisionLevel": "operations.office.models.Level",
        "SupervisionLight": "api.v1.supervision.LIGHTS",
        "PlanSource": "operations.office.models.PlanSource",
        "PetitionStage": "operations.petitions.kinds.Stage",
        "DispatchChannel": "operations.documents.kinds.Channel",
        "TermLight": "api.v1.petitions.LIGHTS",
        "LevelEnum": "operations.stations.models.Station.Level",
        "SenderLevel": "operations.documents.incoming.kinds.Level",
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# --- CountyLink's own ---
# Where the province is served; counties are looked up by their domains.
PROVINCE_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
HOST_CACHE_SECONDS = 30
# How long a public page is kept if nothing that it shows changes; 0: none is kept (cms.pagecache).
PAGE_CACHE_SECONDS = 600
# The header by which our own proxy says a visitor's region (省 or 市), for scans of labels; none:
# regions are not known. It counts only where proxies stand in front (TRUSTED_PROXIES).
REGION_HEADER = env.text("COUNTYLINK_REGION_HEADER", "")
# Folder of licensed fonts (FangSong_GB2312, FZXiaoBiaoSong...), first in the font chain (D4).
PAPER_FONT_DIR = env.text("COUNTYLINK_FONT_DIR", "")
# The lasting name of the place that keys of encrypted fields are bound to (core.privacy).
FIELD_KEY_PLACE = "tenants.context.current_schema"
# Address of the current county's or province's site, for QR codes on papers.
SITE_ADDRESS = "tenants.addresses.site_address"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"countylink": {"level": "INFO"}},
}
