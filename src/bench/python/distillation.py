"""Distillation, tried on our own method in PyTorch: what few evaluations cost, and what a student of few steps wins back.

  python distillation.py --train train.csv --schema schema.json --seconds 300 --rows N --output DIR

Trains a teacher (peer_ncsn.py) for as many seconds of processor time, and a student that starts from it, for `--student-seconds`.
Writes what they draw to DIR: teacher-N.csv by N evaluations of DPM-Solver++ (docs/decisions/250), narrow-N.csv by N evaluations
between closer noise levels, and student.csv by one evaluation for each of `--levels`; with `-calibrated` in the name, rows whose
marginals were corrected by the counts of earlier draws (docs/decisions/260). table_quality.py measures them.

The student learns the teacher's probability flow from one of its levels to the next. If x(s) is a path of the flow and D its denoised
rows, then x(t) = t/s*x(s) + (1 - t/s)*d, where d is a weighted mean of D on the way. So d is a row of numbers and probabilities like D,
and a function of x(s): the network learns it by the losses of a denoiser, on paths that the teacher went from fresh noise.
"""
import argparse
import copy
import json
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as functional
from ncsn_columns import Columns
from peer_ncsn import CHUNK, RHO, Model, descend, train
from peers import Table
from torch import nn
from torch_peers import chunks

BATCH = 512
RATE = 1e-3
PATH = 20
START, END = 20.0, 0.01
NARROW_START, NARROW_END = 10.0, 0.05
COUNTED = 32_768
PASSES = 2
KNOTS = 65


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("--seconds", type=float, default=300, help="processor time of the teacher's training")
    parser.add_argument("--student-seconds", type=float, default=300, help="processor time of the student's")
    parser.add_argument("--paths", type=int, default=100_000, help="of the teacher, which the student learns from")
    parser.add_argument("--levels", default="20,2,0.6,0.2", help="the student's noise levels")
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", required=True)
    return parser.parse_args()


class Clock:
    """Processor time: other programs on the machine do not shorten the training."""

    def __init__(self, seconds):
        self.seconds, self.begin, self.notes = seconds, time.process_time(), {}

    def share(self):
        return min(1.0, (time.process_time() - self.begin) / self.seconds)

    def is_up(self):
        return self.share() >= 1


def spaced(steps, most=START, least=END):
    """Returns Karras's noise levels."""
    most, least = most ** (1 / RHO), least ** (1 / RHO)
    return [(most + i / (steps - 1) * (least - most)) ** RHO for i in range(steps)]


def noise(model, rows, sigma):
    """Returns where chains begin: each column by itself."""
    deviation = (sigma ** 2 + model.prior * (1 - model.prior)).sqrt()
    return torch.randn(rows, model.numbers) * math.sqrt(1 + sigma ** 2), model.prior + torch.randn(rows, len(model.prior)) * deviation


def weights(path, level):
    """Returns the weights of the last denoised rows in a step of DPM-Solver++ with three of them, and half the curvature."""
    length = lambda i: math.log(path[i] / path[i + 1])
    step = length(level)
    constant = -math.expm1(-step)
    linear = 1 - constant / step
    if level == 0:
        return [constant]
    before = length(level - 1) / step
    if level == 1:
        return [constant + linear / before, -linear / before]
    earlier = length(level - 2) / step
    bend = (linear * before - linear / step + 0.5) / (before + earlier)
    slope = (linear + bend) / before
    return [constant + slope, -slope - bend / earlier, bend / earlier]


class Sampler:
    """Draws from a teacher or a student, with biases of logits and maps of numbers that calibration finds."""

    def __init__(self, model, levels, steps):
        self.model, self.levels, self.steps = model, levels, steps
        self.bias, self.maps = torch.zeros(len(model.prior)), None

    def denoise(self, x, y, sigma):
        sigma = torch.full((len(x),), sigma)
        _, logits, x, y = self.model.denoise(x, y, sigma, torch.zeros(len(x), self.model.flags))
        return x, self.model.each(lambda part: part.softmax(1), logits + self.bias)

    @torch.inference_mode()
    def run(self, x, y, seen=lambda level, x, y: None):
        """Takes rows from the first level to 0, and shows them at each."""
        last = []
        for level, sigma in enumerate(self.levels):
            seen(level, x, y)
            last = [self.denoise(x, y, sigma), *last[:2]]
            if level + 1 == len(self.levels):
                return last[0]
            kept = self.levels[level + 1] / sigma
            parts = self.steps(self.levels, level)
            x = kept * x + sum(w * a for w, (a, _) in zip(parts, last))
            y = kept * y + sum(w * b for w, (_, b) in zip(parts, last))

    def draw(self, rows):
        ends = [self.run(*noise(self.model, size, self.levels[0])) for size in chunks(rows, CHUNK)]
        x, y = (torch.cat(part) for part in zip(*ends))
        codes = [part.argmax(1) for part in y.split(self.model.sizes, 1)] if self.model.sizes else []
        codes = torch.stack(codes, 1) if codes else torch.zeros(rows, 0, dtype=int)
        return x if self.maps is None else self.corrected(x), codes

    def corrected(self, x):
        share = torch.special.ndtr(x.double()).numpy()
        share = [np.interp(share[:, j], knots, np.linspace(0, 1, KNOTS)) for j, knots in enumerate(self.maps)]
        return torch.special.ndtri(torch.tensor(np.stack(share, 1)).clamp(1e-9, 1 - 1e-9)).float()

    def calibrate(self):
        """Corrects levels that come too often or too seldom by more than chance, and the distributions of numbers."""
        prior, gates = self.model.prior, dict(self.model.gated)
        for _ in range(PASSES):
            x, codes = self.draw(COUNTED)
            drawn = torch.zeros_like(prior).scatter_add_(0, (codes + self.model.offsets).flatten(), torch.ones(codes.numel())) / COUNTED
            chance = 2 * (prior * (1 - prior) / COUNTED).sqrt()
            ratio = ((prior * COUNTED + 0.5) / (drawn * COUNTED + 0.5)).log()
            self.bias += torch.where((drawn - prior).abs() > chance, ratio, 0.0).clamp(-2, 2)
        first = self.model.offsets.tolist()
        levels = (codes + self.model.offsets).numpy()
        self.maps = []
        for j in range(x.shape[1]):
            applies = (levels[:, first.index(max(at for at in first if at <= gates[j]))] == gates[j]) if j in gates else slice(None)
            knots = np.quantile(torch.special.ndtr(x[applies, j].double()).numpy(), np.linspace(0, 1, KNOTS))
            knots[0], knots[-1] = 0, 1
            self.maps.append(knots)
        return self


