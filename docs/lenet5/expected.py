#!/usr/bin/env python3
"""Writes what a trained lenet5.onnx says of the drawn digits, computed with PyTorch from the weights in that file.

    python3 expected.py MODEL.onnx IMAGES OUT

OUT gets expected.json (each image's label and ten probabilities) and lenet5/ (the model with an input and an output,
laid out as the ONNX backend tests are). Exits with an error if the network gets a digit wrong.
"""
import argparse
import json
import os
import shutil
import sys

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from PIL import Image

from train import LeNet5


def load(path):
    """The network with the weights of an ONNX file; PyTorch exports each under its parameter's name."""
    graph = onnx.load(path).graph
    weights = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
    model = LeNet5()
    model.load_state_dict(weights)
    return model.eval()


def save_tensor(array, name, path):
    with open(path, "wb") as f:
        f.write(numpy_helper.from_array(array, name).SerializeToString())


def main():
    parser = argparse.ArgumentParser(description="Writes what a trained lenet5.onnx says of the drawn digits.")
    parser.add_argument("model", help="the ONNX file that train.py wrote")
    parser.add_argument("images", help="the folder that draw_digits.py filled")
    parser.add_argument("out", help="folder to write to")
    args = parser.parse_args()

    torch.set_num_threads(1)
    names = sorted(f for f in os.listdir(args.images) if f.startswith("digit-") and f.endswith(".png"))
    batch = np.stack([np.asarray(Image.open(os.path.join(args.images, f)).convert("L")) for f in names])
    batch = (batch.astype(np.float32) / np.float32(255))[:, None]
    with torch.no_grad():
        logits = load(args.model)(torch.from_numpy(batch))
    probabilities = torch.softmax(logits.double(), 1)

    test = os.path.join(args.out, "lenet5")
    data = os.path.join(test, "test_data_set_0")
    os.makedirs(data, exist_ok=True)
    shutil.copyfile(args.model, os.path.join(test, "model.onnx"))
    save_tensor(batch, "image", os.path.join(data, "input_0.pb"))
    save_tensor(logits.numpy(), "logits", os.path.join(data, "output_0.pb"))

    images = []
    wrong = 0
    for name, row in zip(names, probabilities.tolist()):
        label = int(name[len("digit-")])
        said = max(range(10), key=row.__getitem__)
        wrong += said != label
        print(f"{name:12}  {said}  {row[said]:.4f}{'' if said == label else '  WRONG'}")
        images.append({"file": name, "label": label, "probabilities": [float(f"{p:.9g}") for p in row]})
    with open(os.path.join(args.out, "expected.json"), "w") as f:
        rows = ",\n".join("  " + json.dumps(image) for image in images)
        f.write(f'{{"model": "lenet5.onnx", "images": [\n{rows}\n]}}\n')
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
