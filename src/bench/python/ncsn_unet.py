"""The U-Net of ncsn's images (docs/images.md) in PyTorch, for ncsn_peer.py, and for a test that it computes what ncsn's own does.

Its modules are made in the order of ncsn's flat vector, so that `flatten` can lay them out alike.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

GROUP, HEADS, EMBEDDING, FEATURES = 16, 4, 128, 32
LAST = torch.channels_last


def norm(channels):
    return nn.GroupNorm(channels // GROUP, channels)


def conv(inputs, outputs, width, stride=1):
    return nn.Conv2d(inputs, outputs, width, stride, padding=width // 2 if stride == 1 else 0)


def zero(layer):
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first, self.one = norm(channels), conv(channels, channels, 3)
        self.second, self.two = norm(channels), zero(conv(channels, channels, 3))

    def forward(self, x, effects):
        scale, shift = effects[:, :, None, None].chunk(2, 1)
        h = torch.addcmul(shift, self.second(self.one(F.silu(self.first(x)))), 1 + scale)
        return x + self.two(F.silu(h))


class Attention(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.norm = norm(channels)
        self.parts, self.learnt = nn.Linear(channels, 3 * channels), zero(nn.Linear(channels, channels))

    def forward(self, x):
        rows, channels, height, width = x.shape
        pixels = self.norm(x).permute(0, 2, 3, 1).reshape(rows, height * width, channels)
        query, key, value = self.parts(pixels).view(rows, -1, 3, HEADS, channels // HEADS).permute(2, 0, 3, 1, 4)
        if hasattr(F, "scaled_dot_product_attention"):
            found = F.scaled_dot_product_attention(query, key, value)
        else:
            found = (query @ key.transpose(2, 3) / math.sqrt(channels // HEADS)).softmax(3) @ value
        learnt = self.learnt(found.transpose(1, 2).reshape(rows, -1, channels))
        return x + learnt.view(rows, height, width, channels).permute(0, 3, 1, 2)


def stage(channels, blocks, attends):
    """The blocks of a level, each with the attention that follows it, if any: it stands between blocks."""
    return nn.ModuleList(
        nn.ModuleList([Block(channels), *([Attention(channels)] if attends and i + 1 < blocks else [])]) for i in range(blocks))


def passed(h, part, effects):
    block, *attention = part
    h = block(h, next(effects))
    for attend in attention:
        h = attend(h)
    return h


class Unet(nn.Module):
    """Rows [rows, height*width*channels] and what modulates them, [rows, told], to rows; and `beyond` more numbers a row.

    `sizes` has width, height, channels and patch, and for each level hidden, blocks and attention, as ncsn's settings name them.
    """

    def __init__(self, sizes, told, beyond=0):
        super().__init__()
        self.sizes = sizes
        hidden, blocks, self.patch = sizes["hidden"], sizes["blocks"], sizes["patch"]
        levels = list(zip(hidden, blocks, sizes["attention"]))
        self.depth = self.patch ** 2 * sizes["channels"]
        self.widths = [2 * h for h, b, _ in levels for _ in range(b)] + [2 * h for h, b, _ in levels[-2::-1] for _ in range(b)]
        self.told = nn.Sequential(nn.Linear(told, EMBEDDING), nn.SiLU(), nn.Linear(EMBEDDING, EMBEDDING), nn.SiLU(),
                                  zero(nn.Linear(EMBEDDING, sum(self.widths))))
        self.enter = conv(self.depth, hidden[0], 3)
        self.down = nn.ModuleList(
            nn.ModuleList([stage(*level), conv(level[0], below, 2, stride=2)]) for level, below in zip(levels, hidden[1:]))
        self.middle = stage(*levels[-1])
        self.up = nn.ModuleList(
            nn.ModuleList([conv(below, 4 * level[0], 1), stage(*level)]) for level, below in list(zip(levels, hidden[1:]))[::-1])
        self.leave = nn.Sequential(norm(hidden[0]), nn.SiLU(), zero(conv(hidden[0], -(-self.depth // GROUP) * GROUP, 3)))
        self.beyond = zero(nn.Linear(hidden[-1], beyond)) if beyond else None

    def forward(self, rows, told):
        s = self.sizes
        height, width, multiple = s["height"], s["width"], self.patch << len(self.down)
        effects = iter(self.told(told).split(self.widths, 1))
        x = rows.view(-1, height, width, s["channels"]).permute(0, 3, 1, 2)
        if height % multiple or width % multiple:
            x = F.pad(x, (0, -width % multiple, 0, -height % multiple))
        h = self.enter(F.pixel_unshuffle(x, self.patch).contiguous(memory_format=LAST))
        skips = []
        for parts, narrower in self.down:
            for part in parts:
                h = passed(h, part, effects)
                skips.append(h)
            h = narrower(h)
        for part in self.middle:
            h = passed(h, part, effects)
        means = h.mean((2, 3))
        for wider, parts in self.up:
            h = F.pixel_shuffle(wider(h), 2).contiguous(memory_format=LAST)
            for part in parts:
                h = passed(h + skips.pop(), part, effects)
        h = F.pixel_shuffle(self.leave(h)[:, :self.depth], self.patch)[:, :, :height, :width]
        image = h.permute(0, 2, 3, 1).reshape(rows.shape)
        return torch.cat([image, self.beyond(F.silu(means))], 1) if self.beyond else image


def flatten(net):
    """Makes all parameters and their gradients views of two vectors, in ncsn's layout, and returns the vectors."""
    parameters = list(net.parameters())
    flat = torch.empty(sum(parameter.numel() for parameter in parameters))
    grad, at = torch.zeros_like(flat), 0
    for parameter in parameters:
        views = [vector[at:at + parameter.numel()] for vector in (flat, grad)]
        if parameter.dim() == 4:  # [out, height, width, in]: channels_last
            outputs, inputs, *size = parameter.shape
            views = [view.view(outputs, *size, inputs).permute(0, 3, 1, 2) for view in views]
        else:
            views = [view.view(parameter.shape) for view in views]
        views[0].copy_(parameter.data)
        parameter.data, parameter.grad = views
        at += parameter.numel()
    return flat, grad


