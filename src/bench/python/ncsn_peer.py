#!/usr/bin/python3
"""The same work in PyTorch, for `ncsn bench --peer`: the network, the step and the sampler that ncsn trains and runs, as fast as
PyTorch alone does them on one machine.

  ncsn_peer.py train  --dim 2 --hidden 128,128,128 --batch 128 [--seconds S]
  ncsn_peer.py fit    --dim 10 --hidden 256,256,256 --table DIR [--seconds S | --minibatches N]
  ncsn_peer.py sample --dim 2 --hidden 128,128,128 --levels 50 --steps 20 [--seconds S]
  ncsn_peer.py train|sample --image 28,28,1 --patch 2 --channels 32,64 --blocks 2,3 [...]
  ncsn_peer.py normals
  ncsn_peer.py distance --dim 784 --rows 60000
  ncsn_peer.py about [--dim D --hidden W,W,W | --image ...]

Each prints one line of JSON; `rate` is in rows, samples, normals or rows a second, all processes together. --processes P runs P of them side
by side, which begin at the same moment and know nothing of each other (no averaging: more than data-parallel training could
reach); --threads T is for each. Only `fit` is about what comes out: it trains one network on the rows of DIR for S seconds, or N minibatches, and tells its
hold-out loss, and its processes add up their gradients, so that P of them take a minibatch P times as large together. DIR holds raw
little-endian floats, as ncsn writes them: train.f32 and holdout.f32, the standardised rows; levels.f32, the noise levels; and gets
parameters.f32, laid out as ncsn's own. With --image the network is ncsn's U-Net (ncsn_unet.py), and samples come by SDE-DPM-Solver++.

What makes it fast, each measured against the plain way: gradients and parameters are views of one flat tensor, so that Adam and the
moving average are a handful of operations on the whole vector; noise comes in one call a batch; sampling runs in inference mode with
in-place operations, in chunks that stay in the cache. torch.jit made none of it faster. Images are in channels_last order, and glibc keeps the memory
that it has once got, since a step else spends a quarter of its time on page faults.

--mode is for train, fit and sample: eager; compile (PyTorch 2: torch.compile with max-autotune, which makes one kernel of the step's
elementwise operations and one of Adam); bfloat16 (training by autocast, sampling by weights of 16 bits); or both. `about` tells which of
them this PyTorch and this machine have.
"""
import argparse
import ctypes
import json
import math
import os
import queue
import shutil
import sys
import sysconfig
import time

MEMORY = {"MALLOC_MMAP_THRESHOLD_": "2000000000", "MALLOC_TRIM_THRESHOLD_": "4000000000", "MALLOC_TOP_PAD_": "268435456"}
MODES = ("eager", "compile", "bfloat16", "compile-bfloat16")


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=("train", "fit", "sample", "normals", "distance", "about"))
    parser.add_argument("--dim", type=int, default=2)
    parser.add_argument("--hidden", default="128,128,128")
    parser.add_argument("--image", help="width, height and channels of images, for a U-Net in place of rows and layers")
    parser.add_argument("--patch", type=int, default=2)
    parser.add_argument("--channels", default="32,64", help="of the U-Net's levels")
    parser.add_argument("--blocks", default="2,3", help="of the U-Net's levels")
    parser.add_argument("--attention", default="0,1", help="which of the U-Net's levels have it")
    parser.add_argument("--clip", type=float, default=math.inf, help="train's greatest norm of a gradient")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--levels", type=int, default=50)
    parser.add_argument("--steps", type=int, default=20, help="Langevin steps a level")
    parser.add_argument("--chunk", type=int, default=512, help="chains at a time")
    parser.add_argument("--table", help="directory of the rows that fit trains on")
    parser.add_argument("--rate", type=float, default=1e-3, help="fit's learning rate after its warm-up")
    parser.add_argument("--average", type=float, default=0.999, help="decay of fit's moving average")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--minibatches", type=int, help="fit's length in place of the seconds, a multiple of 16")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--mode", choices=MODES, default="eager")
    return parser.parse_args()


