"""What is done to Rasa as a whole, each in a process of its own: no TensorFlow, quiet logs, quicker actions."""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(code, **environment):
    """A fresh interpreter; what it printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VAGVISAREN_")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env={**kept, "RASA_TELEMETRY_ENABLED": "false", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout + done.stderr


def test_rasas_server_starts_without_tensorflow():
    told = run(
        "from bot.nlu import no_tensorflow; no_tensorflow.install(); no_tensorflow.install()\n"
        "import rasa.server, rasa.core.agent, rasa.model_training, rasa.core.run, sys\n"
        "import bot.nlu.tokenizer, bot.nlu.names, bot.nlu.embedding, bot.nlu.classifier, bot.nlu.channel, bot.nlu.store\n"
        "print('real', [name for name, module in sys.modules.items() if name.split('.')[0] in no_tensorflow.ROOTS and getattr(module, '__file__', None)])\n"
        "print('finders', sum(type(finder).__name__ == '_Finder' for finder in sys.meta_path))\n"
    )
    assert "real []" in told
    assert "finders 1" in told


def test_the_stand_in_can_be_subclassed_decorated_called_and_used_as_a_type():
    told = run(
        "from bot.nlu import no_tensorflow; no_tensorflow.install()\n"
        "import tensorflow as tf, tensorflow.keras.layers as layers\n"
        "from tensorflow.python.keras.utils import tf_utils\n"
        "class Model(tf.keras.Model):\n"
        "    @tf.function\n"
        "    def call(self): return 5\n"
        "    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])\n"
        "    def other(self): return 6\n"
        "    def typed(self, x: tf.Tensor | None, y: 'tf.data.Dataset') -> layers.Dense[int]: ...\n"
        "print(Model().call(), Model().other(), tf.__version__)\n"
    )
    assert told.strip() == "5 6 0"


def test_nothing_else_is_stood_in_for():
    told = run(
        "from bot.nlu import no_tensorflow; no_tensorflow.install()\ntry:\n    import tensorflows_not_here\nexcept ModuleNotFoundError as error:\n    print(error.name)\n"
    )
    assert told.strip() == "tensorflows_not_here"


def test_the_real_one_can_be_had(tmp_path):
    """VAGVISAREN_TENSORFLOW=1: the stand-in is not put in place."""
    code = (
        "import sys, types\n"
        "fake = types.ModuleType('rasa.__main__'); fake.main = lambda: print('stood in', any(type(f).__name__ == '_Finder' for f in sys.meta_path))\n"
        "sys.modules['rasa.__main__'] = fake\n"
        "from bot.nlu.__main__ import main; main()\n"
    )
    assert "stood in True" in run(code)
    assert "stood in False" in run(code, VAGVISAREN_TENSORFLOW="1")
    assert "stood in False" in run(code, VAGVISAREN_TENSORFLOW="True")


FAILING_TURN = """
import asyncio, json
from bot.nlu import no_tensorflow; no_tensorflow.install()
{quiet}
import logging
from rasa.utils.log_utils import configure_structlog
configure_structlog({level})
logging.basicConfig(level={level})
from rasa.core.channels.rest import RestInput
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from sanic import Sanic
from sanic.response import json as reply
from bot.nlu.channel import GuideInput

async def fails(message):
    logging.getLogger("rasa.core.processor").warning("Failed to parse %s", message.text)
    raise RuntimeError("could not understand " + message.text)

