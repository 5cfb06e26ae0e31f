#!/bin/sh
# Make .venv with everything that the Makefile needs; says in one line what is missing.
set -eu
cd "$(dirname "$0")/.."

refuse() {
    printf 'muster: %s\n' "$1" >&2
    exit 1
}

python=
for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
[ -n "$python" ] || refuse "Python 3.11 or newer is needed; ${PYTHON:-python3} is: $("${PYTHON:-python3}" --version 2>/dev/null || echo missing). Name one with: make demo PYTHON=/path/to/python3"

command -v git >/dev/null 2>&1 || refuse "git 2.38 or newer is needed; there is none on PATH."
git=$(git version | sed 's/[^0-9]*\([0-9]*\.[0-9]*\).*/\1/')
[ "${git%.*}" -gt 2 ] || { [ "${git%.*}" -eq 2 ] && [ "${git#*.}" -ge 38 ]; } ||
    refuse "git 2.38 or newer is needed; this is git $git."
command -v ssh-keygen >/dev/null 2>&1 ||
    refuse "OpenSSH's client (ssh-keygen) is needed; there is none on PATH."

stamp=.venv/ready
wanted=$("$python" --version)$(cat pyproject.toml constraints.txt tools/setup.sh | git hash-object --stdin)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    exit 0
fi
echo "Setting up .venv (once; downloads about 90 MB) …" >&2
rm -rf .venv
"$python" -m venv .venv 2>/dev/null ||
    refuse "$python can't make virtual environments; on Debian: apt-get install python3-venv"
.venv/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes \
    --requirement constraints.txt ||
    refuse "pip could not install what constraints.txt names; see above."
.venv/bin/python -m pip --quiet --disable-pip-version-check install --no-deps \
    --no-build-isolation --editable . || refuse "pip could not install muster; see above."
printf '%s\n' "$wanted" >"$stamp"
