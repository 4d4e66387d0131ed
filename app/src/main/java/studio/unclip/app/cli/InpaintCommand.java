package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.edit.Landing;
import studio.unclip.app.edit.Masking;
import studio.unclip.app.edit.PaintMode;
import studio.unclip.app.edit.Rings;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.patch.ChangeCount;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.pack.PackException;

/** {@code unclip inpaint}: paints a part of a picture anew. */
@Command(
        name = "inpaint",
        sortOptions = false,
        description = "Paints the white part of a mask anew; all other pixels but a narrow ring stay as they are.",
        footer = {
            "",
            "Modes: continue (the surroundings go on; a prompt may say as what), add (something is put in), replace (what"
                    + " is there gives way), remove (the surroundings close over it; no prompt), background (all but"
                    + " the white part gives way).",
            "Example: unclip inpaint beach.png --mask sky.png \"a balloon\" -o balloon.png"
        })
final class InpaintCommand implements Callable<Integer> {
    /** The ring's width among a recipe's notes: the engine knows of none. */
    private static final String RING = "ring";

    private final CommandLineHost host;

    @Parameters(
            arity = "0..*",
            paramLabel = "IMAGE [PROMPT]",
            description = "The picture, then what to paint. With --recipe the picture comes by --image.")
    List<String> words = new ArrayList<>();

    @Option(names = "--mask", paramLabel = "MASK", description = "A picture of the same size: white = paint anew.")
    Path mask;

    @Option(names = "--fit", description = "Scale a mask of another size to the picture's.")
    boolean fit;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "continue, add, replace, remove or background. Default: replace; without a prompt continue.")
    String mode;

    @Option(
            names = "--likeness",
            paramLabel = "L",
            description =
                    "How far the prompt is drawn towards what is seen around the mask, 0 to 1: of a thing its ground, of"
                            + " what goes on all of it. Default: 1 for a thing, 0.5 where the surroundings go on, 0 for a"
                            + " background.")
    Double likeness;

    @Option(
            names = "--ring",
            paramLabel = "N",
            description = "Width of the ring around the mask in which old and new are blended, 0 to 256 pixels."
                    + " Default: 8 to 25, by the size of what is masked.")
    Integer ring;

    @Mixin
    RunOptions run = new RunOptions();

    private Document document;
    private Mask repaint;
    private BlendRing blend;

    InpaintCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        RequestRunner<ImageRequest.Inpaint> runner = new RequestRunner<>(host, run, ImageRequest.Inpaint.class);
        Map<String, String> notes = runner.notes();
        return runner.run((recipe, sampling) -> request(recipe, sampling, notes), this::landed);
    }

    private ImageRequest.Inpaint request(
            Optional<ImageRequest.Inpaint> recipe, Sampling sampling, Map<String, String> notes) throws IOException {
        Picture picture = picture(recipe);
        String said = String.join(" ", recipe.isPresent() ? words : words.subList(1, words.size()));
        String prompt =
                said.isBlank() ? recipe.map(ImageRequest.Inpaint::prompt).orElse("") : said;
        PaintMode how = mode != null
                ? PaintMode.ofWord(mode)
                : recipe.map(one -> PaintMode.of(one.intent()))
                        .orElse(prompt.isBlank() ? PaintMode.CONTINUE : PaintMode.REPLACE);
        repaint = mask(recipe, picture, how);
        ImageRequest.Inpaint request = new ImageRequest.Inpaint(
                picture,
                repaint,
                how.intent(),
                prompt,
                likeness != null
                        ? likeness
                        : recipe.map(ImageRequest.Inpaint::likeness).orElse(how.likeness()),
                recipe.flatMap(ImageRequest.Inpaint::frame),
                recipe.map(ImageRequest.Inpaint::closely).orElse(true),
                sampling);
        blend = ring(notes);
        document = Document.of(Raster.owning(picture.width(), picture.height(), picture.toRgba()), "Picture");
        return request;
    }

    private Picture picture(Optional<ImageRequest.Inpaint> recipe) throws IOException {
        if (recipe.isPresent()) {
            return (Picture) recipe.get().picture();
        }
        if (words.isEmpty()) {
            throw CommandFailure.usage(
                    "There is no picture. For example: unclip inpaint beach.png --mask sky.png \"a balloon\" -o out.png");
        }
        return new InputPictures(host, run.report).read(Path.of(words.getFirst()));
    }

    private Mask mask(Optional<ImageRequest.Inpaint> recipe, Picture picture, PaintMode how) throws IOException {
        if (mask == null) {
            return recipe.map(ImageRequest.Inpaint::mask)
                    .orElseThrow(() ->
                            CommandFailure.usage("There is no mask. Say which: --mask MASK.png (white = paint anew)."));
        }
        MaskPicture read = new MaskPicture(new InputPictures(host, run.report).read(mask));
        return read.of(picture.width(), picture.height(), fit, how == PaintMode.BACKGROUND);
    }

    private BlendRing ring(Map<String, String> notes) {
        int width = ring != null
                ? ring
                : Optional.ofNullable(notes.get(RING))
                        .map(Integer::valueOf)
                        .orElseGet(() -> Rings.around(repaint).width());
        if (width < 0 || width > BlendRing.MAX_WIDTH) {
            throw new InvalidRequestException(
                    "ring", "The ring must be 0 to " + BlendRing.MAX_WIDTH + " pixels wide, not " + width + ".");
        }
        return new BlendRing(width);
    }

    private Outcome landed(Candidate candidate) {
        Result.Patches patches = (Result.Patches) candidate.result();
        Landing landing = Landing.of(document, patches, Masking.toEditor(repaint), blend, "Painted", Optional.empty());
        ChangeCount changed = landing.changed();
        DocumentPicture result = new DocumentPicture(landing.document());
        return new Outcome(
                result.read(result.bounds()),
                Map.of(RING, Integer.toString(blend.width())),
                Map.of(
                        "changedOutside", changed.outside(),
                        "changedInRing", changed.inRing(),
                        "changedInMask", changed.inMask(),
                        "masked", changed.masked(),
                        "ringDifference", changed.ringDifference()),
                landing.notices(),
                List.of(String.format(
                        Locale.ROOT,
                        "%d pixels changed outside the mask and its ring, %d in the ring, %d of %d in the mask; the ring"
                                + " by %.1f in CIEDE2000",
                        changed.outside(),
                        changed.inRing(),
                        changed.inMask(),
                        changed.masked(),
                        changed.ringDifference())));
    }
}