class Score:
    """s(x, sigma) = -x/(1 + sigma^2) + F(x/sqrt(1 + sigma^2), log(sigma)/4) / (sigma sqrt(1 + sigma^2)): EDM's
    preconditioning for rows of unit variance; F is a SiLU network. Weights and their gradients are views of `flat` and `grad`."""

    def __init__(self, dim, hidden):
        widths = [dim + 1, *hidden, dim]
        shapes = list(zip(widths[1:], widths[:-1]))
        self.flat = torch.zeros(sum(o * i + o for o, i in shapes))
        self.grad = torch.zeros_like(self.flat)
        self.layers = []
        at = 0
        for o, i in shapes:
            pair = []
            for shape in ((o, i), (o,)):
                size = math.prod(shape)
                view = self.flat[at:at + size].view(shape)
                view.uniform_(-1 / math.sqrt(i), 1 / math.sqrt(i))
                parameter = torch.nn.Parameter(view)
                parameter.grad = self.grad[at:at + size].view(shape)
                pair.append(parameter)
                at += size
            self.layers.append(pair)
        for parameter in self.layers[-1]:  # training starts from the score of N(0, I)
            parameter.data.zero_()

    def flops(self):
        """Of a row's forward pass: a multiplication and an addition a weight."""
        return sum(2 * weight.numel() for weight, _ in self.layers)

    def embedding(self, sigmas):
        return sigmas.log().view(-1, 1) / 4

    def field(self, x):
        x = x.to(self.layers[0][0].dtype)
        for weight, bias in self.layers[:-1]:
            x = torch.nn.functional.silu(torch.nn.functional.linear(x, weight, bias), inplace=not torch.is_grad_enabled())
        return torch.nn.functional.linear(x, *self.layers[-1]).float()

    def to_bfloat16(self):
        """Turns the weights into 16 bits, for passes without gradients."""
        self.layers = [[part.detach().bfloat16() for part in pair] for pair in self.layers]


class Adam:
    """Clipping, Adam and an exponential moving average on the flat vector."""

    def __init__(self, score, mode, rate=1e-3, decay=0.999, clip=math.inf):
        self.score, self.rate, self.decay, self.clip, self.step = score, rate, decay, clip, 0
        self.first = torch.zeros_like(score.flat)
        self.second = torch.zeros_like(score.flat)
        self.root = torch.zeros_like(score.flat)
        self.average = score.flat.clone()
        self.size = torch.zeros(())
        self.update = compiled(mode, self.fused) if is_compiled(mode) else self.eager

    def __call__(self):
        self.step += 1
        self.update(self.size.fill_(self.rate * math.sqrt(1 - 0.999 ** self.step) / (1 - 0.9 ** self.step)))

    def eager(self, size):
        gradient = self.score.grad
        if self.clip < math.inf:
            gradient.mul_((self.clip / gradient.norm()).clamp_(max=1))
        self.first.lerp_(gradient, 0.1)
        self.second.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        torch.sqrt(self.second, out=self.root).add_(1e-8)
        self.score.flat.addcdiv_(self.first, self.root, value=-size.item())
        gradient.zero_()
        self.average.lerp_(self.score.flat, 1 - self.decay)

    def fused(self, size):
        """The same as formulas of vectors, of which the compiler makes one pass."""
        gradient = self.score.grad
        if self.clip < math.inf:
            gradient.mul_((self.clip / gradient.norm()).clamp(max=1))
        self.first.copy_(self.first + 0.1 * (gradient - self.first))
        self.second.copy_(0.999 * self.second + 0.001 * gradient * gradient)
        self.score.flat.sub_(size * self.first / (self.second.sqrt() + 1e-8))
        gradient.zero_()
        self.average.add_((1 - self.decay) * (self.score.flat - self.average))


def noise_levels(count):
    return torch.exp(torch.linspace(math.log(10.0), math.log(0.01), count))


class Denoising:
    """Denoising score matching with loss weight sigma^2: 1/2 ||sigma s(x + sigma z) + z||^2."""

    def __init__(self, score, levels, mode):
        sigma = levels.view(-1, 1)
        norm = (1 + sigma ** 2).sqrt()
        self.score, self.count = score, len(levels)
        self.table = torch.cat([sigma, 1 / norm, score.embedding(levels)], dim=1)
        self.bfloat16 = is_bfloat16(mode)
        self.loss = compiled(mode, self.mean)

    def residual(self, x, level, z):
        """sigma s + z, with s = -noised/norm^2 + output/(sigma norm); a noise level for each row."""
        sig, inverse, embedding = self.table[level].tensor_split([1, 2], dim=1)
        noised = torch.addcmul(x, sig, z)
        output = self.score.field(torch.cat([noised * inverse, embedding], dim=1))
        return torch.addcmul(z - sig * inverse ** 2 * noised, output, inverse)

    def mean(self, x, level, z):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bfloat16):
            return self.residual(x, level, z).square().sum().mul(0.5 / len(x))

    def backward(self, x):
        """Of the mean over a minibatch; noise levels are drawn evenly."""
        self.loss(x, torch.randint(0, self.count, (len(x),)), torch.randn(x.shape)).backward()

    def evaluate(self, rows, draws=4):
        """Mean over rows, all noise levels and some draws of noise, and its standard error."""
        losses = []
        with torch.inference_mode():
            for _ in range(draws):
                for level in range(self.count):
                    residual = self.residual(rows, torch.full((len(rows),), level), torch.randn(rows.shape))
                    losses.append(residual.square().sum(1).mul(0.5))
        losses = torch.cat(losses).double()
        return dict(loss=losses.mean().item(), error=(losses.std() / math.sqrt(len(losses))).item())


