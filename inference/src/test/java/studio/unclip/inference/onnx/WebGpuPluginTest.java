package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With wheels of a few bytes and a table that pins these; the real wheel is added by the tests that run on WebGPU. */
class WebGpuPluginTest {
    private static final String LIBRARY = "onnxruntime_ep_webgpu/libplugin.so";
    private static final String LICENCE = "onnxruntime_ep_webgpu-0.4.0.dist-info/licenses/LICENSE";
    private static final String METADATA = "onnxruntime_ep_webgpu-0.4.0.dist-info/METADATA";
    private static final byte[] CODE = "the library".repeat(5000).getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER_CODE = "another library".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TERMS = "free".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path root;

    private Path folder;
    private WebGpuPlugin plugin;

    @BeforeEach
    void make() {
        folder = root.resolve("data/devices");
        plugin = here("here");
    }

    private WebGpuPlugin here(String platform) {
        return here(folder, Optional.empty(), platform);
    }

    private static WebGpuPlugin here(Path folder, Optional<Path> bundled, String platform) {
        return new WebGpuPlugin(
                folder,
                bundled,
                platform,
                List.of(
                        new PluginFiles("here", "This System", List.of(pinned(LIBRARY, CODE), pinned(LICENCE, TERMS))),
                        new PluginFiles(
                                "there", "That System", List.of(pinned(LIBRARY, OTHER_CODE), pinned(LICENCE, TERMS)))));
    }

