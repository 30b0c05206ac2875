"""TabDDPM (Kotelnikov et al. 2023), written anew for PyTorch 2 after the paper: Gaussian diffusion of quantile-normalised numbers and
multinomial diffusion of categories by one network, which is told the target's class.

As in the paper and its code: cosine schedule; the network predicts the noise of numbers and the clean categories; the loss is the mean
squared error plus the variational bound divided by the number of categories; AdamW whose rate falls linearly to 0; numbers with up to
32 different whole values are rounded to the nearest of them. The rate falls with the time that is left, not with steps. The network,
batch and number of noise levels are smaller than those of the paper, which had a GPU.
"""
import math

import numpy as np
import torch
import torch.nn.functional as functional
from peers import main
from sklearn.preprocessing import QuantileTransformer
from torch import nn
from torch_peers import minibatches, prepare

LEVELS = 100
WIDTHS = (256, 256, 256)
EMBEDDING = 128
BATCH = 1024
RATE = 2e-3
CHUNK = 8192
FEW_VALUES = 32


class Network(nn.Module):
    """A perceptron of the noised row; the noise level and the target's class are added behind the first linear map."""

    def __init__(self, width, classes):
        super().__init__()
        self.input = nn.Linear(width, EMBEDDING)
        self.time = nn.Sequential(nn.Linear(EMBEDDING, EMBEDDING), nn.SiLU(), nn.Linear(EMBEDDING, EMBEDDING))
        self.label = nn.Embedding(classes, EMBEDDING) if classes else None
        widths = (EMBEDDING, *WIDTHS)
        hidden = [layer for a, b in zip(widths, widths[1:]) for layer in (nn.Linear(a, b), nn.ReLU())]
        self.layers = nn.Sequential(*hidden, nn.Linear(widths[-1], width))
        half = EMBEDDING // 2
        self.register_buffer("frequencies", torch.exp(-math.log(10000) * torch.arange(half) / half))

    def forward(self, x, t, label):
        angles = t[:, None].float() * self.frequencies
        embedded = self.time(torch.cat([angles.cos(), angles.sin()], 1))
        if self.label is not None:
            embedded = embedded + functional.silu(self.label(label))
        return self.layers(self.input(x) + embedded)


class Diffusion:
    """Noise of both kinds. Categories are logarithms of probabilities, all levels of all categories in one row."""

    def __init__(self, count, sizes):
        self.count, self.sizes = count, sizes
        times = np.arange(LEVELS + 1) / LEVELS
        kept = np.cos((times + 0.008) / 1.008 * math.pi / 2) ** 2
        alpha = np.maximum(kept[1:] / kept[:-1], 0.001)
        self.alpha = torch.tensor(alpha).float()
        self.total = torch.tensor(np.cumprod(alpha)).float()
        self.before = torch.cat([torch.ones(1), self.total[:-1]])
        levels = torch.tensor([size for size in sizes for _ in range(size)])
        self.log_levels = levels.float().log()
        self.column = torch.tensor([j for j, size in enumerate(sizes) for _ in range(size)])

    def one_hot(self, codes):
        """Returns logarithms: 0 at each category's level, and about −70 elsewhere."""
        parts = [functional.one_hot(codes[:, j], size) for j, size in enumerate(self.sizes)]
        return torch.cat(parts, 1).float().clamp_min(1e-30).log()

    def each(self, function, x):
        return torch.cat([function(part) for part in x.split(self.sizes, 1)], 1)

    def mixed(self, log_x, share):
        """Returns share · x + (1 − share) / levels, in logarithms."""
        return torch.logaddexp(log_x + share.log()[:, None], (1 - share).clamp_min(1e-30).log()[:, None] - self.log_levels)

    def draw(self, log_p):
        """Returns drawn levels, as one_hot gives them."""
        noise = -torch.log(-torch.log(torch.rand_like(log_p) + 1e-30) + 1e-30)
        picks = [part.argmax(1) for part in (log_p + noise).split(self.sizes, 1)]
        return self.one_hot(torch.stack(picks, 1))

    def posterior(self, log_start, log_x, t):
        """Returns the logarithm of q(the level before | the noised level, the clean level)."""
        earlier = torch.where(t[:, None] == 0, log_start, self.mixed(log_start, self.before[t]))
        joint = earlier + self.mixed(log_x, self.alpha[t])
        return self.each(lambda part: part.log_softmax(1), joint)

    def loss(self, network, numbers, codes, label):
        t = torch.randint(0, LEVELS, (len(numbers),))
        noise = torch.randn_like(numbers)
        total = self.total[t][:, None]
        start = self.one_hot(codes) if self.sizes else codes.float()
        log_x = self.draw(self.mixed(start, self.total[t])) if self.sizes else start
        out = network(torch.cat([total.sqrt() * numbers + (1 - total).sqrt() * noise, log_x], 1), t, label)
        loss = (out[:, :self.count] - noise).square().mean() if self.count else torch.zeros(())
        if self.sizes:
            loss = loss + self.bound(out[:, self.count:], start, log_x, t) * LEVELS / len(self.sizes)
        return loss

    def bound(self, out, start, log_x, t):
        """Returns the mean of a level's term of the variational bound."""
        guess = self.posterior(self.each(lambda part: part.log_softmax(1), out), log_x, t)
        truth = self.posterior(start, log_x, t)
        divergence = (truth.exp() * (truth - guess)).sum(1)
        likelihood = -(start.exp() * guess).sum(1)
        return torch.where(t == 0, likelihood, divergence).mean()

    @torch.inference_mode()
    def sample(self, network, rows, label):
        x = torch.randn(rows, self.count)
        log_x = self.draw(torch.zeros(rows, len(self.log_levels))) if self.sizes else torch.zeros(rows, 0)
        for level in reversed(range(LEVELS)):
            t = torch.full((rows,), level)
            out = network(torch.cat([x, log_x], 1), t, label)
            x = self.earlier(x, out[:, :self.count], level)
            if self.sizes:
                guess = self.each(lambda part: part.log_softmax(1), out[:, self.count:])
                log_x = self.draw(self.posterior(guess, log_x, t))
        codes = [part.argmax(1) for part in log_x.split(self.sizes, 1)] if self.sizes else []
        return x, torch.stack(codes, 1) if codes else torch.zeros(rows, 0, dtype=int)

    def earlier(self, x, noise, level):
        """Draws numbers of the level before."""
        alpha, total, before = self.alpha[level], self.total[level], self.before[level]
        clean = (x - (1 - total).sqrt() * noise) / total.sqrt()
        mean = (before.sqrt() * (1 - alpha) * clean + alpha.sqrt() * (1 - before) * x) / (1 - total)
        return mean if level == 0 else mean + (1 - alpha).sqrt() * torch.randn_like(x)


