"""Numbers about a pack that eyes do not give, and sheets of edits for eyes: ``python -m modelkit.starter measure``.

Writes ``measures.json`` and sheets into a folder:
* a classifier, trained apart from everything else on composed pictures of single things: its score on pictures that the
  pack draws of every concept, beside its score on composed ones it has not seen;
* diversity: how far four seeds of one prompt lie apart, beside four composed pictures of the thing;
* the nearest of many composed pictures of the same thing to drawn ones, beside how near a composed one comes;
* how much nearer to the truth than a filter the upsampler comes, and whether it reads what else it is given: a sample with
  little noise left, and pixels that are known;
* inpainting and text diffs (docs/judging-edits.md), as the sheets and key that ``modelkit.judge score`` reads.
"""

import json
import random
import tomllib
from pathlib import Path

import torch
import torch.nn.functional as F

from .. import judge
from . import schedule
from .clip import ClipShape, ImageTower
from .composer import Composer
from .optimiser import Optimiser
from .painter import Painter
from .sheet import image, save_sheet
from .trainer import Budget, precision, put_average, seeded, train
from .upsampler import FACTOR, enlarged
from .workshop import Workshop

#: Cosine logits are multiplied by this.
_SCALE = 30.0
_SEEDS = (101, 102, 103, 104)


def measure(workshop: Workshop, pack: Path, configs: Path, edits: Path, out: Path, seconds: float) -> dict:
    """All measurements; ``edits`` is the list of edits, ``seconds`` the classifier's training."""
    out.mkdir(parents=True, exist_ok=True)
    painter = Painter.open(pack, configs)
    # the sets' shares of what the pack was trained to draw
    mixture = tomllib.loads((configs / "decoder.toml").read_text("utf-8")).get("mixture", {})
    workshop = workshop.mixed({"sets": mixture.get("sets")})
    classifier = train_classifier(workshop, out / "classifier", Budget(seconds=seconds, warmup=40))
    found = recognition(workshop, painter, classifier, out) | diversity(workshop, painter, out) | nearest(workshop, painter, out)
    found |= upsampling(workshop, painter.upsampler)
    edit(painter, judge.read_list(edits), out / "edits")
    (out / "measures.json").write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    return found


def _singles(workshop: Workshop) -> Composer:
    """Draws pictures of one thing each, without style, light and weather, as prompts that name only a thing ask for."""
    return workshop.composer.mixed(pairs=0.0, rows=0.0, styled=0.0, lit=0.0, weather=0.0)


def train_classifier(workshop: Workshop, folder: Path, budget: Budget, batch: int = 256) -> ImageTower:
    """A small network of the image tower's kind that names the thing in a picture, trained from nothing."""
    composer = _singles(workshop)
    torch.manual_seed(20_000)
    network = ImageTower(ClipShape(embedding=len(workshop.concepts), widths=(32, 64, 128))).to(memory_format=torch.channels_last).to(precision("bfloat16"))
    optimiser = Optimiser(network, plain=("positions", "stem", "head"), rate=2e-3, average=0.998)

    def loss_of(generator, step):
        layout = composer.layouts(batch, generator)
        return F.cross_entropy(network(composer.render(layout, 64, generator)[0]) * _SCALE, layout.things[:, 0])

    train(network, optimiser, folder, budget, 20_000, loss_of)
    put_average(network, optimiser.average)
    return network.float().eval().requires_grad_(False)


def recognition(workshop: Workshop, painter: Painter, classifier: ImageTower, out: Path, batch: int = 64) -> dict:
    """The classifier's top-1 on composed pictures and on one drawn picture of every concept, from words alone."""
    composer, generator = _singles(workshop), seeded(20_001)
    layout = composer.layouts(4 * len(workshop.concepts), generator)
    real = torch.cat([classifier(composer.render(layout.rows(slice(k, k + 256)), 64, generator)[0]).argmax(1)
                      for k in range(0, len(layout), 256)])
    rng = random.Random(7)
    prompts = [workshop.captioner.thing(rng, concept) for concept in workshop.concepts]
    drawn = torch.cat([painter.draw(prompts[k:k + batch], _SEEDS[0] + k) for k in range(0, len(prompts), batch)])
    right = classifier(drawn).argmax(1) == torch.arange(len(drawn))
    save_sheet(drawn, out / "every-concept.png", 32)
    wrong = [workshop.concepts[k].name for k in (~right).nonzero()[:, 0].tolist()]
    score, top = right.float().mean().item(), (real == layout.things[:, 0]).float().mean().item()
    return {"classifier_on_composed": top, "classifier_on_drawn": score, "share": score / top, "not_recognised": wrong}


