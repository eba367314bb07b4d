#!/usr/bin/env python3
"""A training step of the palette architecture in PyTorch and in `zkstyle bench train`, in turn on the same processors.

Both do the same work: encoder, latent rounded with a straight-through gradient, decoder, cross-entropy with the
expected-colour term, gradients, clipping of their norm to 2, Adam with decoupled weight decay. Before anything is
measured, their multiply-accumulates and parameters are counted: where they differ, the script fails. PyTorch is
measured with both memory layouts it knows, and the faster one counts. Build first: dotnet build -c Release src/Cli. Needs Debian's python3-torch.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, "src", "Cli", "bin", "Release", "net10.0", "zkstyle.dll")
COLOURS = 32
WIDTH = 64  # of the encoder


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="turns of each, medians are over all (5)")
    parser.add_argument("--steps", type=int, default=20, help="measured steps of a turn (20)")
    parser.add_argument("--warm-up", type=int, default=40, help="our steps before those, while the runtime compiles (40)")
    parser.add_argument("--threads", type=int, default=2, help="processors both may use (2)")
    parser.add_argument("--batch", type=int, default=16, help="pictures a step (16)")
    parser.add_argument("--program", default=PROGRAM, help="zkstyle.dll (that of the Release build)")
    parser.add_argument("--at-most", type=float, help="fail if ours takes more than this share of PyTorch's time")
    return parser.parse_args()


def network(torch):
    nn, functional = torch.nn, torch.nn.functional

    class RoundedLatent(torch.autograd.Function):
        @staticmethod
        def forward(context, x):
            context.save_for_backward(x)
            return (x.clamp(-1, 1) * 127).round() / 127

        @staticmethod
        def backward(context, gradient):
            (x,) = context.saved_tensors
            return gradient * ((x.abs() < 1) | (x * gradient > 0)).float()

    class Normalized(nn.Module):
        def __init__(self, inputs, outputs, kernel=3, stride=1):
            super().__init__()
            self.convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
            self.normalization = nn.BatchNorm2d(outputs)
            nn.init.kaiming_normal_(self.convolution.weight, nonlinearity="relu")

        def forward(self, x):
            return self.normalization(self.convolution(x))

    class Autoencoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.stem, self.middle_down = Normalized(12, WIDTH // 2), Normalized(WIDTH // 2, WIDTH * 3 // 4, stride=2)
            self.middle, self.deep_down = Normalized(WIDTH * 3 // 4, WIDTH), Normalized(WIDTH, WIDTH, stride=2)
            self.deep = nn.ModuleList(Normalized(WIDTH, WIDTH) for _ in range(3))
            self.mix, self.latent, self.skip = Normalized(2 * WIDTH, WIDTH, kernel=1), nn.Conv2d(WIDTH, 12, 1), nn.Conv2d(12, 12, 1)
            self.decoder = nn.ModuleList([Normalized(12, 56), Normalized(56, 64), Normalized(64, 48), Normalized(48, 24)])
            self.scores = nn.Conv2d(24, COLOURS, 3, padding=1)

        def forward(self, pictures):
            relu = functional.relu
            signed = pictures * 2 - 1
            x = relu(self.middle_down(relu(self.stem(functional.pixel_unshuffle(signed, 2)))))
            middle = relu(self.middle(x))
            x = relu(self.deep_down(middle))
            x = relu(x + self.deep[0](x))
            x = relu(x + self.deep[2](relu(self.deep[1](x))))
            x = torch.cat([functional.interpolate(x, scale_factor=2, mode="nearest"), middle], 1)
            skip = self.skip(functional.pixel_unshuffle(functional.avg_pool2d(signed, 2), 2))
            x = RoundedLatent.apply(self.latent(relu(self.mix(x))) + skip)
            for layer in self.decoder[:3]:
                x = relu(layer(x))
            x = relu(self.decoder[3](functional.interpolate(x, scale_factor=2, mode="nearest")))
            return self.scores(x)

    return Autoencoder()


def torch_work(torch):
    """Multiply-accumulates of one picture's way forward, and trained numbers."""
    model = network(torch)
    counted = []

    def count(layer, inputs, output):
        counted.append(output[0].numel() * layer.weight[0].numel())

    for layer in model.modules():
        if isinstance(layer, torch.nn.Conv2d):
            layer.register_forward_hook(count)
    with torch.no_grad():
        model(torch.rand(1, 3, 64, 64))
    return sum(counted), sum(parameter.numel() for parameter in model.parameters())


