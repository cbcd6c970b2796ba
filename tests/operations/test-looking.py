#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stint-ops status, logs and costs, and what every command does when AWS cannot be asked."""
import contextlib
import io
import os
import re
import subprocess
import sys

from fake_account import ANY, NOW, OUTPUTS, ROOT, THEN, CloudCase
from stint_ops import costs, errors, main as stint_main, operations, prices
import tap_cases


class Status(CloudCase):
    def expect_all(self, values, alarms=()):
        self.expect_stack("UPDATE_COMPLETE")
        self.expect("dynamodb", "describe_table", {"Table": {"TableStatus": "ACTIVE", "ItemCount": 1234, "TableSizeBytes": 3145728}})
        self.expect("cloudwatch", "describe_alarms", {"MetricAlarms": list(alarms)}, AlarmNamePrefix="stint-", AlarmTypes=["MetricAlarm"])
        self.expect("cloudwatch", "get_metric_data", {"MetricDataResults": [
            {"Id": name, "Values": points} for name, points in values.items()]})

    def test_calls_errors_latency_and_cost_of_the_hour_are_told(self):
        self.expect_all({"calls": [1500, 500], "failed": [40], "p50": [9], "p99": [120, 80], "pushOk": [300], "written": [4000],
                         "read": [2000], "sync_ms": [20000]})
        code, out, _err = self.run_ops("status")
        self.assertEqual(code, 0)
        self.assertIn("2000 in 1 h", out)
        self.assertIn("5xx 40 (2.0 %)", out)
        self.assertIn("p50 9 ms, p99 120 ms", out)
        self.assertIn("300 done", out)
        cost = 2000 / 1e6 * 3.7 + 20 * 0.25 * 0.0000166667 + 4000 / 1e6 * 0.625 + 2000 / 1e6 * 0.125
        self.assertIn(f"${cost:.4f}", out)

    def test_a_ringing_alarm_is_named_with_what_it_means(self):
        self.expect_all({}, [{"AlarmName": "stint-errors", "StateValue": "ALARM", "StateUpdatedTimestamp": THEN, "AlarmDescription": "More than 2 %"},
                             {"AlarmName": "stint-slow", "StateValue": "OK", "StateUpdatedTimestamp": THEN}])
        _code, out, _err = self.run_ops("status")
        self.assertIn("2, 1 ringing", out)
        self.assertIn("stint-errors since 2026-11-22 09:00: More than 2 %", out)

    def test_an_idle_hour_is_no_division_by_zero(self):
        self.expect_all({})
        self.assertEqual(self.run_ops("status")[0], 0)

    def test_a_stack_without_outputs_is_told(self):
        self.expect_stack("ROLLBACK_COMPLETE", outputs=None)
        code, out, err = self.run_ops("status")
        self.assertEqual(code, 0)
        self.assertIn("ROLLBACK_COMPLETE", out)
        self.assertIn("failed", err)

    def test_the_metrics_that_are_asked_for_are_the_service_s(self):
        with open(os.path.join(ROOT, "src", "service", "stint-metrics.c"), encoding="utf-8") as file:
            known = set(re.findall(r'\{ "(\w+)", "\w+" \}', file.read()))
        with open(os.path.join(ROOT, "cloud", "stint_ops", "status.py"), encoding="utf-8") as file:
            asked = re.search(r"counted = \(([^)]*)\)", file.read())[1]
        self.assertEqual(set(re.findall(r'"(\w+)"', asked)) - known, set())


class Logs(CloudCase):
    def expect_events(self, *messages, token=None):
        answer = {"events": [{"eventId": message, "timestamp": NOW * 1000, "message": message + "\n"} for message in messages]}
        self.expect("logs", "filter_log_events", {**answer, **({"nextToken": token} if token else {})})

    def test_every_page_is_shown(self):
        self.expect_stack()
        self.expect("logs", "filter_log_events", {"events": [{"eventId": "1", "timestamp": NOW * 1000, "message": "one"}], "nextToken": "t"},
                    logGroupName="/aws/lambda/stint-sync", startTime=(NOW - 900) * 1000, filterPattern="")
        self.expect_events("two")
        _code, out, _err = self.run_ops("logs", "--since", "15m")
        self.assertEqual([line.split()[-1] for line in out.splitlines()], ["one", "two"])

    def test_the_access_log_is_the_api_s(self):
        self.expect_stack()
        self.expect("logs", "filter_log_events", {"events": []}, logGroupName=OUTPUTS["AccessLogGroup"], startTime=ANY, filterPattern="x")
        code, out, _err = self.run_ops("logs", "--of", "access", "--filter", "x")
        self.assertEqual(code, 0)
        self.assertIn("Nothing", out)

    def test_a_span_that_is_none_is_refused(self):
        self.expect_stack()
        self.assertEqual(self.run_ops("logs", "--since", "yesterday")[0], 2)

    def test_a_filter_that_is_none_is_said(self):
        self.expect_stack()
        self.refuse("logs", "filter_log_events", "InvalidParameterException")
        self.assertEqual(self.run_ops("logs", "--filter", "{")[0], 2)


