#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stint-ops evaluate: test-evaluate.py SERVICE. Recorded answers through the real service, and a model that is a server on loopback."""
import http.server
import json
import os
import sys
import tempfile
import threading
import unittest
from unittest import mock

import tap_cases
from fake_account import CloudCase

from stint_ops import golden, score

SERVICE = sys.argv.pop(1) if len(sys.argv) > 1 else os.environ.get("STINT_SERVICE", "")


class Model(http.server.BaseHTTPRequestHandler):
    """Says the same to everybody, or refuses."""
    asked = []
    status, headers, answer = 200, {}, {}

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Model.asked.append((self.path, self.headers["Authorization"], body))
        content = json.dumps(Model.answer).encode()
        self.send_response(Model.status)
        for name, value in {**Model.headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments):
        pass


class EvaluateCase(CloudCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def evaluate(self, *argv, cases=None):
        if cases is not None:
            with open(os.path.join(self.folder, "own.json"), "w", encoding="utf-8") as file:
                json.dump(cases, file)
            argv = ("--cases", self.folder, *argv)
        return self.run_ops("evaluate", "--service", SERVICE, *argv)


def case(**more):
    return {"name": "paint", "question": {"text": "Paint"}, "answers": [{"propose": {"tasks": [{"ref": "t1", "title": "Paint"}]}}],
            "expect": {"tasks": [{"ref": "t1", "title": "Paint"}], "rules": [], "questions": 0}, **more}


class Recorded(EvaluateCase):
    def test_every_golden_case_is_as_it_says(self):
        code, out, err = self.evaluate()
        self.assertEqual(code, 0, out + err)
        self.assertGreaterEqual(len(golden.load()), 60)
        self.assertIn(f"| cases | {len(golden.load())} |", out)

    def test_golden_cases_have_names_of_their_own_and_every_theme(self):
        cases = golden.load()
        self.assertEqual(len({one["name"] for one in cases}), len(cases))
        self.assertEqual({one["question"].get("kind", "capture") for one in cases}, {"capture", "break-down", "rules"})
        codes = {one["expect"]["code"] for one in cases if "code" in one["expect"]}
        self.assertGreaterEqual(len(codes), 18)

    def test_what_was_only_recorded_says_so(self):
        _code, out, _err = self.evaluate("--only", "one-line")
        self.assertIn("RECORDED answers", out)
        self.assertIn("say nothing of a model", out)
        self.assertIn("| latency, median | not measured |", out)

    def test_a_case_that_comes_out_otherwise_is_a_failure(self):
        code, out, err = self.evaluate(cases=[case(expect={"code": "cycle"})])
        self.assertEqual(code, 1)
        self.assertIn("WRONG own/paint: 200", out)
        self.assertIn("1 cases are not", err)

    def test_an_injection_that_comes_through_is_a_failure(self):
        code, out, _err = self.evaluate(cases=[case(forbidden=["Paint"])])
        self.assertEqual(code, 1)
        self.assertIn("| injections resisted | 0 of 1 (0 %) |", out)

    def test_two_runs_stand_beside_each_other(self):
        first = os.path.join(self.folder, "scores")
        self.assertEqual(self.evaluate("--output", first, cases=[case()])[0], 0)
        worse = case(answers=[{"propose": {"tasks": [{"ref": "t1", "title": "Swim"}]}}])
        _code, out, _err = self.evaluate("--compare", first, cases=[worse])
        self.assertIn("| | prompt 1, RECORDED answers | prompt 1, RECORDED answers |", out)
        self.assertIn("| members right | 1 of 1 (100 %) | 0 of 2 (0 %) |", out)
        self.assertIn("changed: paint: 200 1/1 → 200 0/2", out)

    def test_scores_that_are_none_are_refused(self):
        path = os.path.join(self.folder, "scores")
        with open(path, "w", encoding="utf-8") as file:
            file.write("{}")
        self.assertEqual(self.evaluate("--compare", path)[0], 2)

    def test_a_version_that_is_not_there_is_said(self):
        code, _out, err = self.evaluate("--prompt", "none")
        self.assertEqual(code, 1)
        self.assertIn("version of the prompts", err)


class Live(EvaluateCase):
    def setUp(self):
        super().setUp()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        Model.asked, Model.status, Model.headers = [], 200, {}
        Model.answer = golden.to_converse({"propose": {"tasks": [{"ref": "x", "title": "Paint it"}]}})
        environment = mock.patch.dict(os.environ, {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": f"http://127.0.0.1:{server.server_port}"})
        environment.start()
        self.addCleanup(environment.stop)

    def test_the_model_is_asked_what_the_service_would_ask(self):
        code, out, err = self.evaluate("--live", "--model", "eu.amazon.nova-lite-v1:0", cases=[case()])
        self.assertEqual(code, 0, err)
        path, authorization, body = Model.asked[0]
        self.assertEqual(path, "/model/eu.amazon.nova-lite-v1%3A0/converse")
        self.assertIn("/eu-central-1/bedrock/aws4_request", authorization)
        self.assertEqual(body["toolConfig"]["toolChoice"], {"tool": {"name": "propose"}})
        self.assertIn("prompt 1, eu.amazon.nova-lite-v1:0", out)
        self.assertNotIn("say nothing of a model", out)
        self.assertRegex(out, r"latency, median \| \d+ ms")

    def test_a_bad_answer_is_repaired_by_asking_again(self):
        Model.answer = golden.to_converse({"propose": {"tasks": [{"ref": "x", "title": "Paint", "estimate_min": -5}]}})
        _code, out, _err = self.evaluate("--live", cases=[case()])
        self.assertEqual(len(Model.asked), 2)
        self.assertEqual(len(Model.asked[1][2]["messages"]), 3)
        self.assertIn("| valid answers | 0 of 1 (0 %) |", out)

    def test_bad_answers_that_were_recorded_ask_nothing(self):
        code, _out, _err = self.evaluate("--live", cases=[case(), case(name="other", recorded_only=True)])
        self.assertEqual((code, len(Model.asked)), (0, 1))

    def test_who_may_not_ask_is_told_which_right_is_missing(self):
        Model.status, Model.headers = 403, {"x-amzn-ErrorType": "AccessDeniedException:http://x/"}
        code, _out, err = self.evaluate("--live", cases=[case()])
        self.assertEqual(code, 5)
        self.assertIn("bedrock:InvokeModel", err)

    def test_another_endpoint_than_loopback_is_refused(self):
        with mock.patch.dict(os.environ, {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "https://bedrock.evil.example"}):
            self.assertEqual(self.evaluate("--live", cases=[case()])[0], 1)
        self.assertEqual(Model.asked, [])


class Scores(unittest.TestCase):
    WANTED = {"tasks": [{"ref": "t1", "title": "Sand the door"}, {"ref": "t2", "title": "Paint the door", "estimate_min": 60, "after": ["t1"]}],
              "rules": [], "questions": 0}

    def of(self, *tasks, rules=()):
        return score.accuracy(self.WANTED, {"tasks": list(tasks), "rules": list(rules)})

    def test_other_refs_and_other_words_for_the_same_are_right(self):
        self.assertEqual(self.of({"ref": "a", "title": "Sand door"}, {"ref": "b", "title": "Paint the door", "estimate_min": 60, "after": ["a"]}), (4, 4))

    def test_a_wrong_member_counts_once(self):
        self.assertEqual(self.of({"ref": "a", "title": "Sand the door"}, {"ref": "b", "title": "Paint the door", "estimate_min": 30, "after": ["a"]}),
                         (3, 4))

    def test_what_is_missing_and_what_nobody_asked_for_are_wrong(self):
        self.assertEqual(self.of({"ref": "a", "title": "Sand the door"}), (1, 4))
        self.assertEqual(self.of(*self.WANTED["tasks"], {"ref": "c", "title": "Dance"}, rules=[{"rule": "buffer"}]), (4, 6))

    def test_scripts_without_spaces_are_compared_by_letters(self):
        self.assertGreater(score.likeness("報告書を送る", "報告書を送付する"), score.SAME_TITLE)
        self.assertLess(score.likeness("報告書を送る", "牛乳を買う"), score.SAME_TITLE)


if __name__ == "__main__":
    if not os.path.exists(SERVICE):
        print("1..0 # SKIP the service is not built")
        sys.exit(0)
    tap_cases.main("operations/evaluate")
