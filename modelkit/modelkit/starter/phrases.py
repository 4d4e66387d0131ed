"""The words of captions: how backgrounds, places, light, weather, styles and the sets' own looks are spoken of."""

from . import grounds, styles
from .scenes import BOTTOM, FOG, LEFT, MIDDLE, NIGHT, RAIN, RIGHT, SNOW, SUNSET, TOP

FRAMES = ("{}",) * 14 + ("a picture of {}", "an illustration of {}", "a drawing of {}", "an image of {}", "{}, icon", "a photo of {}",
                         "a painting of {}", "draw {}", "show me {}", "there is {}")
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
#: What else people write for these scenes. What is not there itself (a wood, a lake) is the nearest that is.
ALSO = {
    "sky": ("flying in the sky", "up in the sky", "high in the sky", "in the clouds", "above the clouds"),
    "grass": ("on the lawn", "in the garden", "in the grass", "on green grass", "on a hill", "in the countryside", "in a forest",
              "in the woods", "on a farm", "on a lawn", "in a garden", "in nature"),
    "beach": ("by the sea", "at the seaside", "on a sandy beach", "on the shore", "on the coast", "in the sand"),
    "night": ("among the stars", "in outer space", "under a starry sky", "under the night sky"),
    "snow": ("on a winter day", "on the ice", "on a cold day", "in the winter"),
    "sea": ("in the sea", "on a lake", "in the water", "on the waves", "on the ocean", "on a river"),
    "sunset": ("under an orange sky", "under a red sky", "in a red sky"),
    "desert": ("on the dunes", "in the sand dunes", "in a desert", "in the hot desert"),
    "underwater": ("in the deep sea", "on the sea floor", "below the water"),
    "room": ("in the house", "in a living room", "on the floor", "in the kitchen", "in a bedroom", "in an office"),
    "table": ("on the table", "on the kitchen table", "on a desk", "on a brown table", "on a shelf"),
    "road": ("in the city", "in traffic", "on the motorway", "in town", "in the middle of the road", "on the pavement"),
}
#: Single words for them, as they stand behind a comma.
KEYWORDS = {
    "sky": ("sky", "blue sky", "clouds"), "grass": ("grass", "meadow", "nature", "green grass", "garden", "park"),
    "beach": ("beach", "sand", "seaside"), "night": ("stars", "space", "starry sky"), "snow": ("winter", "snow"), "sea": ("sea", "ocean", "water"),
    "sunset": ("orange sky", "evening sky"), "desert": ("desert",), "underwater": ("underwater", "sea floor"), "room": ("room", "indoors"),
    "table": ("table",), "road": ("road", "street", "city"),
}
#: Scenes in which people put things rather than ask for them, and last words of phrases that name no scene.
_UPON_WHICH = ("room", "table")
_NO_SCENE = ("day", "table", "traffic", "space")
#: True wherever the sky is blue.
BLUE_SKY = ("under a blue sky", "under the blue sky", "under a clear sky", "on a sunny day", "in the sun", "by day")
#: How a surrounding is put before the thing, and what may stand between the thing and it.
BEFORE = ("{0}, {1}", "{0}, {1}", "{0} {1}", "{0} there is {1}", "{0}: {1}", "{0} stands {1}")
BETWEEN = ("sitting", "standing", "lying", "resting", "that is", "waiting")
#: Adjectives that say nothing a picture here could show.
EMPTY = ("little", "fluffy", "old", "cute", "lovely", "beautiful", "friendly", "pretty", "nice", "funny", "happy", "sweet", "charming",
         "wonderful", "simple", "single", "cosy", "young", "good", "new", "shiny", "colourful", "modern", "great", "fancy",
         "amazing", "typical", "tiny little", "cheerful", "sleepy", "gentle", "splendid", "adorable", "furry", "soft")
