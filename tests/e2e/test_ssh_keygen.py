"""OpenSSH's ssh-keygen: keys, public halves and signatures, without ever a prompt."""

import os
import subprocess
from pathlib import Path

import pytest

from muster.git.ssh_keygen import check_signature, make_key, program, public_key
from muster.model.error import SurroundingsError
from muster.model.key import fingerprint


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A private key without passphrase, its public half beside it."""
    make_key(tmp_path / "key", "a comment")
    return tmp_path / "key"


def _sign(key: Path, payload: bytes, namespace: str = "git") -> bytes:
    return subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(key)], input=payload,
        capture_output=True, check=True,
    ).stdout  # fmt: skip


def _unusable(path: Path) -> SurroundingsError:
    with pytest.raises(SurroundingsError) as caught:
        public_key(path)
    assert caught.value.code == "unusable-key"
    assert str(path) in caught.value.message
    assert caught.value.commands
    return caught.value


def _with_passphrase(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", path], check=True)
    return path


def test_the_program_is_not_taken_from_the_path_where_the_system_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "ssh-keygen"
    other.write_text("#!/bin/sh\nexit 0\n")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    program.cache_clear()
    assert program() != str(other)
    assert Path(program()).is_absolute()


def test_a_new_key_is_private_and_its_public_half_is_read_from_either_file(key: Path) -> None:
    assert key.stat().st_mode & 0o777 == 0o600
    kind, blob = key.with_name("key.pub").read_text().split()[:2]
    assert public_key(key) == public_key(key.with_name("key.pub")) == f"{kind} {blob}"
    assert kind == "ssh-ed25519"


def test_a_key_that_is_there_is_not_overwritten(key: Path) -> None:
    before = key.read_bytes()
    with pytest.raises(SurroundingsError) as caught:
        make_key(key, "again")
    assert caught.value.code == "key-exists"
    assert key.read_bytes() == before


def test_a_key_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError) as caught:
        make_key(tmp_path / "nowhere" / "key", "x")
    assert caught.value.code == "key-not-made"
    assert "No such file" in caught.value.message


def test_a_lost_or_truncated_public_half_is_told_by_the_private_one(key: Path) -> None:
    public = key.with_name("key.pub")
    whole = public_key(public)
    public.write_text(public.read_text()[:40])
    assert public_key(key) == whole
    public.unlink()
    assert public_key(key) == whole


def test_a_passphrase_is_not_asked_for(tmp_path: Path) -> None:
    key = _with_passphrase(tmp_path / "my key")
    whole = public_key(key)
    (tmp_path / "my key.pub").unlink()
    error = _unusable(key)
    assert "passphrase" in error.message
    assert error.commands == (f"ssh-keygen -y -f '{key}' > '{key}.pub'",)
    assert whole.startswith("ssh-ed25519 ")


def test_a_private_key_that_others_can_read_is_told_with_the_remedy(key: Path) -> None:
    key.with_name("key.pub").unlink()
    key.chmod(0o644)
    assert _unusable(key).commands == (f"chmod 600 {key}",)


def test_what_is_no_key_is_told_and_nothing_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no key\n")
    (tmp_path / "cut.pub").write_text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkB\n")
    (tmp_path / "other.pub").write_text("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAAQ==\n")
    (tmp_path / "large").write_bytes(b"# a\n" * 20_000)
    os.mkfifo(tmp_path / "pipe")
    for name in ("text", "cut.pub", "other.pub", "large", "pipe", "nowhere", "."):
        _unusable(tmp_path / name)


def test_a_signature_names_its_key(key: Path) -> None:
    assert check_signature(b"payload", _sign(key, b"payload")) == fingerprint(public_key(key))
    large = b"x" * 3_000_000
    assert check_signature(large, _sign(key, large)) == fingerprint(public_key(key))


def test_a_tampered_payload_or_another_namespace_is_not_signed(key: Path) -> None:
    assert check_signature(b"payloae", _sign(key, b"payload")) is None
    assert check_signature(b"payload", _sign(key, b"payload", "file")) is None


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"junk",
        b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n",
        b"-----BEGIN SSH SIGNATURE-----\n%\n-----END SSH SIGNATURE-----\n",
        b"x" * 100_000,
    ],
)
def test_what_is_no_signature_is_none(signature: bytes) -> None:
    assert check_signature(b"payload", signature) is None


def test_a_signature_leaves_no_file_and_asks_no_agent(
    key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "temporary"
    own.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(own))
    monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
    assert check_signature(b"payload", _sign(key, b"payload"))
    assert check_signature(b"other", _sign(key, b"payload")) is None
    assert list(own.iterdir()) == []


def test_without_a_place_for_the_signature_it_is_an_error_and_not_unsigned(
    key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signature = _sign(key, b"payload")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(SurroundingsError) as caught:
        check_signature(b"payload", signature)
    assert caught.value.code == "no-temporary-file"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user without a name")
def test_a_user_without_a_name_is_an_error_and_not_unsigned(key: Path) -> None:
    signature = _sign(key, b"payload")
    child = os.fork()
    if not child:
        try:
            os.setuid(54_321)
            check_signature(b"payload", signature)
        except SurroundingsError as error:
            os._exit(7 if error.code == "ssh-keygen-failed" else 8)
        finally:
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
