package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.platform.TinyPack;
import tools.jackson.databind.JsonNode;

class PacksCommandTest {
    @TempDir
    Path root;

    private final ScriptedGenerator generator = new ScriptedGenerator();
    private CommandLineDriver unclip;
    private Path source;

    @BeforeEach
    void start() throws IOException {
        unclip = CommandLineDriver.over(generator, root);
        // The driver's starter pack is only a name; here packs are looked into.
        Files.delete(root.resolve("assets/packs/starter/pack.json"));
        source = TinyPack.folder(root.resolve("work/download"));
    }

    @Test
    void a_pack_is_installed_from_a_folder_and_its_licence_is_shown() {
        CommandLineDriver.Result result = unclip.run("packs", "install", "download");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("installed example 1.0.0").contains("Apache-2.0. Free to use and share.");
        assertThat(unclip.folders.packs().resolve("example/decoder.onnx")).exists();
        assertThat(unclip.run("packs", "list").out()).contains("example  1.0.0").contains("installed");
        assertThat(unclip.run("packs", "verify", "example").out()).isEqualTo("example  whole\n");
    }

    @Test
    void a_pack_is_installed_from_an_archive_and_used_by_its_id() throws IOException {
        TinyPack.zip(source, unclip.work.resolve("example.zip"));
        assertThat(unclip.run("packs", "install", "example.zip", "--json")
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo("example");
        assertThat(unclip.run("generate", "owl", "--pack", "example", "-o", "owl.png")
                        .exitCode())
                .isZero();
    }

    @Test
    void list_as_json_tells_licence_and_size() {
        unclip.run("packs", "install", "download");
        JsonNode pack =
                unclip.run("packs", "list", "--json").json().path("packs").path(0);
        assertThat(pack.path("id").asString()).isEqualTo("example");
        assertThat(pack.path("usable").asBoolean()).isTrue();
        assertThat(pack.path("builtIn").asBoolean()).isFalse();
        assertThat(pack.path("licence").path("spdx").asString()).isEqualTo("Apache-2.0");
        assertThat(pack.path("bytes").asLong()).isPositive();
    }

    @Test
    void a_damaged_download_is_refused_and_leaves_nothing() throws IOException {
        Files.writeString(source.resolve("decoder.weights"), "decoder.weightS");
        CommandLineDriver.Result result = unclip.run("packs", "install", "download", "--quiet");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).hasLineCount(1).contains("decoder.weights");
        assertThat(unclip.folders.packs().resolve("example")).doesNotExist();
        assertThat(unclip.run("packs", "list").out()).isEmpty();
    }

    @Test
    void damage_after_the_installation_is_found_and_repaired() throws IOException {
        unclip.run("packs", "install", "download");
        Files.writeString(unclip.folders.packs().resolve("example/decoder.weights"), "decoder.weightS");

        CommandLineDriver.Result verified = unclip.run("packs", "verify", "--quiet");
        assertThat(verified.exitCode()).isEqualTo(4);
        assertThat(verified.out()).isEqualTo("example  not usable\n");
        assertThat(verified.err()).hasLineCount(1).contains("example").contains("decoder.weights");

        assertThat(unclip.run("packs", "repair", "example").exitCode()).isZero();
        assertThat(unclip.run("packs", "verify").exitCode()).isZero();
    }

    @Test
    void a_pack_is_removed_and_then_gone() {
        unclip.run("packs", "install", "download");
        assertThat(unclip.run("packs", "remove", "example").exitCode()).isZero();
        assertThat(unclip.folders.packs().resolve("example")).doesNotExist();
        CommandLineDriver.Result again = unclip.run("packs", "remove", "example");
        assertThat(again.exitCode()).isEqualTo(4);
        assertThat(again.err()).hasLineCount(1).contains("example");
    }

    @Test
    void a_built_in_pack_is_checked_but_not_removed() throws IOException {
        Path starter = TinyPack.folder(root.resolve("assets/packs/starter"));
        assertThat(unclip.run("packs", "list").out()).contains("built in");
        assertThat(unclip.run("packs", "verify", "starter").exitCode()).isZero();
        assertThat(unclip.run("packs", "remove", "starter").exitCode()).isEqualTo(2);
        assertThat(starter).exists();

        Files.delete(starter.resolve("prior.onnx"));
        assertThat(unclip.run("packs", "verify", "starter").exitCode()).isEqualTo(4);
    }

    @Test
    void an_interrupted_installation_leaves_nothing_and_ends_with_130() {
        unclip.interruption.request();
        assertThat(unclip.run("packs", "install", "download").exitCode()).isEqualTo(130);
        assertThat(unclip.folders.packs().resolve("example")).doesNotExist();
    }

    @Test
    void what_is_not_there_is_named() {
        assertThat(unclip.run("packs", "install", "nowhere.zip").exitCode()).isEqualTo(4);
        assertThat(unclip.run("packs", "verify", "karlo").exitCode()).isEqualTo(4);
        assertThat(unclip.run("packs").exitCode()).isEqualTo(2);
        CommandLineDriver.Result none = unclip.run("packs", "list");
        assertThat(none.exitCode()).isZero();
        assertThat(none.err()).contains("unclip packs install");
    }
}