def check_work(torch, options):
    """Fails unless both sides are the same network."""
    ours = time_ours(options, steps=1, warm_up=0)
    # A step also takes two gradients, each as much work as the way forward.
    ours = ours["multiplyAccumulates"] / (3 * ours["batch"]), ours["parameters"]
    theirs = torch_work(torch)
    if ours != theirs:
        sys.exit(
            f"The networks differ: {ours[0]:,.0f} multiply-accumulates a picture and {ours[1]:,} parameters here, "
            f"{theirs[0]:,} and {theirs[1]:,} in PyTorch. Make network() in this script follow StyleArchitecture.Palette.")
    print(f"{theirs[0]:,} multiply-accumulates a picture and {theirs[1]:,} parameters on both sides")


def torch_step(torch, batch, layout):
    """A function that takes one step and answers with the loss."""
    functional = torch.nn.functional
    torch.manual_seed(1)
    layout = {"contiguous": torch.contiguous_format, "channels last": torch.channels_last}[layout]
    model = network(torch).to(memory_format=layout)
    parameters = list(model.parameters())
    decaying = {id(layer.weight) for layer in model.modules() if isinstance(layer, torch.nn.Conv2d)}
    groups = [
        {"params": [parameter for parameter in parameters if id(parameter) in decaying], "weight_decay": 0.01},
        {"params": [parameter for parameter in parameters if id(parameter) not in decaying], "weight_decay": 0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=2e-3, betas=(0.9, 0.99), foreach=True)
    pictures = torch.rand(batch, 3, 64, 64).to(memory_format=layout)
    classes = torch.randint(0, COLOURS, (batch, 32, 32))
    palette = torch.rand(COLOURS, 3)
    distances = ((palette[:, None] - palette[None]) ** 2).sum(2)[classes].permute(0, 3, 1, 2).contiguous(memory_format=layout)

    def step():
        logarithms = functional.log_softmax(model(pictures), 1)
        loss = functional.nll_loss(logarithms, classes) + 4 * (logarithms.exp() * distances).sum(1).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 2.0)
        optimizer.step()
        return loss.item()

    return step


def time_torch(step, steps):
    for _ in range(3):
        step()
    wall, processor = [], []
    for _ in range(steps):
        start, used = time.perf_counter(), time.process_time()
        step()
        wall.append((time.perf_counter() - start) * 1e3)
        processor.append((time.process_time() - used) * 1e3)
    return wall, processor


def time_ours(options, steps, warm_up):
    command = ["dotnet", options.program, "bench", "train", "--json", "--batch", str(options.batch)]
    command += ["--steps", str(steps), "--warm-up", str(warm_up)]
    result = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(result.stdout)


def main():
    options = arguments()
    if not os.path.exists(options.program):
        sys.exit(f"{options.program} is not there: build it with dotnet build -c Release src/Cli, or name another with --program.")
    if hasattr(os, "sched_setaffinity"):
        # Children inherit this, so neither side has more processors than the other.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.threads])
    try:
        import torch
    except ImportError:
        sys.exit("PyTorch is not there: on Debian, apt-get install python3-torch and run this with /usr/bin/python3.")
    torch.set_num_threads(options.threads)
    check_work(torch, options)
    layouts = ["contiguous", "channels last"]
    steps = {layout: torch_step(torch, options.batch, layout) for layout in layouts}
    measured = {name: ([], []) for name in ["ours"] + layouts}
    print(f"PyTorch {torch.__version__}, {options.threads} threads, batch {options.batch}, load {os.getloadavg()[0]:.2f}")
    for number in range(options.rounds):
        ours = time_ours(options, options.steps, options.warm_up)
        measured["ours"][0].append(ours["medianMs"])
        measured["ours"][1].append(ours["medianProcessorMs"])
        for layout in layouts:
            wall, processor = time_torch(steps[layout], options.steps)
            measured[layout][0].append(statistics.median(wall))
            measured[layout][1].append(statistics.median(processor))
        turn = ", ".join(f"{name} {wall[-1]:.1f} ms" for name, (wall, _) in measured.items())
        print(f"round {number + 1}: {turn}", flush=True)
    medians = {name: (statistics.median(wall), statistics.median(processor)) for name, (wall, processor) in measured.items()}
    print("| | median step | processor time |\n|---|---|---|")
    for name, (wall, processor) in medians.items():
        print(f"| {name if name == 'ours' else 'PyTorch, ' + name} | {wall:.1f} ms | {processor:.1f} ms |")
    ratio = medians["ours"][0] / min(medians[layout][0] for layout in layouts)
    print(f"ours / PyTorch (the faster layout): {ratio:.2f}")
    if options.at_most is not None and ratio > options.at_most:
        sys.exit(f"A step takes {ratio:.2f} times PyTorch's time; at most {options.at_most} was asked for.")


if __name__ == "__main__":
    main()
