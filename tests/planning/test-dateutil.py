#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated rules give the dates that python3-dateutil gives: test-dateutil.py EXPAND-RULES [SEED [RULES]]

The seed is printed; the same seed makes the same rules. Where the two differ by design is in DIFFERENCES, with the sentence of
RFC 5545 that decides.
"""
import datetime
import itertools
import os
import random
import re
import subprocess
import sys
import types
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from dateutil import rrule  # noqa: E402
import tap  # noqa: E402

rrule.datetime = types.SimpleNamespace(**vars(datetime))

PROGRAM = sys.argv[1]
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**9)
N_RULES = int(sys.argv[3]) if len(sys.argv) > 3 else 2400
YEARS = 6
MOST = 120
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def choose(rand, low, high, most, both_ends=False):
    values = set()
    for _ in range(rand.randint(1, most)):
        value = rand.randint(low, high)
        values.add(-value if both_ends and rand.random() < 0.3 else value)
    return ",".join(str(value) for value in sorted(values))


def choose_weekdays(rand, most_nth):
    days = rand.sample(WEEKDAYS, rand.randint(1, 4))
    if most_nth and rand.random() < 0.5:
        return ",".join(f"{rand.choice((1, 1, -1)) * rand.randint(1, most_nth)}{day}" for day in days)
    return ",".join(days)


def choose_lists(rand, frequency):
    """The lists of a rule, of which most have one or two."""
    lists = {}
    if rand.random() < 0.25:
        lists["BYMONTH"] = choose(rand, 1, 12, 4)
    if frequency == "YEARLY" and rand.random() < 0.2:
        lists["BYWEEKNO"] = choose(rand, 1, 53, 4, True)
    if frequency == "YEARLY" and rand.random() < 0.2:
        lists["BYYEARDAY"] = choose(rand, 1, 366, 5, True)
    if frequency != "WEEKLY" and rand.random() < 0.3:
        lists["BYMONTHDAY"] = choose(rand, 1, 31, 5, True)
    if rand.random() < 0.45:
        most_nth = {"MONTHLY": 5, "YEARLY": 53}.get(frequency, 0)
        if "BYWEEKNO" in lists:
            most_nth = 0
        elif "BYMONTH" in lists and frequency == "YEARLY":
            most_nth = 5
        lists["BYDAY"] = choose_weekdays(rand, most_nth)
    if rand.random() < 0.12:
        lists["BYHOUR"] = choose(rand, 0, 23, 3)
    if rand.random() < 0.08:
        lists["BYMINUTE"] = choose(rand, 0, 59, 2)
    if lists and rand.random() < 0.2:
        lists["BYSETPOS"] = choose(rand, 1, 4, 2, True)
    return lists


def make_rule(rand):
    frequency = rand.choice(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
    start = datetime.datetime(rand.randint(1990, 2040), rand.randint(1, 12), rand.randint(1, 28), rand.randint(0, 23), rand.choice((0, 30)))
    if rand.random() < 0.15:
        start = (start.replace(day=1) - datetime.timedelta(days=1))
    pieces = [f"FREQ={frequency}"]
    if rand.random() < 0.4:
        pieces.append(f"INTERVAL={rand.randint(2, 7)}")
    pieces += [f"{name}={value}" for name, value in choose_lists(rand, frequency).items()]
    if rand.random() < 0.3:
        pieces.append(f"WKST={rand.choice(WEEKDAYS)}")
    end = rand.random()
    if end < 0.2:
        pieces.append(f"COUNT={rand.randint(1, 60)}")
    elif end < 0.4:
        until = start + datetime.timedelta(days=rand.randint(-30, 3000), hours=rand.randint(0, 23))
        pieces.append(f"UNTIL={until:%Y%m%dT%H%M%S}")
    return ";".join(pieces), start


def written(time):
    return time.strftime("%Y-%m-%dT%H:%M")


def ask_stint(questions):
    """Each question is (rule, start, from, to); the answers are lists of times, or None where it was refused."""
    lines = "".join(f"{rule} {written(start)} {written(first)} {written(last)} {MOST}\n" for rule, start, first, last in questions)
    answer = subprocess.run([PROGRAM], input=lines, capture_output=True, text=True, check=True, timeout=280)
    return [None if line.startswith("refused") else line.split() for line in answer.stdout.split("\n")[:-1]]


def ask_dateutil(rule, start, first, last):
    """Its iterator looks for a match until the last year there is, for minutes: here that is the last one asked for."""
    rrule.datetime.MAXYEAR = last.year + 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = rrule.rrulestr(rule, dtstart=start)
        # pylint: disable=protected-access
        until = min(theirs._until, last) if theirs._until is not None else last
        theirs = theirs.replace(until=until)
        found = (time for time in theirs if first <= time < last)
        return [written(time) for time in itertools.islice(found, MOST)]


def make_questions(seed):
    rand = random.Random(seed)
    questions = []
    for _ in range(N_RULES):
        rule, start = make_rule(rand)
        questions.append((rule, start, start, start + datetime.timedelta(days=365 * YEARS)))
        first = start + datetime.timedelta(days=rand.randint(0, 365 * YEARS - 400), hours=rand.randint(0, 23))
        questions.append((rule, start, first, first + datetime.timedelta(days=400)))
    return questions



# What differs, and why it does: a sentence of RFC 5545 and which rules it is about.
DIFFERENCES = (
    # python-dateutil takes every day of the week.
    ("Information, not contained in the rule, necessary to determine the various recurrence instance start time and dates "
     "are derived from the Start Time (DTSTART) component attribute.",
     lambda rule: "BYWEEKNO" in rule and not any(name in rule for name in (";BYDAY", "BYMONTHDAY", "BYYEARDAY"))),
    # python-dateutil numbers the week at the turn of a year wrongly if it is counted from the end, or does not begin on a Monday.
    ("Week number one of the calendar year is the first week that contains at least four (4) days in that calendar year.",
     lambda rule: re.search(r"BYWEEKNO=[^;]*5[23]", rule) is not None),
    # python-dateutil begins the first week at the start, and so chooses among fewer.
    ("BYSETPOS operates on a set of recurrence instances in one interval of the recurrence rule.",
     lambda rule: "FREQ=WEEKLY" in rule and "BYSETPOS" in rule),
)


def differs_by_design(rule):
    return any(is_about(rule) for _sentence, is_about in DIFFERENCES)


QUESTIONS = make_questions(SEED)
ANSWERS = ask_stint(QUESTIONS)


def compare(chosen):
    wrong = []
    for (rule, start, first, last), answer in chosen:
        theirs = ask_dateutil(rule, start, first, last)
        if answer != theirs:
            wrong.append(f"{rule} from {start}, in {first} to {last}:\n  Stint    {answer and answer[:6]}\n  dateutil {theirs[:6]}")
    assert not wrong, f"{len(wrong)} of {N_RULES}, seed {SEED}:\n" + "\n".join(wrong[:10])


def all_rules_are_understood():
    refused = [question[0] for question, answer in zip(QUESTIONS, ANSWERS) if answer is None]
    assert not refused and len(ANSWERS) == len(QUESTIONS), (SEED, refused[:10])


def at_least_two_thousand_rules_are_compared():
    compared = sum(not differs_by_design(rule) for rule, *_more in QUESTIONS) // 2
    print(f"# seed {SEED}: {compared} of {N_RULES} rules are compared as they are, the others differ by design")
    assert compared >= 2000 or N_RULES < 2400, compared


def rules_give_the_same_dates_from_their_start():
    compare([pair for pair in zip(QUESTIONS, ANSWERS) if pair[0][1] == pair[0][2] and not differs_by_design(pair[0][0])])


def rules_give_the_same_dates_in_a_later_year():
    compare([pair for pair in zip(QUESTIONS, ANSWERS) if pair[0][1] != pair[0][2] and not differs_by_design(pair[0][0])])


def weeks_differ_only_by_the_weekday_of_the_start():
    """With that weekday said, both agree."""
    questions = []
    for rule, start, first, last in QUESTIONS:
        if DIFFERENCES[0][1](rule):
            questions.append((f"{rule};BYDAY={WEEKDAYS[start.weekday()]}", start, first, last))
    named = ask_stint(questions)
    plain = [answer for question, answer in zip(QUESTIONS, ANSWERS) if DIFFERENCES[0][1](question[0])]
    assert questions and named == plain
    compare([pair for pair in zip(questions, named) if not differs_by_design(pair[0][0])])


def positions_in_weeks_differ_only_in_the_first_one():
    chosen = []
    for (rule, start, first, last), answer in zip(QUESTIONS, ANSWERS):
        if DIFFERENCES[2][1](rule) and "COUNT" not in rule and first == start:
            after = start + datetime.timedelta(days=7)
            theirs = [time for time in ask_dateutil(rule, start, after, last)]
            ours = [time for time in answer if time >= written(after)]
            n_both = min(len(ours), len(theirs))
            chosen.append((rule, start))
            assert ours[:n_both] == theirs[:n_both] and (len(answer) == MOST or len(ours) == len(theirs)), (rule, start, ours[:6], theirs[:6])
    assert chosen


tap.run("planning/dateutil", [
    all_rules_are_understood, at_least_two_thousand_rules_are_compared, rules_give_the_same_dates_from_their_start,
    rules_give_the_same_dates_in_a_later_year, weeks_differ_only_by_the_weekday_of_the_start,
    positions_in_weeks_differ_only_in_the_first_one,
])
