package studio.unclip.inference.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code splitter}. */
final class SplitterReader {
    private static final int MANY = 64;
    private static final int MANY_FRAMES = 256;
    private static final int MANY_ASPECTS = 16;
    private static final int LONG = 200;
    private static final double FEATHER = 0.1;

    private SplitterReader() {}

    static Splitter read(JsonAt at) throws PackException {
        List<Splitter.Pattern> patterns = new ArrayList<>();
        for (JsonAt pattern : at.field("patterns").items(MANY)) {
            patterns.add(pattern(pattern));
        }
        if (patterns.isEmpty()) {
            throw at.field("patterns").wrong("must have at least one pattern");
        }
        Optional<JsonAt> shared = at.optional("shared");
        List<String> frames = new ArrayList<>();
        Optional<JsonAt> given = at.optional("frames");
        for (JsonAt frame : given.isEmpty() ? List.<JsonAt>of() : given.get().items(MANY_FRAMES)) {
            frames.add(frame(frame));
        }
        Optional<JsonAt> ground = at.optional("ground");
        Optional<JsonAt> feather = at.optional("feather");
        return new Splitter(
                patterns,
                shared.isEmpty() ? List.of() : shared.get().texts(MANY, LONG),
                frames,
                ground.isEmpty() ? List.of() : ground.get().texts(MANY_ASPECTS, LONG),
                feather.isEmpty() ? FEATHER : feather.get().number(0, 0.5));
    }

    private static String frame(JsonAt at) throws PackException {
        String text = at.text(LONG);
        int rest = text.indexOf(Splitter.REST);
        if (rest < 0 || rest != text.lastIndexOf(Splitter.REST) || text.equals(Splitter.REST)) {
            throw at.wrong("must hold {} once, and words beside it");
        }
        return text;
    }

    private static Splitter.Pattern pattern(JsonAt at) throws PackException {
        JsonAt place = at.field("text");
        String text = place.text(LONG);
        int first = text.indexOf(Splitter.FIRST);
        int second = text.indexOf(Splitter.SECOND);
        boolean once = first >= 0
                && second > first
                && first == text.lastIndexOf(Splitter.FIRST)
                && second == text.lastIndexOf(Splitter.SECOND);
        if (!once || text.substring(first + Splitter.FIRST.length(), second).isBlank()) {
            throw place.wrong("must hold {a} and then {b}, once each, with something between");
        }
        List<Splitter.Region> regions = new ArrayList<>();
        for (JsonAt region : at.field("regions").items(MANY)) {
            regions.add(region(region));
        }
        for (String thing : List.of(Splitter.FIRST, Splitter.SECOND)) {
            if (regions.stream().noneMatch(region -> region.prompt().contains(thing))) {
                throw at.field("regions").wrong("has none for " + thing);
            }
        }
        return new Splitter.Pattern(text, regions);
    }

    private static Splitter.Region region(JsonAt at) throws PackException {
        JsonAt place = at.field("prompt");
        String prompt = place.text(LONG);
        if (prompt.contains(Splitter.FIRST) == prompt.contains(Splitter.SECOND)) {
            throw place.wrong("must hold one of {a} and {b}");
        }
        JsonAt area = at.field("area");
        List<JsonAt> sides = area.items(4);
        if (sides.size() != 4) {
            throw area.wrong("must have four numbers: left, top, width, height");
        }
        double x = sides.get(0).number(0, 1);
        double y = sides.get(1).number(0, 1);
        double width = sides.get(2).number(0, 1);
        double height = sides.get(3).number(0, 1);
        if (width == 0 || height == 0 || x + width > 1 || y + height > 1) {
            throw area.wrong("must lie inside the picture, which goes from 0 to 1, and not be empty");
        }
        return new Splitter.Region(prompt, x, y, width, height);
    }
}
