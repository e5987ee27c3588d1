#!/usr/bin/env python3
"""Trains LeNet-5 on the MNIST digits and writes it as ONNX.

    python3 train.py DATA OUT.onnx

DATA is the folder with the four idx files (train-images-idx3-ubyte and so on). The last 5,000 of the 60,000 training
digits are kept for validation; the 10,000 test digits are read only after the last epoch. With the same versions and
one thread the run is repeatable.
"""
import argparse
import copy
import math
import os
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

VALIDATION = 5000


class LeNet5(nn.Module):
    """LeCun et al. 1998, with plain tanh, plain averaging, C3 connected to every map of S2, and a linear output."""

    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 6, 5, padding=2)
        self.c3 = nn.Conv2d(6, 16, 5)
        self.c5 = nn.Conv2d(16, 120, 5)
        self.f6 = nn.Linear(120, 84)
        self.out = nn.Linear(84, 10)
        # count_include_pad=False: without padding it means the same, and it exports without a Pad node
        self.pool = nn.AvgPool2d(2, count_include_pad=False)

    def forward(self, x):
        x = self.pool(torch.tanh(self.c1(x)))
        x = self.pool(torch.tanh(self.c3(x)))
        x = torch.tanh(self.c5(x)).flatten(1)
        return self.out(torch.tanh(self.f6(x)))


def read_idx(folder, name):
    """Reads one idx file of bytes: a magic number whose last byte counts the dimensions, the dimensions, the bytes."""
    raw = np.fromfile(os.path.join(folder, name), dtype=np.uint8)
    dims = raw[4:4 + 4 * raw[3]].view(">i4")
    return raw[4 + 4 * raw[3]:].reshape(dims)


def read_digits(folder, prefix):
    images = read_idx(folder, prefix + "-images-idx3-ubyte")
    labels = read_idx(folder, prefix + "-labels-idx1-ubyte")
    return torch.from_numpy(images).float().div(255).unsqueeze(1), torch.from_numpy(labels).long()


def uniform(n, limit):
    return (torch.rand(n) * 2 - 1) * limit


def distort(x, strength):
    """Rotates, scales, shears, shifts and elastically bends each image of a batch on its own."""
    n, _, height, width = x.shape
    angle = uniform(n, math.radians(12) * strength)
    shear = uniform(n, 0.20 * strength)
    scale_x = torch.exp(uniform(n, 0.14 * strength))
    scale_y = torch.exp(uniform(n, 0.14 * strength))
    shift = 2 / width * 1.8 * strength
    cos, sin = torch.cos(angle), torch.sin(angle)
    # the rotation times [[scale_x, shear], [0, scale_y]], and the shift beside it
    theta = torch.stack([scale_x * cos, shear * cos - scale_y * sin, uniform(n, shift),
                         scale_x * sin, shear * sin + scale_y * cos, uniform(n, shift)], 1).view(n, 2, 3)
    grid = F.affine_grid(theta, x.shape, align_corners=False)
    bend = torch.randn(n, 2, 6, 6) * (0.045 * strength)
    bend = F.interpolate(bend, (height, width), mode="bicubic", align_corners=True)
    return F.grid_sample(x, grid + bend.permute(0, 2, 3, 1), align_corners=False)


def errors(model, images, labels):
    """How many images the model gets wrong."""
    model.eval()
    with torch.no_grad():
        wrong = sum((model(x).argmax(1) != y).sum().item() for x, y in zip(images.split(1000), labels.split(1000)))
    model.train()
    return wrong


def train(images, labels, val_images, val_labels, epochs, batch, peak):
    model = LeNet5()
    average = copy.deepcopy(model)  # a running average of the weights: what is kept in the end
    optimiser = torch.optim.AdamW(model.parameters(), lr=peak, weight_decay=1e-3)
    per_epoch = len(images) // batch
    steps = epochs * per_epoch
    warm_up = steps // 20
    step = 0
    start = time.time()
    for epoch in range(epochs):
        # the last tenth sees only mild distortions, near the digits as they are written
        strength = 1.0 if epoch < epochs * 0.9 else 0.5
        order = torch.randperm(len(images))
        total = 0.0
        for i in range(per_epoch):
            rate = step / warm_up if step < warm_up else \
                0.5 + 0.5 * math.cos(math.pi * (step - warm_up) / (steps - warm_up))
            for group in optimiser.param_groups:
                group["lr"] = peak * rate
            pick = order[i * batch:(i + 1) * batch]
            loss = F.cross_entropy(model(distort(images[pick], strength)), labels[pick])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item()
            step += 1
            keep = min(0.999, step / (step + 10))
            with torch.no_grad():
                for a, p in zip(average.parameters(), model.parameters()):
                    a.lerp_(p, 1 - keep)
        print(f"epoch {epoch + 1:3d}  loss {total / per_epoch:.4f}  "
              f"validation errors {errors(average, val_images, val_labels):3d} of {len(val_images)}  "
              f"{time.time() - start:.0f} s", flush=True)
    return average.eval()


def export(model, path):
    torch.onnx.export(model, torch.zeros(1, 1, 28, 28), path, opset_version=13, do_constant_folding=True,
                      input_names=["image"], output_names=["logits"],
                      dynamic_axes={"image": {0: "N"}, "logits": {0: "N"}})


def main():
    parser = argparse.ArgumentParser(description="Trains LeNet-5 on the MNIST digits and writes it as ONNX.")
    parser.add_argument("data", help="folder with the four idx files")
    parser.add_argument("out", help="the ONNX file to write")
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=3e-3, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=1998)
    args = parser.parse_args()

    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    images, labels = read_digits(args.data, "train")
    model = train(images[:-VALIDATION], labels[:-VALIDATION], images[-VALIDATION:], labels[-VALIDATION:],
                  args.epochs, args.batch, args.rate)
    print("parameters", sum(p.numel() for p in model.parameters()))
    test_images, test_labels = read_digits(args.data, "t10k")
    wrong = errors(model, test_images, test_labels)
    print(f"test errors {wrong} of {len(test_images)}: {100 - 100 * wrong / len(test_images):.2f} % right")
    export(model, args.out)


if __name__ == "__main__":
    main()
