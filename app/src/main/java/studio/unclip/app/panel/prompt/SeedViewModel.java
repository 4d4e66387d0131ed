package studio.unclip.app.panel.prompt;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import studio.unclip.inference.api.Seeds;

/** The seed of the next run: drawn anew each time, or kept. Window thread. */
public final class SeedViewModel {
    private final LongSupplier random;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final BooleanProperty kept = new SimpleBooleanProperty(this, "kept");
    private final BooleanBinding valid;
    private final StringBinding problem;
    private boolean ownChange;

    SeedViewModel(LongSupplier random) {
        this.random = random;
        this.valid = Bindings.createBooleanBinding(() -> text.get().isBlank() || parse().isPresent(), text);
        this.problem = Bindings.when(valid).then("").otherwise("A seed is a whole number from 0 to " + Seeds.MAX + ".");
        text.addListener((_, _, now) -> {
            // Who types a seed wants that one.
            if (!ownChange) {
                kept.set(!now.isBlank());
            }
        });
    }

    /** The seed as digits; empty: one is drawn. */
    public StringProperty text() {
        return text;
    }

    /** Whether the next run uses the same seed again. */
    public BooleanProperty kept() {
        return kept;
    }

    /** False while the text is no seed. */
    public BooleanBinding valid() {
        return valid;
    }

    /** Why the text is no seed, one line; empty when it is one. */
    public StringBinding problem() {
        return problem;
    }

    /** Draws a seed and keeps it. */
    public void draw() {
        set(random.getAsLong());
        kept.set(true);
    }

    /** Writes a seed and keeps it. */
    void keep(long seed) {
        set(seed);
        kept.set(true);
    }

    /** The seed to use now; a drawn one is shown, so that a person can keep it afterwards. */
    long next() {
        OptionalLong typed = parse();
        if (kept.get() && typed.isPresent()) {
            return typed.getAsLong();
        }
        long drawn = random.getAsLong();
        set(drawn);
        return drawn;
    }

    private void set(long seed) {
        ownChange = true;
        text.set(Long.toString(seed));
        ownChange = false;
    }

    private OptionalLong parse() {
        try {
            long seed = Long.parseLong(text.get().strip());
            return seed >= 0 && seed <= Seeds.MAX ? OptionalLong.of(seed) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
