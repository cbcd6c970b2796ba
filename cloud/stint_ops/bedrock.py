# SPDX-License-Identifier: GPL-3.0-or-later
"""Bedrock's Converse with the person's own credentials. Boto3 of Debian 12 does not know it, so botocore only signs."""
import json
import os
import urllib.error
import urllib.parse
import urllib.request

from .errors import NOT_ALLOWED, OpsError

TIMEOUT_S = 60


def endpoint_of(region):
    other = os.environ.get("AWS_ENDPOINT_URL_BEDROCK_RUNTIME")
    if other is None:
        return f"https://bedrock-runtime.{region}.amazonaws.com"
    if urllib.parse.urlsplit(other).hostname not in ("127.0.0.1", "localhost"):
        raise OpsError("AWS_ENDPOINT_URL_BEDROCK_RUNTIME is for tests: it must be on loopback.")
    return other


def sign(url, body, region, credentials):
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    request = AWSRequest(method="POST", url=url, data=body, headers={"content-type": "application/json"})
    SigV4Auth(credentials, "bedrock", region).add_auth(request)
    return dict(request.headers.items())


def converse(region, credentials, model, request):
    """Asks a model once. Returns: what it answered, JSON"""
    url = f"{endpoint_of(region)}/model/{urllib.parse.quote(model, safe='')}/converse"
    body = json.dumps(request).encode()
    call = urllib.request.Request(url, body, sign(url, body, region, credentials))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({})) if url.startswith("http:") else urllib.request.build_opener()
    try:
        with opener.open(call, timeout=TIMEOUT_S) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        name = error.headers.get("x-amzn-ErrorType", "").partition(":")[0]
        denied = "The person who evaluates needs bedrock:InvokeModel, which cloud/deployer-policy.json does not give."
        raise OpsError(f"Bedrock refused: {error.code} {name}. {denied if error.code == 403 else ''}".rstrip(),
                       NOT_ALLOWED if error.code == 403 else 1) from error
    except (OSError, ValueError) as error:
        raise OpsError(f"Bedrock cannot be reached: {error}") from error
