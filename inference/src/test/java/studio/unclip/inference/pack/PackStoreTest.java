package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackStoreTest {

    @TempDir
    Path temp;

    private Path packs;
    private PackStore store;

    @BeforeEach
    void open() {
        packs = temp.resolve("packs");
        store = new PackStore(packs, Understood.ofThisStudio());
    }

    @Test
    void aFolderIsInstalledWholeAndListed() throws Exception {
        assertThat(store.list()).isEmpty();
        Path source = new PackFixture().writeTo(temp.resolve("download"));
        Files.writeString(source.resolve("holiday.txt"), "not of the pack");
        List<Long> done = new ArrayList<>();
        Pack pack = store.install(source, (file, bytes, total) -> {
            assertThat(bytes).isLessThanOrEqualTo(total);
            done.add(bytes);
        });

        assertThat(pack.folder()).isEqualTo(packs.resolve("tiny")).isDirectory();
        assertThat(names(packs.resolve("tiny")))
                .hasSize(9)
                .contains("pack.json")
                .doesNotContain("holiday.txt");
        assertThat(done).isSorted().last().isEqualTo(pack.manifest().totalBytes());
        assertThat(store.list())
                .singleElement()
                .isInstanceOfSatisfying(
                        InstalledPack.Usable.class,
                        usable -> assertThat(usable.checked()).isTrue());
        assertThat(store.open("tiny").vocabulary().words()).contains("owl");
        assertThat(names(packs)).containsExactlyInAnyOrder("tiny", ".stamps", ".lock");
    }

    @Test
    void whatThePackHoldsCanBeRead() throws Exception {
        Pack pack = store.install(new PackFixture().writeTo(temp.resolve("d")), Watcher.silent());
        assertThat(pack.tokenizer().merges()).containsExactly("a b</w>");
        assertThat(pack.tokenizer().vocab()).isEqualTo(Map.of("a", 0, "b</w>", 1, "ab</w>", 2));
        assertThat(pack.vocabulary().nearest()).containsEntry("eagle", "owl");
        assertThat(pack.vocabulary().concepts())
                .containsExactly(new VocabularyFile.Concept("owl", "an owl", List.of("bird"), List.of("barn owl")));
        PackGeometry geometry = pack.geometry();
        assertThat(geometry.whiten()).hasSize(4);
        assertThat(geometry.nullTextEmbeddingPrior()).isSameAs(geometry.nullTextEmbedding());
        assertThat(geometry.autoregressive().orElseThrow().buckets()).isEqualTo(3);
        assertThat(pack.text(pack.manifest().data().get("licence"))).isEqualTo("Free.");
        assertThat(pack.graph(pack.require("decoder"))).isRegularFile();
        assertThatThrownBy(() -> pack.require("captioner")).hasMessageContaining("captioner");
    }

    @Test
    void aNewVersionTakesTheOldOnesPlace() throws Exception {
        store.install(new PackFixture().writeTo(temp.resolve("one")), Watcher.silent());
        PackFixture newer = new PackFixture();
        newer.manifest.put("version", "2.0.0");
        newer.files.put("LICENSE.txt", "Freer.".getBytes(StandardCharsets.UTF_8));
        store.install(newer.writeTo(temp.resolve("two")), Watcher.silent());
        Pack pack = store.open("tiny");
        assertThat(pack.manifest().version()).isEqualTo("2.0.0");
        assertThat(pack.text(pack.manifest().data().get("licence"))).isEqualTo("Freer.");
        assertThat(names(packs)).containsExactlyInAnyOrder("tiny", ".stamps", ".lock");
    }

    @Test
    void aFailedInstallLeavesTheOldPackAndNothingElse() throws Exception {
        store.install(new PackFixture().writeTo(temp.resolve("one")), Watcher.silent());
        PackFixture newer = new PackFixture();
        newer.manifest.put("version", "2.0.0");
        Path source = newer.writeTo(temp.resolve("two"));
        Files.writeString(source.resolve("weights.bin"), "123456789012345678901234567890123456");
        problem(() -> store.install(source, Watcher.silent()), PackProblem.Damaged.class, "weights.bin");
        assertThat(store.open("tiny").manifest().version()).isEqualTo("1.0.0");
        assertThat(names(packs)).containsExactlyInAnyOrder("tiny", ".stamps", ".lock");
    }

    @Test
    void aCancelledInstallLeavesNothing() throws Exception {
        Path source = new PackFixture().writeTo(temp.resolve("one"));
        Watcher impatient = new Watcher() {
            private boolean enough;

            @Override
            public void progress(String file, long done, long total) {
                enough = true;
            }

            @Override
            public boolean cancelled() {
                return enough;
            }
        };
        assertThatThrownBy(() -> store.install(source, impatient)).isInstanceOf(CancellationException.class);
        assertThat(store.list()).isEmpty();
        assertThat(names(packs)).containsExactlyInAnyOrder(".stamps", ".lock");
    }

    @Test
    void aFileChangedBehindTheStudiosBackIsNoticedAndRepaired() throws Exception {
        Path source = new PackFixture().writeTo(temp.resolve("one"));
        store.install(source, Watcher.silent());
        Path weights = packs.resolve("tiny/weights.bin");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[3] ^= 1;
        Files.write(weights, bytes);
        Files.setLastModifiedTime(weights, FileTime.from(Instant.now().plusSeconds(5)));

        problem(() -> store.open("tiny"), PackProblem.Damaged.class, "weights.bin has changed");
        assertThat(store.list()).singleElement().isInstanceOf(InstalledPack.Broken.class);
        problem(() -> store.verify("tiny", Watcher.silent()), PackProblem.Damaged.class, "SHA-256");
        problem(() -> store.open("tiny"), PackProblem.Damaged.class, "SHA-256");

        store.repair("tiny", Watcher.silent());
        assertThat(store.open("tiny").manifest().id()).isEqualTo("tiny");
        store.verify("tiny", Watcher.silent());
    }

    @Test
    void aTouchedButWholePackIsFineAfterVerify() throws Exception {
        store.install(new PackFixture().writeTo(temp.resolve("one")), Watcher.silent());
        Files.setLastModifiedTime(packs.resolve("tiny/LICENSE.txt"), FileTime.from(Instant.EPOCH));
        problem(() -> store.open("tiny"), PackProblem.Damaged.class, "packs verify");
        store.verify("tiny", Watcher.silent());
        assertThat(store.open("tiny").manifest().id()).isEqualTo("tiny");
    }

    @Test
    void repairRefusesAnotherPackOrVersion() throws Exception {
        store.install(new PackFixture().writeTo(temp.resolve("one")), Watcher.silent());
        PackFixture other = new PackFixture();
        other.manifest.put("id", "other");
        Path otherSource = other.writeTo(temp.resolve("other"));
        problem(
                () -> store.repair("tiny", otherSource, Watcher.silent()),
                PackProblem.Unsupported.class,
                "another pack");
        PackFixture newer = new PackFixture();
        newer.manifest.put("version", "2");
        Path newerSource = newer.writeTo(temp.resolve("newer"));
        problem(() -> store.repair("tiny", newerSource, Watcher.silent()), PackProblem.Unsupported.class, "version 2");
        assertThat(store.open("tiny").manifest().version()).isEqualTo("1.0.0");
    }

    @Test
    void aPackPutThereByHandIsCheckedWhenFirstOpened() throws Exception {
        Files.createDirectories(packs);
        new PackFixture().writeTo(packs.resolve("tiny"));
        assertThat(store.list())
                .singleElement()
                .isInstanceOfSatisfying(
                        InstalledPack.Usable.class,
                        usable -> assertThat(usable.checked()).isFalse());
        problem(() -> store.open("absent"), PackProblem.Missing.class, "not installed");
        problem(() -> store.open("../tiny"), PackProblem.Missing.class, "no pack can have this name");
    }

    @Test
    void aFolderUnderAnotherPacksNameIsNotOpened() throws Exception {
        new PackFixture().writeTo(packs.resolve("other"));
        problem(() -> store.open("other"), PackProblem.Damaged.class, "holds the pack tiny");
    }

    @Test
    void removingTakesEverythingAway() throws Exception {
        store.install(new PackFixture().writeTo(temp.resolve("one")), Watcher.silent());
        Files.delete(packs.resolve("tiny/pack.json")); // however damaged
        store.remove("tiny");
        assertThat(store.list()).isEmpty();
        assertThat(names(packs.resolve(".stamps"))).isEmpty();
        problem(() -> store.remove("tiny"), PackProblem.Missing.class, "not installed");
    }

    @Test
    void whatADeadProcessLeftIsClearedAndAHalfReplacedPackPutBack() throws Exception {
        store.install(new PackFixture().writeTo(temp.resolve("one")), Watcher.silent());
        Files.move(packs.resolve("tiny"), packs.resolve(".replaced-tiny"));
        Files.createDirectories(packs.resolve(".staging-123"));
        Files.writeString(packs.resolve(".staging-123/half.bin"), "half");
        assertThat(store.open("tiny").manifest().id()).isEqualTo("tiny");
        assertThat(names(packs)).containsExactlyInAnyOrder("tiny", ".stamps", ".lock");
    }

    @Test
    void manyInstallersAtOnceLeaveOneWholePack() throws Exception {
        Path source = new PackFixture().writeTo(temp.resolve("one"));
        List<Callable<Pack>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            PackStore own = new PackStore(packs, Understood.ofThisStudio());
            work.add(() -> own.install(source, Watcher.silent()));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Pack> result : threads.invokeAll(work)) {
                assertThat(result.get().manifest().id()).isEqualTo("tiny");
            }
        }
        store.verify("tiny", Watcher.silent());
        assertThat(names(packs)).containsExactlyInAnyOrder("tiny", ".stamps", ".lock");
    }

    @Test
    void linksAndOddThingsInAFolderAreRefused() throws Exception {
        Path source = new PackFixture().writeTo(temp.resolve("one"));
        Path secret = Files.write(temp.resolve("secret"), Files.readAllBytes(source.resolve("weights.bin")));
        Files.delete(source.resolve("weights.bin"));
        problem(() -> store.install(source, Watcher.silent()), PackProblem.Damaged.class, "missing");
        Files.createSymbolicLink(source.resolve("weights.bin"), secret);
        problem(() -> store.install(source, Watcher.silent()), PackProblem.Hostile.class, "is a link");
        Files.delete(source.resolve("weights.bin"));
        Files.createDirectory(source.resolve("weights.bin"));
        problem(() -> store.install(source, Watcher.silent()), PackProblem.Hostile.class, "not a plain file");
        Files.delete(source.resolve("pack.json"));
        Files.createSymbolicLink(source.resolve("pack.json"), secret);
        problem(() -> store.install(source, Watcher.silent()), PackProblem.Missing.class, "pack.json");
        assertThat(names(packs)).containsExactlyInAnyOrder(".stamps", ".lock");
    }

    @Test
    void aHostileGraphWithRightHashesIsStillRefused() throws Exception {
        PackFixture pack = new PackFixture();
        pack.files.put("decoder.onnx", PackFixture.resource("hostile-function-weights.onnx"));
        Path source = pack.writeTo(temp.resolve("one"));
        problem(() -> store.install(source, Watcher.silent()), PackProblem.Hostile.class, "decoder.onnx");
        assertThatThrownBy(() -> new PackOpener(Understood.ofThisStudio()).openVerified(source, Watcher.silent()))
                .hasMessageContaining("decoder.onnx");
        assertThat(names(packs)).containsExactlyInAnyOrder(".stamps", ".lock");
    }

    static void problem(ThrowingCallable work, Class<? extends PackProblem> kind, String words) {
        PackException e = catchThrowableOfType(PackException.class, work);
        assertThat(e).as("problem with \"%s\"", words).isNotNull().hasMessageContaining(words);
        assertThat(e.problem()).isInstanceOf(kind);
        assertThat(e.getMessage()).doesNotContain("\n");
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).toList();
        }
    }
}
