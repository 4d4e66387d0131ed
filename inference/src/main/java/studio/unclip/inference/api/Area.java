package studio.unclip.inference.api;

/**
 * A prompt for a part of the picture.
 *
 * @param where in pixels of the finished picture; what reaches beyond it is left out
 * @param prompt what to draw there; not blank
 */
public record Area(PixelRect where, String prompt) {
    public Area {
        if (prompt.isBlank()) {
            throw new InvalidRequestException("area", "An area needs a prompt: what to draw there.");
        }
    }
}
