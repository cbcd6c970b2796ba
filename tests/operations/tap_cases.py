# SPDX-License-Identifier: GPL-3.0-or-later
"""unittest's cases as the Test Anything Protocol, which meson and count-tests read: one line a fact."""
import sys
import traceback
import unittest


def each_case(suite):
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from each_case(one)
        else:
            yield one


class TapResult(unittest.TestResult):
    def __init__(self, prefix):
        super().__init__()
        self.prefix = prefix
        self.number = 0

    def tell(self, word, case, more=""):
        self.number += 1
        name = getattr(case, "_testMethodName", str(case)).removeprefix("test_").replace("_", "-")
        print(f"{word} {self.number} {self.prefix}/{name}{more}", flush=True)

    def tell_failure(self, case, error):
        for line in "".join(traceback.format_exception(*error)).rstrip().split("\n"):
            print(f"# {line}")
        self.tell("not ok", case)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.tell("ok", test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.tell_failure(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self.tell_failure(test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            print(f"# in {subtest}")
            self.tell_failure(test, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.tell("ok", test, f" # SKIP {reason}")


def main(prefix, module="__main__"):
    result = TapResult(prefix)
    for case in each_case(unittest.defaultTestLoader.loadTestsFromName(module)):
        case.run(result)
    print(f"1..{result.number}")
    sys.exit(0 if result.wasSuccessful() and result.number else 1)
