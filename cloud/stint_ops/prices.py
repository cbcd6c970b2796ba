# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWS takes for what, and the formulas over it. US dollars, list prices of us-east-1, without free tiers except
Cognito's. They were written down by hand: a price that has changed is changed here, and `stint-ops costs --price` tries one out."""

DATE = "2025-06"

PRICES = {
    "api_million_calls": 3.50,          # API Gateway, REST
    "lambda_million_calls": 0.20,
    "lambda_gb_second": 0.0000166667,   # x86_64; arm64 is a fifth less
    "write_million_units": 0.625,       # DynamoDB on demand
    "read_million_units": 0.125,
    "storage_gb": 0.25,
    "recovery_gb": 0.20,                # point-in-time recovery
    "log_gb": 0.50,                     # CloudWatch, taken in
    "metric": 0.30,                     # a custom metric
    "alarm": 0.10,                      # a metric of an alarm
    "dashboard": 3.00,
    "signed_in_user": 0.015,            # Cognito Essentials, a user who signs in or refreshes in the month
    "signed_in_users_free": 10_000,
    "transfer_gb": 0.09,                # out to the internet
    "million_tokens_in": 0.25,          # Bedrock, Claude 3 Haiku
    "million_tokens_out": 1.25,
}

# What a person does in a month. A machine asks every 5 minutes while it is in use; an idle pull is one read unit, a push
# of one record 8 write units and up to 2 more for the index by day.
HABITS = {
    "days": 22,
    "hours": 6,
    "devices": 1.5,
    "polls_hour": 12,
    "pushes_day": 20,
    "write_units_push": 10,
    "gb_second_call": 0.25 * 0.012,
    "log_kb_call": 0.7,
    "answer_kb_call": 1.2,
    "stored_mb": 2.0,
    "assist_month": 0,
    "tokens_in_assist": 2000,
    "tokens_out_assist": 500,
}

# Of a stack, whoever uses it: 21 metrics of sync and assist, 13 metrics in alarms, one dashboard.
FIXED = {"metrics": 21, "alarms": 13, "dashboards": 1}


def of_calls(calls, gb_seconds, write_units, read_units, prices):
    """What calls cost. Used for the last hour too, with figures that were measured."""
    return {
        "API Gateway": calls / 1e6 * prices["api_million_calls"],
        "Lambda": calls / 1e6 * prices["lambda_million_calls"] + gb_seconds * prices["lambda_gb_second"],
        "DynamoDB": write_units / 1e6 * prices["write_million_units"] + read_units / 1e6 * prices["read_million_units"],
    }


def month(users, habits=None, prices=None):
    """US dollars a month by item. What is fixed is a part of its own."""
    h, p = {**HABITS, **(habits or {})}, {**PRICES, **(prices or {})}
    pushes = users * h["days"] * h["pushes_day"]
    polls = users * h["devices"] * h["days"] * h["hours"] * h["polls_hour"]
    # Other devices hear of a push: their next poll carries it, at no further call.
    assists = users * h["assist_month"]
    calls = pushes + polls + assists
    cost = of_calls(calls, (pushes + polls) * h["gb_second_call"] + assists * 0.25 * 4,
                    pushes * h["write_units_push"], polls + pushes, p)
    stored_gb = users * h["stored_mb"] / 1024
    cost["DynamoDB, storage"] = stored_gb * (p["storage_gb"] + p["recovery_gb"])
    cost["Logs"] = calls * h["log_kb_call"] / 1024 / 1024 * p["log_gb"]
    cost["Transfer"] = calls * h["answer_kb_call"] / 1024 / 1024 * p["transfer_gb"]
    cost["Cognito"] = max(0, users - p["signed_in_users_free"]) * p["signed_in_user"]
    cost["Bedrock"] = (assists * h["tokens_in_assist"] / 1e6 * p["million_tokens_in"]
                       + assists * h["tokens_out_assist"] / 1e6 * p["million_tokens_out"])
    cost["Watching (fixed)"] = FIXED["metrics"] * p["metric"] + FIXED["alarms"] * p["alarm"] + FIXED["dashboards"] * p["dashboard"]
    return cost
