#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stint-ops smoke: what it asks, that it writes every answer down, and that its guest is always removed."""
import http.client
import json
import os
import tempfile
import threading
from unittest import mock

from fake_account import ANY, NOW, OUTPUTS, SUB, CloudCase, item
from stint_ops import sign_in, smoke_questions, web
from stint_ops.errors import OpsError
import tap_cases

TOKENS = {"access_token": "access-secret", "id_token": "id-secret", "refresh_token": "refresh-1", "token_type": "Bearer"}
PROBLEM = {"Content-Type": "application/problem+json", "Date": "Sun, 22 Nov 2026 09:00:00 GMT"}
JSON = {"Content-Type": "application/json", "Date": PROBLEM["Date"]}


def answer(status, body, headers=None):
    return web.Answer(status, headers or JSON, json.dumps(body).encode())


class Web:
    """The deployment, as far as smoke sees it."""

    def __init__(self):
        self.calls = []
        self.refreshed = 0

    def call(self, method, url, headers=None, body=None):
        path = url.removeprefix(OUTPUTS["ApiUrl"]).partition("?")[0]
        self.calls.append((method, path, headers or {}, body))
        if path == "/meta":
            return answer(200, {"api": 1, "schema": 1, "minClient": "0.1.0"})
        if "Bearer access" not in (headers or {}).get("Authorization", "") and path in ("/me", "/changes"):
            return answer(401, {"type": "urn:stint:problem:token"}, PROBLEM)
        if "Authorization" not in (headers or {}):
            return answer(404, {"type": "about:blank"}, PROBLEM)
        return answer(200, {"v": "1.0123456789abcdef", "replayed": False})

    def call_form(self, _url, fields):
        if fields["grant_type"] == "refresh_token":
            self.refreshed += 1
            if self.refreshed == 3:
                return answer(400, {"error": "invalid_grant"})
            return answer(200, {"access_token": "access-2", "refresh_token": f"refresh-{self.refreshed + 1}"})
        return answer(200, TOKENS)


