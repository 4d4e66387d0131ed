package studio.unclip.app.cli;

import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.pack.PackException;

/** The options that say which pack runs where. */
final class PackOptions {

    @Option(
            names = "--pack",
            paramLabel = "ID|FOLDER",
            description =
                    "The pack to use, by its id (see 'unclip packs list') or its folder. Default: the starter pack.")
    String pack;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            description =
                    "Where the model runs: cpu (the default), webgpu, cuda, directml, or auto for the best there is."
                            + " See 'unclip devices'. Another device may change the last bits of a picture.")
    String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of one model call. Default: every processor. Another number may change the last bits"
                    + " of a picture.")
    Integer threads;

    /**
     * Opens the chosen pack.
     *
     * @param report whether a person is told that another device takes the place of the chosen one
     * @param otherwise the pack to use when none was named, by id; empty: the starter pack
     */
    ImageGenerator open(CommandLineHost host, ReportOptions report, Optional<String> otherwise) throws PackException {
        GeneratorOpener.Device chosen = chosenDevice();
        String named = pack != null ? pack : otherwise.orElse(null);
        ImageGenerator generator = host.generators().open(PackChoice.find(host, Optional.ofNullable(named)), chosen);
        if (!report.quiet) {
            JobRunner.note(generator.device().note()).ifPresent(host.err()::println);
            host.err().flush();
        }
        return generator;
    }

    private GeneratorOpener.Device chosenDevice() {
        if (threads != null && (threads < 1 || threads > 1024)) {
            throw CommandFailure.usage("--threads must be 1 to 1024, not " + threads + ".");
        }
        return new GeneratorOpener.Device(device, threads == null ? OptionalInt.empty() : OptionalInt.of(threads));
    }
}
