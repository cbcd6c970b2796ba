# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulators refuse as AWS does: without these every other case would prove less."""
import datetime
import hashlib
import hmac
import http.client
import json
import urllib.parse

MODEL = "eu.amazon.nova-lite-v1:0"


def sign(scope, role, path, headers, body, time):
    """The headers of a POST, signed from the published algorithm; the path is encoded once more, as for all but S3."""
    headers = {**headers, "x-amz-date": time.strftime("%Y%m%dT%H%M%SZ")}
    if "token" in role:
        headers["x-amz-security-token"] = role["token"]
    names = ";".join(sorted(headers))
    canonical = "\n".join(["POST", urllib.parse.quote(path), "", *(f"{name}:{headers[name]}" for name in sorted(headers)), "", names,
                           hashlib.sha256(body).hexdigest()])
    text = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + role["secret"]).encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), "sha256").digest()
    signature = hmac.new(key, text.encode(), "sha256").hexdigest()
    return {**headers, "authorization": f"AWS4-HMAC-SHA256 Credential={role['key']}/{scope}, SignedHeaders={names}, Signature={signature}"}


class EmulatorCases:
    def __init__(self, cloud):
        self.cloud = cloud

    def _post(self, url, service, path, headers, request, role, shift_s=0, sent=None, region=None, unsigned=False, **change):
        place = urllib.parse.urlsplit(url)
        body = json.dumps(request).encode()
        time = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=shift_s)
        scope = f"{time:%Y%m%d}/{region or self.cloud.region}/{service}/aws4_request"
        headers = {"host": place.netloc, **headers}
        if not unsigned:
            headers = sign(scope, {**self.cloud.roles[role], **change}, path, headers, body, time)
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
        connection.request("POST", path, sent or body, headers)
        answer = connection.getresponse()
        content = json.loads(answer.read())
        connection.close()
        return answer.status, content.get("__type", answer.headers.get("x-amzn-ErrorType", "")).rpartition("#")[2], content

    def _dynamodb(self, operation="GetItem", role="sync", pk="U#nobody", request=None, **how):
        request = request or {"Key": {"pk": {"S": pk}, "sk": {"S": "META"}}}
        headers = {"x-amz-target": f"DynamoDB_20120810.{operation}", "content-type": "application/x-amz-json-1.0"}
        return self._post(self.cloud.dynamodb, "dynamodb", "/", headers, {"TableName": self.cloud.table, **request}, role, **how)

    def _bedrock(self, role="assist", path=f"/model/{urllib.parse.quote(MODEL)}/converse", **how):
        return self._post(self.cloud.bedrock, "bedrock", path, {"content-type": "application/json"}, {"messages": []}, role, **how)

    def signed_request_is_served(self):
        assert self._dynamodb()[0] == 200

    def request_with_a_wrong_signature_is_refused(self):
        for how in ({"secret": "other"}, {"sent": b'{"TableName":"stint","Key":{"pk":{"S":"U#other"},"sk":{"S":"META"}}}'}, {"region": "us-east-1"}):
            status, kind, _body = self._dynamodb(**how)
            assert status == 400 and kind == "InvalidSignatureException", (how, status, kind)

    def request_without_a_signature_is_refused(self):
        assert self._dynamodb(unsigned=True)[:2] == (400, "MissingAuthenticationTokenException")

    def strangers_key_and_old_session_are_refused(self):
        for how in ({"key": "AKIDSTRANGER"}, {"token": "yesterday"}):
            assert self._dynamodb(**how)[:2] == (400, "UnrecognizedClientException"), how

    def request_of_six_minutes_ago_is_refused(self):
        for minutes in (-6, 6):
            assert self._dynamodb(shift_s=60 * minutes)[:2] == (400, "InvalidSignatureException"), minutes
        for minutes in (-4, 4):
            assert self._dynamodb(shift_s=60 * minutes)[0] == 200, minutes

    def sync_may_touch_users_only(self):
        for pk in ("Q#nobody", "X", "u#nobody"):
            assert self._dynamodb(pk=pk)[:2] == (400, "AccessDeniedException"), pk
        everything = {"KeyConditionExpression": "#p = :p", "ExpressionAttributeNames": {"#p": "pk"}, "ExpressionAttributeValues": {":p": {"S": "Q#ALL"}}}
        assert self._dynamodb("Query", request=everything)[:2] == (400, "AccessDeniedException")
        assert self._dynamodb("Scan", request={"Limit": 1})[:2] == (400, "AccessDeniedException")

    def assistant_can_read_no_task(self):
        assert self._dynamodb(role="assist", pk="Q#nobody")[0] == 200
        assert self._dynamodb(role="assist")[:2] == (400, "AccessDeniedException")
        assert self._dynamodb("Query", role="assist", request={"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "Q#x"}}})[1] == "AccessDeniedException"

    def model_answers_what_was_recorded(self):
        recorded = {"stopReason": "tool_use", "output": {"message": {"role": "assistant", "content": []}}}
        self.cloud.order("bedrock", answers=[{"status": 429, "error": "ThrottlingException", "body": {"message": "slow"}}, {"body": recorded}])
        assert self._bedrock()[:2] == (429, "ThrottlingException")
        assert self._bedrock()[2] == recorded == self._bedrock()[2]
        asked = self.cloud.order("bedrock")["requests"]
        assert [one["model"] for one in asked] == [MODEL] * 3, asked

    def model_answers_only_the_assistant_and_only_signed(self):
        assert self._bedrock()[0] == 200
        assert self._bedrock(role="sync")[:2] == (403, "AccessDeniedException")
        assert self._bedrock(secret="other")[:2] == (403, "InvalidSignatureException")
        assert self._bedrock(shift_s=-600)[0] == 403
        assert self._bedrock(path=f"/model/{MODEL}/converse")[0] == 200, "a colon that is not encoded is signed as %3A"

    def answer_that_is_none_is_502(self):
        """A function that answers with something that is no answer."""
        script = self.cloud.state / "nonsense.py"
        script.write_text("""
import http.client, os
api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
for answer in (b"not json", b"{}", b'{"statusCode":"x"}', b'{"statusCode":200,"body":{}}', b'[]', b'{"statusCode":200,"extra":1}'):
    api.request("GET", "/2018-06-01/runtime/invocation/next")
    given = api.getresponse(); given.read()
    api.request("POST", f"/2018-06-01/runtime/invocation/{given.headers['Lambda-Runtime-Aws-Request-Id']}/response", answer)
    api.getresponse().read()
""")
        before = self.cloud.order("settings", command=["/usr/bin/env", "python3", str(script)])
        try:
            statuses = [self.cloud.call("GET", "/changes", self.cloud.token()).status for _ in range(6)]
        finally:
            self.cloud.order("settings", command=before["command"])
        assert statuses == [502] * 6, statuses
