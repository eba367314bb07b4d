"""Writes the ONNX models of this folder with PyTorch, and what PyTorch computes with them.

    /usr/bin/python3 export.py

Debian 12: python3-torch 1.13.1, python3-onnx 1.12.0. Weights are random; every model has its own seed.
"""
import json

import numpy
import onnx
import torch
from torch import nn
from torch.nn import functional as F

SAMPLES = 3


class Graph(nn.Module):
    """All that a decoder may have: 3x3, 1x1, batch normalization, residual, concatenation, both ways to resize, clips."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(4, 10, 3, padding=1)
        self.norm = nn.BatchNorm2d(10)
        self.inner = nn.Conv2d(10, 10, 3, padding=1, bias=False)
        self.gain = nn.Parameter(torch.rand(10, 1, 1) + 0.5)
        self.mix = nn.Conv2d(14, 8, 1)
        self.body = nn.Conv2d(8, 8, 3, padding=1)
        self.skip = nn.Conv2d(8, 3, 1)
        self.head = nn.Conv2d(8, 3, 3, padding=1)

    def forward(self, latent):
        h = F.relu(self.norm(self.stem(latent)))
        h = F.relu6(h + self.inner(h) * self.gain / 2)
        h = F.interpolate(torch.cat([h, latent * 2 - 0.5], 1), scale_factor=2, mode="nearest")
        h = torch.clamp(self.mix(h), 0, 3)
        h = F.interpolate(h, size=(h.shape[2] * 2, h.shape[3] * 2), mode="nearest")
        return torch.clamp(self.head(F.relu(self.body(h))) + self.skip(h), 0, 1)


class Chain(nn.Module):
    """The plainest decoder; pictures from 0 to 255."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(4, 12, 3, padding=1), nn.BatchNorm2d(12), nn.ReLU(), nn.Upsample(scale_factor=2),
            nn.Conv2d(12, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.Upsample(scale_factor=2),
            nn.Conv2d(8, 3, 3, padding=1))

    def forward(self, latent):
        return torch.clamp(self.net(latent) * 255, 0, 255)


class Palette(nn.Module):
    """Scores of six colours, and the best one's number."""

    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(4, 8, 3, padding=1)
        self.b = nn.Conv2d(8, 6, 3, padding=1)

    def scores(self, latent):
        return self.b(F.interpolate(F.relu(self.a(latent)), scale_factor=2))

    def forward(self, latent):
        return self.scores(latent).argmax(1)


class Scores(Palette):
    """The scores themselves."""

    def forward(self, latent):
        return self.scores(latent)


class Encoder(nn.Module):
    """From a picture of 3x16x16 to a latent of 4x4x4."""

    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 8, 3, padding=1, stride=2)
        self.b = nn.Conv2d(8, 8, 3, padding=1, stride=2)
        self.c = nn.Conv2d(16, 4, 1)

    def forward(self, picture):
        h = F.relu(self.a(picture * 2 - 1))
        return torch.clamp(self.c(torch.cat([F.relu(self.b(h)), F.avg_pool2d(h, 2)], 1)), -1, 1)


def quantized(x, scale):
    return torch.fake_quantize_per_tensor_affine(x, scale, 0, -128, 127)


class QuantizedConv(nn.Conv2d):
    """Symmetric int8 weights with a scale an output channel."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.register_buffer("scales", self.weight.detach().abs().amax((1, 2, 3)) / 127)
        self.register_buffer("zeros", torch.zeros(len(self.scales), dtype=torch.int32))

    def forward(self, x):
        weight = torch.fake_quantize_per_channel_affine(self.weight, self.scales, self.zeros, 0, -128, 127)
        return self._conv_forward(x, weight, self.bias)


class Qdq(nn.Module):
    """A decoder with a residual, a concatenation and a 1x1 layer, quantized as training with fake quantization leaves it."""

    def __init__(self):
        super().__init__()
        self.a = QuantizedConv(4, 10, 3, padding=1)
        self.b = QuantizedConv(10, 10, 3, padding=1)
        self.c = QuantizedConv(14, 8, 1)
        self.d = QuantizedConv(8, 3, 3, padding=1)

    def forward(self, latent):
        x = quantized(latent, 1 / 127)
        h = quantized(F.relu(self.a(x)), 2 / 127)
        r = quantized(F.relu(h + self.b(h)), 3 / 127)
        m = quantized(F.relu(self.c(F.interpolate(torch.cat([r, x], 1), scale_factor=2))), 2 / 127)
        y = torch.clamp(self.d(F.interpolate(m, scale_factor=2)), 0, 1)
        return torch.fake_quantize_per_tensor_affine(y, 1 / 255, 0, 0, 255)


def rows(tensor):
    return [float(f"{value:.7g}") for value in tensor.detach().double().flatten().tolist()]


def write(name, model, seed, shape, opset, folding=True, batch=False):
    torch.manual_seed(seed)
    network = model()
    with torch.no_grad():
        for module in network.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.running_mean.uniform_(-0.5, 0.5)
                module.running_var.uniform_(0.5, 2)
                module.weight.uniform_(0.5, 1.5)
                module.bias.uniform_(-0.5, 0.5)
    network.eval()
    torch.onnx.export(
        network, torch.zeros(1, *shape), f"{name}.onnx", opset_version=opset, do_constant_folding=folding,
        training=torch.onnx.TrainingMode.EVAL if folding else torch.onnx.TrainingMode.PRESERVE,
        input_names=["x"], output_names=["y"], dynamic_axes={"x": {0: "batch"}} if batch else None)
    onnx.checker.check_model(f"{name}.onnx", full_check=True)
    # Latents as files hold them: whole multiples of 1/127.
    inputs = torch.randint(-127, 128, (SAMPLES, *shape)) / 127
    if shape[0] == 3:
        inputs = torch.randint(0, 256, (SAMPLES, *shape)) / 255
    with torch.no_grad():
        outputs = torch.cat([network(x[None]) for x in inputs])
    with open(f"{name}.json", "w", encoding="ascii") as file:
        json.dump({"inputs": [rows(x) for x in inputs], "outputs": [rows(y) for y in outputs]}, file, separators=(",", ":"))
        file.write("\n")


write("graph", Graph, 1, (4, 4, 4), 13, folding=False, batch=True)
write("chain", Chain, 2, (4, 4, 4), 17)
write("palette", Palette, 3, (4, 6, 6), 13)
write("scores", Scores, 3, (4, 6, 6), 13)
write("encoder", Encoder, 4, (3, 16, 16), 13)
write("qdq", Qdq, 5, (4, 4, 4), 13)
print(torch.__version__, onnx.__version__, numpy.__version__)