class Smoke(CloudCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.file = os.path.join(self.folder, "answers.json")
        self.web = Web()
        here = os.getcwd()
        os.chdir(self.folder)
        self.addCleanup(os.chdir, here)
        for name in ("call", "call_form"):
            patch = mock.patch.object(web, name, getattr(self.web, name))
            patch.start()
            self.addCleanup(patch.stop)

    def expect_first(self):
        self.expect_stack()
        self.expect("cognito", "create_user_pool_client", {"UserPoolClient": {"ClientId": "tmp"}})
        self.expect("cognito", "delete_user_pool_client", {}, UserPoolId=OUTPUTS["UserPoolId"], ClientId="tmp")
        self.refuse("dynamodb", "transact_write_items", "TransactionCanceledException",
                    CancellationReasons=[{"Code": "ConditionalCheckFailed"}, {"Code": "ConditionalCheckFailed"}])
        self.expect("logs", "filter_log_events", {"events": [
            {"message": "REPORT RequestId: x Duration: 3 ms Init Duration: 41.5 ms", "timestamp": NOW * 1000}]})

    def expect_guest(self):
        self.expect("cognito", "admin_create_user", {"User": {"Attributes": [{"Name": "sub", "Value": SUB}]}}, UserPoolId=ANY, Username=ANY,
                    MessageAction="SUPPRESS", UserAttributes=ANY)
        self.expect("cognito", "admin_set_user_password", {})

    def expect_removal(self):
        self.expect("dynamodb", "get_item", {"Item": item("META", tag="1.0123456789abcdef")})
        self.expect("dynamodb", "update_item", {})
        for _ in range(2):
            self.expect("dynamodb", "query", {"Items": []})
        self.refuse("cognito", "admin_delete_user", "UserNotFoundException")

    def read(self):
        with open(self.file, encoding="utf-8") as file:
            return json.load(file)

    def test_every_question_has_its_answer_in_the_file(self):
        self.expect_first()
        self.expect_guest()
        self.expect("functions", "get_function_concurrency", {})
        self.expect("functions", "put_function_concurrency", {}, FunctionName="stint-assist", ReservedConcurrentExecutions=0)
        self.expect("functions", "delete_function_concurrency", {}, FunctionName="stint-assist")
        self.expect("cognito", "delete_user", {}, AccessToken="access-2")
        self.expect_removal()
        with mock.patch.object(sign_in, "sign_in", return_value=dict(TOKENS)):
            code, out, _err = self.run_ops("smoke", "--output", self.file, "--throttle", "--wait")
        answers = self.read()["answers"]
        # The fake lets the throttled call through, so exactly that one is not as expected.
        self.assertEqual([one["question"] for one in answers if not one["as_expected"]], ["what a throttled function answers"])
        self.assertEqual((code, len(answers)), (1, 15))
        self.assertIn("invalid_grant", json.dumps(answers))
        self.assertEqual(self.slept, [65])
        self.assertNotIn("secret", out + json.dumps(answers))

    def test_the_guest_is_removed_when_nobody_signs_in(self):
        self.expect_first()
        self.expect_guest()
        self.expect_removal()
        with mock.patch.object(sign_in, "sign_in", side_effect=OpsError("nobody signed in")):
            self.assertEqual(self.run_ops("smoke", "--output", self.file)[0], 1)
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_question_that_breaks_is_an_answer_too(self):
        self.expect_stack()
        self.refuse("cognito", "create_user_pool_client", "InvalidParameterException", "bad scheme")
        self.refuse("dynamodb", "transact_write_items", "AccessDeniedException", "no")
        self.expect("logs", "filter_log_events", {"events": []})
        code, _out, _err = self.run_ops("smoke", "--without-sign-in", "--output", self.file)
        answers = {one["question"]: one for one in self.read()["answers"]}
        self.assertEqual(code, 1)
        self.assertEqual(len(answers), 7)
        self.assertIn("bad scheme", answers["a custom scheme with a reverse-DNS name"]["answer"])

    def test_a_throttled_assistant_gets_back_what_it_had(self):
        self.expect("functions", "get_function_concurrency", {"ReservedConcurrentExecutions": 3})
        self.expect("functions", "put_function_concurrency", {}, FunctionName="stint-assist", ReservedConcurrentExecutions=0)
        self.expect("functions", "put_function_concurrency", {}, FunctionName="stint-assist", ReservedConcurrentExecutions=3)
        ops = mock.Mock(aws=self.aws, stack="stint")
        caller = mock.Mock()
        caller.call.side_effect = OpsError("no answer")
        with self.assertRaises(OpsError):
            smoke_questions.try_throttled(ops, caller)
        self.stubs["functions"].assert_no_pending_responses()


class SignIn(CloudCase):
    def setUp(self):
        super().setUp()
        try:
            self.server, self.redirect = sign_in.listen()
            other, _redirect = sign_in.listen()
            other.server_close()
        except OpsError as error:
            self.skipTest(str(error))
        self.addCleanup(self.server.server_close)

    def get(self, path, host=None):
        thread = threading.Thread(target=self.server.handle_request)
        thread.start()
        connection = http.client.HTTPConnection(self.server.host, timeout=5)
        connection.request("GET", path, headers={"Host": host or self.server.host})
        status = connection.getresponse().status
        connection.close()
        thread.join()
        return status

    def test_only_the_callback_with_our_state_and_host_counts(self):
        good = f"/callback?code=c&state={self.server.state}"
        for path, host in (("/favicon.ico", None), ("/callback?code=c&state=x", None), ("/callback", None), (good, "evil.example:47811"),
                           (f"/other?code=c&state={self.server.state}", None)):
            self.assertEqual(self.get(path, host), 404)
            self.assertIsNone(self.server.found)
        self.assertEqual(self.get(good), 200)
        self.assertEqual(sign_in.wait(self.server), "c")

    def test_a_refusal_ends_it_with_its_reason(self):
        self.get(f"/callback?error=access_denied&state={self.server.state}")
        with self.assertRaisesRegex(OpsError, "access_denied"):
            sign_in.wait(self.server)

    def test_a_port_that_is_taken_is_passed_over(self):
        other, redirect = sign_in.listen()
        other.server_close()
        self.assertNotEqual(redirect, self.redirect)

    def test_the_challenge_is_rfc_7636_s(self):
        self.assertEqual(sign_in.challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")

    def test_an_answer_without_tokens_is_an_error(self):
        for wrong in (answer(400, {"error": "invalid_grant"}), answer(200, []), web.Answer(200, JSON, b"<html>")):
            with self.assertRaises(OpsError):
                sign_in.read_tokens(wrong)

    def test_only_https_is_called(self):
        with self.assertRaisesRegex(OpsError, "https"):
            web.call("GET", "http://example.org/")


if __name__ == "__main__":
    tap_cases.main("operations/smoke")
