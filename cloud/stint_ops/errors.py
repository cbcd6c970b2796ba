# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong, said so that one knows what to do."""

FAILED = 1
USAGE = 2
NOT_THERE = 3
DECLINED = 4
NOT_ALLOWED = 5

NO_CREDENTIALS = """no AWS credentials were found.
Sign in (aws sso login, aws configure) or name a profile: stint-ops --profile NAME ..."""
NO_REGION = """no AWS region is set.
Name one: stint-ops --region eu-central-1 ..., or set AWS_REGION."""
DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "Forbidden", "403")
EXPIRED = ("ExpiredToken", "ExpiredTokenException", "RequestExpired")
BAD_CREDENTIALS = ("InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch",
                   "InvalidSignatureException", "AuthFailure")


class OpsError(Exception):
    """An error with a sentence for the person and an exit code for scripts."""

    def __init__(self, text, code=FAILED):
        super().__init__(text)
        self.code = code


def code_of(error):
    """The code of a botocore ClientError, such as AccessDenied; "" for any other exception."""
    return getattr(error, "response", {}).get("Error", {}).get("Code", "")


def message_of(error):
    return getattr(error, "response", {}).get("Error", {}).get("Message", str(error))


def explain(error):
    """An OpsError for whatever botocore raised. The request's parameters are never in it."""
    name = type(error).__name__
    code = code_of(error)
    if isinstance(error, OpsError):
        return error
    if name in ("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "SSOTokenLoadError",
                "UnauthorizedSSOTokenError", "TokenRetrievalError"):
        return OpsError(NO_CREDENTIALS, NOT_ALLOWED)
    if name == "ProfileNotFound":
        return OpsError(f"{error}. `aws configure list-profiles` shows which there are.", NOT_ALLOWED)
    if name == "NoRegionError":
        return OpsError(NO_REGION, USAGE)
    if name in ("EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError",
                "SSLError", "ProxyConnectionError", "InvalidRegionError"):
        return OpsError(f"AWS cannot be reached: {error}. Is the network there, and is the region's name right?")
    if code in EXPIRED:
        return OpsError("the AWS credentials have expired. Sign in again.", NOT_ALLOWED)
    if code in BAD_CREDENTIALS:
        return OpsError("AWS does not accept these credentials. Are they this account's, and is the clock right?", NOT_ALLOWED)
    if code in DENIED:
        operation = getattr(error, "operation_name", "this")
        return OpsError(f"these credentials may not do {operation}: {message_of(error)}\n"
                        "cloud/deployer-policy.json lists everything that stint-ops needs.", NOT_ALLOWED)
    if code:
        return OpsError(f"AWS refused {getattr(error, 'operation_name', 'a call')}: {code}: {message_of(error)}")
    return OpsError(f"{name}: {error}")
