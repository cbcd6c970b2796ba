# SPDX-License-Identifier: GPL-3.0-or-later
"""What the functions and the API wrote down. They write no task, no e-mail address and no token."""
import re
from datetime import datetime, timezone

from . import stack
from .errors import OpsError, USAGE, code_of

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
FOLLOW_S = 3


def add_arguments(parser):
    parser.add_argument("--of", choices=["sync", "assist", "access"], default="sync", help="whose (default: %(default)s)")
    parser.add_argument("--since", default="1h", help="how far back: 90s, 15m, 1h, 2d (default: %(default)s)")
    parser.add_argument("--filter", default="", help="CloudWatch's filter pattern, such as '{ $.status = 500 }' or a request id")
    parser.add_argument("--follow", action="store_true", help="go on until Ctrl-C")


def read_span(value):
    """Seconds of 15m, 1h and the like."""
    found = re.fullmatch(r"(\d{1,6})([smhd])", value)
    if found is None:
        raise OpsError(f"“{value}” is no span of time. Write 90s, 15m, 1h or 2d.", USAGE)
    return int(found[1]) * UNITS[found[2]]


def group_of(ops, outputs, whose):
    return outputs["AccessLogGroup"] if whose == "access" else f"/aws/lambda/{ops.stack}-{whose}"


def read(ops, group, since_ms, pattern):
    """Yields the events from `since_ms` on."""
    token = {}
    while True:
        page = ops.aws.logs.filter_log_events(logGroupName=group, startTime=since_ms, filterPattern=pattern, **token)
        yield from page["events"]
        if "nextToken" not in page:
            return
        token = {"nextToken": page["nextToken"]}


def show(ops, event):
    time = datetime.fromtimestamp(event["timestamp"] / 1000, timezone.utc)
    ops.say(f"{time:%H:%M:%S}  {event['message'].rstrip()}")


def run(ops, arguments):
    group = group_of(ops, stack.outputs(ops), arguments.of)
    since_ms = int((ops.now() - read_span(arguments.since)) * 1000)
    seen = set()
    while True:
        count = 0
        try:
            for event in read(ops, group, since_ms, arguments.filter):
                if event["eventId"] not in seen:
                    seen.add(event["eventId"])
                    show(ops, event)
                    since_ms = max(since_ms, event["timestamp"])
                    count += 1
        except Exception as error:
            if code_of(error) == "InvalidParameterException":
                raise OpsError(f"CloudWatch does not understand the filter “{arguments.filter}”.", USAGE) from error
            raise
        if not arguments.follow:
            if not count:
                ops.say(f"Nothing in {group} since {arguments.since}.")
            return
        ops.sleep(FOLLOW_S)
