package studio.unclip.inference.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The files of the WebGPU plug-in on one platform, pinned as they were published: what a person adds is these bytes or it
 * is refused, because it becomes a part of the process.
 *
 * @param platform as {@link NativeLibraries#platform} names it
 * @param title of the platform, for a person
 * @param files the library first
 */
record PluginFiles(String platform, String title, List<Pinned> files) {
    static final String VERSION = "0.4.0";

    /** How the wheel names the folder of its files, and begins the name of the one that tells its version. */
    static final String PACKAGE = "onnxruntime_ep_webgpu";

    private static final String LICENCES = PACKAGE + "-" + VERSION + ".dist-info/licenses/";
    private static final int BUFFER = 1 << 16;

    /** Of the wheels {@code onnxruntime-ep-webgpu 0.4.0} on PyPI. */
    static final List<PluginFiles> PUBLISHED = List.of(
            unix(
                    "linux-x64",
                    "Linux on x64",
                    new Pinned(
                            PACKAGE + "/libonnxruntime_providers_webgpu.so",
                            16_450_888,
                            "9f76e3dc4459421958ad086a9da03bf7e5de9289e9a3a56e28bbb459773dec81")),
            unix(
                    "linux-aarch64",
                    "Linux on ARM64",
                    new Pinned(
                            PACKAGE + "/libonnxruntime_providers_webgpu.so",
                            13_862_448,
                            "720e1288e7e465f924db44b88a98a9d1c543eba3fbb2ff801cf2545f5e7f0279")),
            unix(
                    "osx-aarch64",
                    "macOS on Apple silicon",
                    new Pinned(
                            PACKAGE + "/libonnxruntime_providers_webgpu.dylib",
                            14_966_224,
                            "894aa43c308c97afe58f6485b8411962181a39b27170f5f210cc7503adb52850")),
            windows(
                    "win-x64",
                    "Windows on x64",
                    new Pinned(
                            PACKAGE + "/onnxruntime_providers_webgpu.dll",
                            10_954_080,
                            "85d7b2065b1968b846cd00d5d87d5286d3c44e8f6c557cd382d96300e524b6cb"),
                    new Pinned(
                            PACKAGE + "/dxil.dll",
                            1_508_704,
                            "0a0d059a51dd5e1916a4a9924817d70b5dbb8e0c103a102fa2c6c92cb748c27f"),
                    new Pinned(
                            PACKAGE + "/dxcompiler.dll",
                            17_986_360,
                            "d7e740883f8048233d15752bc5d4ba207fc03d835c78fffab26387d400892193")),
            // ONNX Runtime's jar has no libraries for it yet; here so that its wheel is called by its name.
            windows(
                    "win-aarch64",
                    "Windows on ARM64",
                    new Pinned(
                            PACKAGE + "/onnxruntime_providers_webgpu.dll",
                            11_279_672,
                            "e2a72894617c0519cae3080534ca1fc957c4ab607a993c05f326d83b322a581d"),
                    new Pinned(
                            PACKAGE + "/dxil.dll",
                            1_769_784,
                            "502a7c6b7660fa5520efbe5b9516a1aac06b9a8c6a7e26011856bead7f5770ed"),
                    new Pinned(
                            PACKAGE + "/dxcompiler.dll",
                            22_285_624,
                            "2c4895ad9707963390fba270a613cd37a038064fce5384bae025c695dc681601")));

    PluginFiles {
        files = List.copyOf(files);
    }

    /**
     * @param entry its name in the wheel
     * @param bytes its size
     * @param sha256 in small hexadecimal digits
     */
    record Pinned(String entry, long bytes, String sha256) {

        /** Its name as a file. */
        String name() {
            return entry.substring(entry.lastIndexOf('/') + 1);
        }

        /** Whether the file is this one, byte for byte. A link is not. */
        boolean is(Path file) throws IOException {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != bytes) {
                return false;
            }
            try (InputStream in = Files.newInputStream(file)) {
                return copy(in, OutputStream.nullOutputStream());
            }
        }

        /** Copies at most its own size, whatever the stream claims; whether that was this file and nothing more. */
        boolean copy(InputStream in, OutputStream out) throws IOException {
            DigestOutputStream digested = new DigestOutputStream(out, sha256Digest());
            byte[] buffer = new byte[BUFFER];
            long copied = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copied += read;
                if (copied > bytes) {
                    return false;
                }
                digested.write(buffer, 0, read);
            }
            return copied == bytes
                    && HexFormat.of()
                            .formatHex(digested.getMessageDigest().digest())
                            .equals(sha256);
        }
    }

    /** Those of a platform; empty where none were published for it. */
    static Optional<PluginFiles> of(String platform, List<PluginFiles> table) {
        return table.stream().filter(one -> one.platform().equals(platform)).findFirst();
    }

    Pinned library() {
        return files.getFirst();
    }

    private static PluginFiles unix(String platform, String title, Pinned library) {
        return new PluginFiles(
                platform,
                title,
                List.of(
                        library,
                        new Pinned(
                                LICENCES + "LICENSE",
                                1_073,
                                "2f07c72751aed99790b8a4869cf2311df85a860b22ded05fa22803587a48922c"),
                        new Pinned(
                                LICENCES + "ThirdPartyNotices.txt",
                                338_088,
                                "143764b952fdb1a7c69ce653bfba74a7744d6a8a573bfb73e235fba356c83de3")));
    }

    private static PluginFiles windows(String platform, String title, Pinned library, Pinned dxil, Pinned compiler) {
        return new PluginFiles(
                platform,
                title,
                List.of(
                        library,
                        dxil,
                        compiler,
                        new Pinned(
                                LICENCES + "LICENSE",
                                1_094,
                                "c250d6278f0b47a6439fb7592b08b58a55eb9f535aa49a1db63211c3f982b674"),
                        new Pinned(
                                LICENCES + "ThirdPartyNotices.txt",
                                344_457,
                                "c53a76501ef60db6f865f20599f220761201ac4057683acefdab37d861b86622")));
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
