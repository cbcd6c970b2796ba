# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of the user pool. Who they are is a `sub`; an e-mail address is only how one asks."""
import re

from .errors import NOT_THERE, OpsError, USAGE

SUB = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
EMAIL = re.compile(r"[^\s@\"\\]+@[^\s@\"\\]+")


def attribute(user, name):
    for one in user.get("Attributes", user.get("UserAttributes", [])):
        if one["Name"] == name:
            return one["Value"]
    return ""


def check_email(email):
    if not EMAIL.fullmatch(email):
        raise OpsError(f"“{email}” is not an e-mail address.", USAGE)
    return email


def every(ops, pool):
    token = {}
    while True:
        page = ops.aws.cognito.list_users(UserPoolId=pool, Limit=60, **token)
        yield from page["Users"]
        if not page.get("PaginationToken"):
            return
        token = {"PaginationToken": page["PaginationToken"]}


def find(ops, pool, email):
    """Returns: the user with that address, None if there is none."""
    found = ops.aws.cognito.list_users(UserPoolId=pool, Filter=f'email = "{check_email(email)}"', Limit=2)["Users"]
    return found[0] if found else None


def resolve(ops, pool, who):
    """The sub of `who`, an e-mail address or a sub. A sub needs no user: data may outlive its owner's account."""
    if SUB.fullmatch(who):
        return who
    user = find(ops, pool, who)
    if user is None:
        raise OpsError(f"nobody here has the address {who}. `stint-ops user list` shows who there is.", NOT_THERE)
    return attribute(user, "sub")
