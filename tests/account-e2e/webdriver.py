# SPDX-License-Identifier: GPL-3.0-or-later
"""As much of WebDriver as signing in needs: Debian's Chromium by its chromedriver."""
import http.client
import json
import os
import shutil
import subprocess
import tempfile
import time

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
TIMEOUT_S = 30


def missing():
    """Why there is no browser, or None."""
    for program, package in (("chromium", "chromium"), ("chromedriver", "chromium-driver")):
        if shutil.which(program) is None:
            return f"{program} is missing (Debian: {package})"
    return None


class Browser:
    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="stint-chromium-")
        # Chromium writes below its home whatever it is told of its profile.
        environment = {**os.environ, "HOME": self.folder, "XDG_CONFIG_HOME": self.folder, "XDG_CACHE_HOME": self.folder}
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], env=environment, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.port = self._read_port()
        # Chromium refuses its sandbox to root, and containers have no user namespaces.
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server",
                     f"--user-data-dir={self.folder}/profile", "--no-first-run", "--disable-background-networking"]
        self.session = None
        answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}}}})
        self.session = answer["sessionId"]
        return self

    def __exit__(self, *_):
        try:
            if self.session:
                self._call("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()
            self.driver.wait(10)
            shutil.rmtree(self.folder, ignore_errors=True)

    def _read_port(self):
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                return int(line.rstrip().rstrip(".").rpartition(" ")[2])
        raise AssertionError("chromedriver did not start")

    def _call(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        connection.request(method, path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        value = json.loads(answer.read())["value"]
        connection.close()
        assert answer.status == 200, value
        return value

    def _in_session(self, method, path, body=None):
        return self._call(method, f"/session/{self.session}{path}", body)

    def go(self, address):
        self._in_session("POST", "/url", {"url": address})

    def find(self, selector):
        limit = time.monotonic() + TIMEOUT_S
        while True:
            try:
                return self._in_session("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
            except AssertionError:
                if time.monotonic() > limit:
                    raise
                time.sleep(0.05)

    def fill(self, selector, text):
        self._in_session("POST", f"/element/{self.find(selector)}/value", {"text": text})

    def click(self, selector):
        self._in_session("POST", f"/element/{self.find(selector)}/click", {})

    def wait_for_page(self, prefix):
        """What the page says that an address beginning so leads to."""
        limit = time.monotonic() + TIMEOUT_S
        while not self._in_session("GET", "/url").startswith(prefix):
            assert time.monotonic() < limit, "the browser did not come to " + prefix
            time.sleep(0.05)
        return self._in_session("GET", f"/element/{self.find('body')}/text")
