"""Writes resize.json: what torch's antialiased interpolate makes of a small picture, for the Java resampler's tests.

Usage: python -m modelkit.reference.resize inference/src/test/resources/reference/resize.json
"""

import json
import sys

import torch
import torch.nn.functional as F


def cases():
    generator = torch.Generator().manual_seed(1)
    for mode in ("bicubic", "bilinear"):
        for width, height, new_width, new_height in ((9, 7, 5, 4), (8, 8, 20, 12), (16, 12, 4, 12), (6, 6, 24, 24)):
            picture = torch.rand(2, height, width, generator=generator)
            resized = F.interpolate(
                picture[None], size=(new_height, new_width), mode=mode, antialias=True, align_corners=False
            )[0]
            yield {
                "filter": mode,
                "width": width,
                "height": height,
                "newWidth": new_width,
                "newHeight": new_height,
                "in": [round(v, 7) for v in picture.flatten().tolist()],
                "out": [round(v, 7) for v in resized.flatten().tolist()],
            }


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(list(cases()), file)
        file.write("\n")
