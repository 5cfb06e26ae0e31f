"""Changes of our workflow files, each of which breaks the policy in its own way."""

from __future__ import annotations

CHECKOUT = "actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3"
FETCH = "      - name: Fetch main into a bare repository\n"
JUDGE = '          if [ -n "$PULL" ]; then'
POST = '          "$RUNNER_TEMP/muster/muster" github post'
MAIN = "+refs/heads/main:refs/heads/main"
KEY = "${{ secrets.MUSTER_APP_KEY }}"


def _before(line: str, *new: str) -> tuple[str, str]:
    return line, "".join(f"{one}\n" for one in new) + line


MUTANTS = {
    # It takes a pull request's files.
    "checks out": ("muster", *_before(FETCH, f"      - uses: {CHECKOUT}"), "uses actions/checkout"),
    "checks out the head": (
        "muster",
        *_before(
            FETCH,
            f"      - uses: {CHECKOUT}",
            "        with: {ref: '${{ github.event.pull_request.head.sha }}',"
            " persist-credentials: false}",
        ),
        "asks GitHub for github.event.pull_request.head.sha",
    ),
    "checks out main": (
        "muster-page",
        *_before(FETCH, f"      - uses: {CHECKOUT}", "        with: {persist-credentials: false}"),
        "uses actions/checkout",
    ),
    "fetches the head as main": (
        "muster", MAIN, '"+refs/pull/$PULL/head:refs/heads/main"', "runs git -C $registry fetch",
    ),
    "checks the pull request out by git": (
        "muster",
        *_before(
            JUDGE,
            '          git fetch "$RUNNER_TEMP/registry.git" "refs/pull/$PULL/head"',
            "          git checkout FETCH_HEAD",
        ),
        "runs git checkout FETCH_HEAD",
    ),
    "checks the pull request out by gh": (
        "muster", *_before(JUDGE, '          gh pr checkout "$PULL"'), "runs gh pr checkout",
    ),
    "makes a worktree": (
        "muster", *_before(JUDGE, '          git -C "$RUNNER_TEMP/registry.git" worktree add x'),
        "worktree add",
    ),
    "merges": (
        "muster", *_before(JUDGE, '          git -C "$RUNNER_TEMP/registry.git" merge pull'),
        "merge pull",
    ),
    "unpacks the head": (
        "muster", "archive refs/heads/main", "archive refs/pull/7/head", "archive refs/pull/7/head",
    ),
    "unpacks the group": (
        "muster-queue", "archive refs/heads/main", 'archive "$HEAD_SHA"', "archive $HEAD_SHA",
    ),
    "installs what the group has": (
        "muster-queue", MAIN, '"+$HEAD_SHA:refs/heads/main"', "runs git -C $registry fetch",
    ),
    "installs from the head": (
        "muster",
        'sh "$RUNNER_TEMP/.github/muster/install.sh"',
        'sh "$GITHUB_WORKSPACE/.github/muster/install.sh"',
        "runs sh $GITHUB_WORKSPACE",
    ),
    "fetches by a branch's name": (
        "muster", MAIN, '"+refs/heads/$GITHUB_HEAD_REF:refs/heads/main"', "$GITHUB_HEAD_REF",
    ),
    # It runs something else.
    "runs make": ("muster", *_before(JUDGE, "          make check"), "runs make check"),
    "runs a second command on the line": (
        "muster", "else set -- --all; fi", "else set -- --all#; make; fi", "runs make",
    ),
    "runs what is printed": (
        "muster", 'github judge --repo "$RUNNER_TEMP/registry.git"',
        'github judge --repo "$(cat path)"', "runs what a command printed",
    ),
    "writes a file": (
        "muster", *_before(JUDGE, '          echo "x" >>"$GITHUB_ENV"'), "runs >> $GITHUB_ENV",
    ),
    "installs with pip": (
        "muster", *_before(JUDGE, "          pip install muster-registry"), "without hashes",
    ),
    "installs with pip in the tests": (
        "tests", "run: .ci/run", "run: python -m pip install pytest", "without hashes",
    ),
    "pipes a download into a shell": (
        "tests", "run: .ci/run", "run: curl -fsSL https://example.invalid/i | sh", "it downloads",
    ),
    "has a shell of its own": (
        "muster", "        id: judge\n", "        id: judge\n        shell: python {0}\n",
        "a step has shell",
    ),
    "takes another shell": (
        "muster", "bash --noprofile --norc -euo pipefail {0}", "python {0}", "shell is another one",
    ),
    "runs in a container": (
        "muster", *_before("    steps:\n", "    container: ghcr.io/someone/image"),
        "the job has container",
    ),
    "runs on a machine that is kept": (
        "muster", "runs-on: ubuntu-latest", "runs-on: self-hosted", "that GitHub throws away",
    ),
    "calls another workflow": (
        "muster", "\njobs:\n", "\njobs:\n  other:\n    uses: ./.github/workflows/other.yml\n",
        "./.github/workflows/other.yml is not pinned",
    ),
    # A stranger's text becomes code.
    "puts the title into a script": (
        "muster",
        *_before(JUDGE, '          echo "${{ github.event.pull_request.title }}"'),
        "an expression becomes part of a script",
    ),
    "puts the title into the environment": (
        "muster", "PULL: ${{ github.event.pull_request.number }}",
        "PULL: ${{ github.event.pull_request.title }}", "github.event.pull_request.title",
    ),
    "names a group by a branch": (
        "muster", "github.event.pull_request.number || 'all'", "github.head_ref || 'all'",
        "asks GitHub for github.head_ref",
    ),
    "puts a branch's name into the shell": (
        "muster", "-euo pipefail {0}", "-euo pipefail {0} ${{ github.head_ref }}", "every script",
    ),
    "asks by a made-up name": (
        "muster", "if: github.event_name != 'pull_request_target'",
        "if: github['head_ref'] != 'x'", "asks GitHub for",
    ),
    "hands everything over": (
        "muster", "PULL: ${{ github.event.pull_request.number }}",
        "PULL: ${{ toJSON(github.event) }}", "asks GitHub for github.event",
    ),
    "sets what git obeys": (
        "muster", 'GIT_TERMINAL_PROMPT: "0"', "GIT_SSH_COMMAND: id", "sets GIT_SSH_COMMAND",
    ),
    # A token has more than it needs, or is where it need not be.
    "drops the permissions": ("muster", "\npermissions: {}\n", "\n", "at the top are not {}"),
    "writes at the top": (
        "muster", "\npermissions: {}\n", "\npermissions: write-all\n", "at the top are not {}",
    ),
    "drops a job's permissions": (
        "tests", "    permissions:\n      contents: read # the checkout\n", "", "not listed",
    ),
    "lets the judge write": (
        "muster", "pull-requests: read # which", "statuses: write # which", "judge: is granted",
    ),
    "lets the post write main": (
        "muster", "contents: read # main, to install muster from it\n      statuses: write",
        "contents: write\n      statuses: write", "post: is granted",
    ),
    "judges where it writes": (
        "muster", POST,
        '          "$RUNNER_TEMP/muster/muster" github judge --repo "$RUNNER_TEMP/registry.git" '
        '--repository "$GITHUB_REPOSITORY" "$@" --outputs "$GITHUB_OUTPUT"\n' + POST,
        "post: runs $RUNNER_TEMP/muster/muster github judge",
    ),
    "reads the registry where it writes": (
        "muster",
        *_before(
            POST,
            '          "$RUNNER_TEMP/muster/muster" check --repo "$RUNNER_TEMP/registry.git" '
            "--ref refs/heads/main --format github",
        ),
        "post: runs $RUNNER_TEMP/muster/muster check",
    ),
    "makes the page where it writes": (
        "muster",
        *_before(
            POST,
            '          "$RUNNER_TEMP/muster/muster" page --repo "$RUNNER_TEMP/registry.git" '
            '--out "$RUNNER_TEMP/site"',
        ),
        "post: runs $RUNNER_TEMP/muster/muster page",
    ),
    "lets the page write to pull requests": (
        "muster-page", "pull-requests: read", "pull-requests: write", "page: is granted",
    ),
    "fetches more than main where the page is made": (
        "muster-page", "+refs/heads/main:refs/heads/main", "+refs/pull/*:refs/heads/*",
        "page: runs git -C $registry fetch",
    ),
    "fetches the group where it writes": (
        "muster-queue",
        *_before(
            POST,
            '          git -C "$RUNNER_TEMP/registry.git" fetch --quiet --no-tags origin '
            '"+$HEAD_SHA:refs/muster/group"',
        ),
        "post: runs git -C $RUNNER_TEMP/registry.git fetch",
    ),
    "posts where it judges": (
        "muster", *_before(JUDGE, POST + ' --repository "$GITHUB_REPOSITORY"'),
        "judge: runs $RUNNER_TEMP/muster/muster github post",
    ),
    "has a token for the whole job": (
        "muster", *_before("    steps:\n", "    env: {GH_TOKEN: '${{ github.token }}'}"),
        "the job has env",
    ),
    "has a token for the whole file": (
        "muster", "\njobs:\n", "\nenv: {GH_TOKEN: '${{ github.token }}'}\njobs:\n",
        "the file has env",
    ),
    "installs with a token": (
        "muster", "      - name: Install muster as main has it\n",
        "      - name: Install muster as main has it\n"
        "        env: {GH_TOKEN: '${{ github.token }}'}\n",
        "gives the installation a token",
    ),
    "shows a token": (
        "muster", "      - name: Judge main\n", "      - name: Judge ${{ github.token }}\n",
        "puts github.token somewhere else",
    ),
    "hands an action a token": (
        "muster-page", "          path: ", "          name: ${{ github.token }}\n          path: ",
        "puts github.token somewhere else",
    ),
    "gives the post the App's key": (
        "muster", "REPORT_1: ${{ needs.judge.outputs.report_1 }}", f"REPORT_1: {KEY}",
        "post: reads secrets.MUSTER_APP_KEY",
    ),
    "puts the App's key into the environment": (
        "muster", "        id: app\n", f"        id: app\n        env: {{APP: '{KEY}'}}\n",
        "post-as-app: reads secrets",
    ),
    "gives another action the App's key": (
        "muster-page", "          path: ", f"          name: {KEY}\n          path: ",
        "page: reads secrets",
    ),
    "takes the App's key outside its environment": (
        "muster", "    environment: muster\n", "", "post-as-app: reads secrets",
    ),
    "takes another secret": (
        "muster", "secrets.MUSTER_APP_KEY", "secrets.DEPLOY_KEY", "asks GitHub for secrets.DEPLOY",
    ),
    "takes a secret into the tests": (
        "tests", "run: .ci/run", f"env: {{KEY: '{KEY}'}}\n        run: .ci/run",
        "tests: is granted",
    ),
    "leaves the token in the checkout": (
        "tests", "persist-credentials: false", "persist-credentials: true", "in a file",
    ),
    # It trusts somebody else.
    "unpins an action": (
        "muster", "create-github-app-token@bcd2ba49218906704ab6c1aa796996da409d3eb1",
        "create-github-app-token@v3", "is not pinned",
    ),
    "pins by a short id": (
        "tests", "df4cb1c069e1874edd31b4311f1884172cec0e10", "df4cb1c", "is not pinned",
    ),
    "hides a version": (
        "muster-page", "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
        "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "does not say its version",
    ),
    "uses a stranger's action": (
        "muster", "actions/create-github-app-token@", "someone/create-github-app-token@",
        "uses someone/create-github-app-token",
    ),
    # It is started for strangers.
    "runs the tests for strangers": (
        "tests", "  pull_request:\n", "  pull_request_target:\n", "tests: uses actions/checkout",
    ),
    "runs the tests after another run": (
        "tests", "  pull_request:\n", "  workflow_run: {workflows: [muster]}\n",
        "tests: runs .ci/run",
    ),
    "runs the tests on a comment": (
        "tests", "  pull_request:\n", "  issue_comment:\n", "tests: runs .ci/run",
    ),
    "runs the tests in the merge queue": (
        "tests", "  pull_request:\n", "  merge_group:\n", "tests: runs .ci/run",
    ),
    "lets the tests write": (
        "tests", "contents: read # the checkout", "contents: write", "tests: runs .ci/run",
    ),
    "judges on every push": (
        "muster", "  push:\n    branches: [main]\n", "  push:\n", "push to another branch",
    ),
}  # fmt: skip
"""By what a mutant does: the file, a text of it, what stands there instead, and what is said."""
