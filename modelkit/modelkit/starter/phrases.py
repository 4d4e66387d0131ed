"""The words of captions: how backgrounds, places, light, weather, styles and the sets' own looks are spoken of."""

from . import grounds, styles
from .scenes import BOTTOM, FOG, LEFT, MIDDLE, NIGHT, RAIN, RIGHT, SNOW, SUNSET, TOP

FRAMES = ("{}",) * 8 + ("a picture of {}", "an illustration of {}", "a drawing of {}", "an image of {}", "{}, icon")
#: Aspects of a caption that say what the ground of a picture is like.
GROUND = ("place", "light", "weather")
SCENES = {
    "sky": ("in the sky", "in front of a blue sky", "among clouds"),
    "grass": ("on the grass", "in a meadow", "on a green meadow", "in a park", "in a field"),
    "beach": ("on the beach", "on the sand", "at the beach"),
    "night": ("under the stars", "in space", "in the night sky", "in front of a starry sky"),
    "snow": ("on snow", "in winter", "on a snowy field"),
    "sea": ("on the sea", "at sea", "in the ocean", "on the water"),
    "sunset": ("in the evening sky", "in front of an orange sky", "in front of a sunset"),
    "desert": ("in the desert", "on desert sand"),
    "underwater": ("under water", "underwater", "under the sea", "at the bottom of the sea"),
    "room": ("in a room", "indoors", "on a wooden floor", "at home"),
    "table": ("on a table", "on a wooden table"),
    "road": ("on the road", "on a street", "in the street"),
}
TIMES = {NIGHT: ("at night", "in the dark", "by night"), SUNSET: ("at sunset", "at dusk", "in the evening", "in evening light")}
WEATHER = {
    SNOW: ("in falling snow", "in a snowstorm", "while it snows", "in snowy weather"),
    RAIN: ("in the rain", "on a rainy day", "in heavy rain", "in rainy weather"),
    FOG: ("in the fog", "in mist", "on a foggy day", "in foggy weather"),
}
#: True of a snowy ground and of falling snow.
SNOWY = ("in the snow",)
PLACES = {
    LEFT: ("on the left", "to the left", "at the left side"), RIGHT: ("on the right", "to the right", "at the right side"),
    TOP: ("at the top", "on top"), BOTTOM: ("at the bottom", "below"), MIDDLE: ("in the middle", "in the centre"),
}
STYLES = {
    styles.PENCIL: ("a pencil sketch of {}", "a pencil drawing of {}", "a sketch of {}", "{} drawn in pencil", "{}, pencil sketch"),
    styles.PIXEL: ("pixel art of {}", "a pixel art picture of {}", "{} as pixel art", "{}, pixel art"),
    styles.SILHOUETTE: ("a silhouette of {}", "the silhouette of {}", "{} in silhouette", "{}, silhouette"),
    styles.WATERCOLOUR: ("a watercolour of {}", "a watercolor painting of {}", "{} in watercolour", "{}, watercolour"),
    styles.NEON: ("a neon sign of {}", "{} as a neon sign", "{} in neon", "{}, neon lights"),
    styles.BLUEPRINT: ("a blueprint of {}", "{} as a blueprint", "a technical drawing of {}", "{}, blueprint"),
    styles.GREY: ("a black and white picture of {}", "{} in black and white", "{}, black and white"),
    styles.SEPIA: ("a sepia picture of {}", "{} in sepia", "an old sepia picture of {}", "{}, sepia"),
    styles.STICKER: ("a sticker of {}", "{} as a sticker", "{}, sticker"),
    styles.COMIC: ("a comic book drawing of {}", "{} in comic style", "{} in the style of a comic", "{}, comic"),
}
#: Looks of the sets' own drawings, and which look each set has.
LOOKS = {
    "3d render": ("a 3d render of {}", "{} in 3d", "{}, 3d render", "a 3d model of {}"),
    "flat icon": ("a flat icon of {}", "{} in flat design", "{}, flat vector icon", "a flat drawing of {}"),
    "soft shading": ("a shaded drawing of {}", "{}, smooth shading", "a soft shaded picture of {}"),
    "cartoon": ("a cartoon of {}", "a cartoon drawing of {}", "{}, cartoon", "{} in cartoon style"),
}
LOOK_OF = {"fluent-3d": "3d render", "fluent-flat": "flat icon", "fluent-colour": "soft shading", "noto": "cartoon", "noto-v1": "cartoon",
           "fxemoji": "flat icon", "twemoji": "flat icon", "emojione": "flat icon"}
BIG, SMALL = ("big", "large", "huge"), ("small", "little", "tiny")
#: Two things: forms that are true in either order, of things side by side, and of each arrangement.
TOGETHER = ("{0} and {1}", "{0} with {1}", "{1} and {0}")
NEAR = ("{0} next to {1}", "{0} beside {1}", "{0} by the side of {1}")
SIDES = ("{0} on the left and {1} on the right", "{0} to the left of {1}", "{1} to the right of {0}", "{0} left of {1}")
OVER = ("{0} above {1}", "{0} over {1}", "{1} under {0}", "{1} below {0}", "{1} underneath {0}")
UPON = ("{0} on top of {1}", "{0} on {1}", "{0} standing on {1}")
THREE = ("{0}, {1} and {2}", "{1}, {0} and {2}", "{0} with {1} and {2}")


def groups(sets: tuple[str, ...]) -> list[int]:
    """The number of each set's look."""
    return [list(LOOKS).index(LOOK_OF[name]) for name in sets]


def article(words: str) -> str:
    """"a" or "an" before these words."""
    spoken_with_consonant = ("uni", "use", "eu", "one", "uk")
    spoken_with_vowel = ("hour", "x-ray")
    lower = words.lower()
    vowel = lower[:1] in "aeiou" and not lower.startswith(spoken_with_consonant) or lower.startswith(spoken_with_vowel)
    return ("an " if vowel else "a ") + words


def ground_phrases(ground: int) -> tuple[str, ...]:
    """Every way captions speak of this background."""
    colours = list(grounds.COLOURS)
    if ground < grounds.PLAIN:
        return tuple(form.format(article(name), name) for name in colours[ground]
                     for form in ("on {0} background", "on {0} background", "against {0} background", "on {1}"))
    if ground < grounds.PLAIN + grounds.GRADED:
        top, bottom = grounds.GRADIENTS[ground - grounds.PLAIN]
        return tuple(form.format(a, article(a), b) for a in colours[top] for b in colours[bottom]
                     for form in ("on {1} and {2} background", "on a gradient from {0} to {2}"))
    return SCENES[list(SCENES)[ground - grounds.PLAIN - grounds.GRADED]]


def styles_spoken(looks: bool = True) -> list[str]:
    """What the program may offer as styles: computed ones, looks of drawings, light and weather."""
    return [*(name for name in styles.NAMES if name), *(LOOKS if looks else ()),
            *(spoken[0] for table in (TIMES, WEATHER) for spoken in table.values())]
