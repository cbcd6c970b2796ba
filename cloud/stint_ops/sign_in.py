# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign in as the application does: the system's browser, an authorization code with PKCE, a loopback port (RFC 8252)."""
import base64
import hashlib
import http.server
import secrets
import time
import urllib.parse
import webbrowser

from . import web
from .connect import REDIRECTS
from .errors import OpsError

LIMIT_S = 300
PAGE = b"<!DOCTYPE html><title>Stint</title><p>Stint has what it needs. You can close this page."


def challenge_of(verifier):
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class Handler(http.server.BaseHTTPRequestHandler):
    """Takes GET /callback with our host and state; anything else, a browser's /favicon.ico say, is 404 and changes nothing."""
    timeout = 5

    def do_GET(self):
        parts = urllib.parse.urlsplit(self.path)
        query = {key: values[0] for key, values in urllib.parse.parse_qs(parts.query).items()}
        ours = (parts.path == "/callback" and self.headers.get("Host") == self.server.host
                and secrets.compare_digest(query.get("state", ""), self.server.state))
        if ours:
            self.server.found = query
        self.send_response(200 if ours else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if ours:
            self.wfile.write(PAGE)

    def log_message(self, *_arguments):
        # The address holds the code.
        pass


def listen():
    """A server on the first of the registered ports that is free, and its redirect address."""
    for redirect in REDIRECTS:
        host = urllib.parse.urlsplit(redirect).netloc
        try:
            server = http.server.HTTPServer((host.split(":")[0], int(host.split(":")[1])), Handler)
        except OSError:
            continue
        server.host, server.found, server.state, server.timeout = host, None, secrets.token_urlsafe(24), 1
        return server, redirect
    raise OpsError("the ports 47811, 47812 and 47813 are all taken: close what uses them (Stint's own sign-in, perhaps).")


def wait(server):
    end = time.monotonic() + LIMIT_S
    while server.found is None and time.monotonic() < end:
        server.handle_request()
    if server.found is None:
        raise OpsError("nobody signed in within 5 minutes.")
    if "code" not in server.found:
        raise OpsError(f"the sign-in was refused: {server.found.get('error', 'no reason given')}")
    return server.found["code"]


def sign_in(ops, outputs, scopes):
    """Opens the browser and waits. Returns: the token endpoint's answer. Tokens are never shown."""
    verifier = secrets.token_urlsafe(48)
    server, redirect = listen()
    try:
        query = urllib.parse.urlencode({
            "response_type": "code", "client_id": outputs["ClientId"], "redirect_uri": redirect, "scope": " ".join(scopes),
            "state": server.state, "code_challenge": challenge_of(verifier), "code_challenge_method": "S256"})
        address = f"{outputs['SignInUrl']}/oauth2/authorize?{query}"
        ops.say(f"Sign in with your browser:\n  {address}")
        webbrowser.open(address)
        code = wait(server)
    finally:
        server.server_close()
    return read_tokens(web.call_form(f"{outputs['SignInUrl']}/oauth2/token", {
        "grant_type": "authorization_code", "client_id": outputs["ClientId"], "code": code, "redirect_uri": redirect,
        "code_verifier": verifier}))


def refresh(outputs, token):
    """Returns: the Answer, whatever it is: smoke asks what happens."""
    return web.call_form(f"{outputs['SignInUrl']}/oauth2/token", {
        "grant_type": "refresh_token", "client_id": outputs["ClientId"], "refresh_token": token})


def read_tokens(answer):
    tokens = answer.json()
    if answer.status != 200 or not isinstance(tokens, dict) or "access_token" not in tokens:
        reason = tokens.get("error", "") if isinstance(tokens, dict) else ""
        raise OpsError(f"the sign-in gave no tokens: {answer.status} {reason}")
    return tokens
