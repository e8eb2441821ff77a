"""Block-scaled FP8 as DeepSeek-V3 stores it: E4M3 codes and one F32 scale for each block of 128 x 128."""

from __future__ import annotations

import torch
import torch.nn.functional as F

BLOCK = 128
E4M3_MAX = 448.0


def _blocks(weight: torch.Tensor) -> torch.Tensor:
    """[..., rows, cols] -> [..., row blocks, 128, column blocks, 128], ragged edges padded with zeros."""
    rows, cols = weight.shape[-2:]
    padded = F.pad(weight, (0, -cols % BLOCK, 0, -rows % BLOCK))
    return padded.unflatten(-1, (-1, BLOCK)).unflatten(-3, (-1, BLOCK))


def quantize(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """(codes float8_e4m3fn [..., rows, cols], weight_scale_inv float32 [..., row blocks, column blocks]).

    A scale is the block's largest magnitude over 448, so weight ~ code * scale.
    """
    rows, cols = weight.shape[-2:]
    blocks = _blocks(weight.float())
    scale = blocks.abs().amax((-3, -1)).clamp_min(1e-12) / E4M3_MAX
    codes = (blocks / scale[..., :, None, :, None]).flatten(-2).flatten(-3, -2)
    return codes[..., :rows, :cols].to(torch.float8_e4m3fn), scale


def dequantize(codes: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """The float32 weight that codes and scales stand for."""
    rows, cols = codes.shape[-2:]
    blocks = _blocks(codes.float()) * scale[..., :, None, :, None]
    return blocks.flatten(-2).flatten(-3, -2)[..., :rows, :cols].contiguous()


def as_stored(weight: torch.Tensor) -> torch.Tensor:
    """The weight as its FP8 blocks would give it back; the gradient passes as if nothing had happened."""
    with torch.no_grad():
        change = dequantize(*quantize(weight)) - weight
    return weight + change
