package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.edit.Growth;
import studio.unclip.app.edit.Landing;
import studio.unclip.app.edit.Rings;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.patch.ChangeCount;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.pack.PackException;

/** {@code unclip expand}: paints what lies around a picture. */
@Command(
        name = "expand",
        sortOptions = false,
        description = "Makes a picture larger by painting what lies around it. The old pixels stay as they are, but for"
                + " a narrow ring in which old and new are blended.",
        footer = {
            "",
            "Without a prompt the scene goes on. The result can be expanded again.",
            "Example: unclip expand owl.png --left 256 --right 256 \"a snowy forest\" -o wide.png"
        })
final class ExpandCommand implements Callable<Integer> {
    private static final String RING = "ring";

    private final CommandLineHost host;
    private Document document;
    private BlendRing blend;

    @Parameters(
            arity = "0..*",
            paramLabel = "IMAGE [PROMPT]",
            description = "A PNG, JPEG or OpenRaster picture, then what lies around it. With --recipe only the prompt.")
    List<String> words = new ArrayList<>();

    @ArgGroup(exclusive = false)
    Sides sides;

    @Option(
            names = "--zoom",
            paramLabel = "F",
            description = "Grow on all sides: the picture becomes F times as wide and high, above 1 to 4.")
    Double zoom;

    @Option(
            names = "--likeness",
            paramLabel = "L",
            description =
                    "How much the prompt is drawn towards what the picture shows, 0 (the prompt alone) to 1. Default: 0.3.")
    Double likeness;

    @Option(
            names = "--ring",
            paramLabel = "N",
            description = "How far into the old picture old and new are blended, 0 to 256 pixels. Default: 8 and a"
                    + " twentieth of the widest new side, at most 25.")
    Integer ring;

    @Mixin
    RunOptions run = new RunOptions();

    /** Room on each side. */
    static final class Sides {
        @Option(names = "--left", paramLabel = "N", description = "Pixels to paint on the left.")
        int left;

        @Option(names = "--right", paramLabel = "N", description = "On the right.")
        int right;

        @Option(names = "--top", paramLabel = "N", description = "Above.")
        int top;

        @Option(names = "--bottom", paramLabel = "N", description = "Below.")
        int bottom;
    }

    ExpandCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        RequestRunner<ImageRequest.Expand> runner = new RequestRunner<>(host, run, ImageRequest.Expand.class);
        Map<String, String> notes = runner.notes();
        return runner.run((recipe, sampling) -> request(recipe, sampling, notes), this::landed);
    }

    private ImageRequest.Expand request(
            Optional<ImageRequest.Expand> recipe, Sampling sampling, Map<String, String> notes) throws IOException {
        Picture picture = recipe.isPresent()
                ? (Picture) recipe.get().picture()
                : new InputPictures(host, run.report).read(image());
        String said = String.join(" ", recipe.isPresent() ? words : words.subList(1, words.size()));
        PixelRect canvas = canvas(picture.bounds())
                .or(() -> recipe.map(ImageRequest.Expand::canvas))
                .orElseThrow(() -> CommandFailure.usage(
                        "Say where to grow: --left, --right, --top, --bottom with pixels, or --zoom 1.5."));
        ImageRequest.Expand request = new ImageRequest.Expand(
                picture,
                canvas,
                said.isBlank() ? recipe.map(ImageRequest.Expand::prompt).orElse("") : said,
                Optional.ofNullable(likeness)
                        .or(() -> recipe.map(ImageRequest.Expand::likeness))
                        .orElse(Growth.LIKENESS),
                sampling);
        blend = ring(request, notes);
        document = Document.of(Raster.owning(picture.width(), picture.height(), picture.toRgba()), "Picture");
        return request;
    }

    private Path image() {
        if (words.isEmpty()) {
            throw CommandFailure.usage("Say which picture: unclip expand PICTURE.png --right 256 -o OUT.png.");
        }
        return Path.of(words.getFirst());
    }

    /** The larger canvas in the picture's pixels; empty where nothing is said. */
    private Optional<PixelRect> canvas(PixelRect picture) {
        if (sides != null && zoom != null) {
            throw CommandFailure.usage("--zoom grows on all sides; give either it or pixels for sides.");
        }
        if (zoom != null) {
            return Optional.of(zoomed(picture));
        }
        if (sides == null) {
            return Optional.empty();
        }
        for (int side : new int[] {sides.left, sides.right, sides.top, sides.bottom}) {
            if (side < 0) {
                throw CommandFailure.usage("A side grows by 0 pixels or more, not " + side + ".");
            }
            if (side > ImageRequest.MAX_SIDE) {
                throw new InvalidRequestException(
                        "canvas",
                        "A side cannot grow by " + side + " pixels: the larger picture may have "
                                + ImageRequest.MAX_SIDE + " a side.");
            }
        }
        return Optional.of(new PixelRect(
                -sides.left,
                -sides.top,
                picture.width() + sides.left + sides.right,
                picture.height() + sides.top + sides.bottom));
    }

    private PixelRect zoomed(PixelRect picture) {
        if (!(zoom > 1 && zoom <= Growth.MOST)) {
            throw CommandFailure.usage("--zoom is above 1 to 4, not " + zoom + ".");
        }
        return Growth.zoomed(picture, zoom);
    }

    private BlendRing ring(ImageRequest.Expand request, Map<String, String> notes) {
        int width = ring != null
                ? ring
                : Optional.ofNullable(notes.get(RING))
                        .map(Integer::valueOf)
                        .orElseGet(() -> Rings.along(request).width());
        if (width < 0 || width > BlendRing.MAX_WIDTH) {
            throw new InvalidRequestException(
                    RING, "The ring must be 0 to " + BlendRing.MAX_WIDTH + " pixels wide, not " + width + ".");
        }
        return new BlendRing(width);
    }

    private Outcome landed(Candidate candidate) {
        Result.Patches patches = (Result.Patches) candidate.result();
        Landing landing = Landing.of(
                document, patches, Landing.newSides(patches, document.size()), blend, "Expanded", Optional.empty());
        ChangeCount changed = landing.changed();
        DocumentPicture whole = new DocumentPicture(landing.document());
        return new Outcome(
                whole.read(whole.bounds()),
                Map.of(RING, Integer.toString(blend.width())),
                Map.of("changedOutside", changed.outside(), "changedInRing", changed.inRing()),
                List.of(String.format(
                        Locale.ROOT,
                        "%d old pixels changed outside the ring, %d in the ring of %d pixels",
                        changed.outside(),
                        changed.inRing(),
                        blend.width())));
    }
}
