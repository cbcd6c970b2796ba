# SPDX-License-Identifier: GPL-3.0-or-later
"""Many at once, two who must never see each other, and what the log says of them."""
import json
import re
import threading
import time
import uuid

from cloud import delete, expect, number_of, problem, put, seeded

DEVICES = 4
PUSHES = 200
RANDOM_REQUESTS = 2000
BUSY_TRIES = 50


class LoadCases:
    def __init__(self, cloud):
        self.cloud = cloud

    def four_devices_push_at_once_and_a_reader_sees_each_once_in_order(self):
        eva = self.cloud.user()
        sent, busy, failures, read = {}, [0], [], []
        done = threading.Event()

        def push_all(device):
            for i in range(PUSHES):
                body = json.dumps({"device": device, "since": "0", "ops": [put(f"{device} {i}", edits={device: i + 1})]})
                key = str(uuid.uuid4())
                for _ in range(BUSY_TRIES):
                    answer = eva.post("/changes", body, key)
                    if answer.status != 503:
                        break
                    busy[0] += 1
                    time.sleep(0.02)
                if answer.status != 200:
                    failures.append((device, i, answer.status, answer.body[:200]))
                    return
                sent[answer.json["v"]] = (device, i)

        def read_all():
            since = "0"
            while not failures:
                last = done.is_set()
                page = eva.pull(since)
                if page.status != 200:
                    failures.append(("reader", since, page.status, page.body[:200]))
                    return
                read.extend(page.json["changes"])
                since = page.json["to"]
                if last and not page.json["more"]:
                    return

        begun = time.monotonic()
        reader = threading.Thread(target=read_all)
        writers = [threading.Thread(target=push_all, args=(f"device-{i}",)) for i in range(DEVICES)]
        for thread in [reader, *writers]:
            thread.start()
        for thread in writers:
            thread.join(150)
        done.set()
        reader.join(60)
        took = time.monotonic() - begun
        print(f"# {DEVICES} devices x {PUSHES} pushes: {took:.1f} s, {len(sent) / took:.0f} a second, answered 503 and sent again: {busy[0]}")
        assert not failures, failures[:3]
        total = DEVICES * PUSHES
        assert len(sent) == total, f"{len(sent)} of {total} were acknowledged"
        numbers = [number_of(change["tag"]) for change in read]
        assert numbers == list(range(1, total + 1)), f"the reader saw {len(numbers)}, first out of order: {first_gap(numbers)}"
        assert {change["tag"] for change in read} == set(sent)
        titles = [change["ops"][0]["data"]["title"] for change in read]
        assert len(set(titles)) == total, "something was doubled"
        assert all(change["ops"][0]["data"]["title"] == "{} {}".format(*sent[change["tag"]]) for change in read)
        records, last = eva.snapshot()
        assert len(records) == total == last["count"], (len(records), last["count"])

    def two_devices_that_edit_one_record_never_lose_an_edit_in_silence(self):
        eva = self.cloud.user()
        op = put("0")
        first = expect(eva.push(op), 200).json["v"]
        won, lost, failures, bases = [], [], [], []

        def edit(device):
            try:
                edit_all(device)
            except Exception as error:
                failures.append(error)

        def edit_all(device):
            version = first
            for i in range(20):
                answer = eva.push(put(f"{device} {i}", op["id"], version, edits={device: i + 1}), device=device)
                if answer.status == 200:
                    bases.append(version)
                    version = answer.json["v"]
                    won.append(version)
                elif answer.status == 409:
                    lost.append(i)
                    version = expect(eva.call("GET", f"/tasks/{op['id']}"), 200).json["v"]
                elif answer.status != 503:
                    raise AssertionError(answer)

        threads = [threading.Thread(target=edit, args=(device,)) for device in ("laptop", "phone")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert not failures, failures
        logged = [change["tag"] for change in eva.pull_all()]
        assert sorted(logged, key=number_of) == logged and set(logged) == {first, *won}, (len(logged), len(won))
        assert won and len(won) + len(lost) <= 40
        assert len(set(bases)) == len(bases), "two edits of one version were both written: one is lost"
        print(f"# {len(won)} edits written, {len(lost)} refused as conflicts")

    def one_request_sent_many_times_at_once_is_written_once(self):
        eva = self.cloud.user()
        for round in range(5):
            key = str(uuid.uuid4())
            body = json.dumps({"device": "laptop", "since": "0", "ops": [put(f"Once {round}")]})
            answers = []
            threads = [threading.Thread(target=lambda: answers.append(eva.post("/changes", body, key))) for _ in range(6)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
            assert len(answers) == 6 and all(answer.status in (200, 503) for answer in answers), answers
            written = [answer.json for answer in answers if answer.status == 200]
            assert len({answer["v"] for answer in written}) == 1, written
            assert sum(not answer["replayed"] for answer in written) <= 1, written
        assert len(eva.pull_all()) == 5

    def two_users_never_see_anything_of_each_other(self):
        """Everything that a request can hold of the other: ids, versions, cursors, keys."""
        chance = seeded()
        users = [Person(self.cloud, name) for name in ("mark-of-eva", "mark-of-ben")]
        for _ in range(RANDOM_REQUESTS):
            me, other = chance.sample(users, 2)
            request, answer = me.ask(chance, other)
            text = answer.body.decode()
            assert other.mark not in text and other.user.sub not in text, f"{request}: {text[:500]}"
            assert not (other.tags & tags_in(text)) or request[0] == "echo", f"{request}: {text[:500]}"
            assert answer.status < 500, f"{request}: {answer.status} {text[:300]}"
        for me in users:
            records, last = me.user.snapshot()
            assert {record["id"]: record["v"] for record in records} == me.versions, "somebody else wrote here"
            assert last["count"] == len(me.versions)

    def log_holds_neither_texts_nor_tokens_nor_names(self):
        eva = self.cloud.user()
        mark = "very-private-title"
        self.cloud.order("records", clear=True)
        tag = expect(eva.push(put(mark), device="laptop", name="private-device-name"), 200).json["v"]
        expect(eva.pull(), 200)
        expect(eva.push(put(mark, base=tag)), 409)
        expect(eva.post("/changes", '{"device": "' + mark), 400)
        expect(eva.call("GET", f"/changes?since={mark}"), 400)
        self.cloud.order("faults", dynamodb=[{"operation": "Query", "type": "InternalServerError"}])
        eva.pull()
        self.cloud.order("faults")
        lines = "\n".join(self.cloud.order("records")["lines"]) + self._logs()
        assert lines, "nothing was logged at all"
        for secret in (mark, eva.sub, eva.token, eva.token.rpartition(".")[2], "private-device-name", self.cloud.service_env["AWS_SECRET_ACCESS_KEY"]):
            assert secret not in lines, f"{secret[:40]} is in the log"

    def each_call_writes_one_line_of_metrics(self):
        eva = self.cloud.user()
        expect(eva.pull(), 200)
        self.cloud.order("records", clear=True)
        body = json.dumps({"device": "laptop", "since": "0", "ops": [put()]})
        key = str(uuid.uuid4())
        expect(eva.post("/changes", body, key), 200)
        expect(eva.post("/changes", body, key), 200)
        expect(eva.push({**put(), "base": f"1.{'0' * 16}"}), 409)
        expect(eva.pull(), 200)
        expect(eva.pull(f"1.{'0' * 16}"), 410)
        expect(eva.push(), 400)
        lines = self._metrics(6)
        names = [metric_names(line) for line in lines]
        for wanted, found in zip(("PushOk", "PushReplay", "PushConflict", "PullOps", "Resync"), names):
            assert wanted in found, (wanted, found)
        for line, (method, path) in zip(lines, (("POST", "/changes"),) * 3 + (("GET", "/changes"),) * 2):
            (metrics,) = line["_aws"]["CloudWatchMetrics"]
            assert metrics["Dimensions"] == [["Service"]] and metrics["Namespace"], metrics
            assert all(metric["Name"] in line for metric in metrics["Metrics"])
            assert f"{method} {path}" in json.dumps(line) or (method in json.dumps(line) and path in json.dumps(line)), line

    def nothing_broke_in_the_service(self):
        """Says something when the service was built with sanitizers, or when GLib had to warn."""
        log = (self.cloud.state / "service.log").read_text()
        for word in ("AddressSanitizer", "runtime error:", "CRITICAL", "WARNING"):
            assert word not in log, log[max(0, log.index(word) - 200):][:2000]

    def _metrics(self, count):
        """The lines come by a pipe, so the last may be a moment behind its answer."""
        for _ in range(100):
            lines = self.cloud.order("records")["emf"]
            if len(lines) >= count:
                break
            time.sleep(0.02)
        assert len(lines) == count, f"{len(lines)} lines for {count} calls"
        return lines

    def _logs(self):
        return "".join((self.cloud.state / name).read_text() for name in ("gateway.log",))


class Person:
    """One of two who try to get at the other's data with everything a request can hold."""

    def __init__(self, cloud, mark):
        self.user = cloud.user(username=mark)
        self.mark = mark
        self.versions, self.heads, self.tags, self.keys = {}, ["0"], set(), []

    def ask(self, chance, other):
        kinds = (self.create, self.create, self.edit, self.steal, self.pull, self.pull_with, self.snapshot, self.snapshot_at, self.find, self.days, self.key, self.me)
        return chance.choice(kinds)(chance, other)

    def took(self, answer, op):
        if answer.status == 200 and not answer.json["replayed"]:
            self.versions[op["id"]] = answer.json["v"]
            self.heads.append(answer.json["v"])
            self.tags.add(answer.json["v"])
        return answer

    def own_op(self, chance, id=None):
        data = {"title": f"{self.mark} {chance.random()}", "deadline": {"date": f"2026-11-{chance.randint(1, 30):02}"}}
        return put(data=data, id=id, base=self.versions.get(id), edits={f"{self.mark}-laptop": 1})

    def send(self, op, key=None, **how):
        key = key or str(uuid.uuid4())
        self.keys.append(key)
        return self.took(self.user.push(op, key=key, device=f"{self.mark}-laptop", **how), op)

    def create(self, chance, other):
        # The other's id is an id like any other here: it may be taken, and means nothing.
        id = chance.choice([None, None, *list(other.versions)[-3:]])
        return ("echo", "create", id), self.send(self.own_op(chance, None if id in self.versions else id))

    def edit(self, chance, other):
        id = chance.choice([None, *self.versions])
        return ("edit", id), self.send(self.own_op(chance, id))

    def steal(self, chance, other):
        """The other's id with the other's version: here it is a version that never was, or one's own record's."""
        if not other.versions:
            return self.create(chance, other)
        id, version = chance.choice(list(other.versions.items()))
        op = {**put(data={"title": self.mark}, id=id), "base": version} if chance.random() < 0.5 else delete(id, version)
        answer = self.send(op, since=chance.choice(other.heads + self.heads))
        assert answer.status in (409, 410), (op, answer)
        return ("echo", op), answer

    def pull(self, chance, other):
        return ("pull",), self.user.pull(chance.choice(self.heads), chance.randint(1, 100))

    def pull_with(self, chance, other):
        since = chance.choice(other.heads)
        answer = self.user.pull(since)
        if since != "0":
            assert answer.status == 410 and problem(answer) == "diverged", answer
        return ("echo", since), answer

    def snapshot(self, chance, other):
        return ("snapshot",), self.user.call("GET", "/snapshot")

    def snapshot_at(self, chance, other):
        if not other.versions:
            return self.snapshot(chance, other)
        return ("snapshot", "at"), self.user.call("GET", f"/snapshot?cursor=task.{chance.choice(list(other.versions))}")

    def find(self, chance, other):
        id = chance.choice([str(uuid.uuid4()), *other.versions])
        answer = self.user.call("GET", f"/tasks/{id}")
        assert answer.status == (200 if id in self.versions else 404), (id, answer)
        return ("find", id), answer

    def days(self, chance, other):
        path = "/tasks?from=2026-11-01&to=2026-11-30"
        if other.versions and chance.random() < 0.3:
            path += f"&cursor=2026-11-05.task.{chance.choice(list(other.versions))}"
        return ("days", path), self.user.call("GET", path)

    def key(self, chance, other):
        """The other's key is no key of mine: what I send with it is written for me."""
        if not other.keys:
            return self.create(chance, other)
        key = chance.choice(other.keys)
        if key in self.keys:
            return self.me(chance, other)
        return ("key", key), self.send(self.own_op(chance), key=key)

    def me(self, chance, other):
        answer = self.user.call("GET", "/me")
        assert answer.json["head"] == self.heads[-1] and answer.json["count"] == len(self.versions), answer
        return ("me",), answer


def tags_in(text):
    return set(re.findall(r"[0-9]+\.[0-9a-f]{16}", text))


def metric_names(line):
    return {metric["Name"] for metric in line.get("_aws", {}).get("CloudWatchMetrics", [{}])[0].get("Metrics", [])}


def first_gap(numbers):
    return next((pair for pair in zip(numbers, range(1, len(numbers) + 2)) if pair[0] != pair[1]), None)
