#!/bin/sh
# Install muster for a workflow. Usage: sh install.sh BARE TARGET
#
# BARE is a bare repository whose refs/heads/main is the registry's, TARGET a folder to make. After
# it TARGET/muster starts the command. Nothing but main, this folder and what requirements.txt
# names by hash comes in. PIP_NO_INDEX and PIP_FIND_LINKS let it work without a network.
set -eu

refuse() {
    printf 'muster: %s\n' "$1" >&2
    exit 3
}

[ $# -eq 2 ] || refuse "Usage: sh install.sh BARE TARGET"
bare=$(cd "$1" && pwd)
mkdir -p "$2"
target=$(cd "$2" && pwd)
cd "$(dirname "$0")" # requirements.txt names a wheel by its place beside it

# -I: no PYTHON* variable, user's site or working directory takes part.
python3 -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    refuse "Python 3.11 or newer is needed; python3 is: $(python3 --version 2>&1 || echo missing)"
python=$(python3 -I -c 'import sys; print(sys.executable)')

# --target is exempt from PEP 668, so a system's own Python will do.
"$python" -I -m pip --quiet --disable-pip-version-check --no-input install --root-user-action=ignore \
    --target "$target/lib" --no-deps --only-binary :all: --require-hashes --no-compile \
    --requirement requirements.txt ||
    refuse "pip could not install what requirements.txt names; see above."

# A registry made by muster init has muster as a wheel here, listed in requirements.txt. Muster's own
# repository has none: there muster is what main has.
set -- muster_registry-*.whl
if [ ! -e "$1" ]; then
    mkdir -p "$target/src"
    git --git-dir="$bare" archive --output="$target/src.tar" refs/heads/main tools/muster schema AGENTS.md ||
        refuse "There is no muster: no wheel beside requirements.txt, and no tools/muster on main."
    tar -x -f "$target/src.tar" -C "$target/src"
elif [ ! -e "$target/lib/muster" ]; then
    refuse "requirements.txt does not list $1 with its hash."
fi

cat >"$target/start.py" <<'EOF'
"""Start muster from the folders beside this file."""
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path[:0] = [str(here / "src" / "tools"), str(here / "lib")]

from muster.cli.main import main

main()
EOF
printf '%s\n' "$python" >"$target/python"
cat >"$target/muster" <<'EOF'
#!/bin/sh
here=$(dirname "$0")
exec "$(cat "$here/python")" -I "$here/start.py" "$@"
EOF
chmod +x "$target/muster"