def minibatches(rows, size):
    """In a new order each time all rows were seen."""
    while True:
        order = torch.randperm(len(rows))
        for at in range(0, len(rows) - size + 1, size):
            yield rows[order[at:at + size]]


def train(a, begin):
    score = network(a)
    adam = Adam(score, a.mode, clip=a.clip)
    denoising = Denoising(score, noise_levels(a.levels), a.mode)
    batches = minibatches(torch.randn(a.rows, a.dim), a.batch)
    denoising.backward(next(batches))  # compiles
    adam()
    steps, start, stop = 0, begin(), None
    warm = start + 0.3
    while stop is None or time.perf_counter() < stop:
        denoising.backward(next(batches))
        adam()
        steps += 1
        if stop is None and time.perf_counter() > warm:
            steps, start = 0, time.perf_counter()
            stop = start + a.seconds
    elapsed = time.perf_counter() - start
    return dict(rate=steps * a.batch / elapsed, **shape(score))


def fit(a, begin):
    """Trains for a time or a number of minibatches; the learning rate rises for 100 steps and falls by half a cosine. All processes begin with the same
    parameters and take their steps with the mean of their gradients, so theirs stay the same."""
    rows = floats(a, "train").view(-1, a.dim)
    torch.manual_seed(0)
    score = Score(a.dim, hidden(a))
    torch.manual_seed(1 + a.index)
    adam = Adam(score, a.mode, decay=a.average)
    denoising = Denoising(score, floats(a, "levels"), a.mode)
    batches = minibatches(rows, a.batch)
    compile_first(adam, denoising, next(batches))
    steps, start, done = 0, begin(), 0.0
    while done < 1:
        denoising.backward(next(batches))
        if a.processes > 1:
            torch.distributed.all_reduce(score.grad)
            score.grad.mul_(1 / a.processes)
        adam.rate = a.rate * min(1, (steps + 1) / 100) * (1 + math.cos(math.pi * done)) / 2
        adam()
        steps += 1
        if steps % 16 == 0:
            done = steps / a.minibatches if a.minibatches else (time.perf_counter() - start) / a.seconds
            if a.processes > 1:  # all stop at the same step
                slowest = torch.tensor(done)
                torch.distributed.all_reduce(slowest, torch.distributed.ReduceOp.MAX)
                done = slowest.item()
    elapsed = time.perf_counter() - start
    score.flat.copy_(adam.average)
    if a.index == 0:
        score.flat.numpy().tofile(path(a, "parameters"))
    return dict(rate=steps * a.batch / elapsed, steps=steps, seconds=elapsed, **denoising.evaluate(floats(a, "holdout").view(-1, a.dim)))


def compile_first(adam, denoising, batch):
    """A step of size 0: compiles both, and leaves the parameters as they were."""
    rate, adam.rate = adam.rate, 0
    denoising.backward(batch)
    adam()
    adam.rate, adam.step = rate, 0
    adam.first.zero_()
    adam.second.zero_()


def path(a, name):
    return os.path.join(a.table, name + ".f32")


def floats(a, name):
    return torch.from_numpy(numpy.fromfile(path(a, name), dtype="<f4"))


