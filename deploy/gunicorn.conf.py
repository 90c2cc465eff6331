"""How gunicorn serves CountyLink; the demo uses the same file with its own addresses.

Environment: WEB_BIND (comma-separated, default 0.0.0.0:8000), WEB_WORKERS (default 2 per core + 1),
WEB_THREADS (default 8), WEB_LOG_LEVEL, WEB_ACCESS_LOG (1 writes one line per request),
WEB_GRACE_SECONDS (default 30), FORWARDED_ALLOW_IPS.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

wsgi_app = "config.wsgi:application"
pythonpath = f"{ROOT},{ROOT / 'platform'}"
bind = [address.strip() for address in os.environ.get("WEB_BIND", "0.0.0.0:8000").split(",")]
workers = int(os.environ.get("WEB_WORKERS", "0")) or 2 * (os.cpu_count() or 1) + 1
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
# The application is loaded once and forked: less memory, quicker start. Nothing may connect to
# the database before the fork; Django does not.
preload_app = True
timeout = 60
graceful_timeout = int(os.environ.get("WEB_GRACE_SECONDS", "30"))
keepalive = 5
# A worker is renewed now and then, not all at the same moment.
max_requests = 5000
max_requests_jitter = 500
# The heartbeat file must not lie on a disk that may be slow.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
# Only the proxy in front may say which address and scheme a request came from.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
limit_request_line = 4094
limit_request_fields = 60
# No second door into the process.
control_socket_disable = True
loglevel = os.environ.get("WEB_LOG_LEVEL", "info")
accesslog = "-" if os.environ.get("WEB_ACCESS_LOG") == "1" else None
# Path without its query: search words and reset links stay out of the log.
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'
