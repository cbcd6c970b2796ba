#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write data/sigv4.json anew: what botocore (python3-botocore) makes of each request, stage by stage.

Run by hand, when a case is added; the test reads only what is written here. The date stands still.
"""
import json
import os

import botocore
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

OUTPUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "sigv4.json")
DATE = "20261123T090000Z"
ACCESS_KEY = "AKIDEXAMPLE"
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

# name, method, service, host, path as it is sent, query pairs, headers, payload, session token
CASES = [
    ("dynamodb", "POST", "dynamodb", "dynamodb.eu-central-1.amazonaws.com", "/", [],
     {"content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.GetItem"},
     '{"TableName":"stint","Key":{"pk":{"S":"U#Œuvre"}}}', None),
    ("session-token", "POST", "dynamodb", "dynamodb.eu-central-1.amazonaws.com", "/", [],
     {"content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.Query"}, "{}",
     "IQoJb3JpZ2luX2VjE//token+with/odd==characters"),
    ("path-with-colon", "POST", "bedrock", "bedrock-runtime.us-east-1.amazonaws.com",
     "/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse", [], {"content-type": "application/json"}, '{"messages":[]}', None),
    ("path-with-an-arn", "POST", "bedrock", "bedrock-runtime.eu-central-1.amazonaws.com",
     "/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Ainference-profile%2Feu.amazon.nova-lite-v1%3A0/converse", [],
     {"content-type": "application/json"}, "{}", "token"),
    ("query-out-of-order", "GET", "iam", "iam.amazonaws.com", "/", [("Version", "2010-05-08"), ("Action", "ListUsers"), ("a b", "ü/~*")],
     {}, "", None),
    ("same-name-twice-in-query", "GET", "service", "example.amazonaws.com", "/", [("p", "b"), ("p", "a"), ("p", "")], {}, "", None),
    ("one-name-begins-another", "GET", "service", "example.amazonaws.com", "/", [("a-b", "1"), ("a", "2")],
     {"x-a-b": "1", "x-a": "2"}, "", None),
    ("spaces-in-header", "GET", "service", "example.amazonaws.com", "/a/b", [], {"My-Header": "  one   two  three "}, "", None),
    ("port-in-host", "POST", "dynamodb", "127.0.0.1:8000", "/", [], {"X-Amz-Target": "DynamoDB_20120810.PutItem"}, "{}", None),
]
REGION = "eu-central-1"


def make(name, method, service, host, path, query, headers, payload, token):
    sent = {"host": host, "x-amz-date": DATE, **headers}
    if token:
        sent["x-amz-security-token"] = token
    request = AWSRequest(method=method, url=f"https://{host}{path}", params=query, data=payload.encode(), headers=sent)
    request.context["timestamp"] = DATE
    signer = SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY, token), service, REGION)
    canonical = signer.canonical_request(request)
    to_sign = signer.string_to_sign(request, canonical)
    signature = signer.signature(to_sign, request)
    names = signer.signed_headers(signer.headers_to_sign(request))
    return {
        "name": name, "method": method, "service": service, "path": path,
        "query": [part for pair in query for part in pair], "headers": [part for pair in sent.items() for part in pair],
        "payload": payload, "token": token or "", "canonical": canonical, "to_sign": to_sign, "signature": signature,
        "authorization": f"AWS4-HMAC-SHA256 Credential={signer.scope(request)}, SignedHeaders={names}, Signature={signature}",
    }


def main():
    vectors = {"by": f"botocore {botocore.__version__}", "date": DATE, "region": REGION, "access_key": ACCESS_KEY,
               "secret_key": SECRET_KEY, "cases": [make(*case) for case in CASES]}
    os.makedirs(os.path.dirname(OUTPUT), exist_ok=True)
    with open(OUTPUT, "w", encoding="utf-8") as file:
        json.dump(vectors, file, indent=1, ensure_ascii=False)
        file.write("\n")


if __name__ == "__main__":
    main()
