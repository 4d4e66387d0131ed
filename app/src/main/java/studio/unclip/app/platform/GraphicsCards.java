package studio.unclip.app.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The graphics cards that the system itself tells of, whether the engine can use them or not: NVIDIA's by the tool that
 * comes with its driver, others on Linux from the kernel. Elsewhere nothing is known.
 */
public final class GraphicsCards {
    private static final Logger LOG = LoggerFactory.getLogger(GraphicsCards.class);
    private static final List<String> NVIDIA_TOOL =
            List.of("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader,nounits");
    private static final long TOOL_SECONDS = 5;
    private static final int MOST_SAID = 1 << 16;
    private static final long MIB = 1 << 20;

    private final Path kernel;
    private final Supplier<List<String>> nvidia;

    /**
     * @param name for a person
     * @param memoryBytes its own memory; empty where that is not known, or it shares the machine's
     */
    public record Card(String name, OptionalLong memoryBytes) {}

    /** Of this machine. */
    public GraphicsCards() {
        this(Path.of("/sys/class/drm"), GraphicsCards::askNvidia);
    }

    /**
     * @param kernel the kernel's folder of cards
     * @param nvidia the lines of NVIDIA's tool; none where there is no such tool
     */
    GraphicsCards(Path kernel, Supplier<List<String>> nvidia) {
        this.kernel = kernel;
        this.nvidia = nvidia;
    }

    /** Asks; takes up to some seconds where a driver is asleep. */
    public List<Card> find() {
        List<Card> cards = new ArrayList<>();
        for (String line : nvidia.get()) {
            int comma = line.lastIndexOf(',');
            if (comma > 0) {
                OptionalLong mebibytes = number(line.substring(comma + 1));
                cards.add(new Card(
                        line.substring(0, comma).strip(),
                        mebibytes.isPresent() ? OptionalLong.of(mebibytes.getAsLong() * MIB) : OptionalLong.empty()));
            }
        }
        boolean told = !cards.isEmpty();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(kernel, "card[0-9]*")) {
            for (Path entry : entries) {
                // Connectors are card0-HDMI-A-1 and the like.
                if (entry.getFileName().toString().matches("card\\d+")) {
                    ofKernel(entry.resolve("device"), told).ifPresent(cards::add);
                }
            }
        } catch (IOException e) {
            LOG.debug("the kernel tells of no cards: {}", e.toString());
        }
        return cards;
    }

    /** @param nvidiaTold whether NVIDIA's are known already, by their names */
    private static Optional<Card> ofKernel(Path device, boolean nvidiaTold) throws IOException {
        Path vendor = device.resolve("vendor");
        if (!Files.isReadable(vendor)) {
            return Optional.empty();
        }
        String id = Files.readString(vendor).strip().toLowerCase(Locale.ROOT);
        String maker = switch (id) {
            case "0x10de" -> "NVIDIA";
            case "0x1002" -> "AMD";
            case "0x8086" -> "Intel";
            default -> "vendor " + id;
        };
        if (nvidiaTold && maker.equals("NVIDIA")) {
            return Optional.empty();
        }
        Path memory = device.resolve("mem_info_vram_total");
        return Optional.of(new Card(
                maker + " graphics",
                Files.isReadable(memory) ? number(Files.readString(memory)) : OptionalLong.empty()));
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static List<String> askNvidia() {
        try {
            Process tool = new ProcessBuilder(NVIDIA_TOOL)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .start();
            tool.getOutputStream().close();
            if (!tool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS)) {
                tool.destroyForcibly();
                return List.of();
            }
            byte[] said = tool.getInputStream().readNBytes(MOST_SAID);
            return tool.exitValue() == 0
                    ? new String(said, StandardCharsets.UTF_8).lines().toList()
                    : List.of();
        } catch (IOException e) {
            // As a rule: there is no such tool.
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
