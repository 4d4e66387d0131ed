package studio.unclip.app.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;

/**
 * What the running job has to show on the canvas: the newest preview of each part of the picture that the candidate under
 * way is made in. It is gone when the job ends, and when the document changes meanwhile: it never stands in the way of
 * work. No part of the document. Window thread.
 */
public final class Underway {
    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<List<Sketch>> sketches =
            new ReadOnlyObjectWrapper<>(this, "sketches", List.of());
    private Optional<Running> running = Optional.empty();

    /** @param workspace whose document the results will go into */
    public Underway(Workspace workspace) {
        this.workspace = workspace;
        workspace.document().addListener((_, _, now) -> {
            if (running.filter(job -> !job.layers.equals(now.layers())).isPresent()) {
                end();
            }
        });
    }

    /** From the bottom to the top. */
    public ReadOnlyObjectProperty<List<Sketch>> sketches() {
        return sketches.getReadOnlyProperty();
    }

    /** The job of a request told something. */
    public void hear(Ask ask, JobEvent event) {
        switch (event) {
            case JobEvent.Planned _ -> {
                end();
                running =
                        place(ask).map(place -> new Running(workspace.document().get(), place));
            }
            case JobEvent.Preview preview -> running.ifPresent(job -> sketches.set(job.with(preview)));
            case JobEvent.Ended _ -> end();
            default -> {
                // Nothing to see.
            }
        }
    }

    private void end() {
        running = Optional.empty();
        sketches.set(List.of());
    }

    /**
     * Where a result will lie.
     *
     * @param within the document's pixels it covers; empty: in the middle
     * @param change 0 to 255 for a pixel of the document: whether it will change; empty: all of it
     */
    private record Place(IntRect within, Optional<IntBinaryOperator> change) {}

    /** Empty where nobody can know: a picture of its own is not shown over another one before a person wants it there. */
    private Optional<Place> place(Ask ask) {
        Document document = workspace.document().get();
        if (ask.slider().isPresent()) {
            // The slider shows its own small pictures.
            return Optional.empty();
        }
        return switch (ask.destination()) {
            case Destination.Within _, Destination.Around _ -> ofPart(ask, document);
            case Destination.NewLayer _ -> ofItsOwn(ask, document);
            // Of another size than what is there.
            case Destination.Instead _ -> Optional.empty();
        };
    }

    private static Optional<Place> ofPart(Ask ask, Document document) {
        return ResultPlace.of(ask)
                .filter(place -> place.asked().size().equals(document.size()))
                .map(place -> new Place(place.within(), Optional.of(place.change())));
    }

    private static Optional<Place> ofItsOwn(Ask ask, Document document) {
        Optional<PixelRect> begun = switch (ask.request()) {
            case ImageRequest.Vary vary -> Optional.of(vary.picture().bounds());
            case ImageRequest.Refine refine -> Optional.of(refine.picture().bounds());
            default -> Optional.empty();
        };
        return begun.filter(size -> size.width() == document.size().width()
                        && size.height() == document.size().height())
                .map(_ -> new Place(document.bounds(), Optional.empty()))
                .or(() ->
                        isBlank(document) ? Optional.of(new Place(IntRect.EMPTY, Optional.empty())) : Optional.empty());
    }

    private static boolean isBlank(Document document) {
        return document.layers().stream()
                .allMatch(layer ->
                        layer instanceof PixelLayer pixels && pixels.pixels().isEmpty());
    }

    /** One job, over the document it began with. */
    private static final class Running {
        private final List<Layer> layers;
        private final Document document;
        private final Place place;
        private final Map<PixelRect, Sketch> byArea = new LinkedHashMap<>();
        private int candidate = -1;
        private PixelRect shapedArea;
        private byte[] shape = {};

        Running(Document document, Place place) {
            this.document = document;
            this.layers = document.layers();
            this.place = place;
        }

        List<Sketch> with(JobEvent.Preview preview) {
            if (preview.candidate() != candidate) {
                candidate = preview.candidate();
                byArea.clear();
            }
            byArea.remove(preview.area());
            byArea.put(preview.area(), sketch(preview.area(), preview.picture()));
            return List.copyOf(byArea.values());
        }

        private Sketch sketch(PixelRect area, Picture picture) {
            if (place.within().isEmpty()) {
                // A picture of its own will lie in the middle.
                IntRect middle = new IntRect(
                        Math.floorDiv(document.size().width() - area.width(), 2),
                        Math.floorDiv(document.size().height() - area.height(), 2),
                        area.width(),
                        area.height());
                return new Sketch(picture, middle, middle);
            }
            IntRect there = new IntRect(
                    area.x() + place.within().x(), area.y() + place.within().y(), area.width(), area.height());
            Picture seen = place.change()
                    .map(change -> Sketch.shaped(picture, shape(change, area, there, picture)))
                    .orElse(picture);
            return new Sketch(seen, there, place.within());
        }

        /** Looked at once for all previews of a size. */
        private byte[] shape(IntBinaryOperator change, PixelRect area, IntRect there, Picture picture) {
            if (!area.equals(shapedArea) || shape.length != picture.width() * picture.height()) {
                shapedArea = area;
                shape = Sketch.shape(change, there, picture.width(), picture.height());
            }
            return shape;
        }
    }
}
