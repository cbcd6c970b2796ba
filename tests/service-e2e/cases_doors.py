# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens and bodies that have no business here."""
import json
import uuid

from cloud import delete, expect, put

FOREIGN = "eu-central-1_Another00"


def body_of(*ops, **members):
    return json.dumps({"device": "laptop", "since": "0", "ops": list(ops), **members})


class TokenCases:
    def __init__(self, cloud):
        self.cloud = cloud

    def _refuse(self, token, status=401, name=None):
        for method, path in (("GET", "/changes"), ("POST", "/changes"), ("GET", "/snapshot"), ("GET", "/me"), ("GET", f"/tasks/{uuid.uuid4()}")):
            answer = expect(self.cloud.call(method, path, token, b"" if method == "POST" else None), status, name)
            assert "records" not in answer.json and "changes" not in answer.json, answer.json

    def no_token_is_refused(self):
        self._refuse(None)

    def token_that_is_no_token_is_refused(self):
        for token in ("x", "a.b.c", ".", "..", "\"", "eyJhbGciOiJSUzI1NiJ9.e30.", "A" * 5000):
            self._refuse(token)

    def tampered_token_is_refused(self):
        head, claims, signature = self.cloud.token().split(".")
        other = self.cloud.token(sub=str(uuid.uuid4())).split(".")
        swapped = signature[:20] + ("A" if signature[20] != "A" else "B") + signature[21:]
        for token in (f"{head}.{other[1]}.{signature}", f"{head}.{claims}.{swapped}", f"{head}.{claims}."):
            self._refuse(token)

    def unsigned_token_is_refused(self):
        for alg in ("none", "None", "HS256"):
            self._refuse(self.cloud.token(header={"alg": alg}) if alg != "None" else self.cloud.token(header={"alg": "none"}).replace("=", ""))

    def token_of_an_unknown_key_is_refused(self):
        self._refuse(self.cloud.token(header={"kid": "nobody"}))

    def token_of_another_pool_is_refused(self):
        self._refuse(self.cloud.token(iss=self.cloud.connect["issuer"].rpartition("/")[0] + "/" + FOREIGN))

    def expired_token_is_refused(self):
        self._refuse(self.cloud.token(exp_in=-1))

    def token_without_the_scope_is_refused(self):
        self._refuse(self.cloud.token(scope="openid stint/assist"), 403, "scope")

    def id_token_is_no_access_token(self):
        self._refuse(self.cloud.token(token_use="id"))

    def token_of_another_client_of_the_pool_is_refused(self):
        self._refuse(self.cloud.token(client_id="somebodyelsesclient"), 403, "client")

    def address_that_is_not_there_is_refused(self):
        token = self.cloud.token()
        for method, path in (("GET", "/nothing"), ("PUT", "/changes"), ("GET", "/tasks/"), ("PATCH", "/me"), ("GET", "/changes/1")):
            answer = self.cloud.call(method, path, token)
            assert answer.status in (403, 404, 405), (method, path, answer.status)

    def client_that_is_too_old_may_not_go_on(self):
        eva = self.cloud.user()
        expect(eva.call("GET", "/changes", headers={"Stint-Client": "0.0.1"}), 426, "client-too-old")
        expect(eva.call("GET", "/changes", headers={"Stint-Client": "99.0.0"}), 200)


