package studio.unclip.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;
import studio.unclip.inference.api.StageSettings;

/** {@code unclip recipe}: what made a picture. */
@Command(
        name = "recipe",
        sortOptions = false,
        description = "Prints the recipe in a picture or recipe file: everything that made the picture.",
        footer = {"", "With --json the output is itself a recipe file for 'unclip generate --recipe'."})
final class RecipeCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(paramLabel = "FILE", description = "A PNG that carries a recipe, or a recipe in JSON.")
    Path file;

    @Option(names = "--json", description = "Print the recipe as JSON.")
    boolean json;

    RecipeCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        Recipe recipe = RecipeReader.read(host.resolve(file));
        if (json) {
            host.out().println(RecipeJson.write(recipe));
        } else {
            print(recipe, host.out());
        }
        return ExitCode.OK;
    }

    private static void print(Recipe recipe, PrintWriter out) {
        out.println("prompt  " + Failures.oneLine(recipe.prompt()));
        out.println("pack    " + recipe.pack() + " " + recipe.packVersion());
        out.println("seed    " + recipe.seed());
        if (recipe.request() instanceof ImageRequest.Generate generate) {
            out.println("prior   " + generate.conditioning().word());
        }
        recipe.stages().forEach((stage, settings) -> out.println(stage + "  " + text(settings)));
        recipe.notes().forEach((key, value) -> out.println(key + "  " + value));
    }

    private static String text(StageSettings settings) {
        StringJoiner text = new StringJoiner(", ");
        settings.sampler().ifPresent(text::add);
        settings.steps().ifPresent(n -> text.add(n + " steps"));
        settings.guidance().ifPresent(g -> text.add("guidance " + g));
        settings.eta().ifPresent(e -> text.add("eta " + e));
        settings.samples().ifPresent(k -> text.add(k + " samples"));
        return text.toString();
    }
}
