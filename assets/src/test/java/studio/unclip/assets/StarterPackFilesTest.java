package studio.unclip.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must hold for the pack in the repository, whoever made it. */
class StarterPackFilesTest {
    private static final Path PACK = Path.of("packs/starter");
    private static final long MOST_BYTES = 64_000_000;

    @Test
    void thePackStaysLight() throws IOException {
        try (Stream<Path> files = Files.list(PACK)) {
            long bytes = files.mapToLong(file -> file.toFile().length()).sum();
            assertThat(bytes).isBetween(1_000_000L, MOST_BYTES);
        }
    }

    @Test
    void everyFileIsTheOneTheManifestNames() throws Exception {
        Matcher files = Pattern.compile(
                        "\"file\": \"([^\"]+)\",\\s+\"bytes\": (\\d+),\\s+\"sha256\": \"([0-9a-f]{64})\"")
                .matcher(Files.readString(PACK.resolve("pack.json")));
        int count = 0;
        while (files.find()) {
            byte[] content = Files.readAllBytes(PACK.resolve(files.group(1)));
            assertThat(content).as(files.group(1)).hasSize(Integer.parseInt(files.group(2)));
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .as(files.group(1))
                    .isEqualTo(files.group(3));
            count++;
        }
        assertThat(count).as("files the manifest names").isGreaterThanOrEqualTo(14);
    }

    @Test
    void whoDrewThePicturesIsNamed() throws IOException {
        assertThat(Files.readString(PACK.resolve("NOTICE.txt")))
                .contains("Fluent Emoji", "Microsoft", "MIT", "WordNet", "Princeton");
    }
}
