package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that an honest tool would not make: each is refused in one line, and nothing of it stays on the disk. */
class HostileZipTest {

    @TempDir
    Path temp;

    private Path packs;
    private PackStore store;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PackFixture pack = new PackFixture().seal();

    @BeforeEach
    void open() {
        packs = temp.resolve("packs");
        store = new PackStore(packs, Understood.ofThisStudio());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tiny/", "another-name/"})
    void anHonestArchiveIsInstalledWithOrWithoutItsFolder(String folder) throws Exception {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            if (!folder.isEmpty()) {
                zip.putArchiveEntry(new ZipArchiveEntry(folder));
                zip.closeArchiveEntry();
            }
            writeAll(zip, folder);
        }
        store.install(archive(), Watcher.silent());
        assertThat(store.open("tiny").manifest().version()).isEqualTo("1.0.0");
        store.verify("tiny", Watcher.silent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.txt",
                "/etc/evil",
                "tiny/../../evil",
                "..\\evil.txt",
                "a/b/evil",
                "C:\\evil",
                ".evil",
                "evil\nname",
                "nul.txt",
                "sub/"
            })
    void namesThatLeadOutOfTheFolderAreRefused(String name) throws Exception {
        with(zip -> add(zip, new ZipArchiveEntry(name), new byte[] {1}));
        refused(PackProblem.Hostile.class, "");
        assertThat(temp.resolve("evil.txt")).doesNotExist();
        assertThat(packs.resolve("evil.txt")).doesNotExist();
    }

    @Test
    void aFileTheManifestDoesNotNameIsRefused() throws Exception {
        with(zip -> add(zip, new ZipArchiveEntry("extra.bin"), new byte[] {1}));
        refused(PackProblem.Hostile.class, "extra.bin");
    }

    @Test
    void linksAndDevicesAreRefused() throws Exception {
        with(zip -> {
            ZipArchiveEntry link = new ZipArchiveEntry("weights.bin");
            link.setUnixMode(0120777);
            add(zip, link, "/etc/passwd".getBytes(StandardCharsets.UTF_8));
        });
        refused(PackProblem.Hostile.class, "link");
        with(zip -> {
            ZipArchiveEntry pipe = new ZipArchiveEntry("weights.bin");
            pipe.setUnixMode(0010644);
            add(zip, pipe, new byte[0]);
        });
        refused(PackProblem.Hostile.class, "link or device");
    }

    @Test
    void aNameGivenTwiceIsRefusedEvenInAnotherCase() throws Exception {
        with(zip -> add(zip, new ZipArchiveEntry("weights.bin"), new byte[36]));
        refused(PackProblem.Hostile.class, "twice");
        with(zip -> add(zip, new ZipArchiveEntry("WEIGHTS.BIN"), new byte[36]));
        refused(PackProblem.Hostile.class, "twice");
    }

    @Test
    void aWrongHashIsDamage() throws Exception {
        byte[] bent = pack.files.get("weights.bin").clone();
        bent[0] ^= 1;
        pack.files.put("weights.bin", bent);
        with(zip -> {});
        refused(PackProblem.Damaged.class, "SHA-256");
    }

    @Test
    void aMissingFileIsDamage() throws Exception {
        pack.files.remove("weights.bin");
        with(zip -> {});
        refused(PackProblem.Damaged.class, "lacks the file weights.bin");
    }

