package studio.unclip.editor.file.ora;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import studio.unclip.editor.file.Exif;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Xmp;
import studio.unclip.editor.file.state.Revision;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this studio adds to an OpenRaster file, in {@code unclip/document.json}.
 *
 * @param fits the entries with the layers as any program shows them. The additions describe those very bytes: when
 *     another program has written one of them anew, masks, recipes and history no longer fit and are not used
 * @param looks the entries that show the whole document: the merged picture and the thumbnail
 * @param revision the state that was saved, for the journal; empty if there is none
 * @param metadata of the picture
 */
record OraExtras(
        Map<String, EntrySum> fits, Map<String, EntrySum> looks, Optional<Revision> revision, Metadata metadata) {
    private static final String FOLDER = "unclip/";
    static final String JSON = FOLDER + "document.json";
    static final String DOCUMENT = FOLDER + "document.log";
    static final String HISTORY = FOLDER + "history.log";

    /** What is written anew with every save. Anything else in the folder is a later version's and carried along. */
    static final Set<String> NAMES = Set.of(JSON, DOCUMENT, HISTORY);

    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The file's words. Absent values are null, as JSON has them. */
    record Json(
            int version,
            Map<String, EntrySum> fits,
            Map<String, EntrySum> looks,
            UUID session,
            long number,
            String exif,
            String xmp,
            List<JsonText> texts,
            double dotsPerInch) {}

    record JsonText(String keyword, String text) {}

    /** A later version wrote the additions; that they cannot be read here does not mean that they are damaged. */
    static final class LaterVersion extends IOException {
        private static final long serialVersionUID = 1;

        LaterVersion(int version) {
            super("additions of version " + version);
        }
    }

    /** Another program changed the layers: the pictures of the whole say nothing any more. */
    OraExtras withoutLooks() {
        return new OraExtras(fits, Map.of(), revision, metadata);
    }

    /** Whether every entry described here is still the one that was written. */
    boolean fitsIn(OraArchive archive) {
        return fits.entrySet().stream()
                .allMatch(entry -> archive.sum(entry.getKey()).equals(Optional.of(entry.getValue())));
    }

    byte[] toJson() {
        List<JsonText> texts = new ArrayList<>();
        metadata.texts().forEach(text -> texts.add(new JsonText(text.keyword(), text.text())));
        return MAPPER.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new Json(
                        VERSION,
                        fits,
                        looks,
                        revision.map(Revision::session).orElse(null),
                        revision.map(Revision::number).orElse(0L),
                        metadata.exif()
                                .map(exif -> Base64.getEncoder().encodeToString(exif.array()))
                                .orElse(null),
                        metadata.xmp().orElse(null),
                        texts,
                        metadata.dotsPerInch()));
    }

    /**
     * @throws FileProblem if it cannot be read
     * @throws LaterVersion if it is of a later version
     */
    static OraExtras read(byte[] json) throws FileProblem, LaterVersion {
        try {
            int version = MAPPER.readTree(json).path("version").asInt(0);
            if (version > VERSION) {
                throw new LaterVersion(version);
            }
            Json read = MAPPER.readValue(json, Json.class);
            if (version != VERSION || read.fits() == null) {
                throw FileProblem.damaged("its additions are of version " + version);
            }
            List<Metadata.Text> texts = new ArrayList<>();
            if (read.texts() != null) {
                for (JsonText text : read.texts()) {
                    texts.add(new Metadata.Text(text.keyword(), text.text()));
                }
            }
            Metadata metadata = new Metadata(
                    Optional.ofNullable(read.exif())
                            .flatMap(exif ->
                                    Exif.safe(Base64.getDecoder().decode(exif)).block()),
                    Optional.ofNullable(read.xmp()).flatMap(xmp -> Xmp.safe(xmp).packet()),
                    texts,
                    read.dotsPerInch());
            return new OraExtras(
                    new HashMap<>(read.fits()),
                    read.looks() == null ? Map.of() : new HashMap<>(read.looks()),
                    Optional.ofNullable(read.session()).map(session -> new Revision(session, read.number())),
                    metadata);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw FileProblem.damaged("its additions cannot be read", e);
        }
    }
}
