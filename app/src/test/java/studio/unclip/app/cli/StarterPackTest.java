package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.Picture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as a process of its own over the real engine and the starter pack, with few steps. */
@Timeout(300)
class StarterPackTest {
    private static final String[] FEW_STEPS = {"--steps", "prior=3,decoder=4", "--samples", "prior=1"};

    @TempDir
    Path root;

    @Test
    void a_prompt_becomes_pictures_that_carry_their_recipe_and_come_out_again() throws Exception {
        Path pictures = root.resolve("owl.png");
        JsonNode made = json(run(with(
                FEW_STEPS,
                "generate",
                "an owl",
                "--candidates",
                "2",
                "--seed",
                "7",
                "--json",
                "-o",
                pictures.toString())));
        assertThat(made.path("complete").asBoolean()).isTrue();
        assertThat(made.path("pictures").size()).isEqualTo(2);
        assertThat(made.path("pictures").path(0).path("score").asDouble()).isBetween(-1.0, 1.0);

        Path second = root.resolve("owl-2.png");
        Picture picture = PictureReader.read(second);
        assertThat(picture.width()).isEqualTo(1024);
        assertThat(picture.height()).isEqualTo(1024);
        assertThat(colours(picture)).as("a picture, not one flat colour").isGreaterThan(100);

        Path again = root.resolve("again.png");
        Result replay = run("generate", "--recipe", second.toString(), "-o", again.toString());
        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(again).hasSameBinaryContentAs(second);

        JsonNode ranked =
                json(run("rank", "an owl", root.resolve("owl-1.png").toString(), second.toString(), "--json"));
        assertThat(ranked.path("pictures").size()).isEqualTo(2);
        JsonNode labels = json(run("classify", second.toString(), "--labels", "owl,bicycle", "--json"));
        double sum = labels.path("labels").path(0).path("probability").asDouble()
                + labels.path("labels").path(1).path("probability").asDouble();
        assertThat(sum).isBetween(0.999, 1.001);
        JsonNode captions = json(run("describe", second.toString(), "--captions", "3", "--json"));
        assertThat(captions.path("captions").size()).isBetween(1, 3);
    }

    @Test
    void unknown_words_and_words_cut_are_named() throws Exception {
        Result result = run(with(
                FEW_STEPS,
                "generate",
                "an owll " + "and a red house ".repeat(40),
                "--json",
                "-o",
                root.resolve("a.png").toString()));
        JsonNode json = json(result);
        assertThat(json.path("unknownWords").toString()).contains("owll").contains("owl");
        assertThat(json.path("wordsNotRead").size()).isPositive();
        assertThat(result.err()).contains("owll").contains("too long");
    }

    /** An argument may have 128 KB on Linux; the pack reads the first 30 or so words. */
    @ParameterizedTest
    @ValueSource(ints = {700, 100_000})
    @DisabledOnOs(OS.WINDOWS)
    void a_prompt_may_be_as_long_as_the_system_lets_it(int letters) throws Exception {
        String prompt = "an owl and a red house ".repeat(letters / 23 + 1).substring(0, letters);
        Path picture = root.resolve("a.png");
        Result result = run(with(FEW_STEPS, "generate", prompt, "--json", "-o", picture.toString()));

        assertThat(json(result).path("complete").asBoolean()).isTrue();
        assertThat(result.err()).contains("too long");
        assertThat(json(run("recipe", picture.toString(), "--json"))
                        .path("prompt")
                        .asString())
                .isEqualTo(prompt);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void control_c_in_the_middle_of_a_run_ends_within_a_second_and_leaves_nothing() throws Exception {
        ControlC.assumeHeard();
        Path err = root.resolve("err.txt");
        Path work = Files.createDirectory(root.resolve("work"));
        Process process = start(err, "generate", "an owl", "--steps", "decoder=1000", "-o", work + "/owl.png");
        while (!Files.readString(err).contains("decoder")) {
            assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
            Thread.sleep(20);
        }
        long pressed = System.nanoTime();
        ControlC.press(process);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Duration took = Duration.ofNanos(System.nanoTime() - pressed);

        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(took).isLessThan(Duration.ofSeconds(1));
        try (Stream<Path> files = Files.list(work)) {
            assertThat(files).isEmpty();
        }
    }

    private record Result(int exitCode, String out, String err) {}

    private Result run(String... arguments) throws IOException, InterruptedException {
        Path err = root.resolve("err.txt");
        Process process = start(err, arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    private Process start(Path err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                CommandLineMain.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment()
                .put(PlatformFolders.HOME_VARIABLE, root.resolve("home").toString());
        // As when somebody starts it by hand: the program itself keeps the model's runtime silent.
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        return builder.start();
    }

    private static JsonNode json(Result result) {
        assertThat(result.exitCode()).as(result.err()).isZero();
        return JsonMapper.shared().readTree(result.out());
    }

    private static String[] with(String[] options, String... command) {
        return Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
    }

    private static long colours(Picture picture) {
        return IntStream.range(0, picture.width() * picture.height())
                .map(i -> picture.rgba().getInt(4 * i))
                .distinct()
                .limit(1000)
                .count();
    }
}
