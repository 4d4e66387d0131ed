package studio.unclip.app.panel.mode;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.generate.Mode;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.ImageRequest.DiffWay;
import studio.unclip.inference.api.ImageRequest.Ingredient;
import studio.unclip.inference.api.ImageRequest.Intent;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Sampling;

/**
 * What the open pack can do: found by planning a small request of each kind, which runs nothing but takes longer than a
 * pulse, so it is done beside the window. Until it is known nothing is refused. Window thread.
 */
final class PackAbilities {
    private static final Picture SMALL = Picture.sharing(8, 8, java.nio.ByteBuffer.allocate(8 * 8 * 4));
    private static final Sampling ONCE = Sampling.of(0);

    /** What a picture may take from another, where a pack knows it (docs/pack-format.md). */
    private static final List<String> ASPECTS = List.of("thing", "place", "style", "light", "weather", "colour");

    private final Map<Mode, ReadOnlyStringWrapper> refused = new EnumMap<>(Mode.class);
    private final SimpleObjectProperty<Optional<SizeForm>> sizes =
            new SimpleObjectProperty<>(this, "sizes", Optional.empty());
    private final BooleanProperty looks = new SimpleBooleanProperty(this, "looks");
    private final BooleanProperty negative = new SimpleBooleanProperty(this, "negative");
    private final SimpleObjectProperty<List<String>> aspects = new SimpleObjectProperty<>(this, "aspects", List.of());

    /**
     * @param engine whose pack it is
     * @param background finds it out
     * @param windowThread where this lives
     */
    PackAbilities(ObservableValue<EngineState> engine, Executor background, Executor windowThread) {
        for (Mode mode : Mode.values()) {
            refused.put(mode, new ReadOnlyStringWrapper(this, mode.name(), ""));
        }
        engine.subscribe(state -> {
            refused.values().forEach(why -> why.set(""));
            if (state instanceof EngineState.Ready(ImageGenerator generator)) {
                background.execute(() -> {
                    Found found = Found.of(generator);
                    windowThread.execute(() -> {
                        if (state.equals(engine.getValue())) {
                            tell(found);
                        }
                    });
                });
            }
        });
    }

    ObservableValue<String> refused(Mode mode) {
        return refused.get(mode).getReadOnlyProperty();
    }

    ObservableValue<Boolean> negative() {
        return negative;
    }

    ObservableValue<List<String>> aspects() {
        return aspects;
    }

    /** What size its pictures are to be; empty: it draws its own only. Another one for every pack that is opened. */
    ObservableValue<Optional<SizeForm>> sizes() {
        return sizes;
    }

    /** Whether the pictures of a round can be drawn in different looks. */
    ObservableValue<Boolean> looks() {
        return looks;
    }

    private void tell(Found found) {
        sizes.set(found.sizes());
        looks.set(found.looks());
        found.refused().forEach((mode, why) -> refused.get(mode).set(why));
        negative.set(found.negative());
        aspects.set(found.aspects());
    }

    /**
     * All of it, for one pack.
     *
     * @param refused for every mode why not; empty: it can
     */
    private record Found(
            Optional<SizeForm> sizes,
            boolean looks,
            Map<Mode, String> refused,
            boolean negative,
            List<String> aspects) {

        static Found of(ImageGenerator generator) {
            PackInfo pack = generator.pack();
            Map<Mode, String> refused = new EnumMap<>(Mode.class);
            for (Mode mode : Mode.values()) {
                refused.put(mode, why(generator, small(mode)).orElse(""));
            }
            return new Found(
                    pack.sizes().map(known -> new SizeForm(pack.outputSize(), known)),
                    pack.looks(),
                    refused,
                    why(generator, new ImageRequest.Refine(SMALL, "any", "other", 0.5, ONCE))
                            .isEmpty(),
                    ASPECTS.stream()
                            .filter(aspect ->
                                    why(generator, mix(Optional.of(aspect))).isEmpty())
                            .toList());
        }
    }

    private static Optional<String> why(ImageGenerator generator, ImageRequest request) {
        try {
            generator.plan(request);
            return Optional.empty();
        } catch (InvalidRequestException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static ImageRequest small(Mode mode) {
        return switch (mode) {
            case GENERATE -> ImageRequest.Generate.of("any", 0, 1);
            case INPAINT ->
                new ImageRequest.Inpaint(
                        SMALL,
                        Mask.rectangle(8, 8, new PixelRect(2, 2, 2, 2)),
                        Intent.REPLACE,
                        "any",
                        0,
                        Optional.empty(),
                        ONCE);
            case EXPAND -> new ImageRequest.Expand(SMALL, new PixelRect(0, 0, 12, 8), "any", 0, ONCE);
            case VARY -> new ImageRequest.Vary(SMALL, 0.5, 0.5, ONCE);
            case REFINE -> new ImageRequest.Refine(SMALL, "any", "", 0.5, ONCE);
            case TEXT_DIFF ->
                new ImageRequest.TextDiff(SMALL, "one", "any", DiffWay.PRIOR, 0.5, Optional.empty(), ONCE);
            case MIX -> mix(Optional.empty());
        };
    }

    private static ImageRequest.Mix mix(Optional<String> aspect) {
        return new ImageRequest.Mix(
                List.of(new Ingredient.OfPicture(SMALL, 1), new Ingredient.OfPrompt("any", 1)), aspect, false, ONCE);
    }
}
