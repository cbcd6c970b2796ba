# SPDX-License-Identifier: GPL-3.0-or-later
"""What only a real account can settle: each question does one thing and says what came of it."""
import json
import secrets
import uuid

from . import sign_in, web
from .errors import code_of

PROBLEM = "application/problem+json"


def describe(answer):
    kind = answer.headers.get("Content-Type", "no type")
    return f"{answer.status} {kind}, Date {'there' if answer.headers.get('Date') else 'missing'}: {answer.body[:160].decode('utf-8', 'replace')}"


def without_user(ops, outputs):
    api = outputs["ApiUrl"]

    def meta():
        answer = web.call("GET", f"{api}/meta")
        return answer.status == 200 and (answer.json() or {}).get("api") == 1, describe(answer)

    def no_token():
        answer = web.call("GET", f"{api}/changes")
        return answer.status == 401 and PROBLEM in answer.headers.get("Content-Type", ""), describe(answer)

    def no_route():
        answer = web.call("GET", f"{api}/nothing-here")
        return answer.status == 404 and PROBLEM in answer.headers.get("Content-Type", ""), describe(answer)

    def date_on_errors():
        answer = web.call("GET", f"{api}/changes")
        return bool(answer.headers.get("Date")), answer.headers.get("Date") or "missing"

    def custom_scheme():
        return try_custom_scheme(ops, outputs)

    def several_reasons():
        return try_transaction(ops, outputs["TableName"])

    def cold_start():
        return read_cold_start(ops)

    return [
        ("GET /meta without a function", "200 and api 1", meta),
        ("no token: a problem through GatewayResponse", "401 as problem+json", no_token),
        ("no such route: a problem through GatewayResponse", "404 as problem+json", no_route),
        ("Date header on API Gateway's own errors", "there", date_on_errors),
        ("a custom scheme with a reverse-DNS name", "accepted as a callback", custom_scheme),
        ("which reasons a transaction gives when several conditions fail", "each of them", several_reasons),
        ("the true cold start", "under 200 ms", cold_start),
    ]


def try_custom_scheme(ops, outputs):
    """Makes a client with such a callback and deletes it again."""
    try:
        client = ops.aws.cognito.create_user_pool_client(
            UserPoolId=outputs["UserPoolId"], ClientName=f"{ops.stack}-smoke", GenerateSecret=False,
            AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthFlows=["code"], AllowedOAuthScopes=["openid"],
            SupportedIdentityProviders=["COGNITO"], CallbackURLs=["io.github.stint_app.stint:/callback"])["UserPoolClient"]
    except Exception as error:
        if code_of(error) == "InvalidParameterException":
            return False, str(error)
        raise
    ops.aws.cognito.delete_user_pool_client(UserPoolId=outputs["UserPoolId"], ClientId=client["ClientId"])
    return True, "accepted"


def try_transaction(ops, name):
    """Two conditions that cannot hold, on items that nobody has, and which reasons come back."""
    # Keys of neither users nor quota: no role but the deployer's reaches them, and nothing is written.
    key = {"S": f"SMOKE#{uuid.uuid4()}"}
    checks = [{"ConditionCheck": {"TableName": name, "Key": {"pk": key, "sk": {"S": sk}}, "ConditionExpression": "attribute_exists(#pk)",
                                  "ExpressionAttributeNames": {"#pk": "pk"}}} for sk in ("A", "B")]
    try:
        ops.aws.dynamodb.transact_write_items(TransactItems=checks)
    except Exception as error:
        if code_of(error) != "TransactionCanceledException":
            raise
        reasons = [one.get("Code") for one in error.response.get("CancellationReasons", [])]
        return reasons == ["ConditionalCheckFailed"] * 2, ", ".join(str(one) for one in reasons)
    return False, "the transaction went through"


def read_cold_start(ops):
    """The newest cold start in the last day, out of Lambda's own REPORT lines."""
    found = ops.aws.logs.filter_log_events(
        logGroupName=f"/aws/lambda/{ops.stack}-sync", filterPattern='"Init Duration"', startTime=int((ops.now() - 86400) * 1000))["events"]
    times = []
    for event in found:
        text = event["message"].partition("Init Duration: ")[2].partition(" ms")[0]
        if text.replace(".", "", 1).isdigit():
            times.append(float(text))
    if not times:
        return False, "no cold start in the last day: call the API once, and ask again"
    return max(times) < 200, f"{len(times)} cold starts, {min(times):.0f} to {max(times):.0f} ms"


