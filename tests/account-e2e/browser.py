#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A browser with a person before it: browser.py SETTINGS ADDRESS

It is registered as the handler of http in the home of a test. SETTINGS says whom it signs in
and how: "form" fills in the form without looking at it, "chromium" has Debian's Chromium do it,
"strangers" first asks the loopback port what it must not answer, "refuse" comes back with an
error, "nobody" leaves the page as it is.
"""
import http.client
import json
import sys
import traceback
import urllib.parse

TIMEOUT_S = 20


def ask(address, method="GET", form=None, **headers):
    place = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=TIMEOUT_S)
    body = urllib.parse.urlencode(form) if form is not None else None
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, place.path + (f"?{place.query}" if place.query else ""), body, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, answer.headers, content


def fill_form(settings, address):
    """The address to go back to."""
    place = urllib.parse.urlsplit(address)
    query = dict(urllib.parse.parse_qsl(place.query))
    status, _headers, page = ask(address)
    assert status == 200 and b"<form" in page, (status, page[:300])
    status, headers, page = ask(urllib.parse.urlunsplit(place._replace(query="")), "POST",
                                {**query, "username": settings["user"], "password": settings["password"]})
    assert status == 302, (status, page[:300])
    return headers["Location"]


def go_back(address):
    status, _headers, page = ask(address)
    assert status == 200, (status, page[:300])
    return page.decode()


def sign_in(settings, address):
    return go_back(fill_form(settings, address))


def bring_strangers(settings, address):
    """Whoever else knocks at the port while the person types: all are told that there is nothing."""
    back = fill_form(settings, address)
    place = urllib.parse.urlsplit(back)
    origin = f"http://{place.netloc}"
    query = dict(urllib.parse.parse_qsl(place.query))
    wrong = urllib.parse.urlencode({**query, "state": "of-somebody-else"})
    knocks = [
        (f"{origin}/favicon.ico", "GET", {}),
        (f"{origin}/", "GET", {}),
        (f"{origin}/callback", "GET", {}),
        (f"{origin}/callback?x", "GET", {}),
        (f"{origin}/callback?{wrong}", "GET", {}),
        (f"{origin}/other?{place.query}", "GET", {}),
        (back, "POST", {}),
        (back, "GET", {"Host": "evil.example.org"}),
    ]
    import socket
    idle = [socket.create_connection((place.hostname, place.port), TIMEOUT_S) for _ in range(3)]
    for target, method, headers in knocks:
        status, _headers, page = ask(target, method, **headers)
        assert status == 404 and query["code"].encode() not in page, (target.split("?")[0], method, status)
    page = go_back(back)
    for connection in idle:
        connection.close()
    return page


def refuse(_settings, address):
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
    return go_back(query["redirect_uri"] + "?" + urllib.parse.urlencode({"error": "access_denied", "state": query["state"]}))


def drive_chromium(settings, address):
    import webdriver
    with webdriver.Browser() as browser:
        browser.go(address)
        browser.fill("input[name=username]", settings["user"])
        browser.fill("input[name=password]", settings["password"])
        browser.click("button[type=submit], input[type=submit]")
        return browser.wait_for_page("http://127.0.0.1:")


WAYS = {"form": sign_in, "chromium": drive_chromium, "strangers": bring_strangers, "refuse": refuse, "nobody": lambda *_: "left open"}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        settings = json.load(file)
    with open(settings["log"], "a", encoding="utf-8") as log:
        try:
            log.write(f"opened {sys.argv[2].split('?')[0]}\n")
            log.write(WAYS[settings["how"]](settings, sys.argv[2]) + "\n")
        except Exception:
            log.write(traceback.format_exc())


main()
