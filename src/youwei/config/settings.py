"""The one settings file. Everything that an installation may change comes from the environment."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from youwei.config import environment

ENV = environment.read()
SECRET_KEY = ENV.secret
SECRET_KEY_FALLBACKS = list(ENV.secret_fallbacks)
DEBUG = False
DEMO = ENV.demo
ALLOWED_HOSTS = list(ENV.hosts)
YOUWEI_RULEBOOKS = ENV.rulebooks
YOUWEI_DATA = ENV.data
YOUWEI_JOURNAL_HASH = ENV.journal_hash
YOUWEI_BACKUP_RECIPIENTS = ENV.backup_recipients
YOUWEI_UPLOAD_BYTES = ENV.upload_bytes
YOUWEI_LOCK_SECONDS = ENV.lock_seconds
YOUWEI_DISCLOSURE_BYTES = ENV.disclosure_bytes
YOUWEI_PROOF_OF_WORK = ENV.proof_of_work
YOUWEI_WECHAT = ENV.wechat()

INSTALLED_APPS = [
    "youwei.telling.portal",
    "youwei.listening.channels",
    "youwei.listening.wechat",
    "youwei.listening.open311",
    "youwei.listening.sorting",
    "youwei.listening.feedback",
    "youwei.listening.followup",
    "youwei.listening.figures",
    "youwei.listening.results",
    "youwei.listening.appraisal",
    "youwei.listening.disclosures",
    "youwei.listening.matters",
    "youwei.listening.complaints",
    "youwei.foundation.duties",
    "youwei.foundation.exports",
    "youwei.foundation.retention",
    "youwei.foundation.files",
    "youwei.foundation.people",
    "youwei.foundation.campaigns",
    "youwei.foundation.organs",
    "youwei.foundation.journal",
    "youwei.foundation.rulebook",
    "youwei.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_q",
    "ninja",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "youwei.config.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "youwei.foundation.people.middleware.ActorMiddleware",
    "youwei.config.refusals.RefusalMiddleware",
]
ROOT_URLCONF = {
    "all": "youwei.config.urls",
    "public": "youwei.config.urls_public",
    "disclose": "youwei.config.urls_disclose",
    "desk": "youwei.config.urls_desk",
    "api": "youwei.config.urls_api",
}[ENV.face]
WSGI_APPLICATION = "youwei.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "youwei.config.context.page",
            ],
        },
    }
]
FORM_RENDERER = "youwei.ui.forms.PageRenderer"

DATABASES = {"default": ENV.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared between workers without another server; sign-in limits count in it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        # Beyond it entries are thrown out: trying many names must not open a closed one.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # The worker notes twice a second that it lives: not worth a write to the database.
    "jobs": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "jobs"},
}
Q_CLUSTER = {
    "name": "youwei",
    "workers": 1,
    "orm": "default",
    "cache": "jobs",
    "timeout": 600,
    "retry": 900,
    "max_attempts": 3,
    "catch_up": False,
    "poll": 2,
    "label": "Jobs",
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("en", "English"),
]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [environment.ROOT / "src" / "youwei" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = environment.ROOT / "build" / "static"
STATICFILES_DIRS = [ENV.assets] if ENV.assets.is_dir() else []
STORAGES = {
    "default": ENV.files(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/desk/"
LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "youwei.foundation.people.adapters.ClosedSignup"
SOCIALACCOUNT_ADAPTER = "youwei.foundation.people.adapters.KnownAccountsOnly"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
# Five wrong passwords for one name close it for a quarter of an hour. No address is counted:
# the counter would have to keep it, as allauth's own limits do.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/15m/key",
    "login": None,
    "signup": None,
    "reset_password": None,
    "reset_password_from_key": None,
    "request_login_code": None,
    "verify_phone": None,
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_FORMS = {
    "login": "youwei.foundation.people.web.sign_in.LoginForm",
    "reauthenticate": "youwei.foundation.people.web.sign_in.ReauthenticateForm",
    "change_password": "youwei.foundation.people.web.sign_in.ChangePasswordForm",
    "set_password": "youwei.foundation.people.web.sign_in.SetPasswordForm",
}
MFA_FORMS = {
    "authenticate": "youwei.foundation.people.web.sign_in.AuthenticateForm",
    "reauthenticate": "youwei.foundation.people.web.sign_in.ReauthenticateCodeForm",
    "activate_totp": "youwei.foundation.people.web.sign_in.ActivateTOTPForm",
    "add_webauthn": "youwei.foundation.people.web.sign_in.AddKeyForm",
    "edit_webauthn": "youwei.foundation.people.web.sign_in.EditKeyForm",
}
MFA_ADAPTER = "youwei.foundation.people.adapters.SealedSecrets"
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENV.demo
MFA_TOTP_ISSUER = "Youwei"
# The content policy stops a form that is answered with another site's address; a link may go there.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "government",
                "name": "OIDC",
                "client_id": ENV.oidc_client,
                "secret": ENV.oidc_secret,
                "settings": {"server_url": ENV.oidc_server},
            }
        ]
        if ENV.oidc_server
        else []
    }
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Not "no-referrer": browsers then send `Origin: null` with a form, and every form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "youwei.foundation.people.writing.sessions"
SESSION_COOKIE_AGE = ENV.session_hours * 3600
YOUWEI_IDLE_SECONDS = ENV.idle_minutes * 60
# The demo signs in with one password that everybody knows; there a factor would protect nothing.
YOUWEI_SECOND_FACTOR = not ENV.demo
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "youwei.config.refusals.csrf_failed"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENV.https
SECURE_SSL_REDIRECT = ENV.https
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 40  # more than a form takes, so that the form can say so
YOUWEI_REQUEST_BYTES = 10 * ENV.upload_bytes + DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "youwei.config.uploads.VeiledUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
# An original waits here for its working copy, veiled, in no folder that others read.
FILE_UPLOAD_TEMP_DIR = ENV.data / "incoming"

# Nothing that a visitor sends is logged: no address, no agent, no path with a number in it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"bare": {"()": "youwei.config.logs.NoVisitor"}},
    "formatters": {
        "line": {
            "()": "youwei.config.logs.FaultsWithoutWords",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["bare"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django-q": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "youwei": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
