"""Edges of known width are measured as wide as they are, however they lie, and only what comes back is an overshoot."""

import math

import pytest
import torch
from PIL import Image

from modelkit import crispness
from modelkit.reference import cascade


def picture(profile, angle: float, side: int = 160) -> torch.Tensor:
    """A picture [3,side,side] whose grey is a function of the distance (pixels) to a line through its middle."""
    y, x = torch.meshgrid(*(torch.arange(side, dtype=torch.float64) - side / 2 + 0.3,) * 2, indexing="ij")
    distance = x * math.cos(angle) + y * math.sin(angle)
    return profile(distance).clamp(0, 1).expand(3, side, side)


def soft(sigma: float, low: float = 0.2, high: float = 0.8):
    """A step blurred by a Gaussian: 2.563 sigma wide from 10 % to 90 %."""
    return lambda distance: low + (high - low) * 0.5 * (1 + torch.erf(distance / sigma / math.sqrt(2)))


@pytest.mark.parametrize("angle", [0.0, 0.6, math.pi / 2, 2.5, 4.0])
@pytest.mark.parametrize("sigma", [1.0, 2.0, 4.0])
def test_a_blurred_step_is_as_wide_as_its_blur_makes_it(sigma, angle):
    found = crispness.edges(picture(soft(sigma), angle))
    assert len(found.widths) > 50
    assert found.widths.quantile(0.1) > 2.563 * sigma * 0.9 - 0.2 and found.widths.quantile(0.9) < 2.563 * sigma * 1.1 + 0.2
    assert found.overshoots.max() < 0.02


def test_a_ramp_takes_eight_tenths_of_its_length():
    found = crispness.edges(picture(lambda d: 0.3 + 0.4 * (d / 20 + 0.5).clamp(0, 1), 0.3))
    assert abs(found.widths.median() - 16) < 0.7


def test_a_faint_edge_and_a_flat_picture_have_no_width():
    assert len(crispness.edges(picture(soft(1.0, 0.45, 0.55), 0.3)).widths) == 0
    assert len(crispness.edges(torch.full((3, 96, 96), 0.5)).widths) == 0


def halo(height: float, sigma: float = 1.5):
    """A soft step that rises by ``height`` of its step too much on both sides, and comes back."""
    wide = lambda d: torch.exp(-(d / 3) ** 2 / 2)
    return lambda d: soft(sigma)(d) + 0.6 * height * (wide(d - 6) - wide(d + 6))


@pytest.mark.parametrize("height, least, most", [(0.02, 0.0, 0.04), (0.1, 0.07, 0.13), (0.25, 0.2, 0.3)])
def test_a_halo_is_measured_by_how_far_the_picture_comes_back(height, least, most):
    found = crispness.edges(picture(halo(height), 0.6))
    assert least <= found.overshoots.median() <= most


def test_a_line_is_no_overshoot():
    line = lambda d: 0.2 + 0.6 * (soft(1.0, 0, 1)(d + 4) - soft(1.0, 0, 1)(d - 4))
    found = crispness.edges(picture(line, 0.6))
    assert len(found.widths) > 50 and found.overshoots.median() < 0.02


def test_of_many_edges_some_are_measured_all_over_the_picture(monkeypatch):
    # sharp above, soft below: both are measured, though far fewer are asked for than there are
    both = torch.cat([picture(soft(1.0), 0.2, 256)[:, :128], picture(soft(5.0), 0.2, 256)[:, 128:]], 1)
    monkeypatch.setattr(crispness, "_MOST", 60)
    widths = crispness.edges(both).widths
    assert len(widths) == 60 and (widths < 4).sum() > 15 and (widths > 9).sum() > 15


def test_the_table_has_a_line_for_every_picture_and_one_for_all(tmp_path, monkeypatch, capsys):
    paths = []
    for sigma in (1.0, 4.0):
        levels = (picture(soft(sigma), 0.3) * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
        paths.append(tmp_path / f"{sigma}.png")
        Image.fromarray(levels).save(paths[-1])
    monkeypatch.setattr("sys.argv", ["crispness", *map(str, paths)])
    crispness.main()
    rows = {line.split()[0]: line.split() for line in capsys.readouterr().out.splitlines()[1:]}
    assert float(rows["1.0.png"][2]) < 3.2 < float(rows["4.0.png"][2])
    assert int(rows["all"][-1]) == int(rows["1.0.png"][-1]) + int(rows["4.0.png"][-1])


def test_a_shrunk_picture_is_compared_with_the_smaller_one_in_the_range_of_its_levels():
    small = torch.rand(3, 8, 8, generator=torch.Generator().manual_seed(1))
    large = small.repeat_interleave(16, 1).repeat_interleave(16, 2)
    checks = (torch.arange(128)[:, None] + torch.arange(128)) % 2 - 0.5
    assert crispness.changed(large + 0.2 * checks, small) < 1e-6  # what is between pixels of the smaller one is free
    assert crispness.changed(large + 0.05, small) == pytest.approx(0.05, abs=1e-6)


def test_with_a_pack_every_row_has_its_edges_and_how_far_it_left_the_decoders_picture(tmp_path, monkeypatch, capsys):
    class Drawn:
        def __init__(self, pack, configs):
            pass

        def drawn(self, prompt, seed, conditioning):
            wide = picture(soft(2.0), 0.3, 256) * 2 - 1
            small = torch.nn.functional.avg_pool2d(wide[None], 16)
            # seed 4 stands for an upsampler that draws another picture
            return [small, torch.zeros(1, 3, 64, 64), wide[None] + (0.3 if seed == 4 else 0.0)]

    monkeypatch.setattr(cascade, "Cascade", Drawn)
    (tmp_path / "list.md").write_text("| 3 | a cat | cat |\n| 4 | a dog | dog |\n| 5 | an owl | owl |\n", "utf-8")
    monkeypatch.setattr("sys.argv", ["crispness", "--pack", "p", "--list", str(tmp_path / "list.md"), "--rows", "2"])
    crispness.main()
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert [row[:2] for row in rows[:2]] == [["a", "cat"], ["a", "dog"]] and len(rows) == 3
    assert float(rows[0][-1]) == 0 and 0.1 < float(rows[1][-1]) <= 0.15 and float(rows[0][3]) < 6
    assert float(rows[2][-1]) == pytest.approx(float(rows[1][-1]) / 2 ** 0.5, abs=0.002)
