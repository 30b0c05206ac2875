"""Our own method in PyTorch, by autograd and on one machine: a reference for the program's network, training and sampler.

Score interpolation with one-hot codes (docs/tables.md): numbers through their distribution to normals, drawn anew at each visit; values of at
least 5 % of the rows, and empty cells, as states; a softmax head on the posterior of each column alone, and a matrix over pairs of levels.
Sampled by Heun's method with 20 noise levels.
"""
import math

import numpy as np
import torch
import torch.nn.functional as functional
from ncsn_columns import Columns
from peers import main
from torch import nn
from torch_peers import chunks, minibatches, prepare

WIDTH = 256
FREQUENCIES = 16
BATCH = 512
RATE = 2e-3
WARM_UP = 200
DECAY = 0.999
LEAST, MOST = 0.01, 20.0
LOG_MEAN, LOG_DEVIATION = -0.5, 1.4
OBSERVED = 0.25
LEVELS, RHO = 20, 7.0
CHUNK = 2048
CLAMP = 10.0
EDGE = 2e-5


class Network(nn.Module):
    """A perceptron of what each column alone tells, of the noise level and of flags of given columns."""

    def __init__(self, inputs, numbers, levels):
        super().__init__()
        self.numbers = numbers
        self.register_buffer("frequencies", 2 * math.pi * torch.exp(torch.linspace(math.log(0.1), math.log(4.0), FREQUENCIES)))
        self.input, self.noise = nn.Linear(inputs, WIDTH), nn.Linear(2 * FREQUENCIES, WIDTH)
        self.hidden = nn.ModuleList(nn.Linear(WIDTH, WIDTH) for _ in range(2))
        self.output, self.pairs = nn.Linear(WIDTH, numbers + levels), nn.Linear(levels, levels, bias=False)
        for parameter in (*self.output.parameters(), *self.pairs.parameters()):
            nn.init.zeros_(parameter)

    def forward(self, x, log_sigma, lead):
        phase = log_sigma[:, None] / 4 * self.frequencies
        h = functional.silu(self.input(x) + self.noise(torch.cat([phase.sin(), phase.cos()], 1)))
        for layer in self.hidden:
            h = functional.silu(layer(h))
        out = self.output(h)
        return out[:, :self.numbers], out[:, self.numbers:] + self.pairs(lead)


