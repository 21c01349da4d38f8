"""Serve one of the applications to be measured: ``python -m bench.serve floor|register PORT URL [HOME]``."""

import logging
import sys
from pathlib import Path

from waitress import serve


def main(kind: str, port: str, url: str, home: str = "") -> None:
    """Serve until told to stop."""
    if kind == "floor":
        from bench.floor import create_app as floor  # noqa: PLC0415 -- only what is measured is loaded

        app = floor(url)
    else:
        from register.app import create_app  # noqa: PLC0415 -- as above
        from register.settings import Settings  # noqa: PLC0415 -- as above
        from register.wiring import wire  # noqa: PLC0415 -- as above

        secret = "a secret for benchmarks, long enough to be one"  # noqa: S105 -- of a throw-away register
        settings = Settings(home=Path(home), database_url=url, secret_key=secret)
        app = create_app(wire(settings))
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    serve(app, host="127.0.0.1", port=int(port), threads=16, _quiet=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
