package studio.unclip.inference.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that made one picture. The same recipe, with the same pictures where it was made from some, gives the same
 * bytes on the same machine, threads and runtime, and a picture within 40 dB elsewhere.
 *
 * <p>A recipe always stands for one candidate: its seed is the candidate's own.
 *
 * @param pack the pack's id
 * @param packVersion the pack's version
 * @param request one candidate, with every setting of every stage that ran; of its pictures what a {@link RecipePicture}
 *     holds
 * @param notes facts worth keeping that are no settings, for example how the text gap was bridged
 */
public record Recipe(String pack, String packVersion, ImageRequest request, Map<String, String> notes) {

    public Recipe {
        Objects.requireNonNull(pack);
        Objects.requireNonNull(packVersion);
        if (request.candidates() != 1) {
            throw new IllegalArgumentException("a recipe for " + request.candidates() + " candidates");
        }
        request = request.withPictures(
                request.pictures().stream().map(RecipePicture::of).toList());
        notes = Map.copyOf(notes);
    }

    /** The same with more to say. */
    public Recipe noting(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(notes);
        all.putAll(more);
        return new Recipe(pack, packVersion, request, all);
    }

    /** See {@link ImageRequest#operation}. */
    public String operation() {
        return request.operation();
    }

    /** What a person wrote. */
    public String prompt() {
        return request.prompt();
    }

    /** This candidate's seed. */
    public long seed() {
        return request.seed();
    }

    /** Stage settings in the order of their names: recipes are written and shown the same way every time. */
    public SortedMap<String, StageSettings> stages() {
        return new TreeMap<>(request.sampling().stages());
    }

    /** The pictures it needs, in order. */
    public List<RecipePicture> pictures() {
        return request.pictures().stream().map(RecipePicture::of).toList();
    }

    /**
     * The request that makes this picture again, alone.
     *
     * @param pictures those it was made from, in order
     * @throws InvalidRequestException if there are too few or too many, or one is not the one it was made from
     */
    public ImageRequest toRequest(List<? extends PictureSource> pictures) {
        List<String> wrong = new ArrayList<>();
        List<RecipePicture> wanted = pictures();
        if (wanted.size() != pictures.size()) {
            throw new InvalidRequestException(
                    "pictures",
                    "The recipe was made from " + count(wanted.size()) + "; given " + verb(pictures.size()) + ".");
        }
        for (int i = 0; i < wanted.size(); i++) {
            RecipePicture given = RecipePicture.of(pictures.get(i));
            if (!given.equals(wanted.get(i))) {
                boolean size = given.width() == wanted.get(i).width()
                        && given.height() == wanted.get(i).height();
                wrong.add("picture " + (i + 1) + " is not the one the recipe was made from: "
                        + (size
                                ? "its pixels differ"
                                : "it has " + given.width() + "x" + given.height() + " pixels, not "
                                        + wanted.get(i).width() + "x"
                                        + wanted.get(i).height()));
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidRequestException("pictures", "Nothing was made: " + String.join("; ", wrong) + ".");
        }
        return request.withPictures(pictures);
    }

    private static String count(int pictures) {
        return switch (pictures) {
            case 0 -> "no picture";
            case 1 -> "one picture";
            default -> pictures + " pictures";
        };
    }

    private static String verb(int pictures) {
        return pictures == 1 ? "was one" : "were " + (pictures == 0 ? "none" : Integer.toString(pictures));
    }
}
