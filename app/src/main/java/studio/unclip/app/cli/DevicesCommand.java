package studio.unclip.app.cli;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import studio.unclip.app.engine.DeviceShelf;
import studio.unclip.app.platform.GraphicsCards;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code unclip devices}: where pictures can be made; holds the commands about devices together. */
@Command(
        name = "devices",
        sortOptions = false,
        description = "Lists where pictures can be made, each tried by a small run, and what is missing for the rest.",
        footer = {
            "",
            "Take one with --device ID, or the best with --device auto. The plug-in for graphics cards is added from the"
                    + " file that one command fetches; docs/devices.md says which."
        })
final class DevicesCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    boolean json;

    DevicesCommand(CommandLineHost host) {
        this.host = host;
    }

    /** With its commands, wired. */
    static CommandLine commandLine(CommandLineHost host) {
        return new CommandLine(new DevicesCommand(host))
                .addSubcommand(new DevicesAddCommand(host))
                .addSubcommand(new DevicesRemoveCommand(host));
    }

    @Override
    public Integer call() {
        DeviceShelf.State state = new DeviceShelf(host.folders()).look();
        if (json) {
            Json.print(host.out(), json(state));
        } else {
            print(state);
        }
        return ExitCode.OK;
    }

    private void print(DeviceShelf.State state) {
        for (DeviceShelf.Row row : state.rows()) {
            host.out()
                    .println(String.format(
                            Locale.ROOT, "%-9s %-8s %s", row.id(), row.usable() ? "ready" : "-", say(row, state)));
        }
        host.out().println(String.format(Locale.ROOT, "%-9s %-8s takes %s", "auto", "", state.auto()));
        for (GraphicsCards.Card card : state.cards()) {
            host.out().println("graphics card: " + card.name() + memory(card.memoryBytes()));
        }
        host.out().flush();
    }

    private static String say(DeviceShelf.Row row, DeviceShelf.State state) {
        if (!row.usable()) {
            return row.missing();
        }
        return row.name() + (row.id().equals("cpu") ? memory(state.memoryBytes()) : "") + " (" + row.provider() + ")";
    }

    private static String memory(OptionalLong bytes) {
        return bytes.isPresent() ? String.format(Locale.ROOT, ", %.1f GB of memory", bytes.getAsLong() / 1e9) : "";
    }

    private static ObjectNode json(DeviceShelf.State state) {
        ObjectNode root = Json.object();
        ArrayNode devices = root.putArray("devices");
        for (DeviceShelf.Row row : state.rows()) {
            ObjectNode node = devices.addObject()
                    .put("id", row.id())
                    .put("usable", row.usable())
                    .put("provider", row.provider());
            if (row.usable()) {
                node.put("name", row.name());
            } else {
                node.put("missing", row.missing());
            }
            if (row.id().equals("cpu")) {
                state.memoryBytes().ifPresent(bytes -> node.put("memoryBytes", bytes));
            }
        }
        root.put("auto", state.auto());
        ArrayNode cards = root.putArray("graphicsCards");
        for (GraphicsCards.Card card : state.cards()) {
            ObjectNode node = cards.addObject().put("name", card.name());
            card.memoryBytes().ifPresent(bytes -> node.put("memoryBytes", bytes));
        }
        return root;
    }
}
