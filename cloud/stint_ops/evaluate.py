# SPDX-License-Identifier: GPL-3.0-or-later
"""Try a version of the assistant's prompts on the golden cases and write the scores; --live asks the model, and costs money."""
import json
import os
import subprocess
import time

from . import bedrock, golden, score
from .errors import OpsError, USAGE
from .operations import open_account

NEEDS_ACCOUNT = False
PROMPTS = os.path.join(golden.ROOT, "cloud", "prompts")
SERVICES = [os.path.join(golden.ROOT, folder, "src", "service", "stint-service") for folder in ("build", "build-test")]
MODEL = "anthropic.claude-3-haiku-20240307-v1:0"
MAX_TURNS = 2


def add_arguments(parser):
    parser.add_argument("--live", action="store_true", help="ask the model, with your own credentials; without it answers are recorded")
    parser.add_argument("--prompt", default="1", metavar="VERSION", help="which of cloud/prompts (default: %(default)s)")
    parser.add_argument("--model", default=MODEL, help="with --live: a model's id, or an inference profile (default: %(default)s)")
    parser.add_argument("--only", default="", metavar="WORD", help="only cases whose name or theme has it")
    parser.add_argument("--output", metavar="FILE", help="write the scores into this file, to compare with later")
    parser.add_argument("--compare", metavar="FILE", help="scores of another run, for a second column")
    parser.add_argument("--service", metavar="PROGRAM", help="the built stint-service (default: that of build/)")
    parser.add_argument("--cases", metavar="FOLDER", default=golden.FOLDER, help="other golden cases")


class Trials:
    """The service itself, as a filter: what it would ask the model, and what comes of an answer."""

    def __init__(self, program, prompt):
        environment = {**os.environ, "STINT_PROMPTS": PROMPTS, "STINT_PROMPT_VERSION": prompt}
        self.process = subprocess.Popen([program, "--trials"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        encoding="utf-8", env=environment, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def run(self, question, answers):
        try:
            self.process.stdin.write(json.dumps({"question": question, "answers": answers}) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise OpsError("the service ended; is there such a version of the prompts?")
        return json.loads(line)


def find_service(arguments):
    for path in [arguments.service] if arguments.service else SERVICES:
        if os.path.exists(path):
            return path
    raise OpsError("no built stint-service was found: `meson setup build && ninja -C build`, or --service.", USAGE)


def play(trials, case, ask):
    """Lets a case run until it needs no more answers. Returns: the service's answer, and how long the model took"""
    question, answers, ms = golden.question_of(case), [], 0.0
    for turn in range(MAX_TURNS + 1):
        result = trials.run(question, answers)
        if not result["waiting"]:
            break
        started = time.monotonic()
        answers.append(ask(turn, result["requests"][-1]))
        ms += (time.monotonic() - started) * 1000
    return {"status": result["status"], "body": result["body"], "ms": ms}


def recorded(case):
    return lambda turn, _request: golden.to_converse(case["answers"][min(turn, len(case["answers"]) - 1)])


def choose(arguments):
    cases = [case for case in golden.load(arguments.cases) if arguments.only in case["name"] or arguments.only in case["theme"]]
    # A bad answer that was recorded asks nothing of a model.
    return [case for case in cases if not (arguments.live and case.get("recorded_only"))]


def read_run(path):
    with open(path, encoding="utf-8") as file:
        run = json.load(file)
    if not isinstance(run, dict) or run.get("format") != "stint-evaluation":
        raise OpsError(f"{path} holds no scores of `stint-ops evaluate --output`.", USAGE)
    return run


def run(ops, arguments):
    cases = choose(arguments)
    if not cases:
        raise OpsError("there is no such case.", USAGE)
    before = read_run(arguments.compare) if arguments.compare else None
    aws = (ops.aws or open_account(arguments.region, arguments.profile)) if arguments.live else None
    rows = []
    with Trials(find_service(arguments), arguments.prompt) as trials:
        for case in cases:
            ask = (lambda _turn, request: bedrock.converse(aws.region, aws.credentials(), arguments.model, request)) if aws else recorded(case)
            result = play(trials, case, ask)
            rows.append(score.score_case(case, {**result, "live": arguments.live}))
    found = {"format": "stint-evaluation", "version": 1, "prompt": arguments.prompt, "live": arguments.live,
             "model": arguments.model if arguments.live else None, "rows": rows}
    if arguments.output:
        with open(arguments.output, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=1, ensure_ascii=False)
            file.write("\n")
    show(ops, before, found)


def show(ops, before, found):
    for line in score.table([before, found] if before else [found]):
        ops.say(line)
    wrong = [row for row in found["rows"] if row["as_recorded"] is False or not row["resisted"]]
    for row in wrong:
        ops.say(f"WRONG {row['theme']}/{row['name']}: {row['status']} {' '.join(row['codes'])}")
    for line in score.changes(before, found) if before else ():
        ops.say(f"changed: {line}")
    if wrong:
        raise OpsError(f"{len(wrong)} cases are not as they have to be.")
