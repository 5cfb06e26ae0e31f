"""Keys as records hold them: one spelling for each, and the fingerprint that ssh-keygen shows."""

import subprocess
from base64 import b64encode
from pathlib import Path

import pytest

from muster.model.key import canonical_key, fingerprint, fingerprint_of
from rules.cases import APPROVER, KEY_A, KEY_B, own_key

HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61
NO_KEYS = (
    "",
    " ",
    "mine",
    "ssh-ed25519",
    "ssh-ed25519 ",
    "ssh-ed25519 AAA",
    "ssh-ed25519 AAAA!",
    "ssh-ed25519 AA\nAA",
    "ssh-ed25519 AAAA AAAA",
    "ssh-ed25519 schlüssel",
    f"{HARDWARE}Q",
    f"{KEY_A} ann@example.invalid",
)


@pytest.mark.parametrize("key", [KEY_A, APPROVER, own_key(7, "alpha"), HARDWARE + "Q=="])
def test_a_key_in_its_one_spelling_stays_as_it_is(key: str) -> None:
    assert canonical_key(key) == key


@pytest.mark.parametrize("end", ["R==", "S==", "f=="])
def test_spare_bits_make_no_other_key(end: str) -> None:
    assert canonical_key(HARDWARE + end) == HARDWARE + "Q=="
    assert fingerprint(HARDWARE + end) == fingerprint(HARDWARE + "Q==")


@pytest.mark.parametrize("other", [HARDWARE + "g==", HARDWARE.replace("sk-", "", 1) + "Q=="])
def test_bits_that_count_and_kinds_make_other_keys(other: str) -> None:
    assert canonical_key(other) != canonical_key(HARDWARE + "Q==")


@pytest.mark.parametrize("text", NO_KEYS)
def test_what_is_no_key_stays_as_it_is_and_has_no_fingerprint(text: str) -> None:
    assert canonical_key(text) in (text, f"{text} ")
    assert fingerprint(text) == ""


def test_what_is_no_key_equals_no_signer() -> None:
    signers = {KEY_A, APPROVER, HARDWARE + "Q=="}
    assert signers.isdisjoint(map(canonical_key, NO_KEYS))


def test_keys_of_numbers_and_holders_are_apart() -> None:
    keys = [own_key(n, holder) for n in range(1, 13) for holder in ("alpha", "beta")]
    assert len({*keys, KEY_A, KEY_B, APPROVER}) == 27
    assert own_key(7, "Alpha") == own_key(7, "alpha")


def test_a_fingerprint_is_as_ssh_keygen_shows_it(tmp_path: Path) -> None:
    file = tmp_path / "key.pub"
    file.write_text(f"{KEY_A}\n", encoding="ascii")
    told = subprocess.run(
        ["ssh-keygen", "-l", "-f", str(file)],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert told.stdout.split()[1] == fingerprint(KEY_A)


def test_a_fingerprint_is_of_the_blob() -> None:
    assert fingerprint(f"ssh-ed25519 {b64encode(b'abc').decode()}") == fingerprint_of(b"abc")
    assert fingerprint_of(b"abc") == "SHA256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0"
    assert fingerprint(KEY_A) != fingerprint(KEY_B)
