package studio.unclip.inference.pack;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON from people one does not know: valid UTF-8, no duplicate keys, nothing behind the end, bounded nesting. */
public final class StrictJson {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_STRING = 1 << 20;

    private final JsonMapper mapper;

    /** A reader; it holds no state. */
    public StrictJson() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_STRING)
                .maxNameLength(MAX_STRING)
                .maxNumberLength(64)
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        this.mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * @param pack named in errors
     * @param file named in errors
     * @param bytes the whole document
     * @return its root
     */
    public JsonAt read(String pack, String file, byte[] bytes) throws PackException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw PackException.damaged(pack, file + " is not UTF-8 text");
        }
        if (text.isBlank()) {
            throw PackException.damaged(pack, file + " is empty");
        }
        try {
            return new JsonAt(pack, file, "", mapper.readTree(text));
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            String reason = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
            throw PackException.damaged(
                    pack,
                    file + " is not valid JSON" + where + " ("
                            + reason.lines().findFirst().orElse("") + ")");
        }
    }
}
