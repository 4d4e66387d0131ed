"""The starter pack: a complete small unCLIP trained from nothing on captioned illustrations.

Start reading at ``composer.py`` (what the pictures are), then ``clip.py``, ``prior.py``, ``decoder.py`` and
``upsampler.py`` (the networks), ``trainer.py`` (the loop they share) and ``export.py`` (what the studio gets).
"""
