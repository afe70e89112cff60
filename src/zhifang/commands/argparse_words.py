"""The words of argparse itself (usage, headings, errors) in the language of the output.

argparse asks the standard gettext, whose domain and language are the process's; it is given our
catalogue, where ``locale/fragments/argparse.po`` holds its texts.
"""

from __future__ import annotations

import gettext
import os

from zhifang.installation import translations


def speak(lang: str) -> None:
    """Lets argparse speak ``zh`` or ``en`` (its own texts) for the rest of the process."""
    gettext.bindtextdomain("django", str(translations.folder()))
    gettext.textdomain("django")
    os.environ["LANGUAGE"] = "zh_Hans" if lang == "zh" else "C"
