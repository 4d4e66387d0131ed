package studio.unclip.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import studio.unclip.app.export.Metadata;

/** The options of every command that makes pictures. */
final class RunOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.png",
            description = "Where the picture goes.")
    Path output;

    @Option(names = "--overwrite", description = "Replace files that exist.")
    boolean overwrite;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Seed of the first candidate, 0 to 4294967295; the next ones count up. Default: drawn at random.")
    Long seed;

    @Option(names = "--candidates", paramLabel = "N", description = "How many pictures to make, 1 to 64. Default: 1.")
    Integer candidates;

    @Mixin
    SamplingOptions sampling = new SamplingOptions();

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Start from the recipe in a PNG or JSON file; other options and a prompt change it.")
    Path recipe;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "With --recipe: a picture the recipe was made from; as often as there are such, in order.")
    List<Path> images = new ArrayList<>();

    @Mixin
    PackOptions pack = new PackOptions();

    @Option(names = "--plan", description = "Print what would run and how much memory it needs, and make nothing.")
    boolean plan;

    @Option(
            names = {"--private", "--no-recipe"},
            description = "Leave the prompt and the recipe out of the file; the mark of a generated picture stays.")
    boolean withoutRecipe;

    @Option(names = "--no-metadata", description = "Write no recipe, no prompt and no mark.")
    boolean noMetadata;

    @Mixin
    ReportOptions report = new ReportOptions();

    /** What goes into the files beside the pixels. */
    Metadata metadata() {
        return noMetadata ? Metadata.NONE : withoutRecipe ? Metadata.MARK_ONLY : Metadata.RECIPE;
    }
}
