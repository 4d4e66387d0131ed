"""What a picture shows, as plain tensors: the layout of a scene and the facts that captions may state about it."""

from dataclasses import dataclass, fields

import torch

from . import grounds

NOTHING = -1
#: Places of a single thing as captions name them.
MIDDLE, LEFT, RIGHT, TOP, BOTTOM = range(5)
#: How several things stand to each other: the first left of the second, above it with a gap, standing on it; three.
ALONE, BESIDE, ABOVE, ON, ROW = range(5)
#: Light and weather.
DAY, NIGHT, SUNSET = range(3)
CLEAR, SNOW, RAIN, FOG = range(4)
#: Columns of ``Layout.facts``. The things come sorted, so that "a and b" is also true of b left of a.
THINGS, SIDE_BY_SIDE, ARRANGED, GROUND, PLACE, TIME, WEATHER, SNOWY, STYLE, GROUP, COLOUR, POSE = 0, *range(3, 14)
FACTS = 14
#: A fact that no caption may state.
UNCLEAR = -2

#: More than there are concepts: what ``arrangement`` packs them with.
_PLACE_VALUE = 100_000


@dataclass
class Layout:
    """N scenes. Lengths are in half picture widths, the centre is (0, 0), x right, y down."""

    things: torch.Tensor    #: int64 [N,3] concept ids, NOTHING where there are fewer
    drawings: torch.Tensor  #: int64 [N,3] drawings of these
    ground: torch.Tensor    #: int64 [N] background ids
    place: torch.Tensor     #: int64 [N] MIDDLE … BOTTOM, of a single thing
    relation: torch.Tensor  #: int64 [N] ALONE … ROW
    style: torch.Tensor     #: int64 [N] computed style, 0 for none
    light: torch.Tensor     #: int64 [N] DAY, NIGHT, SUNSET
    weather: torch.Tensor   #: int64 [N] CLEAR … FOG
    group: torch.Tensor     #: int64 [N] style of the drawings where all have the same, else UNCLEAR
    colour: torch.Tensor    #: int64 [N] colour word of the first thing, UNCLEAR where it has none
    pose: torch.Tensor      #: int64 [N] which of its concept's poses a single thing has, UNCLEAR for several
    turned: torch.Tensor    #: float [N] radians by which the hue of the first thing is turned
    size: torch.Tensor      #: float [N,3] side of the sprite's cell over the picture's side
    centre: torch.Tensor    #: float [N,3,2] (x, y)
    angle: torch.Tensor     #: float [N,3] radians

    def __len__(self) -> int:
        return len(self.ground)

    def rows(self, index) -> "Layout":
        """The scenes at these indices."""
        return Layout(*(getattr(self, field.name)[index] for field in fields(self)))

    @staticmethod
    def join(parts: "list[Layout]") -> "Layout":
        """All scenes of several layouts."""
        return Layout(*(torch.cat([getattr(part, field.name) for part in parts]) for field in fields(Layout)))

    def facts(self) -> torch.Tensor:
        """int64 [N,FACTS]: what is true of each scene."""
        one, two = self.things[:, 0], self.things[:, 1]
        several = self.relation != ALONE
        ordered = several & (self.relation != ROW)
        dark = grounds.scene("night")
        time = torch.where(self.ground == dark, NIGHT, torch.where(self.ground == grounds.scene("sunset"), SUNSET, self.light))
        snowy = (self.ground == grounds.scene("snow")) | (self.weather == SNOW)
        columns = [
            *self.things.sort(1, descending=True).values.unbind(1), (self.relation == BESIDE).long(),
            torch.where(ordered, arrangement(self.relation, one, two), UNCLEAR), self.ground,
            torch.where(several, UNCLEAR, self.place), time, self.weather, snowy.long(), self.style,
            torch.where(self.style == 0, self.group, UNCLEAR), self.colour, self.pose]
        return torch.stack(columns, 1)


def arrangement(relation, one, two):
    """One number for "``one`` stands in ``relation`` to ``two``"."""
    return (relation * _PLACE_VALUE + one) * _PLACE_VALUE + two


def arranged(number):
    """The relation and both things that ``arrangement`` made this number of; nonsense where it is UNCLEAR."""
    return number // _PLACE_VALUE // _PLACE_VALUE, number // _PLACE_VALUE % _PLACE_VALUE, number % _PLACE_VALUE
