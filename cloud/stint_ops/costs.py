# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs a month, by formula. Asks nobody: prices and habits are parameters (cloud/stint_ops/prices.py)."""
from . import prices
from .errors import OpsError, USAGE

NEEDS_ACCOUNT = False
USERS = (1, 1_000, 1_000_000)


def add_arguments(parser):
    parser.add_argument("--users", type=int, action="append", help="how many (default: 1, 1,000 and 1,000,000)")
    parser.add_argument("--price", action="append", default=[], metavar="NAME=DOLLARS", help="another price; --list names them")
    parser.add_argument("--habit", action="append", default=[], metavar="NAME=NUMBER", help="another habit")
    parser.add_argument("--list", action="store_true", help="show the prices and habits that the formula takes")


def read_settings(pairs, known, what):
    found = {}
    for pair in pairs:
        name, _equals, value = pair.partition("=")
        if name not in known:
            raise OpsError(f"there is no {what} “{name}”. There are: {', '.join(known)}", USAGE)
        try:
            found[name] = float(value)
        except ValueError as error:
            raise OpsError(f"“{pair}”: a number has to stand after the =.", USAGE) from error
    return found


def build_table(users, habits=None, other=None):
    """Lines of a table: an item a row, a number of users a column."""
    columns = [prices.month(one, habits, other) for one in users]
    lines = ["US dollars a month".ljust(22) + "".join(f"{f'{one:,} users':>20}" for one in users)]
    for item in columns[0]:
        lines.append(item.ljust(22) + "".join(f"{column[item]:>20,.2f}" for column in columns))
    lines.append("Sum".ljust(22) + "".join(f"{sum(column.values()):>20,.2f}" for column in columns))
    moving = [sum(column.values()) - column["Watching (fixed)"] for column in columns]
    lines.append("a user, without fixed".ljust(22) + "".join(f"{cost / one:>20.4f}" for cost, one in zip(moving, users)))
    return lines


def run(ops, arguments):
    if any(one < 1 for one in arguments.users or ()):
        raise OpsError("--users is at least 1.", USAGE)
    other = read_settings(arguments.price, prices.PRICES, "price")
    habits = read_settings(arguments.habit, prices.HABITS, "habit")
    if arguments.list:
        for name, value in {**prices.PRICES, **other, **prices.HABITS, **habits}.items():
            ops.say(f"{name:<24}{value:g}")
        return
    for line in build_table(arguments.users or USERS, habits, other):
        ops.say(line)
    ops.say(f"List prices of us-east-1 of {prices.DATE}, without free tiers but Cognito's.")
