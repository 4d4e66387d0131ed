"""Strings that a tokenizer may get wrong: words, typing, scripts, symbols, white space, digits, long text."""

import random

_FIXED = """
a bicycle|An Owl at NIGHT|two  dogs   on\ta beach|it's a dog's life, isn't it?|they've we'll I'm you're he'd
'S 'T 'RE|rock'n'roll|o'clock|don't stop|''quoted''|"double" `back`|a.b.c...d|hello,world!|semi;colon:dash-under_score
100 apples|2024-05-17|3.14159|1st 2nd 3rd|x2y3z4|no1|½ ¾ ² ³|Ⅷ Ⅻ|١٢٣|五つ|１２３
café|naïve façade|Å Å|e\u0301tude|ñandú|Straße|ÆON œuvre|İstanbul ısı|ΑΒΓ Σίσυφος ς|ДОМ дом|ёлка|שלום עולם|مرحبا بالعالم
नमस्ते दुनिया|สวัสดี|こんにちは世界|안녕하세요|中文字符|𝒳𝒴 math|😀|👩‍🚀 in space|🏳️‍🌈|❤️ heart|emoji😀inside|™ © ® € £ ¥
<b>bold</b>|&amp; &lt;|a/b\\c|http://example.org/?q=1&r=2|user@example.org|#hashtag @handle|$5.00 50% off|C++ C# F#
x\u00a0y|a\u2003b|line\nbreak|carriage\r\nreturn|tab\tstop|  leading|trailing  |zero\u200bwidth|soft\u00adhyphen|\ufeffbom
(brackets) [square] {curly}|1+1=2|a=b!=c|--flag|...|!!!???|?!|-|_|~|^|*|a*b*c|“curly quotes” ‘single’|em—dash en–dash|…
antidisestablishmentarianism|pneumonoultramicroscopicsilicovolcanoconiosis|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|qzxjkvw
<|startoftext|>|<|endoftext|>|a <|endoftext|> b|<|other|>|< | startoftext | >|!<|endoftext|>!
the quick brown fox jumps over the lazy dog|THE QUICK BROWN FOX|a corgi wearing a red bowtie and a purple party hat
an oil painting of a corgi, trending on artstation|a high quality photo of a teddy bear on a skateboard in times square
"""
_WORDS = ("dog cat owl bicycle castle fire engine snowman octopus strawberry umbrella rocket sailboat guitar crown the a an "
          "on in at of next to left right red green blue purple night beach desert snow painting sketch style tiny huge "
          "Poodle skyscraper chrysanthemum zeppelin walrus's isn't 7 42 1999 café naïve über").split()
_JOINTS = (" ", " ", " ", "  ", ", ", "-", " - ", "'", "/", ". ", "! ", "\n", "")


def strings(count: int = 420, seed: int = 1) -> list[str]:
    """The fixed strings and random joins of words, ``count`` in all; the last ones are longer than 77 tokens."""
    fixed = [part for line in _FIXED.strip("\n").split("\n") for part in line.split("|")]
    # the specials contain the separator: put them together again
    fixed = [*(part for part in fixed if part not in ("startoftext", "endoftext", "<", ">", "other")), "",
             "<|startoftext|>", "<|endoftext|>", "a <|endoftext|> b", "!<|endoftext|>!", "<|other|>"]
    rng = random.Random(seed)
    made = []
    while len(fixed) + len(made) < count - 6:
        words = rng.choices(_WORDS, k=rng.randint(1, 14))
        made.append("".join(word + rng.choice(_JOINTS) for word in words).strip(" "))
    long = [" ".join(rng.choices(_WORDS, k=rng.randint(70, 140))) for _ in range(6)]
    return [*fixed, *made, *long]