app = Sanic("guide")
app.blueprint(GuideInput.from_credentials({{}}).blueprint(fails), url_prefix="/guide")
content = json.dumps({{"sender": "x", "message": "Zebulon 19811218-9876"}}).encode()
scope = {{"type": "http", "asgi": {{"version": "3.0"}}, "http_version": "1.1", "method": "POST", "scheme": "http", "path": "/guide/webhook", "raw_path": b"/guide/webhook",
         "query_string": b"", "root_path": "", "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 80),
         "headers": [(b"host", b"x"), (b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]}}
sent = []
async def receive(): return {{"type": "http.request", "body": content, "more_body": False}}
async def send(message): sent.append(message)
async def serve():
    await app._startup()
    await app(scope, receive, send)
try:
    asyncio.run(serve())
except Exception as error:
    print("raised", type(error).__name__)
print("status", sent[0]["status"] if sent else None)
"""
QUIET = "from bot.nlu import quiet; quiet.install()"


@pytest.mark.parametrize("level", ["30", "20", "10"], ids=["warning", "info", "debug"])
def test_what_was_said_in_a_failing_turn_is_in_no_log(level):
    told = run(FAILING_TURN.format(quiet=QUIET, level=level))
    assert "status 200" in told
    assert "Zebulon" not in told
    assert "19811218" not in told


def test_that_something_failed_is_told_with_its_place():
    told = run(FAILING_TURN.format(quiet=QUIET, level="30"))
    assert "rest" in told


def test_without_it_rasa_would_tell():
    """Proves that the tests above look where it would stand."""
    assert "Zebulon" in run(FAILING_TURN.format(quiet="", level="30"))


def test_other_libraries_logs_are_left_alone():
    told = run(
        f"{QUIET}\nimport logging\nlogging.basicConfig()\nlogging.getLogger('annat').warning('hej')\nlogging.getLogger('rasa.model_training').warning('Training %s', 'now')"
    )
    assert "hej" in told
    assert "Training now" in told


# fast_action


def test_the_method_it_replaces_is_still_in_rasa_and_takes_the_same():
    import rasa.core.actions.action as module

    tree = ast.parse(Path(inspect.getfile(module)).read_text(encoding="utf-8"))
    (remote,) = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "RemoteAction"]
    methods = {node.name: node for node in remote.body if isinstance(node, ast.FunctionDef)}
    assert [argument.arg for argument in methods["_validate_action_result"].args.args] == ["self", "result"]
    assert "action_response_format_spec" in methods
    source = ast.dump(tree)
    assert source.count("attr='_validate_action_result'") >= 1  # and Rasa calls it


def test_the_check_says_the_same_as_rasas_own():
    told = run(
        "from bot.nlu import no_tensorflow; no_tensorflow.install()\n"
        "from rasa.core.actions.action import RemoteAction\n"
        "from bot.nlu import fast_action\n"
        "theirs = RemoteAction._validate_action_result\n"
        "fast_action.install()\n"
        "ours = RemoteAction._validate_action_result\n"
        "assert ours is not theirs\n"
        "action = RemoteAction('action_hanvisa', None)\n"
        "event = {'event': 'slot', 'name': 'enhet', 'value': None, 'timestamp': None}\n"
        "cases = [{'events': [], 'responses': []}, {'events': [event], 'responses': [{'custom': {'a': 1}}]}, {}, [], None, 5, {'events': 'x'}, {'events': None},\n"
        "         {'events': [{'name': 'x'}]}, {'responses': {}}, {'responses': 'x'}, {'responses': ['x']}, {'events': [], 'responses': [], 'more': 1}]\n"
        "def verdict(check, case):\n"
        "    try: return bool(check(action, case))\n"
        "    except Exception as error: return type(error).__name__\n"
        "for case in cases: print(verdict(theirs, case), verdict(ours, case))\n"
    )
    lines = [line.split() for line in told.splitlines()]
    assert len(lines) == 13
    assert [theirs for theirs, ours in lines if theirs != ours] == []
    assert lines[0] == ["True", "True"]
    assert ["ValidationError", "ValidationError"] in lines


@pytest.mark.parametrize(("quiet", "shown"), [("", True), (QUIET, False)])
def test_what_libraries_say_to_their_developers_is_not_shown_to_staff(quiet, shown):
    told = run(f"{quiet}\nimport warnings\nwarnings.simplefilter('always')\nwarnings.warn('gammalt', DeprecationWarning)")
    assert ("gammalt" in told) == shown
