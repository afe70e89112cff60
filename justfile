# Commands for contributors. `just` lists them; everybody else needs ./run and ./test only.

python := justfile_directory() / ".venv/bin/python"
zhifang := python + " -m zhifang"

_default:
    @just --list

# everything the build runs; changes nothing and reports every failure
check:
    ./test

# formats and mends what can be mended without thinking
fix:
    "{{ python }}" -m ruff check --fix .
    "{{ python }}" -m ruff format .

# unit and spec tests, on DuckDB, under a minute
test *arguments:
    "{{ python }}" -m pytest tests/unit tests/spec {{ arguments }}

# the spec cases of one rule, e.g. just spec HEX-02
spec rule="":
    "{{ python }}" -m pytest tests/spec -k "{{ rule }}"

# generative tests, longer than usual
fuzz:
    "{{ python }}" -m pytest tests/generative

# sets up and serves the pages
serve:
    ./run

# a synthetic district into a folder
seed out="out/demo" *arguments:
    {{ zhifang }} demo --out "{{ out }}" {{ arguments }}

# why an obligation is as it is
why obligation:
    {{ zhifang }} why "{{ obligation }}"

# what is running and what is wrong
doctor:
    {{ zhifang }} doctor

# a benchmark, e.g. just bench district.fill /tmp/district; benchmarks/RESULTS.md holds the results
bench name *arguments:
    "{{ python }}" -m "benchmarks.{{ name }}" {{ arguments }}

# the spec cases as pages, e.g. just docs out/reference
docs out="out/reference":
    "{{ python }}" -m tests.support.render_cases "{{ out }}"

# flips each comparison of the rules and looks whether a case notices; takes minutes
mutate *files:
    "{{ python }}" -m tests.support.mutate {{ files }}