def diversity(workshop: Workshop, painter: Painter, out: Path, things: int = 24) -> dict:
    """Mean distance of four pictures of one thing, drawn from one prompt and composed: root mean square of the pixels
    (white to black is 2), and cosine of the embeddings."""
    numbers = [k * len(workshop.concepts) // things for k in range(things)]
    rng = random.Random(8)
    prompts = [workshop.captioner.thing(rng, workshop.concepts[k]) for k in numbers]
    drawn = torch.stack([painter.draw(prompts, seed * 10) for seed in _SEEDS], 1)
    composer, generator = _singles(workshop), seeded(20_002)
    layout = composer.layouts(4 * things, generator, torch.tensor(numbers).repeat_interleave(4))
    composed = composer.render(layout, 64, generator)[0].view_as(drawn)
    save_sheet(drawn.flatten(0, 1), out / "four-seeds.png", 16)
    return {"diversity_drawn": _apart(painter, drawn), "diversity_composed": _apart(painter, composed)}


def _apart(painter: Painter, pictures: torch.Tensor) -> dict:
    one, two = torch.combinations(torch.arange(4)).unbind(1)
    pixels = (pictures[:, one] - pictures[:, two]).square().mean((2, 3, 4)).sqrt().mean()
    embedded = painter.towers.clip.image(pictures.flatten(0, 1)).view(len(pictures), 4, -1)
    return {"pixels": pixels.item(), "cosine": (embedded[:, one] * embedded[:, two]).sum(2).mean().item()}


def nearest(workshop: Workshop, painter: Painter, out: Path, things: int = 40, among: int = 600) -> dict:
    """Root mean square distance of drawn pictures to the nearest of many composed ones of the same thing, and of
    composed pictures to the nearest others."""
    numbers = torch.arange(things) * len(workshop.concepts) // things
    rng = random.Random(9)
    drawn = painter.draw([workshop.captioner.thing(rng, workshop.concepts[k]) for k in numbers.tolist()], 900)
    composer, generator = _singles(workshop), seeded(20_003)
    rows, of_drawn, of_composed = [], [], []
    for number, picture in zip(numbers.tolist(), drawn):
        layout = composer.layouts(among + 1, generator, torch.full((among + 1,), number))
        others = torch.cat([composer.render(layout.rows(slice(k, k + 256)), 64, generator)[0] for k in range(0, among + 1, 256)])
        far = lambda one: (others[:among] - one).square().mean((1, 2, 3)).sqrt()
        of_drawn.append(far(picture).min())
        of_composed.append(far(others[among]).min())
        rows += [picture, others[far(picture).argmin()]]
    save_sheet(torch.stack(rows), out / "nearest.png", 16)
    middle = lambda values: torch.stack(values).median().item()
    return {"nearest_to_drawn": middle(of_drawn), "nearest_to_composed": middle(of_composed),
            "nearest_least": torch.stack(of_drawn).min().item()}


@torch.no_grad()
def upsampling(workshop: Workshop, network: torch.nn.Module, count: int = 16, little: int = 100) -> dict:
    """Errors of one call on composed pictures of 256 pixels, as shares of the error of the bicubic filter: from noise alone;
    with the true picture under the noise of timestep ``little``; and of the half that is known, from noise. A network that
    reads its sample and its known pixels has far smaller ones in the last two."""
    generator = seeded(20_004)
    layout = workshop.composer.layouts(count, generator, size=256)
    truth = workshop.composer.render(layout, 256, generator)[0]
    low, noise = enlarged(F.avg_pool2d(truth, FACTOR)), torch.randn(truth.shape, generator=generator)
    whole, half = torch.ones_like(truth[:, :1]), torch.ones_like(truth[:, :1])
    half[..., :128] = 0

    def share(timestep, repaint, part):
        sample = schedule.noised(truth, torch.tensor([timestep]), noise)
        drawn = network(sample, torch.full((count,), timestep), low, truth * (1 - repaint), repaint)
        return (((drawn - truth) ** 2 * part).sum() / ((low - truth) ** 2 * part).sum()).item()

    first = schedule.STEPS - 1
    return {"upsampler_error": share(first, whole, whole), "upsampler_error_of_little_noise": share(little, whole, whole),
            "upsampler_error_of_known": share(first, half, 1 - half)}


def edit(painter: Painter, items: list[judge.Item], out: Path, shuffle: int = 5) -> None:
    """Make every edit of the list; numbered sheets of the results for eyes, and sheets of sources and ways beside them."""
    out.mkdir(parents=True, exist_ok=True)
    done = {}
    for part, make in (("Inpainting", inpaint), ("Text diffs", text_diffs)):
        chosen = [k for k, item in enumerate(items) if item.part == part]
        before, after = zip(*(items[k].prompt.split(" -> ") for k in chosen))
        rows = make(painter, list(before), list(after), [items[k].seed for k in chosen])
        save_sheet(rows.flatten(0, 1), out / f"{part.lower().replace(' ', '-')}.png", 2 * rows.shape[1])
        done |= dict(zip(chosen, painter.enlarge(rows[:, -1], 1)))
    order = sorted(done)
    random.Random(shuffle).shuffle(order)
    paths = []
    for number, index in enumerate(order, 1):
        paths.append(out / f"picture-{number:03d}.png")
        image(done[index]).save(paths[-1])
    judge.pages(paths, out)
    (out / "key.json").write_text(json.dumps({str(n): index for n, index in enumerate(order, 1)}), "utf-8")


def inpaint(painter: Painter, before: list[str], after: list[str], seeds: list[int]) -> torch.Tensor:
    """Source, source with the box that is painted anew in grey, result: [N,3,3,64,64]."""
    source = torch.cat([painter.draw([prompt], seed) for prompt, seed in zip(before, seeds)])
    repaint = torch.zeros(len(before), 1, 64, 64)
    repaint[:, :, 6:58, 6:58] = 1
    result = torch.cat([painter.paint(painter.imagine([prompt], seed), [prompt], seed, source[k:k + 1], repaint[k:k + 1])
                        for k, (prompt, seed) in enumerate(zip(after, seeds))])
    return torch.stack([source, source * (1 - repaint), result], 1)


def text_diffs(painter: Painter, before: list[str], after: list[str], seeds: list[int]) -> torch.Tensor:
    """Source, and the way in four steps: [N,5,3,64,64]."""
    source = torch.cat([painter.draw([prompt], seed) for prompt, seed in zip(before, seeds)])
    geometry = painter.towers.geometry
    noise = painter.invert(painter.towers.pictures(source), source)
    way = [painter.paint(geometry.whiten(painter.text_diff(source, before, after, theta)), None, 0, noise=noise)
           for theta in (0.0, 0.15, 0.3, 0.45)]
    return torch.stack([source, *way], 1)
