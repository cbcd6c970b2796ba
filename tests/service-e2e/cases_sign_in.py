# SPDX-License-Identifier: GPL-3.0-or-later
"""cognito-local's user signs in by code and PKCE, and the API takes the token. Without a browser: the form is filled here."""
import base64
import hashlib
import http.client
import json
import secrets
import urllib.parse

from cloud import expect, put


class SignInCases:
    def __init__(self, cloud):
        self.cloud = cloud
        self.place = urllib.parse.urlsplit(cloud.connect["sign_in"])
        self.eva = cloud.users[0]

    def _ask(self, method, path, form=None, headers=None):
        connection = http.client.HTTPConnection(self.place.hostname, self.place.port, timeout=20)
        body = urllib.parse.urlencode(form) if form else None
        connection.request(method, path, body, {**({"Content-Type": "application/x-www-form-urlencoded"} if form else {}), **(headers or {})})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.headers, content

    def _code(self, scope="openid stint/sync", password=None):
        verifier = secrets.token_urlsafe(48)
        form = {
            "client_id": self.cloud.connect["client_id"],
            "redirect_uri": self.cloud.connect["redirects"][0],
            "response_type": "code",
            "code_challenge": base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            "scope": scope,
            "state": "the-state",
        }
        status, _headers, page = self._ask("GET", "/oauth2/authorize?" + urllib.parse.urlencode(form))
        assert status == 200 and b"<form" in page, (status, page)
        status, headers, page = self._ask("POST", "/oauth2/authorize", {**form, "username": self.eva["email"], "password": password or self.eva["password"]})
        if status != 302:
            return None, verifier
        back = urllib.parse.urlsplit(headers["Location"])
        query = dict(urllib.parse.parse_qsl(back.query))
        assert query["state"] == "the-state" and headers["Location"].startswith(form["redirect_uri"]), headers["Location"]
        return query["code"], verifier

    def _token(self, **form):
        status, _headers, body = self._ask("POST", "/oauth2/token", {"client_id": self.cloud.connect["client_id"], **form})
        return status, json.loads(body)

    def _sign_in(self, **how):
        code, verifier = self._code(**how)
        status, tokens = self._token(grant_type="authorization_code", code=code, redirect_uri=self.cloud.connect["redirects"][0], code_verifier=verifier)
        assert status == 200, tokens
        return tokens

    def _refresh(self, token):
        return self._token(grant_type="refresh_token", refresh_token=token)

    def token_of_the_browser_opens_the_api(self):
        tokens = self._sign_in()
        claims = json.loads(base64.urlsafe_b64decode(tokens["access_token"].split(".")[1] + "=="))
        assert claims["sub"] == self.eva["sub"] and claims["iss"] == self.cloud.connect["issuer"] and claims["scope"] == "openid stint/sync", claims
        assert tokens["expires_in"] == 1200 and claims["exp"] - claims["iat"] == 1200
        expect(self.cloud.call("GET", "/changes", tokens["access_token"]), 200)
        expect(self.cloud.call("GET", "/changes", tokens["id_token"]), 401)
        expect(self.cloud.call("DELETE", "/me", tokens["access_token"]), 403)

    def cognitos_own_access_token_has_not_the_scope(self):
        connection = http.client.HTTPConnection(self.place.hostname, self.place.port, timeout=20)
        connection.request("POST", "/", json.dumps({
            "AuthFlow": "USER_PASSWORD_AUTH", "ClientId": self.cloud.connect["client_id"],
            "AuthParameters": {"USERNAME": self.eva["email"], "PASSWORD": self.eva["password"]},
        }), {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth"})
        tokens = json.loads(connection.getresponse().read())["AuthenticationResult"]
        expect(self.cloud.call("GET", "/changes", tokens["AccessToken"]), 403, "scope")
        # What it has is enough to erase: cognito-local's own signature and key are accepted.
        eva = self.cloud.user(sub=self.eva["sub"])
        expect(eva.push(put(), since=eva.pull().json["head"]), 200)
        expect(self.cloud.call("DELETE", "/me", tokens["AccessToken"]), 200)

    def wrong_password_gives_no_code(self):
        assert self._code(password="wrong")[0] is None

    def code_is_good_once_and_with_its_verifier(self):
        code, verifier = self._code()
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.cloud.connect["redirects"][0]}
        assert self._token(**form, code_verifier=verifier + "x")[0] == 400
        assert self._token(**form, code_verifier=verifier)[1].get("error") == "invalid_grant"

    def refresh_token_rotates_with_a_minute_of_grace(self):
        first = self._sign_in()["refresh_token"]
        status, second = self._refresh(first)
        assert status == 200 and second["refresh_token"] != first, second
        expect(self.cloud.call("GET", "/changes", second["access_token"]), 200)
        assert self._refresh(first)[0] == 200, "the answer may have been lost"
        self.cloud.order("settings", sign_in_grace_ms=0)
        status, refused = self._refresh(first)
        self.cloud.order("settings", sign_in_grace_ms=60_000)
        assert status == 400 and refused["error"] == "invalid_grant", refused
        assert self._refresh(second["refresh_token"])[0] == 200

    def revoked_refresh_token_is_worth_nothing(self):
        token = self._sign_in()["refresh_token"]
        assert self._ask("POST", "/oauth2/revoke", {"token": token, "client_id": self.cloud.connect["client_id"]})[0] == 200
        assert self._refresh(token)[1].get("error") == "invalid_grant"

    def connect_file_is_as_its_schema_says(self):
        from cloud import ROOT
        schema = json.loads((ROOT / "cloud/connect.schema.json").read_text(encoding="utf-8"))
        connect = json.loads((self.cloud.state / "stint-connect.json").read_text(encoding="utf-8"))
        assert set(schema["required"]) <= set(connect), connect
        assert set(connect) <= set(schema["properties"]), connect
        address = schema["$defs"]["address"]["pattern"]
        import re
        for name in ("api", "issuer", "sign_in"):
            assert re.fullmatch(address, connect[name]), connect[name]
