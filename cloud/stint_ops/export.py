# SPDX-License-Identifier: GPL-3.0-or-later
"""Write all that is kept of a user into one JSON file: head, devices, records and tombstones as they lie in the table."""
import json
import os

from . import people, stack, table
from .errors import NOT_THERE, OpsError


def add_arguments(parser):
    parser.add_argument("who", help="an e-mail address, or a user's sub")
    parser.add_argument("--output", help="the file (default: stint-SUB.json)")


def read_record(item):
    kind, _hash, identifier = item["sk"]["S"][len(table.RECORD):].partition("#")
    record = {"kind": kind, "id": identifier, "v": table.text(item, "v"), "deleted": "del" in item}
    for name in ("data", "edits", "at"):
        if name in item:
            record[name] = read_json(item[name])
    return record


def read_json(value):
    return json.loads(value["S"]) if "S" in value else value


def read_user(ops, name, sub):
    """Everything about a user. Records are parsed; what cannot be is named, not dropped."""
    found = {"format": "stint-account", "version": 1, "user": sub, "head": None, "devices": [], "records": [], "damaged": []}
    for item in table.query(ops, name, table.user_key(sub)):
        key = item["sk"]["S"]
        if key == table.META:
            found["head"] = table.text(item, "tag")
            found["count"] = table.number(item, "cnt")
        elif key.startswith("D#"):
            found["devices"].append({"id": key[2:], "name": table.text(item, "name"), "seen": table.number(item, "seen")})
        elif key.startswith(table.RECORD):
            try:
                found["records"].append(read_record(item))
            except ValueError as error:
                found["damaged"].append({"key": key, "error": str(error), "item": item})
    return found


def write_private(path, content):
    # Written beside and renamed: an export that broke off is not mistaken for a whole one.
    part = path + ".part"
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.write("\n")
    os.replace(part, path)


def run(ops, arguments):
    outputs = stack.outputs(ops)
    sub = people.resolve(ops, outputs["UserPoolId"], arguments.who)
    found = read_user(ops, outputs["TableName"], sub)
    if found["head"] is None and not found["records"]:
        raise OpsError(f"there is no data of {arguments.who}.", NOT_THERE)
    path = arguments.output or f"stint-{sub}.json"
    write_private(path, found)
    alive = sum(not record["deleted"] for record in found["records"])
    ops.say(f"{path}: {alive} records, {len(found['records']) - alive} tombstones, head {found['head']}")
    if found["damaged"]:
        ops.console.warn(f"{len(found['damaged'])} items are no JSON; they are in the file under “damaged”.")
