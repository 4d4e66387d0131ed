package studio.unclip.inference.api;

import java.util.List;
import java.util.Optional;

/** Questions to CLIP and the captioner about pictures. */
public sealed interface AnalysisRequest {

    /**
     * How well pictures match a text (DALL-E 1's last step).
     *
     * @param text not blank
     * @param pictures at least one
     */
    record Rank(String text, List<Picture> pictures) implements AnalysisRequest {
        public Rank {
            if (text.isBlank()) {
                throw new InvalidRequestException("text", "There is no text to rank the pictures by.");
            }
            if (pictures.isEmpty()) {
                throw new InvalidRequestException("pictures", "There are no pictures to rank.");
            }
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * Zero-shot labels (CLIP paper, section 3.1).
     *
     * @param picture what to label
     * @param labels at least one; each is put in place of {@code {}} in the template
     * @param template the caption around a label, for example {@code a picture of {}}
     */
    record Classify(Picture picture, List<String> labels, String template) implements AnalysisRequest {
        public Classify {
            labels = List.copyOf(labels);
            if (labels.isEmpty() || labels.stream().anyMatch(String::isBlank)) {
                throw new InvalidRequestException("labels", "Give at least one label, and no empty ones.");
            }
            if (!template.contains("{}")) {
                throw new InvalidRequestException("template", "The template needs {} where the label goes.");
            }
        }
    }

    /**
     * Captions for a picture, by the pack's captioner with a beam search.
     *
     * @param picture what to describe
     * @param beams how many captions are followed and returned, 1 to {@link #MAX_BEAMS}
     */
    record Describe(Picture picture, int beams) implements AnalysisRequest {
        /** How wide a beam search may be. */
        public static final int MAX_BEAMS = 32;

        public Describe {
            if (beams < 1 || beams > MAX_BEAMS) {
                throw new InvalidRequestException(
                        "beams", "Captions must be 1 to " + MAX_BEAMS + ", not " + beams + ".");
            }
        }
    }

    /**
     * Which of the pack's words fit a picture, or a part of it.
     *
     * @param picture what to look at; all of it, its edges carried on to a square
     * @param region a part of it; empty: all
     */
    record See(Picture picture, Optional<PixelRect> region) implements AnalysisRequest {
        public See {
            if (region.isPresent() && !picture.bounds().contains(region.get())) {
                throw new InvalidRequestException(
                        "region",
                        "The region must lie inside the picture, which has " + picture.width() + "x" + picture.height()
                                + " pixels.");
            }
        }

        /** What is looked at. */
        public Picture part() {
            return region.map(picture::read).orElse(picture);
        }
    }

    /**
     * Which of the pack's words fit one picture more than another.
     *
     * @param before of any size
     * @param after of any size, not the same pixels
     */
    record SeeChange(Picture before, Picture after) implements AnalysisRequest {
        public SeeChange {
            if (before.equals(after)) {
                throw new InvalidRequestException(
                        "pictures", "Both pictures are the same, pixel by pixel: nothing changed.");
            }
        }
    }
}