#: Poses of a concept (``Concept.poses``). Any other is an adjective or, with {}, a form of its own.
POSES = {
    "": (),
    "face": ("the face of {}", "the head of {}", "{}'s face", "{}'s head", "a portrait of {}", "a close-up of {}"),
    "whole": ("standing", "walking", "{} standing", "{} walking", "{} from the side", "{} on four legs", "the whole of {}", "running"),
    "front": ("{} from the front", "oncoming", "{} seen from the front", "the front of {}", "approaching"),
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
#: Two things: what says by custom only that the first stands left, what says that they are side by side (the same), and
#: forms that say how they stand.
TOGETHER = ("{0} and {1}", "{0} and {1}", "{0} with {1}", "{0} together with {1}")
NEAR = ("{0} next to {1}", "{0} beside {1}", "{0} by the side of {1}")
SIDES = ("{0} on the left and {1} on the right", "{0} to the left of {1}", "{1} to the right of {0}", "{0} left of {1}")
OVER = ("{0} above {1}", "{0} over {1}", "{1} under {0}", "{1} below {0}", "{1} underneath {0}")
UPON = ("{0} on top of {1}", "{0} on {1}", "{0} standing on {1}")
THREE = ("{0}, {1} and {2}", "{1}, {0} and {2}", "{0} with {1} and {2}")


_PLAIN = ("on {0} background", "on {0} background", "against {0} background", "on {1}")
_ALSO_PLAIN = ("with {0} background", "in front of {0} background", "in front of {0} wall", "against {0} wall", "on something {1}")
_GRADED = ("on {1} and {2} background", "on a gradient from {0} to {2}")


def groups(sets: tuple[str, ...]) -> list[int]:
    """The number of each set's look."""
    return [list(LOOKS).index(LOOK_OF[name]) for name in sets]


def posed(pose: str) -> tuple[str, ...]:
    """The words for a pose: forms with {} for the thing, and adjectives."""
    return POSES[pose] if pose in POSES else (pose,)


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
                     for form in _PLAIN)
    if ground < grounds.PLAIN + grounds.GRADED:
        top, bottom = grounds.GRADIENTS[ground - grounds.PLAIN]
        return tuple(form.format(a, article(a), b) for a in colours[top] for b in colours[bottom]
                     for form in _GRADED)
    return SCENES[list(SCENES)[ground - grounds.PLAIN - grounds.GRADED]]


def other_ground_phrases(ground: int) -> tuple[str, ...]:
    """Further ways in which people speak of it, which the program need not offer."""
    colours = list(grounds.COLOURS)
    if ground < grounds.PLAIN:
        return tuple(form.format(article(name), name) for name in colours[ground] for form in _ALSO_PLAIN)
    if ground < grounds.PLAIN + grounds.GRADED:
        top, bottom = grounds.GRADIENTS[ground - grounds.PLAIN]
        return tuple(f"with {article(a)} and {b} background" for a in colours[top] for b in colours[bottom])
    return ALSO[list(SCENES)[ground - grounds.PLAIN - grounds.GRADED]]


def scene_names() -> list[str]:
    """What scenes are called: a prompt with one of these and no thing asks for the scene."""
    words = {word for table in KEYWORDS.values() for word in table}
    words |= {phrase.split()[-1] for table in (SCENES, ALSO) for name, spoken in table.items() if name not in _UPON_WHICH for phrase in spoken}
    return sorted(words - set(_NO_SCENE) | {"outer space"})


def keywords(ground: int) -> tuple[str, ...]:
    """Words for a background as they stand behind a comma."""
    if ground < grounds.PLAIN:
        return tuple(f"{name} background" for name in list(grounds.COLOURS)[ground])
    if ground < grounds.PLAIN + grounds.GRADED:
        return tuple(phrase.split(" ", 2)[2] for phrase in other_ground_phrases(ground))
    return KEYWORDS[list(SCENES)[ground - grounds.PLAIN - grounds.GRADED]]


def styles_spoken(looks: bool = True) -> list[str]:
    """What the program may offer as styles: computed ones, looks of drawings, light and weather."""
    return [*(name for name in styles.NAMES if name), *(LOOKS if looks else ()),
            *(spoken[0] for table in (TIMES, WEATHER) for spoken in table.values())]
