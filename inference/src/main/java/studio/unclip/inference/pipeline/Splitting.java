package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.pack.Splitter;
import studio.unclip.inference.pack.VocabularyFile;
import studio.unclip.inference.text.TwoThings;

/** The areas a pack draws a prompt for two things in. Immutable, thread-safe. */
final class Splitting {
    private final TwoThings words;
    private final int output;

    /**
     * @param vocabulary whose names things have; without one every few words are a thing
     * @param output side of the finished picture, pixels
     */
    Splitting(Splitter splitter, Optional<VocabularyFile> vocabulary, int output) {
        this.words = new TwoThings(
                splitter.patterns().stream()
                        .map(pattern -> new TwoThings.Pattern(
                                pattern.text(),
                                pattern.regions().stream()
                                        .map(region -> new TwoThings.Region(
                                                region.prompt(),
                                                region.x(),
                                                region.y(),
                                                region.width(),
                                                region.height()))
                                        .toList()))
                        .toList(),
                splitter.shared(),
                splitter.frames(),
                vocabulary.map(VocabularyFile::names).orElse(Set.of()));
        this.output = output;
    }

    /** The areas of a prompt, painted in this order; none if it does not name two things. */
    List<Area> of(String prompt) {
        return words.split(prompt).orElse(List.of()).stream()
                .map(region -> new Area(rectangle(region), region.prompt()))
                .toList();
    }

    private PixelRect rectangle(TwoThings.Region region) {
        int left = pixel(region.x());
        int top = pixel(region.y());
        return new PixelRect(
                left,
                top,
                Math.max(1, pixel(region.x() + region.width()) - left),
                Math.max(1, pixel(region.y() + region.height()) - top));
    }

    private int pixel(double share) {
        return (int) Math.round(share * output);
    }
}
