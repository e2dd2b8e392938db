"""`python -m bot.nlu.parse MODEL`: messages on standard input, one a line → the pipeline's reading of each as a line of JSON."""

from __future__ import annotations

import asyncio
import json
import sys

from bot.nlu import no_tensorflow, quiet


def main() -> None:
    no_tensorflow.install()
    quiet.install()
    from rasa.core.agent import Agent

    agent = Agent.load(sys.argv[1])

    async def read_all() -> None:
        for line in sys.stdin:
            if line.strip():
                parsed = await agent.parse_message(line.strip())
                sys.stdout.write(json.dumps(parsed, ensure_ascii=False) + "\n")

    asyncio.run(read_all())


if __name__ == "__main__":
    main()