class Model:
    def __init__(self, columns):
        self.low, self.high, self.regular, self.codes = columns.tensors()
        self.sizes, self.numbers = columns.sizes, self.low.shape[1]
        self.offsets = torch.tensor(np.concatenate([[0], np.cumsum(self.sizes)[:-1]]).astype(int)) if self.sizes else torch.zeros(0, dtype=int)
        counts = [torch.bincount(self.codes[:, j], minlength=size) / len(self.codes) for j, size in enumerate(self.sizes)]
        self.prior = torch.cat(counts) if counts else torch.zeros(0)
        self.log_prior = self.prior.clamp_min(1e-8).log()
        self.entropy = torch.tensor([max(float(-(p * p.clamp_min(1e-30).log()).sum()), 0.05) for p in counts])
        self.variance = (self.prior * (1 - self.prior)).clamp_min(1e-4)
        self.scale = 1 / (self.prior * (1 - self.prior)).clamp_min(0.01).sqrt()
        self.repeats = torch.tensor(self.sizes)
        self.gated = [(n, int(self.offsets[gate])) for n, gate in enumerate(columns.gates) if gate is not None]
        levels = sum(self.sizes)
        self.flags = self.numbers + len(self.sizes)
        self.network = Network(self.numbers + levels + self.flags, self.numbers, levels)

    def each(self, function, x):
        return torch.cat([function(part) for part in x.split(self.sizes, 1)], 1) if self.sizes else x

    def denoise(self, x, y, sigma, observed):
        """Returns F of numbers, logits, and the denoised numbers and codes."""
        square = sigma[:, None] ** 2
        given_x, given_c = observed[:, :self.numbers] > 0, observed[:, self.numbers:] > 0
        given_y = given_c.repeat_interleave(self.repeats, 1) if self.sizes else y.bool()
        skip = torch.where(given_y, y / 1e-3, y / square) + self.log_prior
        log_q = self.each(lambda part: part.log_softmax(1), skip)
        ins = torch.cat([torch.where(given_x, x, x / (1 + square).sqrt()), (log_q.exp() - self.prior) * self.scale, observed], 1)
        field, logits = self.network(ins, sigma.log(), (log_q - self.log_prior).clamp(-CLAMP, CLAMP))
        logits = logits + skip
        probability = self.each(lambda part: part.softmax(1), logits)
        weight = torch.ones_like(field)
        for number, level in self.gated:
            weight[:, number] = probability[:, level]
        clean = x / (1 + square) + sigma[:, None] / (1 + square).sqrt() * field * weight
        return field, logits, clean, probability

    def loss(self, index):
        rows = len(index)
        low, high, regular, codes = (part[index] for part in (self.low, self.high, self.regular, self.codes))
        x = torch.special.ndtri((low + torch.rand_like(low) * (high - low)).clamp(EDGE, 1 - EDGE))
        x = torch.where(regular > 0, x, torch.randn_like(x))
        y = torch.zeros(rows, sum(self.sizes)).scatter_(1, codes + self.offsets, 1.0)
        sigma = self.sigmas(rows)
        observed = (torch.rand(rows, self.flags) < torch.rand(rows, 1)).float() * (torch.rand(rows, 1) < OBSERVED)
        given_x, given_c = observed[:, :self.numbers], observed[:, self.numbers:]
        given_y = given_c.repeat_interleave(self.repeats, 1) if self.sizes else y
        s = sigma[:, None]
        noised_x = torch.where(given_x > 0, x * regular, x + s * torch.randn_like(x))
        noised_y = torch.where(given_y > 0, y, y + s * torch.randn_like(y))
        field, logits, _, _ = self.denoise(noised_x, noised_y, sigma, observed)
        target = (x - noised_x / (1 + s * s)) * (1 + s * s).sqrt() / s
        loss = ((field - target).square() * regular * (1 - given_x)).sum()
        if self.sizes:
            likelihood = self.each(lambda part: part.log_softmax(1), logits).gather(1, codes + self.offsets)
            loss = loss - (likelihood / self.entropy * (1 - given_c)).sum()
        return loss / rows / self.flags

    @staticmethod
    def sigmas(rows):
        """Draws noise levels, spread evenly over a cut lognormal distribution."""
        ends = [0.5 * (1 + math.erf((math.log(end) - LOG_MEAN) / LOG_DEVIATION / math.sqrt(2))) for end in (LEAST, MOST)]
        u = (torch.arange(rows) + torch.rand(rows)) / rows
        return torch.exp(LOG_MEAN + LOG_DEVIATION * torch.special.ndtri((ends[0] + u * (ends[1] - ends[0])).clamp(1e-6, 1 - 1e-6)))

    @torch.inference_mode()
    def sample(self, rows):
        levels = [(MOST ** (1 / RHO) + i / (LEVELS - 1) * (LEAST ** (1 / RHO) - MOST ** (1 / RHO))) ** RHO for i in range(LEVELS)]
        x = torch.randn(rows, self.numbers) * math.sqrt(1 + MOST ** 2)
        y = self.prior + torch.randn(rows, sum(self.sizes)) * (MOST ** 2 + self.variance).sqrt()
        nothing = torch.zeros(rows, self.flags)
        clean = lambda x, y, s: self.denoise(x, y, torch.full((rows,), s), nothing)[2:]
        for s, t in zip(levels, levels[1:]):
            a, b = clean(x, y, s)
            dx, dy = (x - a) / s, (y - b) / s
            ax, ay = x + (t - s) * dx, y + (t - s) * dy
            a, b = clean(ax, ay, t)
            x, y = x + (t - s) / 2 * (dx + (ax - a) / t), y + (t - s) / 2 * (dy + (ay - b) / t)
        x, y = clean(x, y, levels[-1])
        codes = [part.argmax(1) for part in y.split(self.sizes, 1)] if self.sizes else []
        return x, torch.stack(codes, 1).numpy() if codes else np.zeros((rows, 0), int)


def descend(parameters, rate, clock, loss):
    """Takes Adam's steps down `loss()` until the time is up, leaves the parameters' moving average in them, and returns the steps."""
    optimizer = torch.optim.AdamW(parameters, lr=rate, betas=(0.9, 0.99), weight_decay=0)
    average = [parameter.detach().clone() for parameter in parameters]
    steps = 0
    while not clock.is_up():
        optimizer.param_groups[0]["lr"] = rate * min(1, (steps + 1) / WARM_UP) * (1 + math.cos(math.pi * clock.share())) / 2
        optimizer.zero_grad()
        loss().backward()
        nn.utils.clip_grad_norm_(parameters, 1)
        optimizer.step()
        steps += 1
        torch._foreach_lerp_(average, [parameter.detach() for parameter in parameters], 1 - min(DECAY, (1 + steps) / (10 + steps)))
    with torch.no_grad():
        for parameter, mean in zip(parameters, average):
            parameter.copy_(mean)
    return steps


def train(model, clock):
    batches = minibatches(len(model.codes), BATCH)
    clock.notes["steps"] = descend(list(model.network.parameters()), RATE, clock, lambda: model.loss(next(batches)))


def fit(table, clock, given):
    prepare(given)
    columns = Columns(table, given.seed)
    model = Model(columns)
    train(model, clock)

    def sample(count):
        parts = [columns.rows(*model.sample(size)) for size in chunks(count, CHUNK)]
        return tuple(np.concatenate(part) for part in zip(*parts))

    return sample


if __name__ == "__main__":
    main(fit)
