"""`serve` in a process of its own, for tests that stop and kill it: tells on its output when it serves."""

import logging
import sys
from pathlib import Path

from service import serve
from service.settings import Settings


def main() -> None:
    """Serve a test's application: parent.py APPLICATION DATA PORT WORKERS."""
    application, data, port, workers = sys.argv[1:]
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    settings = Settings.from_environment().having(data=Path(data), port=int(port), workers=int(workers))

    def tell(address: str) -> None:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()

    sys.exit(serve.run(settings, application=application, on_ready=tell))


if __name__ == "__main__":
    main()