    private static PluginFiles.Pinned pinned(String entry, byte[] content) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
            return new PluginFiles.Pinned(entry, content.length, HexFormat.of().formatHex(sum));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, byte[]> published() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(METADATA, new byte[0]);
        entries.put(LIBRARY, CODE);
        entries.put(LICENCE, TERMS);
        return entries;
    }

    private Path wheel(Map<String, byte[]> entries) throws IOException {
        Path wheel = root.resolve("plugin.whl");
        try (OutputStream out = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return wheel;
    }

    private List<String> kept() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private void refused(ThrowingCallable adding, String... said) throws IOException {
        assertThatThrownBy(adding)
                .isInstanceOf(WebGpuPlugin.RefusedException.class)
                .hasMessageContainingAll(said)
                .message()
                .doesNotContain("\n");
        assertThat(kept()).as("what is left of it").isEmpty();
    }

    @Test
    void the_library_is_taken_out_with_its_terms_and_nothing_else() throws Exception {
        assertThat(plugin.kept()).isEmpty();
        Map<String, byte[]> more = published();
        more.put("../../escape.so", CODE);
        more.put("onnxruntime_ep_webgpu/__init__.py", TERMS);
        Path library = plugin.add(wheel(more));
        assertThat(library).hasBinaryContent(CODE).isAbsolute();
        assertThat(plugin.kept()).contains(library);
        assertThat(kept()).containsExactly("webgpu-0.4.0/LICENSE", "webgpu-0.4.0/libplugin.so");
        assertThat(root.resolve("escape.so")).doesNotExist();
        assertThat(root.resolve("data/escape.so")).doesNotExist();
    }

    @Test
    void adding_it_again_leaves_it_and_mends_what_was_changed() throws Exception {
        Path library = plugin.add(wheel(published()));
        FileTime first = Files.getLastModifiedTime(library);
        plugin.add(wheel(published()));
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(first);

        Files.writeString(library, "the libraRy".repeat(5000));
        assertThat(plugin.kept()).as("changed on the disk").isEmpty();
        assertThat(plugin.isThere()).isTrue();
        plugin.add(wheel(published()));
        assertThat(plugin.kept()).contains(library);
    }

    @Test
    void a_link_in_its_place_is_not_followed() throws Exception {
        Path library = plugin.add(wheel(published()));
        Path elsewhere = Files.move(library, root.resolve("same-bytes.so"));
        try {
            Files.createSymbolicLink(library, elsewhere);
        } catch (UnsupportedOperationException | IOException e) {
            return; // Windows without the right to
        }
        assertThat(plugin.kept()).isEmpty();
    }

    @Test
    void other_versions_and_what_a_killed_process_left_go() throws Exception {
        Path older = Files.createDirectories(folder.resolve("webgpu-0.3.0"));
        Files.writeString(older.resolve("libplugin.so"), "old");
        Path left = Files.createDirectories(folder.resolve("unfinished-1"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path underWay = Files.createDirectories(folder.resolve("unfinished-2"));
        plugin.add(wheel(published()));
        assertThat(older).doesNotExist();
        assertThat(left).doesNotExist();
        assertThat(underWay).as("perhaps another process's").exists();
    }

    @Test
    void removing_says_whether_there_was_one() throws Exception {
        assertThat(plugin.remove()).isFalse();
        plugin.add(wheel(published()));
        assertThat(plugin.remove()).isTrue();
        assertThat(kept()).isEmpty();
        assertThat(plugin.kept()).isEmpty();
    }

    @Test
    void what_is_no_wheel_is_refused() throws Exception {
        refused(() -> plugin.add(root.resolve("absent.whl")), "There is no file", "pip download");
        refused(() -> plugin.add(root), "There is no file");
        Path text = Files.writeString(root.resolve("text.whl"), "not a zip");
        refused(() -> plugin.add(text), "text.whl is not the plug-in's wheel", "pip download");
        refused(() -> plugin.add(wheel(Map.of("a", TERMS))), "is not the plug-in's wheel");
        Path whole = wheel(published());
        Path half = root.resolve("half.whl");
        Files.write(half, java.util.Arrays.copyOf(Files.readAllBytes(whole), (int) Files.size(whole) / 2));
        refused(() -> plugin.add(half), "half.whl is not the plug-in's wheel, or was not fetched whole");
    }

    @Test
    void bytes_that_rot_inside_the_archive_are_refused() throws Exception {
        Path wheel = wheel(published());
        byte[] bytes = Files.readAllBytes(wheel);
        // In the first tenth are the library's compressed bytes.
        for (int i = 120; i < 150; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(wheel, bytes);
        refused(() -> plugin.add(wheel), "plugin.whl");
    }

    @Test
    void another_version_is_called_by_its_number() throws Exception {
        Map<String, byte[]> newer = published();
        newer.remove(METADATA);
        newer.put("onnxruntime_ep_webgpu-0.5.0.dist-info/METADATA", TERMS);
        refused(() -> plugin.add(wheel(newer)), "is version 0.5.0", "takes 0.4.0 only");
    }

    @Test
    void another_platforms_wheel_is_called_by_its_name() throws Exception {
        Map<String, byte[]> other = published();
        other.put(LIBRARY, OTHER_CODE);
        refused(() -> plugin.add(wheel(other)), "is the plug-in for That System, and this is This System");
        refused(() -> here("riscv").add(wheel(published())), "no WebGPU plug-in for this system (riscv)");
        assertThat(here("riscv").isPublishedHere()).isFalse();
    }

    @Test
    void other_bytes_are_refused_whatever_they_are_called() throws Exception {
        Map<String, byte[]> sameSize = published();
        byte[] changed = CODE.clone();
        changed[CODE.length - 1]++;
        sameSize.put(LIBRARY, changed);
        refused(() -> plugin.add(wheel(sameSize)), "its file libplugin.so is another one");

        Map<String, byte[]> longer = published();
        longer.put(LIBRARY, java.util.Arrays.copyOf(CODE, CODE.length + 1));
        refused(() -> plugin.add(wheel(longer)), "its file libplugin.so is another one");

        Map<String, byte[]> terms = published();
        terms.put(LICENCE, CODE);
        refused(() -> plugin.add(wheel(terms)), "its file LICENSE is another one");
        Map<String, byte[]> without = published();
        without.remove(LICENCE);
        refused(() -> plugin.add(wheel(without)), "its file LICENSE is another one");
    }

    @Test
    void the_published_table_is_complete() {
        assertThat(PluginFiles.PUBLISHED)
                .extracting(PluginFiles::platform)
                .containsExactly("linux-x64", "linux-aarch64", "osx-aarch64", "win-x64", "win-aarch64");
        for (PluginFiles one : PluginFiles.PUBLISHED) {
            assertThat(one.library().entry())
                    .startsWith("onnxruntime_ep_webgpu/")
                    .contains("providers_webgpu.");
            assertThat(one.files()).allMatch(file -> file.sha256().matches("[0-9a-f]{64}") && file.bytes() > 0);
            assertThat(one.files()).extracting(PluginFiles.Pinned::name).contains("LICENSE", "ThirdPartyNotices.txt");
        }
    }

    @Test
    void what_came_with_the_program_is_used_unless_a_person_has_added_one() throws Exception {
        Path bundled = root.resolve("program/devices");
        here(bundled, Optional.empty(), "here").add(wheel(published()));
        WebGpuPlugin both = here(folder, Optional.of(bundled), "here");
        Path library = bundled.toAbsolutePath().resolve("webgpu-0.4.0/libplugin.so");
        assertThat(both.kept()).contains(library);
        assertThat(both.remove()).as("nothing of the person's").isFalse();
        assertThat(both.kept()).contains(library);

        Path own = both.add(wheel(published()));
        assertThat(both.kept()).contains(own);
        assertThat(own).startsWith(folder.toAbsolutePath());
        assertThat(both.remove()).isTrue();

        Files.writeString(library, "something else");
        assertThat(both.kept()).as("checked like any other").isEmpty();
        assertThat(both.isThere()).isTrue();
    }
}
