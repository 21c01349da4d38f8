"""Check an exported audit trail, alone and offline: ``python3 verify.py [DIRECTORY or ZIP]``.

Needs Python 3.11 or later and nothing else: no network, no installed package, none of the register's own code.
Exit status: 0 everything checked holds, 1 something does not, 2 it could not be checked. Format: docs/verify.md.
"""

import argparse
import hashlib
import json
import re
import sys
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

FORMAT, MANIFEST, ENTRIES, PROOFS = "register/export/v1", "MANIFEST.json", "entries.jsonl", "proofs.jsonl"
NEEDED = {ENTRIES, PROOFS, "checkpoint", "key", "verify.py"}
LEAF, PROOF, NAMED = b"\x00register/entry/v1\n", b"register/proof/v1\n", re.compile(rb'"proof":"([0-9a-f]{64})"')
LINE = re.compile(rb'\{"leaf":(\d{1,16}),"hash":"([0-9a-f]{64})",(?:"proof":\[((?:"(?:[0-9a-f]{2})*",?)*)\],)?"entry":')
LINK = rb'("prev":(?:null|"[0-9a-f]{64}"),"seq":([1-9]\d{0,15}))'
TAIL = re.compile(b"," + LINK + rb',"subject":("[^"\\]{36}","subject_kind":"[^"\\]{1,100}")\}\}\n\Z')
TAIL_LENGTH, SHOWN, SIGNATURE_SIZE, KEY_SIZE, HASH_SIZE, FIRST = 330, 20, 64, 32, 32, b'"prev":null,"seq":1'
BROKEN = (OSError, EOFError, KeyError, TypeError, ValueError, AttributeError, zipfile.BadZipFile, zlib.error)
PRIME, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT_OF_MINUS_1, BASE = pow(2, (PRIME - 1) // 4, PRIME), (4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little")


class Wrong(Exception):
    """A signature does not hold."""


class Checkpoint(NamedTuple):
    """Size and root of a log at one moment; ``signed_by`` is the key whose signature holds, empty for a bare text."""

    origin: str
    size: int
    root: bytes
    signed_by: str


class Trail:
    """The entries read so far: the head of each subject's chain, the right edge of the tree, and what is wrong."""

    def __init__(self, head: Checkpoint, older: Iterable[Checkpoint], *, complete: bool) -> None:
        self.head, self.complete = head, complete
        self.lines = self.next_leaf = self.size = self.included = self.gaps = self.fault_count = 0
        self.faults: list[str] = []
        self.chains: dict[bytes, bytes] = {}
        self.edge, self.named, self.proofs = list[bytes](), set[str](), set[str]()
        self.roots, self.wanted = {0: hashlib.sha256(b"").digest()}, {head.size, *(known.size for known in older)}

    def fault(self, text: str) -> None:
        """Note something that does not hold; only the first few are kept."""
        self.fault_count += 1
        self.faults += [text] * (self.fault_count <= SHOWN)

    def take(self, line: bytes) -> None:
        """Check one line of entries.jsonl against its own hash, its subject's chain, and the tree."""
        self.lines += 1
        place, tail = LINE.match(line), TAIL.search(line, len(line) - TAIL_LENGTH)
        if place is None or tail is None:
            self.fault(f"line {self.lines} of entries.jsonl is not an entry")
            return
        index, written, proof = place.groups()
        self.named.update(digest.decode() for digest in NAMED.findall(line))
        leaf = hashlib.sha256(LEAF + line[place.end() : -2]).digest()
        hashed = leaf.hex().encode()
        if hashed != written:
            self.fault(f"entry {int(index)} was changed: its bytes do not have the hash beside them")
        self._link(int(index), hashed, tail)
        if self.complete:
            self._grow(int(index), leaf)
        if proof or not self.complete:
            self._prove(int(index), leaf, proof or b"")

    def _link(self, index: int, hashed: bytes, tail: re.Match[bytes]) -> None:
        link, seq, subject = tail.groups()
        expected = self.chains.get(subject)
        if link != (expected or FIRST):
            wanted = int((expected or FIRST).rpartition(b":")[2])
            if self.complete or int(seq) < wanted or (expected and int(seq) == wanted):
                self.fault(f"entry {index} breaks the chain of {subject[1:37].decode()}: {wanted} was to follow")
            else:
                self.gaps += 1
        self.chains[subject] = b'"prev":"%s","seq":%d' % (hashed, int(seq) + 1)

    def _grow(self, index: int, leaf: bytes) -> None:
        if index != self.next_leaf:
            self.fault(f"entry {self.next_leaf} is missing: entry {index} stands in its place")
        self.next_leaf, full, edge = index + 1, self.size, self.edge
        while full & 1:
            leaf = _node(edge.pop(), leaf)
            full >>= 1
        edge.append(leaf)
        self.size += 1
        if self.size in self.wanted:
            root = edge[-1]
            for left in edge[-2::-1]:
                root = _node(left, root)
            self.roots[self.size] = root

    def _prove(self, index: int, leaf: bytes, proof: bytes) -> None:
        path = [bytes.fromhex(digest) for digest in re.findall("[0-9a-f]+", proof.decode())]
        if index < self.head.size and root_over(leaf, index, self.head.size, path) == self.head.root and not path:
            self.included += 1
        else:
            why = "its proof does not lead to the signed root" if proof else "it has lost its proof"
            self.fault(f"entry {index} is not under the checkpoint: {why}")


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_over(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Return the root that ``path`` (used up, deepest first) gives a leaf in a tree of ``size`` (RFC 9162, 2.1.3)."""
    if size == 1:
        return leaf
    sibling, half = path.pop() if path else b"", 1 << ((size - 1).bit_length() - 1)
    if index < half:
        return _node(root_over(leaf, index, half, path), sibling)
    return _node(sibling, root_over(leaf, index - half, size - half, path))


def _add(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    (x1, y1), (x2, y2) = one, two
    skew = CURVE * x1 * x2 * y1 * y2
    x3 = (x1 * y2 + x2 * y1) * pow(1 + skew, -1, PRIME)
    return x3 % PRIME, (y1 * y2 + x1 * x2) * pow(1 - skew, -1, PRIME) % PRIME


def _times(scalar: int, point: tuple[int, int]) -> tuple[int, int]:
    half = _times(scalar >> 1, _add(point, point)) if scalar else (0, 1)
    return _add(half, point) if scalar & 1 else half


def _point(encoded: bytes) -> tuple[int, int]:
    sign, y = encoded[-1] >> 7, int.from_bytes(encoded, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    x = x * ROOT_OF_MINUS_1 % PRIME if (x * x - square) % PRIME else x
    if y >= PRIME or (x * x - square) % PRIME or (x == 0 and sign):
        raise ValueError("the key is not a point of the curve")
    return (x if x & 1 == sign else PRIME - x), y


def ed25519_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether ``signature`` over ``message`` was made by the key behind ``public`` (RFC 8032, 5.1.7)."""
    scalar, (x, y) = int.from_bytes(signature[32:], "little"), _point(public)
    if len(signature) != SIGNATURE_SIZE or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    x, y = _add(_times(scalar, _point(BASE)), _times(challenge, (PRIME - x, y)))
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def read_key(text: str) -> tuple[str, bytes, bytes]:
    """Return name, id and public key of a verifier key ``name+id+key``."""
    name, key_id, encoded = (*text.strip().split("+", 2), "", "")[:3]
    key = b64decode(encoded, validate=True)
    expected = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    if len(key) != 1 + KEY_SIZE or key[0] != 1 or expected.hex() != key_id:
        raise ValueError(f"not an Ed25519 verifier key: {text[:80].strip()!r}")
    return name, expected, key[1:]


def read_checkpoint(note: str, keys: list[str], *, bare: bool = False) -> Checkpoint:
    """Return the checkpoint in ``note`` if a known key signed it; ``bare`` also takes one copied from paper."""
    body, blank, signatures = note.partition("\n\n")
    origin, size, root = (*body.strip().split("\n"), "", "", "")[:3]
    if not size.isdecimal() or len(b64decode(root, validate=True)) != HASH_SIZE:
        raise ValueError("not a checkpoint: it needs an origin, a size and a root, one line each")
    signed_by = ""
    for name, key_id, public in map(read_key, keys):
        for line in signatures.split("\n"):
            signature = b64decode(line.rpartition(" ")[2]) if line.startswith(f"— {name} ") else b""
            if signature[:4] == key_id and ed25519_holds(public, (body + "\n").encode(), signature[4:]):
                signed_by = f"{name}+{key_id.hex()}"
    if not signed_by and not (bare and not blank):
        raise Wrong(f"the checkpoint of {origin} at size {size} bears no valid signature of a known key")
    return Checkpoint(origin, int(size), b64decode(root), signed_by)


def lying(export: Path, aside: list[Path]) -> list[str]:
    """Return the name of every file of the export, and of whatever else lies there; ``aside`` was brought along."""
    if not export.is_file():
        found = (path for path in sorted(export.rglob("*")) if not path.is_dir())
        return [path.relative_to(export).as_posix() for path in found if not any(map(path.samefile, aside))]
    with zipfile.ZipFile(export) as archive, export.open("rb") as file:
        file.seek(-22, 2)
        around = file.read(4) != b"PK\5\6" or min(info.header_offset for info in archive.infolist()) > 0
        return archive.namelist() + ["something before or behind the ZIP"] * around


def read(folder: Path | zipfile.Path, manifest: dict[str, Any], trail: Trail) -> None:
    """Pass once over every file the MANIFEST names, taking the entries on the way."""
    if manifest["format"] != FORMAT or ENTRIES not in manifest["files"]:
        raise ValueError(f"this is not an export of the form {FORMAT}")
    for name, stated in manifest["files"].items():
        digest = hashlib.sha256()
        with folder.joinpath(name).open("rb") as stream:
            for part in stream:
                digest.update(part)
                if name == ENTRIES:
                    trail.take(part)
                if name == PROOFS:
                    trail.proofs.add(hashlib.sha256(PROOF + part[:-1]).hexdigest())
            size = stream.tell()
        if (size, digest.hexdigest()) != (stated["size"], stated["sha256"]):
            trail.fault(f"{name} is not the file that MANIFEST.json describes")
    for proof in sorted(trail.named - trail.proofs):
        trail.fault(f"the proof {proof} of a date was changed, or is not here")


def compare(trail: Trail, manifest: dict[str, Any], here: list[str], older: list[Checkpoint]) -> None:
    """Hold what lies here against the MANIFEST, what was read against the checkpoint, that against the older ones."""
    head, nothing = trail.head, {"withheld": 0, "filter": {}} if trail.complete else {}
    for name, found in {"tree_size": head.size, "entries": trail.lines, **nothing}.items():
        if manifest.get(name, found) != found:
            trail.fault(f"MANIFEST.json says {name} {manifest[name]}, and it is {found}")
    for name in here:
        if name not in {MANIFEST, *manifest["files"]} or here.count(name) > 1:
            trail.fault(f"{name} lies here, and MANIFEST.json does not list it, or not twice")
    if trail.complete and trail.size != head.size:
        few = "only " * (trail.size < head.size)
        trail.fault(f"the checkpoint covers {head.size} entries, but {few}{trail.size} are here")
    elif trail.complete and trail.roots[head.size] != head.root:
        trail.fault("the tree over the entries does not have the signed root")
    for checkpoint in older:
        if checkpoint.origin != head.origin or checkpoint.size > head.size:
            trail.fault(f"the older checkpoint of size {checkpoint.size} is of another log, or the log was cut since")
        elif trail.complete and trail.roots.get(checkpoint.size) != checkpoint.root:
            trail.fault(f"history was rewritten: the first {checkpoint.size} entries do not have the older root")


def proven(trail: Trail, older: list[Checkpoint]) -> Iterable[str]:
    """Say in plain words what a check without faults shows."""
    yield "The checkpoint of {} over {} entries was signed with {}.".format(*trail.head[:2], trail.head.signed_by)
    if trail.complete:
        yield f"All {trail.size} entries are as they were then: none changed, removed, added or moved."
        yield f"The entries of each of the {len(trail.chains)} subjects follow one another without a gap."
        for checkpoint in older:
            yield f"The first {checkpoint.size} entries are those of the older checkpoint: they were not rewritten."
    else:
        yield f"{trail.included} of the {trail.lines} entries here carry a proof, which leads to the signed root."
        yield f"Entries of one subject are linked where both are here ({trail.gaps} times the one before is not)."


def not_proven(trail: Trail, older: list[Checkpoint], files: Iterable[str], *, own_key: bool) -> Iterable[str]:
    """Say in plain words what this check cannot show, and what would; ``files`` are those of the export."""
    if not trail.complete:
        yield "This export is filtered: it does not show what was left out. Ask for a complete export."
    yield f"What {', '.join(sorted({MANIFEST, *files} - NEEDED))} say beside: not signed, not under the checkpoint."
    if not own_key:
        yield "Whose key it is: it came with the export. Compare it with one you had before; pass that with --key."
    if not older:
        yield "That nobody rebuilt the whole history: pass a checkpoint from before with --since, and keep this one."
    yield "That what was entered is true or all there was, that the clock was right, or what sealed values say."


def main(arguments: list[str] | None = None) -> int:
    """Check the export named on the command line and return the exit status."""
    parser = argparse.ArgumentParser(description="Check an exported audit trail, alone and offline.")
    parser.add_argument("export", nargs="?", type=Path, default=Path(__file__).parent, help="directory or ZIP")
    parser.add_argument("--key", action="append", help="verifier key you trust, name+id+key (may be repeated)")
    parser.add_argument("--since", action="append", type=Path, default=[], help="file with a checkpoint kept earlier")
    given = parser.parse_args(arguments)
    try:
        folder = zipfile.Path(given.export) if given.export.is_file() else given.export
        manifest = json.loads(folder.joinpath(MANIFEST).read_text("utf-8"))
        keys = given.key or [folder.joinpath("key").read_text("utf-8")]
        older = [read_checkpoint(path.read_text("utf-8"), keys, bare=True) for path in given.since]
        head = read_checkpoint(folder.joinpath("checkpoint").read_text("utf-8"), keys)
        trail = Trail(head, older, complete=manifest["complete"] is not False)
        if older and not trail.complete:
            raise ValueError("--since needs a complete export: a filtered one cannot show that nothing was rewritten")
        read(folder, manifest, trail)
        compare(trail, manifest, lying(given.export, given.since), older)
    except (Wrong, *BROKEN) as error:
        status, heading = (1, "NOT VERIFIED") if isinstance(error, Wrong) else (2, "COULD NOT BE CHECKED")
        return say(heading, [f"{type(error).__name__}: {error}"], status)
    if trail.fault_count:
        return say(f"NOT VERIFIED: {trail.fault_count} faults", trail.faults, 1)
    say("Proven:", proven(trail, older), 0)
    say("Not proven:", not_proven(trail, older, manifest["files"], own_key=bool(given.key)), 0)
    return say("VERIFIED" if trail.complete else "NO FAULT FOUND in a filtered export", [], 0)


def say(heading: str, lines: Iterable[str], status: int) -> int:
    """Print ``heading`` and ``lines``; hand back ``status``."""
    sys.stdout.write("\n".join([heading, *(line if line[:1] == " " else f"- {line}" for line in lines), ""]))
    return status


if __name__ == "__main__":
    sys.exit(main())