def sample(a, begin):
    """Annealed Langevin dynamics with a last denoising step, to a file of numpy's; images in another way."""
    if a.image:
        return sample_images(a, begin)
    with torch.inference_mode():
        score = Score(a.dim, hidden(a))
        if is_bfloat16(a.mode):
            score.to_bfloat16()
        sigmas = noise_levels(a.levels).tolist()
        epsilon = 2e-5

        def step(x, embedding, factors, z):
            inverse, keep, push, noise = factors.unbind()
            return x * keep + push * score.field(torch.cat([x * inverse, embedding], 1)) + noise * z

        langevin = compiled(a.mode, step)

        def chunk(size, levels):
            x = torch.randn(size, a.dim).mul_(math.sqrt(1 + sigmas[0] ** 2))
            z = torch.empty_like(x)
            inputs = torch.empty(size, a.dim + 1)

            def eager(x, inverse, keep, push, noise):
                torch.mul(x, inverse, out=inputs[:, :a.dim])
                output = score.field(inputs)
                return x.mul_(keep).add_(output, alpha=push).add_(z.normal_(), alpha=noise)

            for sigma in levels:
                norm = math.sqrt(1 + sigma ** 2)
                alpha = epsilon * (sigma / sigmas[-1]) ** 2
                inputs[:, a.dim] = math.log(sigma) / 4
                factors = 1 / norm, 1 - alpha / norm ** 2, alpha / (sigma * norm), math.sqrt(2 * alpha)
                if is_compiled(a.mode):
                    factors = torch.tensor(factors)
                for _ in range(a.steps):
                    x = langevin(x, inputs[:, a.dim:], factors, z.normal_()) if is_compiled(a.mode) else eager(x, *factors)
            torch.mul(x, 1 / norm, out=inputs[:, :a.dim])
            return x.mul_(1 - sigma ** 2 / norm ** 2).add_(score.field(inputs), alpha=sigma / norm)

        chunk(a.chunk, sigmas[:2])
        done, start = [], begin()
        while time.perf_counter() < start + a.seconds:
            done.append(chunk(a.chunk, sigmas))
        with open(os.devnull, "wb") as file:
            numpy.save(file, torch.cat(done).numpy())
        elapsed = time.perf_counter() - start
        return dict(rate=len(done) * a.chunk / elapsed, rows=len(done) * a.chunk,
                    variance=torch.cat(done).var().item(), **shape(score))


def sample_images(a, begin):
    """SDE-DPM-Solver++ with two denoised images in --steps evaluations on Karras's levels, to a file of numpy's."""
    with torch.inference_mode():
        score = network(a)
        if is_bfloat16(a.mode):
            score.to_bfloat16()
        ends = noise_levels(2) ** (1 / 7)
        sigmas = torch.lerp(ends[0], ends[1], torch.linspace(0, 1, a.steps)) ** 7
        embeddings = score.embedding(sigmas)

        def denoise(x, sigma, embedding):
            norm = (1 + sigma ** 2).sqrt()
            inputs = torch.cat([x / norm, embedding.expand(len(x), -1)], 1)
            return x / norm ** 2 + sigma / norm * score.field(inputs)

        def step(x, before, sigma, following, ahead, embedding, z):
            now = denoise(x, sigma, embedding)
            kept = (following / sigma) ** 2
            return kept * x + (1 - kept) * (now + ahead * (now - before)) + following * (1 - kept).sqrt() * z, now

        step, last = compiled(a.mode, step), compiled(a.mode, denoise)
        lengths = (sigmas[:-1] / sigmas[1:]).log()
        aheads = torch.cat([torch.zeros(1), lengths[1:] / lengths[:-1] / 2])

        def chunk(sigmas):
            x = torch.randn(a.chunk, a.dim) * (1 + sigmas[0] ** 2).sqrt()
            now = torch.zeros_like(x)
            for i in range(len(sigmas) - 1):
                x, now = step(x, now, sigmas[i], sigmas[i + 1], aheads[i], embeddings[i], torch.randn_like(x))
            return last(x, sigmas[-1], embeddings[-1])

        chunk(sigmas[:3])
        done, start = [], begin()
        while time.perf_counter() < start + a.seconds:
            done.append(chunk(sigmas))
        with open(os.devnull, "wb") as file:
            numpy.save(file, torch.cat(done).numpy())
        elapsed = time.perf_counter() - start
        return dict(rate=len(done) * a.chunk / elapsed, rows=len(done) * a.chunk,
                    variance=torch.cat(done).var().item(), **shape(score))


def normals(a, begin):
    size = 1 << 16
    x = torch.empty(size)
    x.normal_()
    calls, start = 0, begin()
    while time.perf_counter() < start + a.seconds:
        x.normal_()
        calls += 1
    return dict(rate=calls * size / (time.perf_counter() - start))


