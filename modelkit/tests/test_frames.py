"""Things in their own frames: what is put somewhere is found there."""

import torch

from modelkit.starter import frames
from modelkit.starter.recall import Recall, RecallShape
from modelkit.starter.trainer import seeded


def test_what_is_placed_is_taken_again():
    line = torch.linspace(-1, 1, 24)
    smooth = torch.stack([line[None] * torch.ones(24, 1), line[:, None] * torch.ones(1, 24), line[None] * line[:, None]])[None]
    pose = torch.tensor([[0.2, -0.1, -0.6, 0.12]])
    picture = frames.placed(smooth, pose, 64)
    back = frames.taken(picture, pose, 24)
    inside = slice(3, 21)
    assert (back - smooth)[..., inside, inside].abs().max() < 0.02
    assert picture[..., :4].abs().max() == 0  # nothing beyond the frame


def test_a_composed_thing_is_upright_and_fills_its_frame(workshop):
    composer = workshop.composer.mixed(pairs=0.0, rows=0.0, styled=0.0, lit=0.0, weather=0.0, turned=0.0)
    layout = composer.layouts(16, seeded(3))
    _, cover = composer.render(layout, 64, seeded(4))
    own = frames.taken(cover, frames.poses(layout, 1)[:, 0], 32)
    assert (own - composer.upright(layout, 0, 32)[:, 3:]).abs().mean() < 0.05
    assert composer.upright(layout, 1, 32).abs().max() == 0


def test_a_new_sprite_hardly_changes_what_a_recall_draws():
    torch.manual_seed(1)
    plain = Recall(RecallShape(16, 32, 2, 8))
    more = Recall(RecallShape(16, 32, 2, 8, (6, 4)))
    missing = more.load_state_dict(plain.state_dict(), strict=False).missing_keys
    assert {name.split(".")[0] for name in missing} == {"sprites", "pose"}
    image = torch.randn(5, 16)
    (before, inner), (after, same, sprites, poses) = plain(image), more.parts(image)
    assert torch.equal(inner, same) and poses.shape == (5, 2, 4) and [s.shape[-1] for s in sprites] == [6, 4]
    assert (before - after).abs().mean() < 0.35 * before.abs().mean()
