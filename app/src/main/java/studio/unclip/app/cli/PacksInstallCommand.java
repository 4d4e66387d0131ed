package studio.unclip.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.published.PublishedPack;

/** {@code unclip packs install}. */
@Command(
        name = "install",
        sortOptions = false,
        description = {
            "Installs a pack from a folder or a zip archive, after checking every byte of it. An installed pack"
                    + " of the same id is replaced.",
            "With --from-diffusers it is put together from a model's published folders; the weights stay where they"
                    + " are (a hard link), or are copied where they lie on another disk."
        })
final class PacksInstallCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Spec
    CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FOLDER|ARCHIVE",
            description =
                    "Where the pack is; with --from-diffusers the model's folders, of which there may be several.")
    List<Path> sources;

    @Option(
            names = "--from-diffusers",
            description = "Take folders as they were published for diffusers: Karlo (karlo-v1-alpha, and"
                    + " karlo-v1-alpha-image-variations for its image encoder) or Kandinsky 2.2 (kandinsky-2-2-prior,"
                    + " kandinsky-2-2-decoder, and kandinsky-2-2-decoder-inpaint to paint parts of pictures).")
    boolean published;

    @Option(names = "--copy", description = "With --from-diffusers: copy the weights even where a link would do.")
    boolean copy;

    @Mixin
    ReportOptions report = new ReportOptions();

    PacksInstallCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws PackException {
        PackShelf shelf = new PackShelf(host.packs(), host.folders(), host.families());
        if (published) {
            return fromDiffusers(shelf);
        }
        if (sources.size() > 1 || copy) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Several folders, and --copy, go with --from-diffusers only");
        }
        Path source = sources.getFirst();
        PackProgress progress = new PackProgress(host, report.quiet, "installing " + source);
        try {
            Pack pack = shelf.store().install(host.resolve(source), progress);
            progress.clear();
            new PackReport(host.out(), report.json).print("installed", pack);
        } finally {
            progress.clear();
        }
        return ExitCode.OK;
    }

    private int fromDiffusers(PackShelf shelf) throws PackException {
        PublishedPack found =
                shelf.checkPublished(sources.stream().map(host::resolve).toList());
        String id = found.pack().id();
        PackProgress progress = new PackProgress(host, report.quiet, "installing " + id);
        try {
            progress.say(String.format(
                    Locale.ROOT,
                    "%s: %.0f MB of weights",
                    found.name(),
                    found.pack().takenBytes() / 1e6));
            progress.say("licence: " + found.licence() + ". " + found.licenceSummary());
            found.restrictions().ifPresent(text -> progress.say("restrictions: " + text));
            found.notes().forEach(note -> progress.say("note: " + note));
            Pack pack = install(shelf, found, progress);
            progress.clear();
            new PackReport(host.out(), report.json).print("installed", pack);
            host.out().flush();
        } finally {
            progress.clear();
        }
        hash(shelf, id);
        return ExitCode.OK;
    }

    private Pack install(PackShelf shelf, PublishedPack found, PackProgress progress) throws PackException {
        try {
            return shelf.store().install(found.pack(), !copy, progress);
        } catch (CancellationException e) {
            String id = found.pack().id();
            progress.say("What was copied is kept for the next try; 'unclip packs remove " + id + "' deletes it.");
            throw e;
        }
    }

    /** The pack can be used by now; whoever ends this has a sound one, which packs verify hashes then. */
    private void hash(PackShelf shelf, String id) throws PackException {
        PackProgress progress = new PackProgress(host, report.quiet, "reading it once for its hashes (can be ended)");
        try {
            shelf.store().hash(id, progress);
        } catch (CancellationException e) {
            progress.say("Not all of its hashes are known yet; 'unclip packs verify " + id + "' finds them.");
        } finally {
            progress.clear();
        }
    }
}
