"""`python -m bot.nlu run …`: Rasa's own command line, quicker to start, quiet and private; `python -m bot.nlu build …`: bot/nlu/build.py;
`python -m bot.nlu worker`: bot/nlu/worker.py.

Telemetry off; what people write is kept out of the logs; TensorFlow is not loaded unless VAGVISAREN_TENSORFLOW=1.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("SANIC_WORKERS", "1")
    os.environ.setdefault("VAGVISAREN_CONVERSATION_MINUTES", "60")
    os.environ.setdefault("VAGVISAREN_ACTIONS_URL", "http://127.0.0.1:5055/webhook")
    if os.environ.get("VAGVISAREN_TENSORFLOW", "").lower() not in ("1", "true"):
        from bot.nlu import no_tensorflow

        no_tensorflow.install()
    from bot.nlu import quiet

    quiet.install()
    if sys.argv[1:2] == ["build"]:
        from bot.nlu import build

        build.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["worker"]:
        from bot.nlu import worker

        worker.main()
        return
    from rasa.__main__ import main as rasa_main

    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
