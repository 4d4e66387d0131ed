"""The engine's streams of noise (docs/decisions/0002): one for every candidate seed, stage and window."""

import torch

_MASK = (1 << 64) - 1


def stream_seed(seed: int, stage: str, window: int = 0) -> int:
    """FNV-1a of seed (4 bytes, little end first), stage, a zero byte and window, finished as SplitMix64 does; the upper
    32 bits."""
    value = 0xCBF29CE484222325
    for byte in seed.to_bytes(4, "little") + stage.encode() + b"\0" + window.to_bytes(4, "little"):
        value = (value ^ byte) * 0x100000001B3 & _MASK
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    value = (value ^ value >> 27) * 0x94D049BB133111EB & _MASK
    return (value ^ value >> 31) >> 32


class Streams:
    """The streams of one candidate; ``single`` is diffusers' one running stream through all stages instead."""

    def __init__(self, seed: int, single: bool = False):
        self.seed = seed
        self.one = torch.Generator().manual_seed(seed) if single else None

    def stream(self, stage: str, window: int = 0) -> torch.Generator:
        return self.one or torch.Generator().manual_seed(stream_seed(self.seed, stage, window))
