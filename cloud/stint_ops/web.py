# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTPS calls as Stint makes them: no redirect is followed, and nothing is sent but to the address that was meant."""
import json
import urllib.error
import urllib.parse
import urllib.request

from .errors import OpsError

TIMEOUT_S = 35


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return None


def call(method, url, headers=None, body=None):
    """Returns: the Answer, whatever its status. Raises OpsError if there was none."""
    if not url.startswith("https://"):
        raise OpsError(f"{url}: only https is called.")
    request = urllib.request.Request(url, data=body, headers=headers or {}, method=method)
    opener = urllib.request.build_opener(NoRedirect)
    try:
        with opener.open(request, timeout=TIMEOUT_S) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())
    except OSError as error:
        raise OpsError(f"{url.split('?')[0]} does not answer: {error}") from error


def call_form(url, fields):
    return call("POST", url, {"Content-Type": "application/x-www-form-urlencoded"}, urllib.parse.urlencode(fields).encode())
