"""The U-Net of images by PyTorch, written down straight from docs/images.md: straight_unet.py CASE.json DIRECTORY.

CASE.json has the sizes of the network. The directory has parameters, input and v, and gets output and the gradient of
sum(v * output) by the parameters: files of 32-bit floats in the machine's byte order. Needs torch and numpy.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

GROUP, HEADS, EMBEDDING = 16, 4, 128


class Straight:
    """The network, which takes its parameters one after the other from a flat vector."""

    def __init__(self, case, flat):
        self.case, self.flat, self.at = case, flat, 0

    def take(self, *shape):
        count = math.prod(shape)
        self.at += count
        return self.flat[self.at - count : self.at].view(*shape)

    def dense(self, x, out):
        weight = self.take(out, x.shape[-1])
        return F.linear(x, weight, self.take(out))

    def conv(self, x, out, kernel, stride=1):
        weight = self.take(out, kernel, kernel, x.shape[1]).permute(0, 3, 1, 2)
        return F.conv2d(x, weight, self.take(out), stride=stride, padding=kernel // 2 if stride == 1 else 0)

    def norm(self, x):
        gain = self.take(x.shape[1])
        return F.group_norm(x, x.shape[1] // GROUP, gain, self.take(x.shape[1]))

    def block(self, x):
        channels = x.shape[1]
        h = self.norm(self.conv(F.silu(self.norm(x)), channels, 3))
        scale, shift = self.effects[:, :channels], self.effects[:, channels : 2 * channels]
        self.effects = self.effects[:, 2 * channels :]
        h = h * (1 + scale[:, :, None, None]) + shift[:, :, None, None]
        return x + self.conv(F.silu(h), channels, 3)

    def attention(self, x):
        rows, channels, height, width = x.shape
        parts = self.conv(self.norm(x), 3 * channels, 1).view(rows, 3, HEADS, channels // HEADS, height * width)
        query, key, value = parts[:, 0], parts[:, 1], parts[:, 2]
        weights = torch.softmax(torch.einsum("nhcq,nhco->nhqo", query, key) / math.sqrt(channels // HEADS), -1)
        found = torch.einsum("nhqo,nhco->nhcq", weights, value).reshape(rows, channels, height, width)
        return x + self.conv(found, channels, 1)

    def attended(self, h, level, i):
        between = i < self.case["blocks"][level] - 1
        return self.attention(h) if self.case["attention"][level] and between else h

    def output(self, rows):
        c = self.case
        hidden, blocks, patch = c["hidden"], c["blocks"], c["patch"]
        pixels = c["width"] * c["height"] * c["channels"]
        last = len(hidden) - 1
        told = F.silu(self.dense(rows[:, pixels:], EMBEDDING))
        told = F.silu(self.dense(told, EMBEDDING))
        self.effects = self.dense(told, sum(2 * h * b * (1 if i == last else 2) for i, (h, b) in enumerate(zip(hidden, blocks))))
        x = rows[:, :pixels].view(-1, c["height"], c["width"], c["channels"]).permute(0, 3, 1, 2)
        multiple = patch * 2**last
        x = F.pad(x, (0, -c["width"] % multiple, 0, -c["height"] % multiple))
        h = self.conv(F.pixel_unshuffle(x, patch), hidden[0], 3)
        skips = []
        for level in range(last):
            for i in range(blocks[level]):
                h = self.attended(self.block(h), level, i)
                skips.append(h)
            h = self.conv(h, hidden[level + 1], 2, stride=2)
        for i in range(blocks[last]):
            h = self.attended(self.block(h), last, i)
        means = h.mean((2, 3))
        for level in reversed(range(last)):
            h = F.pixel_shuffle(self.conv(h, 4 * hidden[level], 1), 2)
            for i in range(blocks[level]):
                h = self.attended(self.block(h + skips.pop()), level, i)
        depth = patch * patch * c["channels"]
        h = self.conv(F.silu(self.norm(h)), -(-depth // GROUP) * GROUP, 3)[:, :depth]
        h = F.pixel_shuffle(h, patch)[:, :, : c["height"], : c["width"]]
        image = h.permute(0, 2, 3, 1).reshape(len(rows), pixels)
        return torch.cat([image, self.dense(F.silu(means), c["beyond"])], 1) if c["beyond"] else image


def main():
    case, directory = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])

    def read(name):
        return torch.from_numpy(np.fromfile(directory / name, np.float32))

    flat = read("parameters").requires_grad_(True)
    net = Straight(case, flat)
    output = net.output(read("input").view(case["rows"], -1))
    (output * read("v").view_as(output)).sum().backward()
    assert net.at == len(flat), f"took {net.at} of {len(flat)} parameters"
    output.detach().numpy().tofile(directory / "output")
    flat.grad.numpy().tofile(directory / "gradient")


if __name__ == "__main__":
    main()