def one_step(levels, level):
    return [1 - levels[level + 1] / levels[level]]


class Student(Model):
    """A copy of the teacher that also sees the noised codes themselves, and whose numbers are not gated by their category."""

    def __init__(self, teacher):
        self.__dict__.update(copy.deepcopy(teacher.__dict__))
        self.gated = []
        self.raw = nn.Linear(len(self.prior), self.network.input.out_features, bias=False)
        nn.init.zeros_(self.raw.weight)
        self.network.input.register_forward_hook(lambda layer, given, out: out + self.seen)

    def denoise(self, x, y, sigma, observed):
        self.seen = self.raw((y - self.prior) / (sigma[:, None] ** 2 + self.variance).sqrt())
        return super().denoise(x, y, sigma, observed)

    def parameters(self):
        return [*self.network.parameters(), *self.raw.parameters()]


def paths(teacher, count, levels):
    """Returns the rows of the teacher's paths at those of its levels that lie nearest to `levels`, these, and where the paths end."""
    path = spaced(PATH)
    wanted = [min(range(PATH), key=lambda i, sigma=sigma: abs(math.log(path[i] / sigma))) for sigma in levels]
    sampler, parts = Sampler(teacher, path, weights), []
    for size in chunks(count, CHUNK):
        states = []
        x, y = sampler.run(*noise(teacher, size, path[0]), lambda level, x, y: states.append((x, y)) if level in wanted else None)
        hard = teacher.each(lambda part: functional.one_hot(part.argmax(1), part.shape[1]).float(), y)
        parts.append([*states, (x, hard)])
    return [tuple(torch.cat(part) for part in zip(*at)) for at in zip(*parts)], [path[i] for i in wanted]


def distil(student, states, levels, clock):
    """Trains the student on pairs of neighbouring states, and leaves the moving average in it."""
    size = BATCH // len(levels)
    sigma = torch.tensor(levels).repeat_interleave(size)
    kept = (torch.tensor([*levels[1:], 0.0]) / torch.tensor(levels)).repeat_interleave(size)[:, None]
    weight = 1 / student.entropy.repeat_interleave(student.repeats) if student.sizes else student.prior
    nothing = torch.zeros(len(sigma), student.flags)

    def loss():
        index = [torch.randint(len(states[0][0]), (size,)) for _ in levels]
        x, y = (torch.cat([states[i][part][rows] for i, rows in enumerate(index)]) for part in (0, 1))
        next_x, next_y = (torch.cat([states[i + 1][part][rows] for i, rows in enumerate(index)]) for part in (0, 1))
        _, logits, a, _ = student.denoise(x, y, sigma, nothing)
        error = (a - (next_x - kept * x) / (1 - kept)).square() * (1 + 1 / sigma[:, None] ** 2)
        likelihood = student.each(lambda part: part.log_softmax(1), logits)
        return (error.sum() - (likelihood * weight * (next_y - kept * y) / (1 - kept)).sum()) / len(x) / student.flags

    return descend(student.parameters(), RATE, clock, loss)


def main():
    given = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(given.seed)
    os.makedirs(given.output, exist_ok=True)
    with open(given.schema, encoding="utf-8") as file:
        table = Table(given.train, json.load(file))
    columns = Columns(table, given.seed)
    teacher = Model(columns)
    clock = Clock(given.seconds)
    train(teacher, clock)
    states, levels = paths(teacher, given.paths, [float(sigma) for sigma in given.levels.split(",")])
    student = Student(teacher)
    steps = distil(student, states, levels, Clock(given.student_seconds))
    print(json.dumps({"teacher-steps": clock.notes["steps"], "student-steps": steps, "levels": levels}))
    samplers = {f"teacher-{n}": (teacher, spaced(n), weights) for n in (4, 6, 8, 16)}
    samplers |= {f"narrow-{n}": (teacher, spaced(n, NARROW_START, NARROW_END), weights) for n in (4, 6, 8)}
    samplers["student"] = (student, levels, one_step)
    for name, parts in samplers.items():
        sampler = Sampler(*parts)
        for suffix in ("", "-calibrated"):
            torch.manual_seed(given.seed + 1)
            x, codes = sampler.draw(given.rows)
            table.write(f"{given.output}/{name}{suffix}.csv", *columns.rows(x, codes.numpy()))
            sampler.calibrate()


if __name__ == "__main__":
    main()
