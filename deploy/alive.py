"""Ask the web server of this container whether it is well; exit code 0 when it is."""

import http.client
import os
import sys

OK = 200


def main() -> int:
    """GET /healthz as the proxy would, for a host that the settings allow."""
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    host = os.environ.get("PROVINCE_HOSTS", "localhost").partition(",")[0]
    try:
        headers = {"Host": host, "X-Forwarded-Proto": "https"}
        connection.request("GET", "/healthz", headers=headers)
        return 0 if connection.getresponse().status == OK else 1
    except (OSError, http.client.HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main())