class Caller:
    """Calls the API with the guest's token."""

    def __init__(self, api, tokens):
        self.api = api
        self.tokens = tokens

    def call(self, method, path, body=None, headers=None):
        sent = {"Authorization": f"Bearer {self.tokens['access_token']}", **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/json"
            body = json.dumps(body).encode()
        return web.call(method, self.api + path, sent, body)

    def push(self):
        device, task = f"smoke-{secrets.token_hex(4)}", str(uuid.uuid4())
        data = {"title": "Smoke", "deadline": {"date": "2026-11-23"}}
        return self.call("POST", "/changes", headers={"Idempotency-Key": str(uuid.uuid4())}, body={
            "device": device, "since": "0", "ops": [{"op": "put", "kind": "task", "id": task, "data": data, "edits": {device: 1}}]})


def with_user(ops, outputs, tokens, guest, arguments):
    caller = Caller(outputs["ApiUrl"], tokens)

    def push():
        answer = caller.push()
        return answer.status == 200, describe(answer)

    def by_day():
        answer = caller.call("GET", "/tasks?from=2026-11-01&to=2026-11-30")
        return answer.status == 200, describe(answer)

    def id_token():
        answer = web.call("GET", f"{outputs['ApiUrl']}/me", {"Authorization": f"Bearer {tokens.get('id_token', 'none')}"})
        return answer.status == 401, describe(answer)

    def quota():
        answer = caller.call("GET", "/assist")
        return answer.status == 200, describe(answer)

    def throttled():
        return try_throttled(ops, caller)

    def lost_answer():
        return try_rotation(ops, outputs, caller, arguments.wait)

    def erase_account():
        answer = caller.call("DELETE", "/me")
        return answer.status == 200, describe(answer)

    def delete_user():
        ops.aws.cognito.delete_user(AccessToken=caller.tokens["access_token"])
        return True, "DeleteUser took the access token of managed login"

    questions = [
        ("LeadingKeys conditions inside TransactWriteItems", "a push is 200", push),
        ("LeadingKeys on a Query of byDay", "200", by_day),
        ("an ID token in place of an access token", "401", id_token),
        ("the assistant's role reads its quota", "200", quota),
        ("managed login with rotation; a refresh whose answer was lost, within and after 60 s",
         "the old token works within 60 s and not after", lost_answer),
    ]
    if arguments.throttle:
        questions.append(("what a throttled function answers", "429 or 5xx, a body that the client can read", throttled))
    return questions + [
        ("DELETE /me with a fresh sign-in's scope", "200", erase_account),
        ("DeleteUser with a token of managed login", "accepted", delete_user),
    ]


def try_throttled(ops, caller):
    """Takes all concurrency from the assistant, calls it, and gives back what it had."""
    name = f"{ops.stack}-assist"
    before = ops.aws.functions.get_function_concurrency(FunctionName=name).get("ReservedConcurrentExecutions")
    ops.aws.functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    try:
        answer = caller.call("GET", "/assist")
    finally:
        if before is None:
            ops.aws.functions.delete_function_concurrency(FunctionName=name)
        else:
            ops.aws.functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=before)
    return answer.status == 429 or answer.status >= 500, describe(answer)


def try_rotation(ops, outputs, caller, wait):
    first = caller.tokens["refresh_token"]
    second = sign_in.refresh(outputs, first)
    again = sign_in.refresh(outputs, first)
    rotates = bool((second.json() or {}).get("refresh_token"))
    text = f"first refresh {second.status}, {'a' if rotates else 'NO'} new token; the old one again {again.status}"
    good = second.status == 200 and rotates and again.status == 200
    if again.status == 200:
        caller.tokens = sign_in.read_tokens(again)
    if wait:
        ops.sleep(65)
        late = sign_in.refresh(outputs, first)
        text += f"; after 65 s {late.status} {(late.json() or {}).get('error', '')}"
        good = good and late.status == 400
    return good, text
