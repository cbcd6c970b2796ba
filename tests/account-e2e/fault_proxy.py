#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bad network on loopback: stands between the application and an API, fails one request in so many, and counts all.

    with FaultProxy("http://127.0.0.1:4000/v1", rate=0.2, seed=7) as proxy:
        connect["api"] = proxy.url

rate is the share of requests that fail, 0 only counts. What is drawn depends on the seed and on the order of the requests alone.
"""
import collections
import http.client
import http.server
import random
import socket
import socketserver
import struct
import threading
import time
import urllib.parse

UPSTREAM_TIMEOUT_S = 60
DELAY_S = 0.4
LATE_S = 0.7
PORTAL = b"<!DOCTYPE html><html><body><h1>Welcome to the hotel</h1><p>Please accept our terms.</p></body></html>"

# Headers that hold for one connection only.
HOP_HEADERS = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "host", "content-length"}

Seen = collections.namedtuple("Seen", "method path key status fault length")


class FaultProxy:
    """The kinds of fault, each a method of the handler below; all equally likely."""

    KINDS = ("refused", "lost", "answer_lost", "answer_cut", "arrives_late", "delayed", "error_500", "error_503", "error_429",
             "error_429_wait", "timeout_504_done", "portal", "doubled", "garbled")

    def __init__(self, upstream, rate=0.0, seed=0, kinds=None):
        self.upstream = urllib.parse.urlsplit(upstream)
        self.rate, self.kinds = rate, kinds or self.KINDS
        self.chance = random.Random(seed)
        self.lock = threading.Lock()
        self.seen = []
        self.tokens = set()
        self.ordered = collections.deque()
        proxy = self

        class Handler(_Handler):
            pass

        Handler.proxy = proxy
        self.server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}{self.upstream.path}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def order(self, *kinds):
        """The next requests fail like this; None lets one through."""
        with self.lock:
            self.ordered.extend(kinds)

    def draw(self):
        with self.lock:
            if self.ordered:
                return self.ordered.popleft()
            return self.chance.choice(self.kinds) if self.chance.random() < self.rate else None

    def note(self, *what):
        with self.lock:
            self.seen.append(Seen(*what))

    def clear(self):
        """What was seen since the last time."""
        with self.lock:
            seen, self.seen = self.seen, []
        return seen

    def count(self):
        """How many requests of each kind since the last clear(): {"GET /changes": 3}."""
        with self.lock:
            return dict(collections.Counter(f"{one.method} {one.path}" for one in self.seen))

    def count_faults(self):
        with self.lock:
            return dict(collections.Counter(one.fault for one in self.seen if one.fault))


class _Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass  # connections that are broken off are the point


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy = None

    def log_message(self, *_):
        pass

    def handle_request(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        authorization = self.headers.get("Authorization", "")
        if authorization.startswith("Bearer "):
            self.proxy.tokens.add(authorization.removeprefix("Bearer "))
        fault = self.proxy.draw()
        status = getattr(self, "fail_" + fault)(body) if fault else self.pass_on(body)
        path = self.path.split("?")[0].removeprefix(self.proxy.upstream.path)
        self.proxy.note(self.command, path, self.headers.get("Idempotency-Key"), status, fault, length)

    do_GET = do_POST = do_DELETE = do_PUT = handle_request

    # ---- Without a fault ----------------------------------------------------------------

    def ask_upstream(self, body):
        place = self.proxy.upstream
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=UPSTREAM_TIMEOUT_S)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_HEADERS}
        try:
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def answer(self, status, headers, body, cut=None):
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in HOP_HEADERS:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if cut is None else body[:cut])
        self.wfile.flush()
        return status

    def pass_on(self, body):
        return self.answer(*self.ask_upstream(body))

    def break_off(self):
        """As a network does: a reset, without the goodbye of TCP."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # Only the last close sends the reset, and the files of the handler keep the socket open.
        self.wfile.close()
        self.rfile.close()
        self.connection.close()
        return 0

    def finish(self):
        try:
            super().finish()
        except (OSError, ValueError):
            pass

    # ---- The faults; each returns the status that was seen, 0 for none ------------------

    def fail_refused(self, _body):
        """The connection ends before anything was taken."""
        return self.break_off()

    def fail_lost(self, _body):
        """The request was taken, and never came where it should."""
        time.sleep(0.02)
        return self.break_off()

    def fail_answer_lost(self, body):
        """It was carried out, and nobody hears of it."""
        self.ask_upstream(body)
        return self.break_off()

    def fail_answer_cut(self, body):
        status, headers, content = self.ask_upstream(body)
        self.answer(status, headers, content, cut=len(content) // 2)
        self.close_connection = True
        return 0

    def fail_arrives_late(self, body):
        """The connection breaks, and what was sent arrives when it has been sent anew already."""
        threading.Timer(LATE_S, self.ask_upstream, [body]).start()
        return self.break_off()

    def fail_delayed(self, body):
        time.sleep(DELAY_S)
        return self.pass_on(body)

    def fail_error_500(self, _body):
        return self.answer(500, [("Content-Type", "application/problem+json")], b'{"type":"about:blank","title":"Internal Server Error","status":500}')

    def fail_error_503(self, _body):
        return self.answer(503, [("Content-Type", "text/plain")], b"Service Unavailable")

    def fail_error_429(self, _body):
        return self.answer(429, [("Content-Type", "application/json")], b'{"message":"Too Many Requests"}')

    def fail_error_429_wait(self, _body):
        return self.answer(429, [("Content-Type", "application/json"), ("Retry-After", "1")], b'{"message":"Too Many Requests"}')

    def fail_timeout_504_done(self, body):
        """The gateway gave up on a function that went on."""
        self.ask_upstream(body)
        return self.answer(504, [("Content-Type", "application/json")], b'{"message":"Endpoint request timed out"}')

    def fail_error_401(self, _body):
        """Only by order: the application gives a token up after it and asks for another."""
        return self.answer(401, [("Content-Type", "application/json")], b'{"message":"The incoming token has expired"}')

    def fail_portal(self, _body):
        """A hotel's page in the place of every answer."""
        return self.answer(200, [("Content-Type", "text/html")], PORTAL)

    def fail_doubled(self, body):
        """It arrives twice; the second answer is the one that comes back."""
        self.ask_upstream(body)
        return self.pass_on(body)

    def fail_garbled(self, body):
        """A 200 whose JSON has lost its second half, with a length that is right for what is left."""
        status, headers, content = self.ask_upstream(body)
        return self.answer(status, headers, content[:len(content) // 2])
