#!/usr/bin/env python3
"""Makes what is missing on a fresh machine, and nothing that is there: environments, word table, front end.

    python3 scripts/setup.py run    # what `make run` needs
    python3 scripts/setup.py test   # and what the tests need

Standard library only: this runs before anything is installed. Each part leaves a stamp (a hash of what it was made from) in
`.venv/stamps/`, so that a second call takes no time.
"""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
APP, RASA = os.path.join(VENV, "app"), os.path.join(VENV, "rasa")
CLIENT = os.path.join(ROOT, "bot", "web", "client")


def say(text):
    print("setup: " + text, flush=True)


def stop(text):
    sys.exit("setup: " + text)


def python_of(environment):
    return os.path.join(environment, "bin", "python")


def run(command, **options):
    """Run quietly; on failure show what it printed and stop."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode:
        sys.stdout.write(done.stdout)
        stop("«%s» failed (see above). Mend it and run the same command again: what is done is kept." % " ".join(command[:4]))
    return done.stdout


def digest(paths):
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(os.path.relpath(path, ROOT).encode())
        with open(path, "rb") as handle:
            found.update(handle.read())
    return found.hexdigest()


class Part:
    """One thing to make. `inputs` decide whether it is up to date."""

    def __init__(self, name, inputs, output):
        self.name, self.inputs, self.output = name, inputs, output
        self.stamp = os.path.join(VENV, "stamps", name)

    def fresh(self):
        if not os.path.exists(self.output) or not os.path.exists(self.stamp):
            return False
        with open(self.stamp) as handle:
            return handle.read() == digest(self.inputs)

    def make(self, what, action):
        if self.fresh():
            return
        say(what + " …")
        began = time.monotonic()
        action()
        os.makedirs(os.path.dirname(self.stamp), exist_ok=True)
        with open(self.stamp, "w") as handle:
            handle.write(digest(self.inputs))
        say("%s: done in %.0f s" % (self.name, time.monotonic() - began))


def version_of(python):
    try:
        text = subprocess.run([python, "-c", "import sys; print('%d %d' % sys.version_info[:2])"], capture_output=True, text=True, timeout=20).stdout
        major, minor = text.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def find_app_python():
    """This very Python when it is new enough, else a newer one on PATH or under pyenv."""
    candidates = [sys.executable]
    candidates += [found for found in (shutil.which("python3.%d" % minor) for minor in (13, 12, 11)) if found]
    candidates += sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.1[123]*/bin/python")), reverse=True)
    for python in candidates:
        version = version_of(python)
        if version and (3, 11) <= version < (3, 14):
            return python
    stop("Python 3.11, 3.12 or 3.13 is needed for the app and none was found. On Debian: apt-get install python3 python3-venv.")


def find_rasa_python(uv):
    """Python 3.10, which Rasa 3.6 needs: on PATH, under pyenv, or one that uv has or can fetch."""
    roots = [os.environ.get("PYENV_ROOT", ""), os.path.expanduser("~/.pyenv")]
    candidates = [shutil.which("python3.10")] + [
        path for root in roots if root for path in sorted(glob.glob(os.path.join(root, "versions", "3.10*", "bin", "python")))
    ]
    for python in candidates:
        if python and version_of(python) == (3, 10):
            return python
    say("no Python 3.10 on PATH or under pyenv; asking uv for one …")
    subprocess.run([uv, "python", "install", "3.10"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = subprocess.run([uv, "python", "find", "3.10"], capture_output=True, text=True)
    if found.returncode == 0 and version_of(found.stdout.strip()) == (3, 10):
        return found.stdout.strip()
    stop("Rasa needs Python 3.10 and none was found. Get one with «pyenv install 3.10» or «uv python install 3.10», then run the same command again.")


def requirements(name):
    return os.path.join(ROOT, "requirements", name + ".txt")


def environment(folder, python):
    """A virtual environment; one left half-made by an interrupted set-up is made again."""
    if version_of(python_of(folder)) is None:
        shutil.rmtree(folder, ignore_errors=True)
        run([python, "-m", "venv", folder])


def install(uv, folder, *names):
    files = [part for name in names for part in ("-r", requirements(name))]
    run([uv, "pip", "install", "--quiet", "--require-hashes", "--python", python_of(folder)] + files)


def put_on_path(folder, *lines):
    """A .pth file: the project on the environment's path, and lines that Python runs at each start."""
    packages = run([python_of(folder), "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"]).strip()
    with open(os.path.join(packages, "vagvisaren.pth"), "w") as handle:
        handle.write("\n".join((ROOT,) + lines) + "\n")


