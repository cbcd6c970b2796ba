# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad days of DynamoDB, of the Runtime API and of the service itself: nothing is lost, nothing doubled, and the loop goes on."""
import http.client
import json
import time
import uuid

from cloud import expect, problem, put

WRITE = "TransactWriteItems"


def cancelled(*codes):
    return {"operation": WRITE, "type": "TransactionCanceledException", "members": {"CancellationReasons": [{"Code": code} for code in codes]}}


class FaultCases:
    def __init__(self, cloud):
        self.cloud = cloud

    def _attempt(self, *faults, user=None):
        """Pushes while DynamoDB has these faults; then again with the same bytes and key, while it is well."""
        eva = user or self.cloud.user()
        key = str(uuid.uuid4())
        body = json.dumps({"device": "laptop", "since": "0", "ops": [put()]})
        self.cloud.order("faults", dynamodb=list(faults))
        try:
            first = eva.post("/changes", body, key)
        finally:
            self.cloud.order("faults")
        second = expect(eva.post("/changes", body, key), 200)
        changes = eva.pull_all()
        assert len(changes) == 1, f"{len(changes)} pushes are in the log"
        if first.status == 200:
            assert first.json["v"] == second.json["v"], (first.json, second.json)
        return first, second

    def throttled_writes_are_tried_again(self):
        first, _second = self._attempt({"operation": WRITE, "type": "ThrottlingException", "times": 2})
        assert first.status in (200, 503), first

    def writes_throttled_for_long_are_503(self):
        first, second = self._attempt({"operation": WRITE, "type": "ProvisionedThroughputExceededException"})
        expect(first, 503)
        assert second.json["replayed"] is False

    def failing_writes_are_503(self):
        first, _second = self._attempt({"operation": WRITE, "type": "InternalServerError"})
        assert first.status in (500, 503), first
        expect(first, first.status)

    def failing_reads_are_503(self):
        eva = self.cloud.user()
        expect(eva.push(put()), 200)
        for operation, path in (("Query", "/changes"), ("Query", "/snapshot"), ("GetItem", f"/tasks/{uuid.uuid4()}")):
            self.cloud.order("faults", dynamodb=[{"operation": operation, "type": "InternalServerError"}])
            answer = eva.call("GET", path)
            self.cloud.order("faults")
            assert answer.status in (500, 503), (path, answer.status)
            expect(answer, answer.status)

    def cancelled_by_another_transaction_is_tried_again(self):
        first, _second = self._attempt({**cancelled("TransactionConflict", "None", "None", "None", "None"), "times": 3})
        expect(first, 200)

    def cancelled_again_and_again_is_503(self):
        first, _second = self._attempt(cancelled("None", "None", "None", "TransactionConflict", "None"))
        expect(first, 503, "busy")

    def cancelled_for_reasons_that_nobody_expects_is_a_5xx(self):
        for fault in (cancelled("None", "None", "None", "ValidationError"), cancelled("ProvisionedThroughputExceeded", "None", "None", "None"),
                      cancelled("None", "None", "None", "ItemCollectionSizeLimitExceeded"), cancelled("SomethingNew", "None", "None", "None"),
                      cancelled(), cancelled("None"), {"operation": WRITE, "type": "TransactionCanceledException"},
                      {**cancelled(), "members": {"CancellationReasons": None}}, {**cancelled(), "members": {"CancellationReasons": [1, [], {}, {"Code": 7}]}}):
            first, _second = self._attempt(fault)
            assert first.status in (500, 503), (fault, first)
            expect(first, first.status)

    def unknown_errors_are_a_5xx(self):
        for kind in ("TransactionInProgressException", "RequestLimitExceeded", "ItemCollectionSizeLimitExceededException", "ResourceNotFoundException",
                     "ValidationException", "ExpiredTokenException", "SomethingNewException"):
            first, _second = self._attempt({"operation": WRITE, "type": kind})
            assert first.status in (500, 503), (kind, first)
            expect(first, first.status)

    def answer_lost_after_the_write_is_not_written_twice(self):
        first, second = self._attempt({"operation": WRITE, "reset": True, "after": True, "times": 1})
        assert first.status in (200, 503), first
        assert second.json["replayed"] is True, second.json

    def error_after_the_write_is_not_written_twice(self):
        first, second = self._attempt({"operation": WRITE, "type": "InternalServerError", "after": True, "times": 1})
        assert first.status in (200, 500, 503) and second.json["replayed"] is True, (first, second.json)

    def cut_answer_is_no_answer(self):
        first, _second = self._attempt({"operation": "GetItem", "cut": True})
        assert first.status in (200, 500, 503), first

    def cut_answer_of_a_write_is_not_written_twice(self):
        _first, second = self._attempt({"operation": WRITE, "cut": True, "times": 1})
        assert second.json["replayed"] is True, second.json

    def answer_that_is_no_json_is_a_5xx(self):
        eva = self.cloud.user()
        expect(eva.push(put()), 200)
        self.cloud.order("faults", dynamodb=[{"operation": "Query", "garble": True}])
        answer = eva.pull()
        self.cloud.order("faults")
        assert answer.status in (500, 503), answer
        expect(answer, answer.status)
        assert len(eva.pull_all()) == 1

    def half_a_page_never_looks_like_the_whole(self):
        eva = self.cloud.user()
        for i in range(5):
            expect(eva.push(put(f"Task {i}")), 200)
        self.cloud.order("faults", dynamodb=[{"operation": "Query", "cut": True}])
        answers = [eva.pull(), eva.call("GET", "/snapshot")]
        self.cloud.order("faults")
        assert all(answer.status >= 500 for answer in answers), [answer.status for answer in answers]

    def connection_reset_is_survived(self):
        first, _second = self._attempt({"reset": True, "times": 1})
        assert first.status in (200, 503), first

    def slow_database_is_waited_for(self):
        first, _second = self._attempt({"delay_ms": 700, "times": 2})
        expect(first, 200)

    def hanging_database_is_given_up_before_the_gateway_does(self):
        eva = self.cloud.user()
        self.cloud.order("faults", dynamodb=[{"delay_ms": 40_000}])
        begun = time.monotonic()
        answer = eva.pull()
        took = time.monotonic() - begun
        self.cloud.order("faults")
        assert answer.status == 503 and problem(answer) is not None, answer
        assert took < 29, took

    def database_that_denies_access_is_500_and_says_nothing(self):
        eva = self.cloud.user()
        self.cloud.order("faults", dynamodb=[{"type": "AccessDeniedException", "status": 400, "message": "arn:aws:secret-detail"}])
        answer = eva.pull()
        self.cloud.order("faults")
        assert answer.status in (500, 503) and b"secret-detail" not in answer.body, answer
        expect(answer, answer.status)

    def failing_next_is_asked_again(self):
        eva = self.cloud.user()
        expect(eva.pull(), 200)
        for fault in ("500", "reset"):
            self.cloud.order("faults", runtime=[fault, fault])
            # The first call takes the environment that waits; those after it meet the faults.
            for _ in range(3):
                answer = eva.pull()
                assert answer.status in (200, 502), answer
            self.cloud.order("faults")
            expect(eva.pull(), 200)

    def answer_lost_on_the_way_is_replayed(self):
        eva = self.cloud.user()
        key = str(uuid.uuid4())
        body = json.dumps({"device": "laptop", "since": "0", "ops": [put()]})
        self.cloud.order("faults", api_drop=1)
        try:
            eva.post("/changes", body, key)
            raise AssertionError("the answer was to be lost")
        except (OSError, http.client.HTTPException):
            pass
        self.cloud.order("faults")
        assert expect(eva.post("/changes", body, key), 200).json["replayed"] is True
        assert len(eva.pull_all()) == 1

    def hanging_function_is_504_and_the_next_call_is_served(self):
        eva = self.cloud.user()
        expect(eva.pull(), 200)
        self.cloud.order("settings", gateway_timeout_ms=400)
        self.cloud.order("faults", dynamodb=[{"delay_ms": 1500, "times": 1}])
        answer = eva.pull()
        self.cloud.order("settings", gateway_timeout_ms=29_000)
        self.cloud.order("faults")
        expect(answer, 504)
        expect(eva.pull(), 200)

    def function_that_cannot_start_is_502(self):
        eva = self.cloud.user()
        before = self.cloud.order("settings", command=["/bin/false"])
        answer = eva.pull()
        self.cloud.order("settings", command=before["command"])
        expect(answer, 502)
        expect(eva.pull(), 200)

    def wrong_credentials_are_500_and_not_tried_for_long(self):
        eva = self.cloud.user()
        good = self.cloud.service_env["AWS_SECRET_ACCESS_KEY"]
        self.cloud.order("settings", env={"AWS_SECRET_ACCESS_KEY": "wrong"})
        begun = time.monotonic()
        answer = eva.pull()
        took = time.monotonic() - begun
        self.cloud.order("settings", env={"AWS_SECRET_ACCESS_KEY": good})
        assert answer.status in (500, 503) and took < 10, (answer.status, took)
        expect(eva.pull(), 200)
