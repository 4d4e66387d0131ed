package studio.unclip.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.pack.InstalledPack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code unclip packs list}. */
@Command(
        name = "list",
        sortOptions = false,
        description =
                "Lists the packs there are, with size and licence. Looks at sizes and times of files, not at contents.")
final class PacksListCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    boolean json;

    PacksListCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws PackException {
        List<PackShelf.Entry> entries = new PackShelf(host.packs(), host.folders()).list();
        if (json) {
            printJson(entries);
        } else {
            entries.forEach(entry -> host.out().println(line(entry)));
            if (entries.isEmpty()) {
                host.err().println("No pack is installed. Install one: unclip packs install FOLDER or ARCHIVE.");
            }
        }
        return ExitCode.OK;
    }

    private static String line(PackShelf.Entry entry) {
        return switch (entry.pack()) {
            case InstalledPack.Usable(String id, PackManifest manifest, boolean _) ->
                String.format(
                        Locale.ROOT,
                        "%s  %s  %.0f MB  %s  %s (%s: %s)",
                        id,
                        manifest.version(),
                        manifest.totalBytes() / 1e6,
                        entry.builtIn() ? "built in" : "installed",
                        manifest.name(),
                        manifest.licence().spdx(),
                        manifest.licence().summary());
            case InstalledPack.Broken broken ->
                entry.id() + "  cannot be used: " + broken.problem().message();
        };
    }

    private void printJson(List<PackShelf.Entry> entries) {
        ObjectNode root = Json.object();
        ArrayNode packs = root.putArray("packs");
        for (PackShelf.Entry entry : entries) {
            ObjectNode node = packs.addObject();
            node.put("id", entry.id());
            node.put("folder", entry.folder().toString());
            node.put("builtIn", entry.builtIn());
            switch (entry.pack()) {
                case InstalledPack.Usable usable -> describe(usable.manifest(), node.put("usable", true));
                case InstalledPack.Broken broken ->
                    node.put("usable", false).put("problem", broken.problem().message());
            }
        }
        Json.print(host.out(), root);
    }

    private static void describe(PackManifest manifest, ObjectNode node) {
        node.put("version", manifest.version());
        node.put("name", manifest.name());
        node.put("description", manifest.description());
        node.put("family", manifest.family());
        node.put("bytes", manifest.totalBytes());
        ObjectNode licence = node.putObject("licence");
        licence.put("spdx", manifest.licence().spdx());
        licence.put("summary", manifest.licence().summary());
        manifest.licence().restrictions().ifPresent(text -> licence.put("restrictions", text));
    }
}
