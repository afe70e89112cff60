"""``python -m tests.support.loading DATABASE FILE…``: loads files in a process one may kill."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path


def main() -> None:
    """Loads the files into a database of the running test server; prints ``loading`` first."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhifang.installation.settings"
    import django

    django.setup()
    from zhifang.exchange.intake import submit
    from zhifang.exchange.received import SentFile
    from zhifang.exchange.senders import Sender
    from zhifang.installation import keys
    from zhifang.installation.connections import reach, repoint
    from zhifang.installation.folders import data_folder
    from zhifang.installation.supervisor import ensure_running

    server = ensure_running(data_folder(), durable=False)
    repoint(reach(server, keys.load(), sys.argv[1]))
    files = [SentFile(Path(name).name, Path(name).read_bytes()) for name in sys.argv[2:]]
    print("loading", flush=True)
    summary = submit(files, actor="test", sender=Sender.operator(), received_on=date(2021, 1, 15))
    print("changed", summary.changed, flush=True)


if __name__ == "__main__":
    main()
