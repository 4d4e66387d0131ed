package studio.unclip.inference.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An opened pack: its manifest, and where its files lie. Its files were whole when they were last checked (see
 * {@link PackOpener}). Immutable, safe for threads; holds nothing open.
 */
public final class Pack {

    private static final int MAX_JSON = 64 << 20;

    private final Path folder;
    private final PackManifest manifest;

    Pack(Path folder, PackManifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** What {@code pack.json} says. */
    public PackManifest manifest() {
        return manifest;
    }

    /** The pack's folder. */
    public Path folder() {
        return folder;
    }

    /**
     * A component that must be there.
     *
     * @param role key in {@code components}
     * @throws PackException if the pack has none
     */
    public Component require(String role) throws PackException {
        return manifest.component(role)
                .orElseThrow(
                        () -> PackException.unsupported(manifest.id(), "the pack has no component \"" + role + "\""));
    }

    /** Where a component's ONNX file lies. */
    public Path graph(Component component) {
        return folder.resolve(component.graph().name());
    }

    /** Where one of the pack's files lies. */
    public Path path(PackFile file) {
        return folder.resolve(file.name());
    }

    /**
     * Reads the embedding geometry.
     *
     * @throws PackException if it cannot be read, or has not the buckets between which the autoregressive prior chooses
     */
    public PackGeometry geometry() throws PackException {
        PackGeometry geometry =
                PackGeometry.read(manifest.id(), path(data(manifest.embedding().data())), manifest.embedding());
        Optional<TensorSpec> logits =
                manifest.component("prior-autoregressive").flatMap(component -> component.output("logits"));
        if (logits.isPresent()) {
            int buckets = geometry.autoregressive()
                    .map(PackGeometry.Buckets::buckets)
                    .orElseThrow(() -> PackException.damaged(
                            manifest.id(), "the geometry has no buckets for the component prior-autoregressive"));
            Dimension told = logits.get().shape().getLast();
            if (!told.equals(new Dimension.Fixed(buckets))) {
                throw PackException.damaged(
                        manifest.id(),
                        "the component prior-autoregressive tells " + told + " buckets apart, the geometry has "
                                + buckets);
            }
        }
        return geometry;
    }

    /** Reads the tokenizer's merges and vocabulary. */
    public TokenizerFile tokenizer() throws PackException {
        return TokenizerFile.read(json(data(manifest.tokenizer().data())));
    }

    /**
     * Reads the words the pack knows.
     *
     * @throws PackException if it has no vocabulary, or it cannot be read
     */
    public VocabularyFile vocabulary() throws PackException {
        String key = manifest.vocabulary()
                .orElseThrow(() -> PackException.unsupported(manifest.id(), "the pack has no vocabulary"));
        return VocabularyFile.read(json(data(key)));
    }

    /** Reads a text file of the pack: licence, notice, model card. */
    public String text(PackFile file) throws PackException {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private PackFile data(String key) {
        return manifest.data().get(key); // there: the reader has checked it
    }

    private JsonAt json(PackFile file) throws PackException {
        return new StrictJson().read(manifest.id(), file.name(), bytes(file));
    }

    private byte[] bytes(PackFile file) throws PackException {
        if (file.bytes() > MAX_JSON) {
            throw PackException.hostile(manifest.id(), file.name() + " is larger than " + MAX_JSON + " bytes");
        }
        try (InputStream in = Files.newInputStream(path(file), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_JSON);
            if (bytes.length != file.bytes()) {
                throw PackException.damaged(
                        manifest.id(), file.name() + " has not " + file.bytes() + " bytes as pack.json says");
            }
            return bytes;
        } catch (IOException e) {
            throw PackException.io(manifest.id(), e);
        }
    }
}
