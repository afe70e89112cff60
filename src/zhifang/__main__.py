"""``python -m zhifang``: the command line, also from a checkout whose path has a space."""

from __future__ import annotations

import sys

from zhifang.commands.main import main

sys.exit(main())
