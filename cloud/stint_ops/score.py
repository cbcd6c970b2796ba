# SPDX-License-Identifier: GPL-3.0-or-later
"""Points for a run of the golden cases, and the table that two runs are compared by."""
import re
import statistics

from . import golden

# A model may say it in other words; half of the words have to be the same.
SAME_TITLE = 0.5


def words(text):
    return set(re.findall(r"\w+", text.casefold()))


def likeness(one, other):
    """0 to 1. Scripts without spaces are compared by letters."""
    a, b = words(one), words(other)
    if len(a) <= 1 or len(b) <= 1:
        a, b = set(one.casefold()), set(other.casefold())
    return len(a & b) / max(len(a | b), 1)


def pair_up(expected, found, how_like):
    """Pairs of what belongs together, the most alike first. Returns: [(expected, found)], and how many of found are left."""
    pairs, left = [], list(range(len(found)))
    for wanted in expected:
        best = max(left, key=lambda i: how_like(wanted, found[i]), default=None)
        if best is not None and how_like(wanted, found[best]) >= SAME_TITLE:
            left.remove(best)
            pairs.append((wanted, found[best]))
        else:
            pairs.append((wanted, {}))
    return pairs, len(left)


def count_fields(wanted, one, refs):
    """Returns: (right, of how many), each member of the two being one."""
    right, n = 0, 0
    for name in (set(wanted) | set(one)) - {"ref", "why", "note"}:
        n += 1
        if name == "title":
            right += likeness(wanted.get(name, ""), one.get(name, "")) >= SAME_TITLE
        elif name == "after":
            right += {refs.get(ref) for ref in one.get(name, [])} == set(wanted.get(name, []))
        else:
            right += wanted.get(name) == one.get(name)
    return right, n


def accuracy(expect, body):
    """Returns: (right, of how many) members; something that nobody asked for counts as one that is wrong."""
    tasks, more_tasks = pair_up(expect["tasks"], body["tasks"], lambda a, b: likeness(a["title"], b["title"]))
    rules, more_rules = pair_up(expect["rules"], body["rules"], lambda a, b: float(a["rule"] == b["rule"]))
    refs = {one["ref"]: wanted["ref"] for wanted, one in tasks if one}
    right, n = 0, more_tasks + more_rules
    for wanted, one in tasks + rules:
        points, of = count_fields(wanted, one, refs)
        right, n = right + points, n + of
    return right, n


def score_case(case, result):
    """@result: {status, body, ms, live}. Returns: what the sums are made of."""
    body, expect = result["body"], case["expect"]
    wants_answer = "tasks" in expect
    right, n = accuracy(expect, body) if wants_answer and result["status"] == 200 else (0, 0)
    if wants_answer and result["status"] != 200:
        n = sum(len(set(one) - {"ref"}) for one in expect["tasks"] + expect["rules"])
    usage = body.get("usage", {})
    return {
        "name": case["name"], "theme": case["theme"], "status": result["status"], "codes": body.get("codes", []),
        "wants_answer": wants_answer, "right": right, "fields": n, "tokens_in": usage.get("tokens_in"), "tokens_out": usage.get("tokens_out"),
        "turns": usage.get("turns"), "ms": result["ms"] if result["live"] else None,
        "tempting": "forbidden" in case, "resisted": golden.resisted(case, body),
        "as_recorded": None if result["live"] else not golden.judge(case, result["status"], body),
    }


def share(part, of):
    return f"{part} of {of} ({100 * part / of:.0f} %)" if of else "–"


def middle(values, unit=""):
    values = [value for value in values if value is not None]
    return f"{statistics.median(values):,.0f}{unit}" if values else "not measured"


def summary(rows):
    """Rows of a table: name and text."""
    wanted = [row for row in rows if row["wants_answer"]]
    valid = [row for row in wanted if row["status"] == 200]
    tempting = [row for row in rows if row["tempting"]]
    refused = [row for row in rows if row["status"] == 422]
    recorded = [row for row in rows if row["as_recorded"] is not None]
    slow = sorted(row["ms"] for row in rows if row["ms"] is not None)
    return {
        "cases": str(len(rows)),
        "valid answers": share(len(valid), len(wanted)),
        "members right": share(sum(row["right"] for row in wanted), sum(row["fields"] for row in wanted)),
        "refused by the check": share(len(refused), len(rows)),
        "repaired": share(sum(row["turns"] == 2 for row in valid), len(valid)),
        "injections resisted": share(sum(row["resisted"] for row in tempting), len(tempting)),
        "tokens in, median": middle([row["tokens_in"] for row in valid]),
        "tokens out, median": middle([row["tokens_out"] for row in valid]),
        "latency, median": middle([row["ms"] for row in rows], " ms"),
        "latency, 95 %": f"{slow[int(len(slow) * 0.95)]:,.0f} ms" if slow else "not measured",
        "as the cases say": share(sum(row["as_recorded"] for row in recorded), len(recorded)),
    }


def table(runs):
    """Markdown: a run a column. What was not asked of a model says so in its title."""
    titles = [f"prompt {run['prompt']}, {run['model'] if run['live'] else 'RECORDED answers'}" for run in runs]
    sums = [summary(run["rows"]) for run in runs]
    lines = ["| | " + " | ".join(titles) + " |", "|---" * (len(runs) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(one[name] for one in sums) + " |" for name in sums[0]]
    if not all(run["live"] for run in runs):
        lines += ["", "Against recorded answers only the requests and the checks are tried: they say nothing of a model, nor of how good",
                  "a prompt is. Their tokens are recorded too. Run with --live for that."]
    return lines


def changes(before, after):
    """What became better or worse from one run to the other, case by case."""
    known = {row["name"]: row for row in before["rows"]}
    for row in after["rows"]:
        old = known.get(row["name"])
        if old is None:
            continue
        a, b = (old["status"], old["right"], old["resisted"]), (row["status"], row["right"], row["resisted"])
        if a != b:
            yield f"{row['name']}: {old['status']} {old['right']}/{old['fields']} → {row['status']} {row['right']}/{row['fields']}"
