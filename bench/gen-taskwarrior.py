#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write N tasks as Taskwarrior exports them: the same bytes each time.

usage: gen-taskwarrior.py N > load.json
"""
import json
import sys
import uuid


def make_task(number):
    return {
        "id": number + 1,
        "description": f"Task number {number} of many",
        "entry": "20261101T000000Z",
        "modified": "20261101T000000Z",
        "project": f"p{number % 50}",
        "status": "pending",
        "tags": ["a", f"b{number % 20}"],
        "due": "20261201T090000Z",
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"bench-{number}")),
        "urgency": 1.5,
        "annotations": [{"entry": "20261102T000000Z", "description": "A note on it, of some length, as people write them."}],
    }


def main():
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    print("[")
    for number in range(int(sys.argv[1])):
        print(json.dumps(make_task(number)), end=",\n" if number + 1 < int(sys.argv[1]) else "\n")
    print("]")


if __name__ == "__main__":
    main()
