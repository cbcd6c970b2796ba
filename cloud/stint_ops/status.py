# SPDX-License-Identifier: GPL-3.0-or-later
"""How it is: the stack, the alarms, and what the last hour's calls, errors, latency and cost were."""
from datetime import datetime, timezone

from . import prices, stack

HOUR_S = 3600
MEMORY_GB = 0.25


def add_arguments(parser):
    parser.add_argument("--hours", type=int, default=1, choices=range(1, 169), metavar="1-168", help="look back so far (default: 1)")


def metric(identifier, namespace, name, dimensions, stat, period):
    return {"Id": identifier, "ReturnData": True, "MetricStat": {"Stat": stat, "Period": period, "Metric": {
        "Namespace": namespace, "MetricName": name,
        "Dimensions": [{"Name": key, "Value": value} for key, value in dimensions.items()]}}}


def list_queries(ops, outputs, period):
    api = {"ApiName": ops.stack, "Stage": "v1"}
    sync, assist = {"FunctionName": f"{ops.stack}-sync"}, {"FunctionName": f"{ops.stack}-assist"}
    table = {"TableName": outputs["TableName"]}
    counted = ("PushOk", "PushConflict", "PushReplay", "PushBusy", "Resync", "DdbFault", "ColdStart")
    return [
        metric("calls", "AWS/ApiGateway", "Count", api, "Sum", period),
        metric("refused", "AWS/ApiGateway", "4XXError", api, "Sum", period),
        metric("failed", "AWS/ApiGateway", "5XXError", api, "Sum", period),
        metric("p50", "AWS/ApiGateway", "Latency", api, "p50", period),
        metric("p99", "AWS/ApiGateway", "Latency", api, "p99", period),
        metric("sync_ms", "AWS/Lambda", "Duration", sync, "Sum", period),
        metric("assist_ms", "AWS/Lambda", "Duration", assist, "Sum", period),
        metric("throttles", "AWS/Lambda", "Throttles", sync, "Sum", period),
        metric("written", "AWS/DynamoDB", "ConsumedWriteCapacityUnits", table, "Sum", period),
        metric("read", "AWS/DynamoDB", "ConsumedReadCapacityUnits", table, "Sum", period),
        metric("tokens", f"Stint/{ops.stack}", "Tokens", {"Service": "assist"}, "Sum", period),
    ] + [metric(name[0].lower() + name[1:], f"Stint/{ops.stack}", name, {"Service": "sync"}, "Sum", period) for name in counted]


def read_metrics(ops, outputs, hours):
    """Metric -> its value over the hours; 0 where nothing was measured."""
    end = int(ops.now())
    period = hours * HOUR_S
    found = ops.aws.cloudwatch.get_metric_data(
        MetricDataQueries=list_queries(ops, outputs, period),
        StartTime=datetime.fromtimestamp(end - period, timezone.utc), EndTime=datetime.fromtimestamp(end, timezone.utc))
    values = {}
    for one in found["MetricDataResults"]:
        # Two periods may touch the span: sums add up, of percentiles the worse one counts.
        points = one.get("Values", [])
        values[one["Id"]] = (max(points, default=0) if one["Id"] in ("p50", "p99") else sum(points))
    return values


def show_alarms(ops):
    found = ops.aws.cloudwatch.describe_alarms(AlarmNamePrefix=f"{ops.stack}-", AlarmTypes=["MetricAlarm"])["MetricAlarms"]
    ringing = [one for one in found if one["StateValue"] == "ALARM"]
    ops.say(f"Alarms     {len(found)}, {len(ringing)} ringing")
    for one in ringing:
        ops.say(f"  {one['AlarmName']} since {one['StateUpdatedTimestamp']:%Y-%m-%d %H:%M}: {one.get('AlarmDescription', '')}")
    if not found:
        ops.console.warn("there are no alarms: was the stack made by this template?")


def show_metrics(ops, values, hours):
    value = values.get
    rate = 100 * value("failed", 0) / value("calls", 0) if value("calls", 0) else 0
    ops.say(f"Calls      {value('calls', 0):.0f} in {hours} h; 4xx {value('refused', 0):.0f}, 5xx {value('failed', 0):.0f} ({rate:.1f} %)")
    ops.say(f"Latency    p50 {value('p50', 0):.0f} ms, p99 {value('p99', 0):.0f} ms")
    ops.say(f"Pushes     {value('pushOk', 0):.0f} done, {value('pushConflict', 0):.0f} conflicts, {value('pushReplay', 0):.0f} replays, "
            f"{value('pushBusy', 0):.0f} busy; resyncs {value('resync', 0):.0f}, DynamoDB faults {value('ddbFault', 0):.0f}")
    ops.say(f"Functions  {value('coldStart', 0):.0f} cold starts, {value('throttles', 0):.0f} throttles; {value('tokens', 0):.0f} tokens")
    cost = prices.of_calls(value("calls", 0), (value("sync_ms", 0) + value("assist_ms", 0)) / 1000 * MEMORY_GB,
                           value("written", 0), value("read", 0), prices.PRICES)
    total = sum(cost.values())
    ops.say(f"Cost       ${total:.4f} in {hours} h by formula, ${total / hours * 730:.2f} a month at this rate (storage, logs, sign-in and")
    ops.say(f"           watching come on top: `stint-ops costs`; list prices of {prices.DATE})")


def run(ops, arguments):
    found = stack.get(ops)
    changed = found.get("LastUpdatedTime", found["CreationTime"])
    ops.say(f"Stack      {ops.stack} in {ops.aws.region}: {found['StackStatus']}, last changed {changed:%Y-%m-%d %H:%M} UTC")
    outputs = stack.outputs_of(found)
    if not outputs:
        ops.console.warn("the stack tells nothing yet: its creation failed or is under way.")
        return
    ops.say(f"API        {outputs['ApiUrl']}")
    table = ops.aws.dynamodb.describe_table(TableName=outputs["TableName"])["Table"]
    ops.say(f"Table      {outputs['TableName']}: {table['TableStatus']}, {table.get('ItemCount', 0)} items, "
            f"{table.get('TableSizeBytes', 0) / 1024 / 1024:.1f} MB (as of the last 6 hours)")
    show_alarms(ops)
    show_metrics(ops, read_metrics(ops, outputs, arguments.hours), arguments.hours)
