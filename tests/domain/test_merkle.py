"""The tree against the roots published with certificate transparency, and its proofs for any size."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.domain.trail.tree import (
    EMPTY_ROOT,
    Frontier,
    Head,
    audit_path,
    consistency_proof,
    leaf_hash,
    node_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

PUBLISHED_LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
PUBLISHED_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

sizes = st.integers(min_value=1, max_value=300)


def hashes(count: int) -> list[bytes]:
    return [leaf_hash(b"leaf %d" % number) for number in range(count)]


def head_of(leaves: list[bytes]) -> Head:
    return Head(len(leaves), tree_root(leaves))


def flipped(data: bytes, bit: int) -> bytes:
    number = int.from_bytes(data, "big") ^ (1 << (bit % (8 * len(data))))
    return number.to_bytes(len(data), "big")


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in PUBLISHED_LEAVES[:size]]
    assert tree_root(leaves).hex() == PUBLISHED_ROOTS[size]


def test_a_frontier_stored_after_each_leaf_reaches_the_published_roots() -> None:
    frontier = Frontier()
    for size, leaf in enumerate(PUBLISHED_LEAVES, start=1):
        frontier.append(leaf_hash(bytes.fromhex(leaf)))
        assert frontier.head() == Head(size, bytes.fromhex(PUBLISHED_ROOTS[size]))
        frontier = Frontier.restore(frontier.size, frontier.digests)


def test_the_published_inclusion_proof_of_the_first_leaf_of_three() -> None:
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in PUBLISHED_LEAVES[:3]]
    assert audit_path(leaves, 0) == (leaves[1], leaves[2])


def test_a_frontier_needs_one_digest_for_each_full_subtree() -> None:
    frontier = Frontier()
    for leaf in hashes(6):
        frontier.append(leaf)
    with pytest.raises(ValueError, match="6 leaves has 2 full subtrees, not 1"):
        Frontier.restore(6, frontier.digests[:1])


@given(st.data(), sizes)
def test_every_leaf_is_proven_and_only_where_it_stands(data: st.DataObject, size: int) -> None:
    leaves = hashes(size)
    head = head_of(leaves)
    index = data.draw(st.integers(0, size - 1))
    path = audit_path(leaves, index)
    assert verify_inclusion(leaves[index], index, head, path)
    assert not verify_inclusion(leaves[index], index + 1, head, path)
    assert not verify_inclusion(leaves[index], index, head, (*path, EMPTY_ROOT))
    bit = data.draw(st.integers(0, 255))
    assert not verify_inclusion(flipped(leaves[index], bit), index, head, path)
    for place in range(len(path)):
        assert not verify_inclusion(
            leaves[index], index, head, (*path[:place], flipped(path[place], bit), *path[place + 1 :])
        )


@given(st.data(), sizes)
def test_a_tree_is_shown_to_extend_each_of_its_beginnings(data: st.DataObject, size: int) -> None:
    leaves = hashes(size)
    old_size = data.draw(st.integers(0, size))
    old, new, proof = head_of(leaves[:old_size]), head_of(leaves), consistency_proof(leaves, old_size)
    assert verify_consistency(old, new, proof)
    bit = data.draw(st.integers(0, 255))
    assert not verify_consistency(Head(old.size, flipped(old.root, bit)), new, proof)
    assert not verify_consistency(old, new, (*proof, EMPTY_ROOT))
    if 0 < old_size < size:
        assert not verify_consistency(old, Head(new.size, flipped(new.root, bit)), proof)
        assert not verify_consistency(old, new, proof[:-1])
        assert not verify_consistency(old, new, (flipped(proof[0], bit), *proof[1:]))


@given(st.data(), sizes)
def test_a_rewritten_leaf_breaks_consistency_with_what_was_kept(data: st.DataObject, size: int) -> None:
    leaves = hashes(size)
    old = head_of(leaves)
    changed = data.draw(st.integers(0, size - 1))
    later = [*leaves, *hashes(5)]
    later[changed] = hashlib.sha256(b"another").digest()
    assert not verify_consistency(old, head_of(later), consistency_proof(later, size))


def test_a_smaller_tree_never_extends_a_larger() -> None:
    leaves = hashes(5)
    assert not verify_consistency(head_of(leaves), head_of(leaves[:4]), ())


def test_proofs_outside_the_tree_are_refused() -> None:
    with pytest.raises(IndexError, match="leaf 5 is not in a tree of 5"):
        audit_path(hashes(5), 5)
    with pytest.raises(IndexError, match="no older size 6"):
        consistency_proof(hashes(5), 6)


def test_an_inner_node_does_not_pass_for_a_leaf() -> None:
    leaves = hashes(4)
    inner, path = node_hash(leaves[0], leaves[1]), audit_path(leaves, 0)
    assert not verify_inclusion(inner, 0, head_of(leaves), path[1:])


def test_a_root_stated_with_another_size_is_not_consistent() -> None:
    leaves = hashes(4)
    old, proof = head_of(leaves[:2]), consistency_proof(leaves, 2)
    assert verify_consistency(old, head_of(leaves), proof)
    assert not verify_consistency(old, Head(8, tree_root(leaves)), proof)
