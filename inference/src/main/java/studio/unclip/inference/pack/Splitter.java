package studio.unclip.inference.pack;

import java.util.List;

/**
 * How a prompt for two things is read as two regions with a prompt each, because the pack draws them better that way
 * (docs/pack-format.md, {@code splitter}).
 *
 * @param patterns tried in order; the first that fits the prompt holds
 * @param shared words from the first of which on the prompt's end belongs to both regions: "in", "at", …
 * @param frames forms of words around both things that belong to both regions, {@value #REST} stands for what is within: "a
 *     pencil sketch of {}"
 * @param ground aspects of z_i that the regions of a prompt have in common; mostly what says the ground
 * @param feather width of the soft border between regions, as a share of the picture's side, 0 to 0.5
 */
public record Splitter(
        List<Pattern> patterns, List<String> shared, List<String> frames, List<String> ground, double feather) {
    /** Stands for the thing named first. */
    public static final String FIRST = "{a}";

    /** Stands for the thing named second. */
    public static final String SECOND = "{b}";

    /** Stands for what is within a frame. */
    public static final String REST = "{}";

    public Splitter {
        patterns = List.copyOf(patterns);
        shared = List.copyOf(shared);
        frames = List.copyOf(frames);
        ground = List.copyOf(ground);
    }

    /**
     * A form of words.
     *
     * @param text holds {@value #FIRST} and then {@value #SECOND} once each, with words between
     * @param regions what it becomes, painted in this order
     */
    public record Pattern(String text, List<Region> regions) {
        public Pattern {
            regions = List.copyOf(regions);
        }
    }

    /**
     * A part of the picture with a prompt of its own.
     *
     * @param prompt holds one of the two things
     * @param x left side, share of the picture's width
     * @param y upper side, share of its height
     * @param width share of its width
     * @param height share of its height
     */
    public record Region(String prompt, double x, double y, double width, double height) {}
}
