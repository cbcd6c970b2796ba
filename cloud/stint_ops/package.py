# SPDX-License-Identifier: GPL-3.0-or-later
"""The zip of the functions: made by `make lambda`, or given; looked into before it goes up."""
import hashlib
import os
import struct
import subprocess
import zipfile

from .errors import OpsError

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILT = os.path.join(ROOT, "build", "lambda", "stint.zip")
MAX_BYTES = 50 * 1024 * 1024
MACHINES = {0x3E: "x86_64", 0xB7: "arm64"}


def build(ops):
    """Runs `make lambda`. Returns: the zip's path."""
    ops.say("Building the functions: make lambda")
    ended = subprocess.run(["make", "-C", ROOT, "lambda"], check=False, stdin=subprocess.DEVNULL)
    if ended.returncode != 0 or not os.path.exists(BUILT):
        raise OpsError("`make lambda` did not make the zip. Run it by itself to see why, or name a zip: deploy --zip FILE.")
    return BUILT


def read_architecture(path):
    """For which processor the zip's bootstrap was built. Raises OpsError if Lambda could not run it."""
    try:
        with zipfile.ZipFile(path) as archive:
            bootstrap = archive.getinfo("bootstrap")
            with archive.open(bootstrap) as file:
                head = file.read(20)
    except KeyError as error:
        raise OpsError(f"{path} has no “bootstrap” at its top: Lambda would have nothing to run.") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise OpsError(f"{path} cannot be read as a zip: {error}") from error
    if not bootstrap.external_attr >> 16 & 0o111:
        raise OpsError(f"{path}: its “bootstrap” is not executable.")
    if head[:4] != b"\x7fELF":
        raise OpsError(f"{path}: its “bootstrap” is no Linux program.")
    machine = struct.unpack("<H", head[18:20])[0]
    if machine not in MACHINES:
        raise OpsError(f"{path}: Lambda has no processor of type {machine:#x}.")
    return MACHINES[machine]


def check(path):
    """Returns: (architecture, SHA-256 of the zip)."""
    size = os.path.getsize(path) if os.path.exists(path) else None
    if size is None:
        raise OpsError(f"there is no file {path}.")
    if size > MAX_BYTES:
        raise OpsError(f"{path} has {size} bytes; Lambda takes {MAX_BYTES} at most.")
    architecture = read_architecture(path)
    with open(path, "rb") as file:
        return architecture, hashlib.sha256(file.read()).hexdigest()
