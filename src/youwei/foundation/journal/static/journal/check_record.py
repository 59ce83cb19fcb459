"""Checks proofs of the public record of a Youwei installation. One file, standard library only;
the signature is checked with the package `cryptography` where it is installed, else with OpenSSL.

    python check_record.py proof.json                        an entry is in the record
    python check_record.py --kept checkpoint.txt growth.json nothing was removed since that head
    python check_record.py --key KEY …                       and the head is signed by this key

The tree is that of RFC 6962, section 2.1, and RFC 9162, section 2.1. A fingerprint is the SHA-256
digest of an entry; its leaf is SHA-256(0x00 || fingerprint), a node SHA-256(0x01 || left || right).
Where the head has a line "hash sm3", SM3 stands for SHA-256 in all of that; OpenSSL has it.
A head is a signed note: name of the log, number of entries, root in base64, the time, a blank
line, and a line with the signature over everything before the blank line.
"""

import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ED25519_DER = bytes.fromhex("302a300506032b6570032100")


class Wrong(Exception):
    """Something does not hold."""


class Tree:
    """The hash of leaves and nodes, as the signed head names it."""

    def __init__(self, body: str) -> None:
        named = [line[5:] for line in body.split("\n")[3:] if line.startswith("hash ")]
        self.algorithm = named[0] if named else "sha256"
        if self.algorithm not in {"sha256", "sm3"} or len(named) > 1:
            raise Wrong(f"the head names a hash that is not known: {self.algorithm}")
        if self.algorithm not in hashlib.algorithms_available:
            raise Wrong(f"this Python knows no {self.algorithm}; try one with a full OpenSSL")

    def leaf(self, fingerprint: str) -> bytes:
        return hashlib.new(self.algorithm, b"\0" + bytes.fromhex(fingerprint)).digest()

    def node(self, left: bytes, right: bytes) -> bytes:
        return hashlib.new(self.algorithm, b"\1" + left + right).digest()


def root_from_inclusion(tree: Tree, leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        raise Wrong("the entry lies outside the tree")
    here, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise Wrong("the proof is too long")
        if here & 1 or here == last:
            found = tree.node(step, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = tree.node(found, step)
        here, last = here >> 1, last >> 1
    if last:
        raise Wrong("the proof is too short")
    return found


def check_growth(
    tree: Tree, first: int, second: int, old_root: bytes, new_root: bytes, path: list[bytes]
) -> None:
    """RFC 9162, 2.1.4.2."""
    if first == second and not path and old_root == new_root:
        return
    if not 0 < first < second or not path:
        raise Wrong("the heads do not follow each other")
    steps = [old_root, *path] if first & (first - 1) == 0 else list(path)
    here, last = first - 1, second - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise Wrong("the proof is too long")
        if here & 1 or here == last:
            old, new = tree.node(step, old), tree.node(step, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = tree.node(new, step)
        here, last = here >> 1, last >> 1
    if last or old != old_root or new != new_root:
        raise Wrong(
            "the later head does not contain the earlier one: entries were changed or removed"
        )


def read_head(text: str) -> tuple[str, int, bytes, str, bytes]:
    """Name, number of entries, root, what was signed, key id with signature."""
    body, _, signed = text.partition("\n\n")
    lines = body.split("\n")
    return (
        lines[0],
        int(lines[1]),
        base64.b64decode(lines[2]),
        body + "\n",
        base64.b64decode(signed.split()[2]),
    )


def check_signature(text: str, key: str) -> None:
    name, _, _, body, signed = read_head(text)
    key_name, key_id, encoded = key.split("+", 2)
    public = base64.b64decode(encoded)[1:]
    if key_name != name or signed[:4].hex() != key_id:
        raise Wrong("the head is signed by another key")
    expected = hashlib.sha256(name.encode() + b"\n\1" + public).digest()[:4]
    if expected != signed[:4] or not is_signed(public, signed[4:], body.encode()):
        raise Wrong("the signature of the head is not good")


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return is_signed_by_openssl(public, signature, message)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def is_signed_by_openssl(public: bytes, signature: bytes, message: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder, name) for name in ("key.der", "signature", "message")]
        for place, content in zip(places, (ED25519_DER + public, signature, message), strict=True):
            place.write_bytes(content)
        key, sig, text = map(str, places)
        words = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key]
        words += ["-rawin", "-in", text, "-sigfile", sig]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0  # noqa: S603


def check(proof: Any, kept: str, key: str) -> str:
    _, size, root, body, _ = read_head(proof["checkpoint"])
    tree = Tree(body)
    check_signature(proof["checkpoint"], key or proof["key"])
    path = [base64.b64decode(step) for step in proof["path"]]
    if proof["type"] == "inclusion":
        leaf = tree.leaf(proof["fingerprint"])
        if root_from_inclusion(tree, leaf, proof["index"], size, path) != root:
            raise Wrong("the entry is not in the tree of this head")
        return f"The entry is number {proof['index'] + 1} of {size}; the head is signed."
    _, first, old_root, old_body, _ = read_head(kept or proof["from"])
    if Tree(old_body).algorithm != tree.algorithm:
        raise Wrong("the heads are of two hashes, so that neither follows from the other")
    check_growth(tree, first, size, old_root, root, path)
    return f"All {first} entries of the earlier head are among the {size} of the later one."


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks proofs of the public record.")
    parser.add_argument("proof", type=Path, help="proof.json or growth.json")
    parser.add_argument("--kept", type=Path, help="a signed head that you kept yourself")
    parser.add_argument("--key", default="", help="the public key, as you learned it elsewhere")
    given = parser.parse_args()
    kept = given.kept.read_text(encoding="utf-8") if given.kept else ""
    try:
        print(check(json.loads(given.proof.read_text(encoding="utf-8")), kept, given.key))
    except (Wrong, ValueError, KeyError, IndexError) as error:
        print(f"NOT GOOD: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