class BodyCases:
    def __init__(self, cloud):
        self.cloud = cloud
        self.eva = cloud.user()

    def _refuse(self, body, status=400, name="invalid-request", **headers):
        answer = expect(self.eva.post("/changes", body, **headers), status, name)
        assert self.eva.pull().json["head"] == "0", f"this was written: {body[:200]!r}"
        return answer

    def empty_body_is_refused(self):
        self._refuse(b"")

    def body_of_257_kb_is_too_large(self):
        ops = [put(data={"title": "x", "notes": "n" * 10_000}) for _ in range(26)]
        assert len(body_of(*ops)) > 257 * 1024
        self._refuse(body_of(*ops), 413, "too-large")

    def body_of_6_mb_is_too_large(self):
        self._refuse(b" " * (6 * 1024 * 1024), 413, None)

    def record_of_17_kb_is_too_large_and_named(self):
        data = {"title": "x", "notes": "n" * 11_000, "x-more": "m" * 7_000}
        answer = self._refuse(body_of(put(), put(data=data)), 413, "too-large")
        assert any(error["pointer"].startswith("/ops/1") for error in answer.json["errors"]), answer.json

    def push_of_91_records_is_too_large(self):
        self._refuse(body_of(*[put() for _ in range(91)]), 413, "too-large")

    def cut_body_is_refused(self):
        body = body_of(put("Cut"))
        for length in {1, 2, 10, len(body) // 2, len(body) - 2, len(body) - 1}:
            self._refuse(body[:length])

    def deep_body_is_refused(self):
        for depth in (17, 10_000, 40_000):
            for body in ("[" * depth + "]" * depth, '{"ops":' + "[" * depth + "]" * depth + "}", '{"a":' * depth + "1" + "}" * depth):
                self._refuse(body)
        self._refuse("[" * 3_000_000, 413, None)

    def duplicate_names_are_refused(self):
        self._refuse(body_of(put()).replace('"since": "0"', '"since": "0", "since": "1"'))
        self._refuse(body_of(put()).replace('"title": ', '"title": "a", "title": '))
        self._refuse(body_of(put()).replace('"title": ', '"\\u0074itle": "a", "title": '))

    def numbers_that_json_has_not_are_refused(self):
        for number in ("NaN", "Infinity", "-Infinity", "1e400", "9007199254740992", "-9007199254740993", "01", "+1", ".5", "1.", "0x10",
                       "1" * 40, "0.123456789012345678"):
            self._refuse(body_of(put(data={"title": "x", "x-n": 4711})).replace("4711", number))

    def text_that_is_no_unicode_is_refused(self):
        for text in ("\\ud800", "\\udc00", "\\ud800\\ud800", "\\u0000", "\\ud83d\\u0041", "\t", "\x01", "\\x", "\\u12g4"):
            self._refuse(body_of(put(data={"title": "MARK"})).replace("MARK", text))

    def bytes_that_are_no_utf8_are_replaced_or_refused(self):
        # API Gateway puts U+FFFD in the place of bytes that are no UTF-8 before the service sees them.
        body = body_of(put(data={"title": "MARK"})).encode().replace(b"MARK", b"\xff\xfe\xc0\xaf\xed\xa0\x80")
        answer = self.cloud.user().post("/changes", body)
        assert answer.status in (200, 400), answer.status

    def other_documents_are_refused(self):
        for body in ("null", "1", '"text"', "[]", "{}", "true", "{} {}", "{}x", "// c\n{}", "{'a':1}", '{"ops":{}}', '{"ops":[1]}',
                     '{"ops":[[]]}', '{"device":"laptop","ops":[]}', "\ufeff{}"):
            self._refuse(body)

    def unknown_kinds_and_ops_are_refused_and_named(self):
        for change in ({"kind": "calendar"}, {"kind": ""}, {"kind": 1}, {"kind": "TASK"}, {"kind": "../task"}, {"op": "patch"}, {"op": None}):
            answer = self._refuse(body_of(put(), {**put(), **change}))
            assert all(error["pointer"].startswith("/ops/1") for error in answer.json["errors"]), answer.json

    def unknown_fields_are_ignored_in_a_request_and_kept_in_a_record(self):
        ben = self.cloud.user()
        op = {**put(data={"title": "x", "x-new": {"a": [1]}}), "later": True}
        expect(ben.post("/changes", body_of(op, future={"b": 2})), 200)
        assert ben.pull_all()[0]["ops"][0]["data"]["x-new"] == {"a": [1]}

    def ids_that_are_no_ids_are_refused(self):
        for name in ("", "1", "../../etc", str(uuid.uuid4()).upper(), "{" + str(uuid.uuid4()) + "}", str(uuid.uuid4()) + "#x", "é" * 36, None, 7):
            self._refuse(body_of({**put(), "id": name}))

    def same_record_twice_in_a_push_is_refused(self):
        op = put()
        self._refuse(body_of(op, {**op, "data": {"title": "Other"}}))

    def bases_and_cursors_that_are_none_are_refused(self):
        for tag in ("1", "x", "1.", ".0", "-1.0123456789abcdef", "01.0123456789abcdef", "1.0123456789ABCDEF", "1.0123456789abcdef0", 7, {}, "1.0123456789abcdef\n"):
            self._refuse(body_of({**put(), "base": tag}))
            self._refuse(body_of(put(), since=tag))

    def versions_that_never_were_are_conflicts(self):
        answer = self.eva.push(put(base=f"1.{'a' * 16}"))
        expect(answer, 409, "conflict")
        expect(self.eva.push(delete(str(uuid.uuid4()), f"9.{'b' * 16}")), 409, "conflict")

    def data_that_breaks_the_rules_is_refused_and_named(self):
        bad = ({"title": ""}, {"title": 7}, {"title": "a\nb"}, {"title": "x" * 1001}, {"title": "x", "estimate_min": -1},
               {"title": "x", "estimate_min": 1.5}, {"title": "x", "deadline": {"date": "2026-02-30"}}, {"title": "x", "priority": 10},
               {"title": "x", "tags": "home"}, {"title": "x", "project": "not-an-id"}, {}, [], None, "x")
        for data in bad:
            # A text that is too long is a size, all the rest is a shape.
            long = isinstance(data, dict) and data.get("title") == "x" * 1001
            answer = self._refuse(body_of({**put(), "data": data}), *((413, "too-large") if long else ()))
            assert all(error["pointer"].startswith("/ops/0") for error in answer.json["errors"]), (data, answer.json)

    def counters_that_do_not_count_are_refused(self):
        for edits in (None, {}, [], {"laptop": -1}, {"laptop": 1.5}, {"laptop": "1"}, "x"):
            self._refuse(body_of({**put(), "edits": edits}))

    def devices_without_a_name_are_refused(self):
        for device in ("", "a b", "x" * 65, "é", "a\"b", None, 7, {}):
            self._refuse(json.dumps({"device": device, "since": "0", "ops": [put()]}))

    def keys_that_are_no_uuids_are_refused(self):
        for key in ("1", "x" * 36, "../../../../../../../../../../../etc", str(uuid.uuid4()) + "0"):
            expect(self.eva.post("/changes", body_of(put()), key), 400, "invalid-request")
        expect(self.eva.call("POST", "/changes", body_of(put()), {"Content-Type": "application/json"}), 400, "invalid-request")

    def queries_that_ask_nonsense_are_refused(self):
        for query in ("since=x", "since=1", "since=-1.0", "limit=0", "limit=101", "limit=x", "limit=1e1", "limit=-1", "since=%00", "since=1.%ff",
                      "limit=99999999999999999999"):
            expect(self.eva.call("GET", f"/changes?{query}"), 400, "invalid-request")
        for cursor in ("x", "META", "L%23000000000001", "E%23task%23x", "task.x", "../task." + str(uuid.uuid4()), "task." + str(uuid.uuid4()).upper()):
            expect(self.eva.call("GET", f"/snapshot?cursor={cursor}"), 400, "invalid-request")
        for days in ("", "?from=2026-11-24", "?from=x&to=y", "?from=2026-11-24&to=2026-11-23", "?from=2020-01-01&to=2030-01-01", "?from=2026-02-30&to=2026-03-01"):
            expect(self.eva.call("GET", f"/tasks{days}"), 400, "invalid-request")

    def nothing_of_all_this_says_anything_about_the_inside(self):
        answer = self._refuse('{"device":"laptop","ops":[{"op":"put","kind":"secret-marker"}]}')
        for word in ("dynamodb", "src/", ".c:", "0x", "GError"):
            assert word.encode() not in answer.body, answer.body