def make_command(link):
    """A command that calls the project: nothing to build, nothing unpinned to fetch."""
    put_on_path(APP)
    with open(link, "w") as handle:
        handle.write("#!/bin/sh\nexec '%s' -m bot.cli \"$@\"\n" % python_of(APP))
    os.chmod(link, 0o755)


def tracked(folder, *endings):
    skip = {"node_modules", "__pycache__"}
    return [
        os.path.join(path, name)
        for path, folders, names in os.walk(folder)
        if not skip & set(path.split(os.sep))
        for name in names
        if name.endswith(endings)
    ]


def make_environments(for_tests):
    def bootstrap():
        environment(APP, find_app_python())
        run([python_of(APP), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", requirements("bootstrap")])

    uv = os.path.join(APP, "bin", "uv")
    Part("bootstrap", [requirements("bootstrap")], uv).make("making the app's environment", bootstrap)
    Part("app", [requirements("app")], python_of(APP)).make("installing the app's packages", lambda: install(uv, APP, "app"))
    link = os.path.join(APP, "bin", "vagvisaren")
    Part("command", [os.path.abspath(__file__)], link).make("making the command «vagvisaren»", lambda: make_command(link))
    if for_tests:
        Part("test", [requirements("app"), requirements("test")], python_of(APP)).make(
            "installing what the tests need", lambda: install(uv, APP, "app", "test")
        )

    def rasa():
        environment(RASA, find_rasa_python(uv))
        install(uv, RASA, "rasa")
        # so that plain `rasa train`, `rasa shell` … keep telemetry off and find the action server of `python -m rasa_sdk --actions actions`
        defaults = {"RASA_TELEMETRY_ENABLED": "false", "VAGVISAREN_ACTIONS_URL": "http://127.0.0.1:5055/webhook", "OMP_NUM_THREADS": "1"}
        put_on_path(RASA, "import os; [os.environ.setdefault(name, value) for name, value in %r.items()]" % defaults)

    Part("rasa", [requirements("rasa"), os.path.abspath(__file__)], python_of(RASA)).make(
        "making Rasa's environment (2.8 GB, some minutes the first time)", rasa
    )


def make_words():
    table = os.path.join(ROOT, ".cache", "swedish", "lemmas.marisa")
    inputs = [requirements("app"), os.path.join(ROOT, "bot", "swedish", "lemmas.py"), os.path.join(ROOT, "bot", "swedish", "normalise.py")]
    Part("words", inputs, table).make("making the table of Swedish lemmas", lambda: run([python_of(APP), "-m", "bot.swedish.lemmas"], cwd=ROOT))


def make_front_end():
    script = os.path.join(ROOT, "bot", "web", "static", "vagvisaren.js")
    inputs = tracked(CLIENT, ".ts", ".css", ".json", ".mjs", ".js", ".svg", ".png", ".html", ".webmanifest")
    tools = dict(os.environ, PATH=os.path.join(APP, "bin") + os.pathsep + os.environ.get("PATH", ""))

    def build():
        run([os.path.join(APP, "bin", "npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=CLIENT, env=tools)
        run([os.path.join(APP, "bin", "npm"), "run", "--silent", "build"], cwd=CLIENT, env=tools)

    Part("front-end", inputs, script).make("building the front end", build)


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in ("run", "test"):
        stop("say «run» or «test».")
    os.environ.pop("PYTHONPATH", None)
    make_environments(for_tests=sys.argv[1] == "test")
    make_words()
    make_front_end()


if __name__ == "__main__":
    main()
