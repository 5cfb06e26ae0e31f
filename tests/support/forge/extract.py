"""Make ``tests/data/github/api.json``: the part of GitHub's API description that tests need.

The source is npm's ``@octokit/openapi``, one pinned version, checked by its sha512. Another
operation comes in by a line of ``OPERATIONS`` and ``make github-api``. With ``--check`` nothing is
written: exit 1 where the file is not what would be made.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "@octokit/openapi@23.0.2"
SHA512 = "pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg=="
"""Of the package, as npm's ``dist.integrity`` has it."""
MEMBER = "package/generated/api.github.com.json"
TARGET = Path(__file__).parents[2] / "data/github/api.json"

REPO = "/repos/{owner}/{repo}"
OPERATIONS: dict[str, str] = {
    "/user": "get",
    "/users/{username}": "get",
    REPO: "get patch",
    f"{REPO}/actions/permissions": "get put",
    f"{REPO}/actions/permissions/fork-pr-contributor-approval": "get put",
    f"{REPO}/actions/permissions/workflow": "get put",
    f"{REPO}/actions/workflows": "get",
    f"{REPO}/branches/{{branch}}/protection": "get",
    f"{REPO}/codeowners/errors": "get",
    f"{REPO}/collaborators": "get",
    f"{REPO}/collaborators/{{username}}/permission": "get",
    f"{REPO}/commits/{{commit_sha}}/pulls": "get",
    f"{REPO}/commits/{{ref}}": "get",
    f"{REPO}/commits/{{ref}}/check-runs": "get",
    f"{REPO}/commits/{{ref}}/status": "get",
    f"{REPO}/commits/{{ref}}/statuses": "get",
    f"{REPO}/environments/{{environment_name}}": "get",
    f"{REPO}/forks": "get post",
    f"{REPO}/git/ref/{{ref}}": "get",
    f"{REPO}/issues/comments/{{comment_id}}": "patch delete",
    f"{REPO}/issues/{{issue_number}}/comments": "get post",
    f"{REPO}/keys": "get post",
    f"{REPO}/pulls": "get post",
    f"{REPO}/pulls/{{pull_number}}": "get patch",
    f"{REPO}/pulls/{{pull_number}}/commits": "get",
    f"{REPO}/pulls/{{pull_number}}/reviews": "get",
    f"{REPO}/rules/branches/{{branch}}": "get",
    f"{REPO}/rulesets": "get post",
    f"{REPO}/rulesets/{{ruleset_id}}": "get put",
    f"{REPO}/statuses/{{sha}}": "post",
}
"""Path of the description → its methods."""

_NAMED = {"properties", "patternProperties", "schemas", "parameters", "responses", "headers"}
"""Keys whose value is a map from names, where no name is a keyword."""
_PROSE = {
    "callbacks", "description", "example", "examples", "externalDocs", "links", "summary", "tags",
    "title",
}  # fmt: skip
_AS_IT_IS = {"enum", "default", "required"}


def main(arguments: list[str]) -> int:
    """Write the extract, or compare it; the exit code."""
    made = extract(downloaded())
    if "--check" not in arguments:
        TARGET.write_bytes(made)
        return 0
    if TARGET.read_bytes() == made:
        return 0
    print(f"{TARGET} is not what make github-api makes of {PACKAGE}", file=sys.stderr)
    return 1


def downloaded() -> dict[str, Any]:
    """The whole description."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is missing; on Debian: apt-get install npm. Then again: make github-api")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--ignore-scripts", PACKAGE]
        if subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL).returncode:
            sys.exit(f"npm could not download {PACKAGE}; see above. Then again: make github-api")
        (packed,) = Path(folder).glob("*.tgz")
        found = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        if found != SHA512:
            sys.exit(f"{PACKAGE} is not the package that was pinned: sha512-{found}")
        with tarfile.open(packed) as package:
            member = package.extractfile(MEMBER)
            assert member is not None
            return dict(json.load(member))


def extract(whole: dict[str, Any]) -> bytes:
    """The operations and the components that they reach, sorted, without prose."""
    paths = {
        path: {
            key: _bare(whole["paths"][path][key], "")
            for key in (*methods.split(), "parameters")
            if key != "parameters" or key in whole["paths"][path]
        }
        for path, methods in OPERATIONS.items()
    }
    components: dict[str, dict[str, Any]] = {}
    waiting = _references(paths)
    while waiting:
        _, _, group, name = waiting.pop().split("/")
        if name not in components.setdefault(group, {}):
            components[group][name] = _bare(whole["components"][group], group)[name]
            waiting |= _references(components[group][name])
    info = {"title": f"An extract of {PACKAGE}", "version": whole["info"]["version"]}
    described = {
        "openapi": whole["openapi"],
        "info": {**info, "license": whole["info"]["license"]},
        "servers": [{"url": "https://api.github.com"}],
        "paths": paths,
        "components": components,
    }
    return (json.dumps(described, indent=1, sort_keys=True) + "\n").encode()


def _bare(value: Any, key: str) -> Any:
    """A part without prose and vendors' own keys, ``key`` being where it stands."""
    if isinstance(value, list):
        return [_bare(item, "") for item in value]
    if not isinstance(value, dict) or key in _AS_IT_IS:
        return value
    if key in _NAMED:
        inner = "response" if key == "responses" else ""
        return {name: _bare(item, inner) for name, item in value.items()}
    if key == "content":
        return {name: _bare(item, "") for name, item in value.items() if name == "application/json"}
    kept = {
        name: _bare(item, name)
        for name, item in value.items()
        if name not in _PROSE and not name.startswith("x-")
    }
    if key == "response" and "$ref" not in kept:
        kept["description"] = ""  # which must be there
    return kept


def _references(value: Any) -> set[str]:
    """All ``$ref`` below a value."""
    if isinstance(value, list):
        return set().union(*(_references(item) for item in value))
    if not isinstance(value, dict):
        return set()
    own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
    return own.union(*(_references(item) for item in value.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
