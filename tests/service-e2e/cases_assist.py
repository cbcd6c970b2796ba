# SPDX-License-Identifier: GPL-3.0-or-later
"""The assistant behind a Bedrock that verifies signatures: what it is asked, what comes of each of its errors, quota and budget."""
import threading

from cloud import expect, put
from stint_ops import golden

QUESTION = {"kind": "capture", "text": "Paint the house by Friday", "now": "2026-11-25T14:00", "zone": "Europe/Berlin", "locale": "en-GB",
            "projects": ["House"], "tags": []}
GOOD = {"propose": {"tasks": [{"ref": "t1", "title": "Paint the house", "deadline": "2026-11-27", "project": "House"}]}}
BAD = {"propose": {"tasks": [{"ref": "t1", "title": "Paint the house", "deadline": "2026-02-30"}]}}
PROFILE = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0"


class AssistCases:
    def __init__(self, cloud):
        self.cloud = cloud

    def _user(self):
        return self.cloud.user(scope="openid stint/assist")

    def _ask(self, *answers, user=None, **members):
        """Asks while the model gives these answers: the service's, and what Bedrock was asked."""
        self.cloud.order("bedrock", answers=list(answers))
        answer = (user or self._user()).call("POST", "/assist", {**QUESTION, **members}, {"Content-Type": "application/json"})
        return answer, self.cloud.order("bedrock")["requests"]

    def _with(self, **env):
        """Starts the function anew with these variables; gives back those of before."""
        before = self.cloud.order("settings", of="assist", env=env)["env"]
        return {name: before.get(name, "") for name in env}

    def words_become_tasks(self):
        answer, asked = self._ask(GOOD)
        expect(answer, 200)
        assert answer.json["tasks"] == [GOOD["propose"]["tasks"][0]], answer.json
        assert answer.json["rules"] == answer.json["questions"] == []
        assert answer.json["usage"] == {"tokens_in": 900, "tokens_out": 100, "turns": 1}
        assert answer.json["quota"]["used"] == 1
        assert [one["model"] for one in asked] == ["anthropic.claude-3-haiku-20240307-v1:0"]
        assert asked[0]["body"]["toolConfig"]["toolChoice"] == {"tool": {"name": "propose"}}

    def every_request_to_a_model_is_signed_as_aws_wants_it(self):
        for model in ("anthropic.claude-3-haiku-20240307-v1:0", "eu.amazon.nova-lite-v1:0", PROFILE, "amazon.titan-text-lite-v1"):
            before = self._with(STINT_MODEL_ID=model)
            try:
                answer, asked = self._ask(GOOD)
            finally:
                self._with(**before)
            expect(answer, 200)
            assert [one["model"] for one in asked] == [model], asked
        assert self.cloud.order("bedrock")["refused"] == []

    def answer_is_repaired_once_and_no_more(self):
        answer, asked = self._ask(BAD, GOOD)
        expect(answer, 200)
        assert answer.json["usage"]["turns"] == len(asked) == 2
        assert [one["role"] for one in asked[1]["body"]["messages"]] == ["user", "assistant", "user"]
        answer, asked = self._ask(BAD)
        assert expect(answer, 422, "rejected").json["codes"] == ["date", "date"] and len(asked) == 2, (answer.json, len(asked))

    def errors_that_pass_are_passed_over(self):
        for name in ("ThrottlingException", "ModelNotReadyException", "ServiceUnavailableException", "InternalServerException",
                     "ModelTimeoutException", "ModelErrorException"):
            answer, asked = self._ask({"error": name}, GOOD)
            expect(answer, 200)
            assert len(asked) == 2, name
        answer, asked = self._ask({"cut": True}, GOOD)
        expect(answer, 200)

    def errors_that_stay_are_503_and_are_not_counted(self):
        eva = self._user()
        answer, asked = self._ask({"error": "ThrottlingException"}, user=eva)
        expect(answer, 503, "unavailable")
        assert len(asked) == 3, len(asked)
        assert expect(eva.call("GET", "/assist"), 200).json["used"] == 0

    def errors_of_our_own_are_500_at_once(self):
        for name in ("ValidationException", "AccessDeniedException", "ResourceNotFoundException"):
            answer, asked = self._ask({"error": name}, GOOD)
            expect(answer, 500, "internal")
            assert len(asked) == 1, name

    def every_reason_to_stop_has_its_code(self):
        for reason, code in (("end_turn", "no-proposal"), ("stop_sequence", "no-proposal"), ("max_tokens", "cut"),
                             ("malformed_tool_use", "malformed"), ("malformed_model_output", "malformed"), ("guardrail_intervened", "guardrail"), ("content_filtered", "filtered"),
                             ("model_context_window_exceeded", "context"), ("something_new", "stopped")):
            answer, asked = self._ask({"stop": reason}, GOOD)
            assert expect(answer, 422, "rejected").json["codes"] == [code], (reason, answer.json)
            assert len(asked) == 1, reason
        answer, _asked = self._ask({"body": "no object"})
        assert expect(answer, 422, "rejected").json["codes"] == ["malformed"]

    def quota_counts_each_user_s_calls(self):
        eva, ben = self._user(), self._user()
        before = self._with(STINT_ASSIST_CALLS_PER_DAY="2")
        try:
            assert [self._ask(GOOD, user=eva)[0].status for _ in range(3)] == [200, 200, 429]
            answer, asked = self._ask(GOOD, user=eva)
            expect(answer, 429, "quota-exceeded")
            assert asked == [] and 0 < int(answer.headers["Retry-After"]) <= 86400, answer.headers.items()
            quota = expect(eva.call("GET", "/assist"), 200).json
            assert (quota["used"], quota["limit"]) == (2, 2) and quota["resets"].endswith("T00:00:00Z"), quota
            expect(self._ask(GOOD, user=ben)[0], 200)
        finally:
            self._with(**before)

    def quota_holds_for_calls_at_the_same_time(self):
        eva = self._user()
        before = self._with(STINT_ASSIST_CALLS_PER_DAY="3")
        self.cloud.order("bedrock", answers=[GOOD])
        found = []

        def ask():
            found.append(eva.call("POST", "/assist", QUESTION, {"Content-Type": "application/json"}).status)
        try:
            threads = [threading.Thread(target=ask) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            self._with(**before)
        assert sorted(found) == [200] * 3 + [429] * 5, found

    def budget_is_everybody_s_and_denies_without_counting(self):
        eva = self._user()
        before = self._with(STINT_TOKENS_PER_DAY="2500")
        self.cloud.order("records", of="assist", clear=True)
        try:
            answer, asked = self._ask(GOOD, user=eva)
        finally:
            self._with(**before)
        expect(answer, 429, "quota-exceeded")
        assert asked == []
        assert expect(eva.call("GET", "/assist"), 200).json["used"] == 0
        assert self.cloud.order("records", of="assist")["emf"][0]["BudgetDenied"] == 1

    def metrics_tell_of_each_call_and_never_what_was_said(self):
        self.cloud.order("records", of="assist", clear=True)
        eva = self._user()
        wrong = {"propose": {"tasks": [{"ref": "a", "title": "SECRET-TITLE", "project": "SECRET-PROJECT"}]}}
        self._ask({"error": "ThrottlingException", "message": "SECRET-MESSAGE"}, wrong, GOOD, user=eva, text="SECRET-TEXT")
        records = self.cloud.order("records", of="assist", clear=True)
        line = records["emf"][-1]
        assert (line["AssistOk"], line["AssistRepair"], line["BedrockFault"], line["Tokens"]) == (1, 1, 1, 2000), line
        assert line["BedrockMs"] >= 0 and line["DdbMs"] >= 0 and line["route"] == "POST /assist"
        logged = "\n".join(records["lines"])
        assert "SECRET" not in logged and eva.sub not in logged, logged
        assert "ThrottlingException" in logged

    def scope_of_sync_may_not_ask(self):
        expect(self.cloud.user(scope="openid stint/sync").call("GET", "/assist"), 403, "scope")

    def assistant_touches_nothing_but_its_counters(self):
        eva = self.cloud.user(scope="openid stint/assist stint/sync")
        expect(eva.push(put("A task that nobody else may see")), 200)
        self.cloud.order("records", clear=True)
        self._ask(GOOD, user=eva)
        dynamodb = self.cloud.order("records")["dynamodb"]
        assert dynamodb["refused"] == [] and {call["operation"] for call in dynamodb["calls"]} == {"UpdateItem"}, dynamodb["calls"]

    def database_that_fails_is_503_and_asks_no_model(self):
        self.cloud.order("faults", dynamodb=[{"operation": "UpdateItem", "type": "InternalServerError"}])
        try:
            answer, asked = self._ask(GOOD)
        finally:
            self.cloud.order("faults")
        expect(answer, 503, "unavailable")
        assert asked == []

    def text_of_16_kb_is_taken_and_more_is_not(self):
        expect(self._ask(GOOD, text="ä" * 8192)[0], 200)
        expect(self._ask(GOOD, text="ä" * 8192 + "a")[0], 413, "too-large")

    def golden_cases_are_answered_as_they_say(self):
        cases = golden.load()
        before = self._with(STINT_ASSIST_CALLS_PER_DAY="1000", STINT_TOKENS_PER_DAY="100000000")
        wrong = []
        try:
            user = self._user()
            for case in cases:
                answer, _asked = self._ask(*golden.answers_of(case), user=user, **golden.question_of(case))
                wrong += [f"{case['name']}: {fault}" for fault in golden.judge(case, answer.status, answer.json)]
        finally:
            self._with(**before)
        print(f"# {len(cases)} golden cases, {len(wrong)} faults")
        assert len(cases) >= 60 and not wrong, "\n".join(wrong)