class Costs(CloudCase):
    def test_no_account_is_needed(self):
        out, err = io.StringIO(), io.StringIO()
        self.assertEqual(stint_main.main(["costs"], console=operations.Console(out, err)), 0)
        self.assertIn("1,000,000 users", out.getvalue())

    def test_a_user_costs_about_a_cent_and_a_half(self):
        moving = sum(prices.month(1).values()) - prices.month(1)["Watching (fixed)"]
        self.assertAlmostEqual(moving, 0.015, delta=0.005)

    def test_a_price_that_changed_changes_the_sum(self):
        self.assertEqual(prices.month(1, prices={"api_million_calls": 7.0})["API Gateway"], 2 * prices.month(1)["API Gateway"])

    def test_an_unknown_price_is_refused(self):
        code, _out, err = self.run_ops("costs", "--price", "tea=1")
        self.assertEqual(code, 2)
        self.assertIn("api_million_calls", err)
        self.assertEqual(self.run_ops("costs", "--price", "metric=x")[0], 2)
        self.assertEqual(self.run_ops("costs", "--users", "0")[0], 2)

    def test_the_runbook_s_figures_are_the_formula_s(self):
        with open(os.path.join(ROOT, "cloud", "runbook.md"), encoding="utf-8") as file:
            runbook = file.read()
        for line in costs.build_table(costs.USERS):
            self.assertIn(line.rstrip(), runbook)
        self.assertIn(prices.DATE, runbook)


class Trouble(CloudCase):
    def run_alone(self, *argv, **environment):
        return subprocess.run([sys.executable, os.path.join(ROOT, "cloud", "stint-ops"), *argv], capture_output=True, text=True, check=False,
                              env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "AWS_EC2_METADATA_DISABLED": "true", **environment})

    def test_no_region_is_said_with_what_to_do(self):
        ended = self.run_alone("status")
        self.assertEqual(ended.returncode, 2)
        self.assertIn("--region", ended.stderr)

    def test_no_credentials_are_said_with_what_to_do(self):
        ended = self.run_alone("--region", "eu-central-1", "status")
        self.assertEqual(ended.returncode, 5)
        self.assertIn("aws sso login", ended.stderr)
        self.assertNotIn("Traceback", ended.stderr)

    def test_a_profile_that_is_not_there_is_said(self):
        ended = self.run_alone("--region", "eu-central-1", "--profile", "nobody", "status")
        self.assertEqual(ended.returncode, 5)
        self.assertIn("nobody", ended.stderr)

    def test_every_command_has_help(self):
        for name, _module, _text in stint_main.COMMANDS:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                self.assertEqual(stint_main.main([name, "--help"]), 0, name)
            self.assertIn(f"stint-ops {name}", out.getvalue())

    def test_wrong_use_is_told_apart_from_failure(self):
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(stint_main.main(["no-such-command"]), errors.USAGE)

    def test_an_error_of_ours_keeps_its_traceback(self):
        self.assertFalse(stint_main.is_expected(KeyError("x")))

    def test_no_request_is_in_an_explanation(self):
        self.refuse("cognito", "admin_set_user_password", "InvalidPasswordException", "Password did not conform")
        with self.assertRaises(Exception) as caught:
            self.aws.cognito.admin_set_user_password(UserPoolId=OUTPUTS["UserPoolId"], Username="x", Password="Secret-1234567")
        self.assertNotIn("Secret", str(errors.explain(caught.exception)))


if __name__ == "__main__":
    tap_cases.main("operations/looking")
