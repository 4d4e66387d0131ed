package studio.unclip.inference.worker;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Picture;
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
 * Messages as frames: UTF-8 JSON, and the bytes of pictures beside it as they are. Every record of the port's sealed
 * families is covered without being listed here: the mapper takes the permitted subclasses, named by their simple names.
 * Thread-safe.
 */
final class MessageCodec {
    /** Under which the blobs of the frame at hand stand in the mapper's context. */
    private static final Object BLOBS = "blobs";

    /** Puts the record's name beside its fields. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
    private interface Named {}

    private final JsonMapper mapper = JsonMapper.builder()
            .addMixIn(ImageRequest.class, Named.class)
            .addMixIn(AnalysisRequest.class, Named.class)
            .addMixIn(AnalysisResult.class, Named.class)
            .addMixIn(JobEvent.class, Named.class)
            .addMixIn(JobFailure.class, Named.class)
            .addMixIn(Message.class, Named.class)
            .addMixIn(Message.Question.class, Named.class)
            .addMixIn(Message.Answer.class, Named.class)
            .addModule(new SimpleModule()
                    .addSerializer(Picture.class, new PictureWriter())
                    .addDeserializer(Picture.class, new PictureReader()))
            .build();

    /** @param message a record of one of the families */
    Frame write(Object message) {
        List<ByteBuffer> blobs = new ArrayList<>();
        byte[] header = mapper.writer().withAttribute(BLOBS, blobs).writeValueAsBytes(message);
        return new Frame(ByteBuffer.wrap(header), blobs);
    }

    /**
     * @param family the sealed interface the message belongs to
     * @throws IllegalArgumentException if the frame is no such message
     */
    <T> T read(Frame frame, Class<T> family) {
        T message;
        try {
            message = mapper.readerFor(family)
                    .withAttribute(BLOBS, frame.blobs())
                    .readValue(frame.header().array());
        } catch (RuntimeException e) {
            // The mapper's own, and what the records themselves say to values out of range.
            throw new IllegalArgumentException("not a " + family.getSimpleName() + ": " + e.getMessage(), e);
        }
        if (message == null) {
            throw new IllegalArgumentException("not a " + family.getSimpleName() + ": null");
        }
        return message;
    }

    private static final class PictureWriter extends ValueSerializer<Picture> {
        @Override
        public void serialize(Picture picture, JsonGenerator out, SerializationContext context) {
            @SuppressWarnings("unchecked") // Put there by write.
            List<ByteBuffer> blobs = (List<ByteBuffer>) context.getAttribute(BLOBS);
            out.writeStartObject();
            out.writeNumberProperty("width", picture.width());
            out.writeNumberProperty("height", picture.height());
            out.writeNumberProperty("blob", blobs.size());
            out.writeEndObject();
            blobs.add(picture.rgba());
        }
    }

    private static final class PictureReader extends ValueDeserializer<Picture> {
        @Override
        public Picture deserialize(JsonParser in, DeserializationContext context) {
            JsonNode node = context.readTree(in);
            List<?> blobs = (List<?>) context.getAttribute(BLOBS);
            int index = node.path("blob").asInt(-1);
            if (index < 0 || index >= blobs.size()) {
                throw new IllegalArgumentException("a picture names blob " + index + " of " + blobs.size());
            }
            // Of this frame alone, so that it need not be copied once more.
            ByteBuffer rgba = (ByteBuffer) blobs.get(index);
            return Picture.sharing(
                    node.path("width").asInt(), node.path("height").asInt(), rgba);
        }
    }
}
