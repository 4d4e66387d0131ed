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
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.RecipePicture;
import studio.unclip.inference.api.Result;
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

    /** Under which {@link Lending} stands there. */
    private static final Object LENDING = "lending";

    /** Most pixels of a picture that goes over whole; a larger one is lent. */
    private static final long MOST_WHOLE = 16L << 20;

    /** Pictures that stay on their side and are read from the other by region. */
    interface Lending {
        /** Nothing is lent: for messages that hold no large pictures. */
        Lending NONE = new Lending() {
            @Override
            public long lend(PictureSource picture) {
                throw new IllegalArgumentException("this picture can only be lent with a call");
            }

            @Override
            public PictureSource borrowed(long number, int width, int height) {
                throw new IllegalArgumentException("a picture that was lent outside a call");
            }
        };

        /** Keeps one of ours for the other side; its number. */
        long lend(PictureSource picture);

        /** One of the other side's. */
        PictureSource borrowed(long number, int width, int height);
    }

    /** Puts the record's name beside its fields. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
    private interface Named {}

    private final JsonMapper mapper = JsonMapper.builder()
            .addMixIn(ImageRequest.class, Named.class)
            .addMixIn(AnalysisRequest.class, Named.class)
            .addMixIn(AnalysisResult.class, Named.class)
            .addMixIn(ImageRequest.Ingredient.class, Named.class)
            .addMixIn(Result.class, Named.class)
            .addMixIn(JobEvent.class, Named.class)
            .addMixIn(JobFailure.class, Named.class)
            .addMixIn(Message.class, Named.class)
            .addMixIn(Message.Question.class, Named.class)
            .addMixIn(Message.Answer.class, Named.class)
            .addModule(new SimpleModule()
                    .addSerializer(Picture.class, new PictureWriter())
                    .addDeserializer(Picture.class, new PictureReader())
                    .addSerializer(PictureSource.class, new SourceWriter())
                    .addDeserializer(PictureSource.class, new SourceReader())
                    .addSerializer(Mask.class, new MaskWriter())
                    .addDeserializer(Mask.class, new MaskReader()))
            .build();

    /**
     * @param message a record of one of the families
     * @param lending takes its large pictures
     */
    Frame write(Object message, Lending lending) {
        List<ByteBuffer> blobs = new ArrayList<>();
        byte[] header = mapper.writer()
                .withAttribute(BLOBS, blobs)
                .withAttribute(LENDING, lending)
                .writeValueAsBytes(message);
        return new Frame(ByteBuffer.wrap(header), blobs);
    }

    /**
     * @param family the sealed interface the message belongs to
     * @param lending gives its large pictures
     * @throws IllegalArgumentException if the frame is no such message
     */
    <T> T read(Frame frame, Class<T> family, Lending lending) {
        T message;
        try {
            message = mapper.readerFor(family)
                    .withAttribute(BLOBS, frame.blobs())
                    .withAttribute(LENDING, lending)
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
            out.writeStartObject();
            out.writeNumberProperty("width", picture.width());
            out.writeNumberProperty("height", picture.height());
            out.writeNumberProperty("blob", add(picture.rgba(), context));
            out.writeEndObject();
        }
    }

    private static final class PictureReader extends ValueDeserializer<Picture> {
        @Override
        public Picture deserialize(JsonParser in, DeserializationContext context) {
            return picture(context.readTree(in), context);
        }
    }

    /** A small picture goes over whole, a large one is lent; of a recipe's there is only what the recipe knows. */
    private static final class SourceWriter extends ValueSerializer<PictureSource> {
        private final PictureWriter pictures = new PictureWriter();

        @Override
        public void serialize(PictureSource source, JsonGenerator out, SerializationContext context) {
            if (source instanceof RecipePicture known) {
                out.writeStartObject();
                out.writeNumberProperty("width", known.width());
                out.writeNumberProperty("height", known.height());
                out.writeStringProperty("sha256", known.sha256());
                out.writeEndObject();
            } else if (source instanceof Picture small && (long) small.width() * small.height() <= MOST_WHOLE) {
                pictures.serialize(small, out, context);
            } else {
                Lending lending = (Lending) context.getAttribute(LENDING);
                out.writeStartObject();
                out.writeNumberProperty("width", source.width());
                out.writeNumberProperty("height", source.height());
                out.writeNumberProperty("lent", lending.lend(source));
                out.writeEndObject();
            }
        }
    }

    private static final class SourceReader extends ValueDeserializer<PictureSource> {
        @Override
        public PictureSource deserialize(JsonParser in, DeserializationContext context) {
            JsonNode node = context.readTree(in);
            if (node.has("lent")) {
                return ((Lending) context.getAttribute(LENDING))
                        .borrowed(
                                node.path("lent").asLong(),
                                node.path("width").asInt(),
                                node.path("height").asInt());
            }
            return node.has("sha256")
                    ? new RecipePicture(
                            node.path("width").asInt(),
                            node.path("height").asInt(),
                            node.path("sha256").asString())
                    : picture(node, context);
        }
    }

    private static final class MaskWriter extends ValueSerializer<Mask> {
        @Override
        public void serialize(Mask mask, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeNumberProperty("width", mask.width());
            out.writeNumberProperty("height", mask.height());
            if (mask.area().isPresent()) {
                out.writeNumberProperty("x", mask.area().get().x());
                out.writeNumberProperty("y", mask.area().get().y());
                out.writeNumberProperty("across", mask.area().get().width());
                out.writeNumberProperty("down", mask.area().get().height());
                out.writeNumberProperty("blob", add(mask.values(), context));
            }
            out.writeEndObject();
        }
    }

    private static final class MaskReader extends ValueDeserializer<Mask> {
        @Override
        public Mask deserialize(JsonParser in, DeserializationContext context) {
            JsonNode node = context.readTree(in);
            int width = node.path("width").asInt();
            int height = node.path("height").asInt();
            if (!node.has("blob")) {
                return Mask.empty(width, height);
            }
            ByteBuffer values = blob(node, context);
            byte[] copy = new byte[values.remaining()];
            values.get(values.position(), copy);
            PixelRect area = new PixelRect(
                    node.path("x").asInt(),
                    node.path("y").asInt(),
                    node.path("across").asInt(),
                    node.path("down").asInt());
            return Mask.of(width, height, area, copy);
        }
    }

    /** Puts a blob beside the header; its number. */
    private static int add(ByteBuffer blob, SerializationContext context) {
        @SuppressWarnings("unchecked") // Put there by write.
        List<ByteBuffer> blobs = (List<ByteBuffer>) context.getAttribute(BLOBS);
        blobs.add(blob);
        return blobs.size() - 1;
    }

    private static Picture picture(JsonNode node, DeserializationContext context) {
        // Of this frame alone, so that it need not be copied once more.
        return Picture.sharing(node.path("width").asInt(), node.path("height").asInt(), blob(node, context));
    }

    private static ByteBuffer blob(JsonNode node, DeserializationContext context) {
        List<?> blobs = (List<?>) context.getAttribute(BLOBS);
        int index = node.path("blob").asInt(-1);
        if (index < 0 || index >= blobs.size()) {
            throw new IllegalArgumentException("a picture names blob " + index + " of " + blobs.size());
        }
        return (ByteBuffer) blobs.get(index);
    }
}
