"""The hooks of the stand-in's repositories: ask it whether a push may come, tell it that it came.

GitHub knows who pushes by their credentials. Over a local folder there are none, so the stand-in
takes ``FORGE_LOGIN`` of the environment for it; ``Forge.env`` sets it. This is the stand-in's way.

Run with ``-I -S``: it must start fast and needs nothing but the standard library.
"""

import http.client
import json
import os
import socket
import sys


def main(kind: str, path: str) -> int:
    told = {
        "kind": kind,
        "login": os.environ.get("FORGE_LOGIN", ""),
        "repository": os.path.realpath("."),
        "updates": [line.split(" ", 2) for line in sys.stdin.read().splitlines()],
    }
    connection = http.client.HTTPConnection("stand-in")
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(path)
    connection.request("POST", "/_stand-in/pushed", json.dumps(told))
    answer = connection.getresponse()
    said = answer.read().decode()
    if said:
        print(said, file=sys.stderr)
    return 0 if answer.status == 204 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