    @Test
    void anArchiveWithoutAManifestIsNoPack() throws Exception {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            add(zip, new ZipArchiveEntry("readme.txt"), new byte[] {1});
        }
        refused(PackProblem.Damaged.class, "no pack.json");
    }

    @Test
    void anArchiveCutShortAnywhereIsDamage() throws Exception {
        with(zip -> {});
        byte[] whole = bytes.toByteArray();
        for (int length = 0; length < whole.length; length += 97) {
            bytes.reset();
            bytes.write(whole, 0, length);
            refused(PackProblem.Damaged.class, "");
        }
    }

    @Test
    void randomDamageIsAnAnswerNotACrash() throws Exception {
        with(zip -> {});
        byte[] whole = bytes.toByteArray();
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            byte[] bent = whole.clone();
            for (int i = 0; i < 4; i++) {
                bent[random.nextInt(bent.length)] = (byte) random.nextInt();
            }
            bytes.reset();
            bytes.write(bent);
            try {
                store.install(archive(), Watcher.silent());
                store.remove("tiny"); // the damage hit nothing that matters, such as a time
            } catch (PackException e) {
                assertThat(e.getMessage()).as("round %d", round).doesNotContain("\n");
            }
            assertThat(PackStoreTest.names(packs)).as("round %d", round).containsExactlyInAnyOrder(".stamps", ".lock");
        }
    }

    @Test
    void aBombThatUnpacksToMoreThanTheManifestSaysIsStopped() throws Exception {
        byte[] zeros = new byte[1 << 20];
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            add(zip, new ZipArchiveEntry("pack.json"), pack.json());
            for (Map.Entry<String, byte[]> file : pack.files.entrySet()) {
                boolean bomb = file.getKey().equals("weights.bin");
                add(zip, new ZipArchiveEntry(file.getKey()), bomb ? zeros : file.getValue());
            }
        }
        refused(PackProblem.Damaged.class, "1048576 bytes in the archive instead of 36");
        // The same with a directory that lies about the size.
        byte[] lying = bytes.toByteArray();
        patchDirectorySize(lying, "weights.bin", 36);
        bytes.reset();
        bytes.write(lying);
        refused(PackProblem.Damaged.class, "weights.bin");
    }

    @Test
    void aManifestThatUnpacksToMoreThanItsLimitIsStopped() throws Exception {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            add(zip, new ZipArchiveEntry("pack.json"), new byte[ManifestReader.MAX_BYTES + 100_000]);
        }
        refused(PackProblem.Hostile.class, "larger");
    }

    @Test
    void entriesThatShareOneContentWriteNoMoreThanTheManifestPromises() throws Exception {
        byte[] zeros = new byte[4 << 20];
        for (int i = 0; i < 3; i++) {
            pack.files.put("zeros" + i, zeros);
            pack.at("data").put("zeros" + i, PackFixture.file("zeros" + i));
        }
        pack.seal();
        with(zip -> {});
        byte[] overlapping = bytes.toByteArray();
        ByteBuffer directory = ByteBuffer.wrap(overlapping).order(ByteOrder.LITTLE_ENDIAN);
        int first = directoryEntry(directory, "zeros0");
        for (String name : new String[] {"zeros1", "zeros2"}) {
            directory.putInt(directoryEntry(directory, name) + 42, directory.getInt(first + 42));
        }
        bytes.reset();
        bytes.write(overlapping);
        Pack installed = store.install(archive(), Watcher.silent());
        long manifest = pack.json().length;
        assertThat(size(packs.resolve("tiny"))).isEqualTo(installed.manifest().totalBytes() + manifest);
    }

    @Test
    void aRatioBeyondWhatDeflateCanDoIsRefused() throws Exception {
        pack.at("data", "licence").put("bytes", 2_000_000_000L);
        with(zip -> {});
        byte[] lying = bytes.toByteArray();
        patchDirectorySize(lying, "LICENSE.txt", 2_000_000_000);
        bytes.reset();
        bytes.write(lying);
        refused(PackProblem.Hostile.class, "claims to hold");
    }

    @Test
    void tooManyEntriesAreRefusedBeforeTheyAreRead() throws Exception {
        with(zip -> {
            for (int i = 0; i < 30_000; i++) {
                add(zip, new ZipArchiveEntry("file-with-a-longish-name-" + i), new byte[0]);
            }
        });
        refused(PackProblem.Hostile.class, "directory is absurdly large");
        with(zip -> {
            for (int i = 0; i < 1200; i++) {
                add(zip, new ZipArchiveEntry("f" + i), new byte[0]);
            }
        });
        refused(PackProblem.Hostile.class, "more than 1000 files");
    }

    @Test
    void anEncryptedEntryIsNotSupported() throws Exception {
        with(zip -> {});
        byte[] marked = bytes.toByteArray();
        ByteBuffer directory = ByteBuffer.wrap(marked).order(ByteOrder.LITTLE_ENDIAN);
        int at = directoryEntry(directory, "weights.bin");
        directory.putShort(at + 8, (short) (directory.getShort(at + 8) | 1));
        bytes.reset();
        bytes.write(marked);
        refused(PackProblem.Unsupported.class, "encrypted");
    }

    @FunctionalInterface
    private interface More {
        void add(ZipArchiveOutputStream zip) throws IOException;
    }

    /** The pack's archive with something added. */
    private void with(More more) throws IOException {
        bytes.reset();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            writeAll(zip, "");
            more.add(zip);
        }
    }

    private void writeAll(ZipArchiveOutputStream zip, String folder) throws IOException {
        add(zip, new ZipArchiveEntry(folder + "pack.json"), pack.json());
        for (Map.Entry<String, byte[]> file : pack.files.entrySet()) {
            add(zip, new ZipArchiveEntry(folder + file.getKey()), file.getValue());
        }
    }

    private static void add(ZipArchiveOutputStream zip, ZipArchiveEntry entry, byte[] content) throws IOException {
        if (!entry.isDirectory()) {
            entry.setSize(content.length);
        }
        if (entry.getName().startsWith("WEIGHTS")) {
            entry.setMethod(ZipEntry.STORED);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
        }
        zip.putArchiveEntry(entry);
        if (!entry.isDirectory()) {
            zip.write(content);
        }
        zip.closeArchiveEntry();
    }

    private static void patchDirectorySize(byte[] zip, String name, int size) {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(directoryEntry(bytes, name) + 24, size);
    }

    /** Where the central directory's entry of this name begins. */
    private static int directoryEntry(ByteBuffer zip, String name) {
        for (int at = zip.capacity() - 46; at >= 0; at--) {
            if (zip.getInt(at) == 0x02014b50 && zip.getShort(at + 28) == name.length()) {
                byte[] found = new byte[name.length()];
                zip.get(at + 46, found);
                if (new String(found, StandardCharsets.UTF_8).equals(name)) {
                    return at;
                }
            }
        }
        throw new AssertionError("no entry " + name);
    }

    private Path archive() throws IOException {
        return Files.write(temp.resolve("pack.zip"), bytes.toByteArray());
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        }
    }

    private void refused(Class<? extends PackProblem> kind, String words) throws IOException {
        Path archive = archive();
        PackStoreTest.problem(() -> store.install(archive, Watcher.silent()), kind, words);
        assertThat(PackStoreTest.names(packs)).containsExactlyInAnyOrder(".stamps", ".lock");
        assertThat(PackStoreTest.names(packs.resolve(".stamps"))).isEmpty();
    }
}