def flops(net):
    """Returns those of an image's forward pass: a multiplication and an addition a product."""
    total = 0

    def count(module, inputs, output):
        nonlocal total
        if isinstance(module, Attention):
            pixels = output[0, 0].numel()
            total += 4 * pixels ** 2 * output.shape[1]
        else:
            total += 2 * output.numel() * module.weight[0].numel()

    hooks = [module.register_forward_hook(count) for module in net.modules() if isinstance(module, (nn.Conv2d, nn.Linear, Attention))]
    with torch.no_grad():
        s, weight = net.sizes, net.enter.weight
        net(weight.new_zeros(1, s["height"] * s["width"] * s["channels"]), weight.new_zeros(1, net.told[0].in_features))
    for hook in hooks:
        hook.remove()
    return total


class ImageScore:
    """The score of images of unit variance, as Score in ncsn_peer.py is that of rows: the noise level as random Fourier features."""

    def __init__(self, sizes):
        self.pixels = sizes["height"] * sizes["width"] * sizes["channels"]
        self.frequencies = torch.randn(FEATURES // 2)
        self.net = Unet(sizes, FEATURES)
        self.flat, self.grad = flatten(self.net)

    def flops(self):
        return flops(self.net)

    def embedding(self, sigmas):
        angles = 2 * math.pi * sigmas.log().view(-1, 1) / 4 * self.frequencies
        return torch.stack([angles.sin(), angles.cos()], 2).flatten(1)

    def field(self, x):
        x = x.to(self.net.enter.weight.dtype)
        return self.net(x[:, :self.pixels], x[:, self.pixels:]).float()

    def to_bfloat16(self):
        """Turns the weights into 16 bits, for passes without gradients."""
        self.net.requires_grad_(False).bfloat16()
