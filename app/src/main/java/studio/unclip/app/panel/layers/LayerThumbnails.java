package studio.unclip.app.panel.layers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.Thumbnail;
import studio.unclip.editor.render.Compositor;

/**
 * Draws what each layer holds, without its opacity and mask, one after the other off the window's thread, the newest wish
 * first. A layer is drawn again only when its pixels have changed. Window thread, but for the drawing.
 */
final class LayerThumbnails {
    private static final Logger LOG = LoggerFactory.getLogger(LayerThumbnails.class);
    private static final long BUDGET = 16L << 20;

    /** What a thumbnail shows: by identity, as tiles and lists that did not change are the same objects. */
    private record Content(Object pixels, IntSize size) {
        @SuppressWarnings("ReferenceEquality")
        boolean is(Content other) {
            return pixels == other.pixels && size.equals(other.size);
        }
    }

    private record Drawn(Content content, Thumbnail picture) {}

    private record Wish(LayerId layer, Content content, Document document) {}

    private final Executor worker;
    private final Executor windowThread;
    private final Runnable drawn;
    private final Map<LayerId, Drawn> finished = new HashMap<>();
    private final Deque<Wish> waiting = new ArrayDeque<>();

    /** Used by one task at a time. */
    private final Compositor compositor = new Compositor(BUDGET);

    private Optional<Wish> drawing = Optional.empty();

    /**
     * @param worker draws
     * @param windowThread where this lives
     * @param drawn called there after a thumbnail was finished
     */
    LayerThumbnails(Executor worker, Executor windowThread, Runnable drawn) {
        this.worker = worker;
        this.windowThread = windowThread;
        this.drawn = drawn;
    }

    /** The last one drawn of a layer, perhaps of its pixels a moment ago. */
    Optional<Thumbnail> of(LayerId layer) {
        return Optional.ofNullable(finished.get(layer)).map(Drawn::picture);
    }

    /** Draws those of these layers whose pixels changed; forgets all other layers. */
    void want(Document document, List<Layer> layers) {
        waiting.clear();
        finished.keySet().removeIf(id -> document.layer(id).isEmpty());
        for (Layer layer : layers) {
            Content content = new Content(
                    switch (layer) {
                        case PixelLayer pixels -> pixels.pixels();
                        case GroupLayer group -> group.children();
                    },
                    document.size());
            Drawn before = finished.get(layer.id());
            boolean done = before != null && before.content().is(content);
            boolean underWay = drawing.filter(wish ->
                            wish.layer().equals(layer.id()) && wish.content().is(content))
                    .isPresent();
            if (!done && !underWay) {
                waiting.add(new Wish(layer.id(), content, alone(document, layer)));
            }
        }
        if (drawing.isEmpty()) {
            next();
        }
    }

    private static Document alone(Document document, Layer layer) {
        Layer plain = layer.withProperties(LayerProperties.named(layer.id(), layer.name()));
        return Document.blank(document.size(), layer.name()).withLayers(List.of(plain));
    }

    private void next() {
        drawing = Optional.ofNullable(waiting.poll());
        drawing.ifPresent(wish -> worker.execute(() -> draw(wish)));
    }

    private void draw(Wish wish) {
        Optional<Thumbnail> picture = Optional.empty();
        try {
            picture = Optional.of(Thumbnail.of(wish.document(), compositor));
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("a layer's thumbnail was not drawn", e);
        }
        Optional<Thumbnail> result = picture;
        windowThread.execute(() -> {
            result.ifPresent(made -> {
                finished.put(wish.layer(), new Drawn(wish.content(), made));
                drawn.run();
            });
            next();
        });
    }
}
