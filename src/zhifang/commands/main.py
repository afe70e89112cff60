"""The entry point ``zhifang``: finds the verb, starts what it needs, and says errors once."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

from zhifang.core.errors import UserError

SETTINGS = "zhifang.installation.settings"
_LANGUAGES = {"zh": "zh-hans", "en": "en"}


def language(arguments: list[str]) -> str:
    """``zh`` or ``en``: the option ``--lang`` wherever it stands, else ``ZHIFANG_LANG``."""
    for number, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            found = argument.removeprefix("--lang=")
        elif argument == "--lang" and number + 1 < len(arguments):
            found = arguments[number + 1]
        else:
            continue
        return found if found in _LANGUAGES else "zh"
    return "en" if os.environ.get("ZHIFANG_LANG", "").startswith("en") else "zh"


def verbs() -> dict[str, str]:
    """Every verb as it is typed, and the module of its command."""
    folder = Path(__file__).parent / "management" / "commands"
    names = (path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))
    return {name.replace("_", "-"): name for name in sorted(names)}


def main(arguments: list[str] | None = None) -> int:
    """Runs ``zhifang`` with the given arguments (default: the process's) and returns the exit code.

    0: done; 1: done, but not what was asked (a check found faults); 2: an error said in one
    sentence; 130: interrupted; 141: the reader of our output went away.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = language(given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        return _run(given, lang)
    except UserError as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # What is still buffered has no reader; the interpreter must not try again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        print(_of_the_system(error).text(lang), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("已中断。" if lang == "zh" else "Interrupted.", file=sys.stderr)
        return 130


def _of_the_system(error: OSError) -> UserError:
    """What the operating system refused, as a sentence: a file, a disk that is full …"""
    place = f"{error.filename}" if error.filename else ""
    return UserError(
        f"系统拒绝了操作（{error.strerror or error}）；请检查权限、路径和磁盘空间。",
        f"The system refused ({error.strerror or error}); check permissions, path and disk space.",
        where=place,
    )


def _run(given: list[str], lang: str) -> int:
    from django.core.management.base import CommandError
    from django.db import InterfaceError, OperationalError
    from django.utils import translation

    from zhifang.commands import argparse_words
    from zhifang.installation import prepare, translations

    translations.compile_if_needed()
    argparse_words.speak(lang)
    django.setup()
    translation.activate(_LANGUAGES[lang])
    while given[:1] == ["--lang"] or (given and given[0].startswith("--lang=")):
        given = given[2:] if given[0] == "--lang" else given[1:]
    if not given or given[0] in {"-h", "--help", "help"}:
        _print_verbs()
        return 0
    verb, rest = given[0], given[1:]
    if verb not in verbs():
        return _run_of_django(verb, rest)
    command = _load(verb)
    try:
        options = vars(command.create_parser("zhifang", verb).parse_args(rest))
        options["lang"] = lang
        if command.needs_database:
            prepare()
        command.execute(*options.pop("args", ()), **options)
    except CommandError as error:
        sentence = str(error).removeprefix("Error: ").rstrip(".")
        raise UserError(
            f"命令写法不对（{sentence}）；请看 zhifang {verb} --help。",
            f"The command is malformed ({sentence}); see zhifang {verb} --help.",
        ) from error
    except (OperationalError, InterfaceError) as error:
        sentence = " ".join(str(error).split())
        raise UserError(
            f"数据库没有完成操作：{sentence}；请运行 zhifang doctor。",
            f"The database did not do it: {sentence}; run zhifang doctor.",
        ) from error
    sys.stdout.flush()
    return command.exit_code


def _load(verb: str):  # type: ignore[no-untyped-def]
    from importlib import import_module

    return import_module(f"zhifang.commands.management.commands.{verbs()[verb]}").Command()


def _print_verbs() -> None:
    from django.utils.translation import gettext as _

    print(_("Usage: zhifang VERB [options]; zhifang VERB --help says more.") + "\n")
    for verb in verbs():
        print(f"  {verb:<12} {_load(verb).help}")
    sys.stdout.flush()


def _run_of_django(verb: str, rest: list[str]) -> int:
    """Commands of Django and its apps, for contributors (makemigrations, shell …)."""
    from django.core.management import get_commands, load_command_class

    from zhifang.installation import prepare

    if verb not in get_commands():
        raise UserError(
            f"没有 {verb} 这个命令；zhifang --help 列出全部。",
            f"There is no verb {verb}; zhifang --help lists them all.",
        )
    prepare()
    load_command_class(get_commands()[verb], verb).run_from_argv(["zhifang", verb, *rest])
    return 0
