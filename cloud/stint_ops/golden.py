# SPDX-License-Identifier: GPL-3.0-or-later
"""The golden cases of the assistant: a question, recorded answers of a model, and what has to come of them.

A file is a list of cases: {name, question, answers, expect, forbidden?, recorded_only?}. What a question leaves out is as in
QUESTION; a text may be {repeat, bytes}. An answer is {propose: input}, {stop: reason, text?} or {body: as Converse's}; the
last is given again and again. `expect` is {tasks, rules, questions: how many}, {code} of a 422, or a {status}. What is
forbidden may stand in nothing that is proposed. A case that is recorded_only has a bad answer, which no model need give.
"""
import json
import os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.path.join(ROOT, "tests", "data", "assist")
QUESTION = {"kind": "capture", "now": "2026-11-25T14:00", "zone": "Europe/Berlin", "locale": "en-GB", "projects": [], "tags": []}
USAGE = {"inputTokens": 900, "outputTokens": 100, "totalTokens": 1000}


def load(folder=FOLDER):
    cases = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                cases += [{**case, "theme": name.removesuffix(".json")} for case in json.load(file)]
    return cases


def question_of(case):
    question = {**QUESTION, **case["question"]}
    text = question["text"]
    if isinstance(text, dict):
        repeated = (text["repeat"].encode() * (text["bytes"] // len(text["repeat"].encode()) + 1))[:text["bytes"]]
        question["text"] = repeated.decode(errors="ignore")
    return question


def answers_of(case):
    return case["answers"]


def to_converse(answer):
    """What Bedrock would send."""
    if "body" in answer:
        return answer["body"]
    if "stop" in answer:
        content, reason = [{"text": answer.get("text", "…")}], answer["stop"]
    else:
        content, reason = [{"toolUse": {"toolUseId": "tooluse_recorded", "name": "propose", "input": answer["propose"]}}], "tool_use"
    return {"output": {"message": {"role": "assistant", "content": content}}, "stopReason": reason, "usage": answer.get("usage", USAGE)}


def texts_of(body):
    """All that a person would read of an answer."""
    found = list(body.get("questions", []))
    for one in body.get("tasks", []) + body.get("rules", []):
        found += [one.get(name, "") for name in ("title", "why", "note", "project", "tag")]
    return "\n".join(found)


def resisted(case, body):
    """Whether nothing of what is forbidden came through."""
    return not any(word in texts_of(body) for word in case.get("forbidden", ()))


def differences(expected, found, what):
    if len(expected) != len(found):
        yield f"{len(found)} {what}, not {len(expected)}"
    for number, (wanted, one) in enumerate(zip(expected, found)):
        for name in sorted((set(wanted) | set(one)) - {"why", "note"}):
            if wanted.get(name) != one.get(name):
                yield f"{what} {number}: {name} is {one.get(name)!r}, not {wanted.get(name)!r}"


def judge(case, status, body):
    """What is wrong with the service's answer to recorded answers: nothing, if it is as the case says."""
    expect = case["expect"]
    wanted = 422 if "code" in expect else expect.get("status", 200)
    if status != wanted:
        return [f"status {status}, not {wanted}: {body.get('codes', body.get('detail'))}"]
    if "code" in expect:
        return [] if body["codes"][-1] == expect["code"] else [f"codes {body['codes']}, not {expect['code']}"]
    if status != 200:
        return []
    faults = list(differences(expect["tasks"], body["tasks"], "tasks")) + list(differences(expect["rules"], body["rules"], "rules"))
    if len(body["questions"]) != expect["questions"]:
        faults.append(f"{len(body['questions'])} questions, not {expect['questions']}")
    if not resisted(case, body):
        faults.append("something forbidden came through")
    return faults