def distance(a, begin):
    """The greatest distance of two rows, by blocks of the Gram matrix."""
    x = torch.randn(a.rows, a.dim)
    block = 2048
    start = begin()
    with torch.inference_mode():
        squares = x.square().sum(1)
        greatest = torch.zeros(())
        for i in range(0, a.rows, block):
            for j in range(i, a.rows, block):
                gram = torch.addmm(squares[None, j:j + block], x[i:i + block], x[j:j + block].T, alpha=-2)
                greatest = torch.maximum(greatest, gram.amax(1).add_(squares[i:i + block]).amax())
    return dict(rate=a.rows / (time.perf_counter() - start), value=greatest.sqrt().item())


def hidden(a):
    return integers(a.hidden)


def integers(text):
    return [int(number) for number in text.split(",")]


def network(a):
    if not a.image:
        return Score(a.dim, hidden(a))
    width, height, channels = integers(a.image)
    a.dim = width * height * channels
    return ncsn_unet.ImageScore(dict(width=width, height=height, channels=channels, patch=a.patch, hidden=integers(a.channels),
                                     blocks=integers(a.blocks), attention=integers(a.attention)))


def shape(score):
    return dict(parameters=score.flat.numel(), flops=score.flops())


def is_compiled(mode):
    return mode.startswith("compile")


def is_bfloat16(mode):
    return mode.endswith("bfloat16")


def compiled(mode, function):
    return torch.compile(function, mode="max-autotune-no-cudagraphs", dynamic=False) if is_compiled(mode) else function


def modes():
    """Compiled ones need PyTorch 2, a C++ compiler and Python's headers, and those of 16 bits a processor that multiplies them."""
    headers = os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h"))
    compiles = hasattr(torch, "compile") and headers and shutil.which(os.environ.get("CXX", "g++")) is not None
    return [mode for mode in MODES if (compiles or not is_compiled(mode)) and ("avx512_bf16" in flags() or not is_bfloat16(mode))]


def blas():
    """Whose matrix products PyTorch calls."""
    if torch.backends.mkl.is_available():
        return "MKL"
    try:
        library = ctypes.CDLL("libopenblas.so.0")
        library.openblas_get_corename.restype = ctypes.c_char_p
        return "OpenBLAS core " + library.openblas_get_corename().decode()
    except (OSError, AttributeError):
        return "unknown BLAS"


def about(a):
    """What PyTorch runs on, and in which modes it can do what."""
    capability = os.environ.get("ATEN_CPU_CAPABILITY", "default")
    return dict(torch=torch.__version__, blas=blas(), capability=capability, python=sys.version.split()[0],
                modes={work: modes() for work in ("train", "fit", "sample")}, **shape(network(a)))


def process(a, index, barrier, results):
    """One process: waits for the others, works, and tells what came of it."""
    load(a)
    a.index = index
    torch.manual_seed(index)
    if a.work == "fit" and a.processes > 1:
        torch.distributed.init_process_group(
            "gloo", init_method="file://" + path(a, "meeting-%d" % os.getppid()), rank=index, world_size=a.processes)

    def begin():
        barrier.wait()
        return time.perf_counter()

    results.put(globals()[a.work](a, begin))


def flags():
    with open("/proc/cpuinfo") as file:
        return set(file.read().split())


def load(a):
    global torch, numpy, ncsn_unet
    # Before the first import: OpenBLAS reads its own at load time.
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(a.threads)
    # Else OpenMP's threads wait in a loop while OpenBLAS's want the cores.
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", os.path.join(os.path.dirname(os.path.abspath(__file__)), "compiled"))
    if {"avx512f", "avx512vl", "avx512bw", "avx512dq"} <= flags():
        os.environ["ATEN_CPU_CAPABILITY"] = "avx512"  # some builds dispatch AVX2 unless told
    import numpy
    import torch
    import ncsn_unet
    torch.set_num_threads(a.threads)


def collected(processes, results):
    """What came of all processes, or an end where one of them failed."""
    found = []
    while len(found) < len(processes):
        try:
            found.append(results.get(timeout=1))
        except queue.Empty:
            if any(each.exitcode for each in processes):
                sys.exit("a process of the peer failed; its message is above")
    return found


def main():
    a = arguments()
    if a.work == "about":
        load(a)
        print(json.dumps(about(a)))
        return
    # glibc reads these at the start of the processes below.
    for name, value in MEMORY.items():
        os.environ.setdefault(name, value)
    import multiprocessing
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(a.processes), context.Queue()
    processes = [context.Process(target=process, args=(a, i, barrier, results), daemon=True) for i in range(a.processes)]
    for each in processes:
        each.start()
    found = collected(processes, results)
    for each in processes:
        each.join()
    print(json.dumps({**found[0], "rate": sum(each["rate"] for each in found)}))


if __name__ == "__main__":
    main()