class Numbers:
    """Numbers through their quantiles to normals and back."""

    def __init__(self, values, decimals, seed):
        self.empty = values.shape[1] == 0
        if self.empty:
            return
        noise = np.random.default_rng(seed).normal(size=values.shape) * 1e-3 * np.maximum(values.std(0), 1e-12)
        self.map = QuantileTransformer(
            n_quantiles=max(min(len(values) // 30, 1000), 10), output_distribution="normal", subsample=10**9, random_state=seed)
        self.normal = self.map.fit_transform(values + noise)
        self.few = {j: known for j in range(values.shape[1]) if decimals[j] == 0
                    and len(known := np.unique(values[:, j])) <= FEW_VALUES}

    def forward(self, rows):
        return torch.zeros(rows, 0) if self.empty else torch.tensor(self.normal, dtype=torch.float32)

    def back(self, normal):
        if self.empty:
            return normal.numpy()
        values = self.map.inverse_transform(normal.double().numpy())
        for j, known in self.few.items():
            values[:, j] = known[np.abs(values[:, j, None] - known).argmin(1)]
        return values


def fit(table, clock, given):
    prepare(given)
    target = table.target_category()
    others = [j for j in range(len(table.sizes)) if j != target]
    scale = Numbers(table.numbers, table.decimals, given.seed)
    numbers = scale.forward(len(table.codes))
    codes = torch.tensor(table.codes[:, others])
    labels = torch.tensor(table.codes[:, target]) if target is not None else torch.zeros(len(codes), dtype=int)
    sizes = [table.sizes[j] for j in others]
    network = Network(numbers.shape[1] + sum(sizes), table.sizes[target] if target is not None else 0)
    diffusion = Diffusion(numbers.shape[1], sizes)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0)
    steps = 0
    for index in minibatches(len(codes), BATCH):
        if clock.is_up():
            break
        optimizer.param_groups[0]["lr"] = RATE * (1 - clock.share())
        optimizer.zero_grad()
        diffusion.loss(network, numbers[index], codes[index], labels[index]).backward()
        optimizer.step()
        steps += 1
    clock.notes["steps"] = steps

    def sample(count):
        drawn = labels[torch.randint(0, len(labels), (count,))]
        parts = [diffusion.sample(network, len(part), part) for part in drawn.split(CHUNK)]
        found = np.zeros((count, len(table.sizes)), int)
        found[:, others] = torch.cat([part[1] for part in parts]).numpy()
        if target is not None:
            found[:, target] = drawn.numpy()
        return scale.back(torch.cat([part[0] for part in parts])), found

    return sample


if __name__ == "__main__":
    main(fit)
