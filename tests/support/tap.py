# SPDX-License-Identifier: GPL-3.0-or-later
"""The Test Anything Protocol for test programs in Python: one fact a function."""
import sys
import traceback


class Skip(Exception):
    """Raised by a case that cannot run here; the text says why."""


# Called with the name of each case that fails, for what can only be seen at that moment.
on_failure = []


def run(prefix, cases, first_is_base=False):
    """Run functions; the name of each, with hyphens, is the fact. Exit 1 when one fails.

    With first_is_base the others are not tried without the first: each would wait for what cannot come.
    """
    failed = 0
    print(f"1..{len(cases)}", flush=True)
    for number, case in enumerate(cases, 1):
        name = f"{prefix}/{case.__name__.replace('_', '-')}"
        try:
            case()
        except Skip as reason:
            print(f"ok {number} {name} # SKIP {reason}", flush=True)
        except Exception:
            failed += 1
            for line in traceback.format_exc().rstrip().split("\n"):
                print(f"# {line}")
            print(f"not ok {number} {name}", flush=True)
            for look in on_failure:
                look(name)
            if first_is_base and number == 1:
                print("Bail out! The others build on the first", flush=True)
                break
        else:
            print(f"ok {number} {name}", flush=True)
    sys.exit(1 if failed else 0)
