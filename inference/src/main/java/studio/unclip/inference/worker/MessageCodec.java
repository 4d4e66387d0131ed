package studio.unclip.inference.worker;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Picture;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes and reads the port's messages ({@link ImageRequest}, {@link AnalysisRequest}, {@link AnalysisResult}, {@link
 * JobEvent}, {@link JobFailure}) as UTF-8 JSON. Every record of those sealed families is covered without being listed
 * here: the mapper takes the permitted subclasses, named by their simple names. Thread-safe.
 */
public final class MessageCodec {

    /** Puts the record's name beside its fields. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
    private interface Named {}

    private final JsonMapper mapper = JsonMapper.builder()
            .addMixIn(ImageRequest.class, Named.class)
            .addMixIn(AnalysisRequest.class, Named.class)
            .addMixIn(AnalysisResult.class, Named.class)
            .addMixIn(JobEvent.class, Named.class)
            .addMixIn(JobFailure.class, Named.class)
            .addModule(new SimpleModule()
                    .addSerializer(Picture.class, new PictureWriter())
                    .addDeserializer(Picture.class, new PictureReader()))
            .build();

    /** The message as bytes. */
    public byte[] write(Object message) {
        return mapper.writeValueAsBytes(message);
    }

    /**
     * @param family the sealed interface the message belongs to
     * @throws IllegalArgumentException if the bytes are no such message
     */
    public <T> T read(byte[] bytes, Class<T> family) {
        try {
            return mapper.readValue(bytes, family);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a " + family.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static final class PictureWriter extends ValueSerializer<Picture> {
        @Override
        public void serialize(Picture picture, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeNumberProperty("width", picture.width());
            out.writeNumberProperty("height", picture.height());
            out.writeName("rgba");
            out.writeBinary(picture.toRgba());
            out.writeEndObject();
        }
    }

    private static final class PictureReader extends ValueDeserializer<Picture> {
        @Override
        public Picture deserialize(JsonParser in, DeserializationContext context) {
            JsonNode node = context.readTree(in);
            return Picture.of(
                    node.path("width").asInt(),
                    node.path("height").asInt(),
                    node.path("rgba").binaryValue());
        }
    }
}
