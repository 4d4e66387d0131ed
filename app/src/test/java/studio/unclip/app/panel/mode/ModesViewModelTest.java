package studio.unclip.app.panel.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.app.edit.PaintMode;
import studio.unclip.app.edit.VaryAmount;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.panel.mode.ExpandForm.Side;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.edit.MaskEdit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.PictureSize;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Sampling;

/** What each mode needs, says and asks. This thread plays the window's. */
@Timeout(120)
class ModesViewModelTest {
    private final Workspace workspace = Workspaces.empty(64, 48);
    private final SimpleStringProperty prompt = new SimpleStringProperty("");
    private final SimpleObjectProperty<EngineState> engine = new SimpleObjectProperty<>(new EngineState.Opening());
    private final SimpleObjectProperty<IntRect> frame =
            new SimpleObjectProperty<>(workspace.document().get().bounds());
    private final LinkedBlockingQueue<Runnable> windowThread = new LinkedBlockingQueue<>();
    private final List<Runnable> later = new ArrayList<>();
    private final ScriptedGenerator generator = new ScriptedGenerator();
    private final List<String> problems = new ArrayList<>();
    private long drawn;
    private final ModesViewModel modes = new ModesViewModel(
            workspace,
            new ModesViewModel.Surroundings(
                    engine,
                    prompt,
                    new SimpleObjectProperty<>(Conditioning.DIFFUSION_PRIOR),
                    () -> Sampling.of(7 + drawn++, 4),
                    frame,
                    later::add,
                    later::add,
                    windowThread::add,
                    problems::add));

    @AfterEach
    void close() {
        generator.close();
    }

    private void picture() {
        workspace.apply(new PlacePicture("house", Raster.filled(64, 48, 0xff336699), 0, 0), "House", Optional.empty());
    }

    private void mask(IntRect where) {
        workspace.apply(new SelectionEdit.Rectangle(where, Combine.REPLACE), "Select", Optional.empty());
        workspace.apply(new MaskEdit.Fill(new PaintTarget.DocumentMask(), 255), "Mask", Optional.empty());
    }

    private Ask ask() {
        return modes.ask();
    }

    /** Waits of the typing are over; all that the engine tells, and what it is asked because of that, arrives. */
    private void settle() throws InterruptedException {
        List.copyOf(later).forEach(Runnable::run);
        later.clear();
        boolean quiet;
        do {
            // The engine does and tells one thing after the other: behind all that was asked of it comes this.
            Runnable behind = () -> {};
            generator.afterAll(() -> windowThread.add(behind));
            quiet = true;
            for (Runnable next = hear(); !next.equals(behind); next = hear()) {
                quiet = false;
            }
        } while (!quiet);
    }

    private Runnable hear() throws InterruptedException {
        Runnable next = windowThread.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("the engine says something").isNotNull();
        next.run();
        return next;
    }

    @Test
    void a_mode_says_what_it_still_needs_and_can_be_asked_once_it_has_it() {
        assertThat(modes.complete().get()).as("no prompt").isFalse();
        assertThat(modes.missing().get()).isEmpty();
        prompt.set("a hat");
        assertThat(modes.complete().get()).isTrue();

        modes.mode().set(Mode.INPAINT);
        assertThat(modes.missing().get()).contains("no picture");
        picture();
        assertThat(modes.missing().get()).contains("Paint over what is to change");
        mask(new IntRect(8, 8, 16, 16));
        assertThat(modes.missing().get()).isEmpty();
        assertThat(modes.complete().get()).as("still no prompt").isFalse();
        prompt.set("a hat");
        assertThat(modes.complete().get()).isTrue();
        modes.inpaint().how().set(PaintMode.REMOVE);
        prompt.set("");
        assertThat(modes.complete().get()).as("removing takes none").isTrue();
    }

    @Test
    void what_is_to_be_known_of_the_picture_is_said_where_a_mode_reads_it() throws InterruptedException {
        generator.notices("This looks like a photograph.");
        engine.set(new EngineState.Ready(generator));
        picture();
        settle();
        assertThat(modes.note().get()).as("generating reads no picture").isEmpty();
        modes.mode().set(Mode.VARY);
        settle();
        assertThat(modes.note().get()).isEqualTo("This looks like a photograph.");
        modes.mode().set(Mode.GENERATE);
        assertThat(modes.note().get()).isEmpty();
    }

    @Test
    void every_mode_keeps_its_own_prompt() {
        prompt.set("a house");
        modes.mode().set(Mode.INPAINT);
        assertThat(prompt.get()).isEmpty();
        prompt.set("a hat");
        modes.mode().set(Mode.GENERATE);
        assertThat(prompt.get()).isEqualTo("a house");
        modes.mode().set(Mode.INPAINT);
        assertThat(prompt.get()).isEqualTo("a hat");
    }

    @Test
    void generating_may_split_two_things_unless_it_is_switched_off() {
        prompt.set("an owl and a cat");
        assertThat(((ImageRequest.Generate) ask().request()).splitting()).isTrue();
        modes.generate().splitting().set(false);
        assertThat(((ImageRequest.Generate) ask().request()).splitting()).isFalse();
    }

    @Test
    void a_rounds_pictures_may_differ_in_their_looks_where_the_pack_has_several_unless_it_is_switched_off()
            throws InterruptedException {
        assertThat(modes.generate().hasLooks().getValue()).as("no pack yet").isFalse();
        engine.set(new EngineState.Ready(generator));
        settle();
        assertThat(modes.generate().hasLooks().getValue()).isTrue();
        assertThat(modes.generate().hasMore().get()).isTrue();
        prompt.set("an owl");
        assertThat(((ImageRequest.Generate) ask().request()).firstLook()).hasValue(0);
        modes.generate().looks().set(false);
        assertThat(((ImageRequest.Generate) ask().request()).firstLook()).isEmpty();
    }

    @Test
    void inpainting_asks_about_the_documents_mask_and_lands_within_it() {
        picture();
        mask(new IntRect(8, 8, 16, 12));
        modes.mode().set(Mode.INPAINT);
        assertThat(modes.inpaint().masked().get()).contains("16 × 12");
        prompt.set(" a hat ");
        Ask ask = ask();

        ImageRequest.Inpaint request = (ImageRequest.Inpaint) ask.request();
        assertThat(request.prompt()).isEqualTo("a hat");
        assertThat(request.mask().area()).contains(new PixelRect(8, 8, 16, 12));
        assertThat(ask.destination()).isInstanceOfSatisfying(Destination.Within.class, within -> {
            assertThat(within.asked()).isSameAs(workspace.document().get());
            assertThat(within.ring().width()).isPositive();
        });
        modes.inpaint().how().set(PaintMode.BACKGROUND);
        assertThat(((ImageRequest.Inpaint) ask().request()).mask().at(0, 0)).isEqualTo(255);
        assertThat(((ImageRequest.Inpaint) ask().request()).mask().at(10, 10)).isZero();
    }

    @Test
    void expanding_follows_frame_and_numbers_both_ways() {
        picture();
        modes.mode().set(Mode.EXPAND);
        assertThat(modes.missing().get()).contains("Pull a side");
        modes.expand().room(Side.LEFT).value().set(16);
        assertThat(frame.get()).isEqualTo(new IntRect(-16, 0, 80, 48));
        frame.set(new IntRect(-16, -8, 80, 56));
        assertThat(modes.expand().room(Side.TOP).value().get()).isEqualTo(8);
        assertThat(modes.complete().get()).as("no prompt is needed").isTrue();
        assertThat(((ImageRequest.Expand) ask().request()).canvas()).isEqualTo(new PixelRect(-16, -8, 80, 56));
        assertThat(ask().destination()).isInstanceOf(Destination.Around.class);

        modes.expand().zoomOut(1.5);
        assertThat(frame.get()).isEqualTo(new IntRect(-16, -12, 96, 72));
        modes.expand().shape(16, 9);
        assertThat(frame.get().height()).isEqualTo(48);
        assertThat(frame.get().width()).isEqualTo(86);
        modes.expand().reset();
        assertThat(modes.missing().get()).contains("Pull a side");
    }

    @Test
    void varying_has_stops_that_set_both_dials() {
        picture();
        modes.mode().set(Mode.VARY);
        modes.vary().set(VaryAmount.STRONG);
        assertThat(modes.vary().amount()).contains(VaryAmount.STRONG);
        modes.vary().layout().set(0.2);
        assertThat(modes.vary().amount()).isEmpty();
        ImageRequest.Vary request = (ImageRequest.Vary) ask().request();
        assertThat(request.meaning()).isEqualTo(VaryAmount.STRONG.meaning());
        assertThat(request.layout()).isEqualTo(0.2);
    }

    @Test
    void a_mix_needs_two_and_takes_no_more_than_fit() {
        picture();
        modes.mode().set(Mode.MIX);
        modes.mix().addCanvas();
        assertThat(modes.complete().get()).isFalse();
        modes.mix().addPrompt();
        modes.mix().parts().getLast().prompt().set("a castle");
        modes.mix().parts().getLast().weight().set(0.5);
        assertThat(modes.complete().get()).isTrue();
        ImageRequest.Mix request = (ImageRequest.Mix) ask().request();
        assertThat(request.pictures()).hasSize(1);
        assertThat(request.ingredients().getLast()).isEqualTo(new ImageRequest.Ingredient.OfPrompt("a castle", 0.5));
        for (int i = 0; i < 5; i++) {
            modes.mix().addPrompt();
        }
        assertThat(modes.mix().parts()).hasSize(MixForm.MOST);
    }

    @Test
    void what_a_pack_can_is_found_beside_the_window_and_one_that_is_gone_meanwhile_says_nothing()
            throws InterruptedException {
        engine.set(new EngineState.Ready(generator.sized(512, new PackInfo.Sizes(64, 1 << 20))));
        assertThat(modes.generate().size().getValue()).as("not on this thread").isEmpty();
        engine.set(new EngineState.Unavailable("gone"));
        settle();
        assertThat(modes.generate().size().getValue())
                .as("of a pack that is gone")
                .isEmpty();
    }

    @Test
    void a_pack_of_one_size_has_none_to_choose() throws InterruptedException {
        engine.set(new EngineState.Ready(generator));
        settle();
        prompt.set("a castle");
        assertThat(modes.generate().size().getValue()).isEmpty();
        assertThat(((ImageRequest.Generate) ask().request()).size()).isEmpty();
    }

    @Test
    void a_pack_of_many_sizes_draws_the_shape_that_is_chosen_or_typed() throws InterruptedException {
        engine.set(new EngineState.Ready(generator.sized(512, new PackInfo.Sizes(64, 1 << 20))));
        settle();
        prompt.set("a castle");
        SizeForm size = modes.generate().size().getValue().orElseThrow();
        assertThat(size.shape().get()).contains(SizeForm.Shape.SQUARE);
        assertThat(((ImageRequest.Generate) ask().request()).size())
                .as("the pack's own is not said")
                .isEmpty();

        size.choose(SizeForm.Shape.PORTRAIT);
        PictureSize portrait = new PictureSize(448, 576);
        ImageRequest.Generate asked = (ImageRequest.Generate) ask().request();
        assertThat(asked.size()).contains(portrait);

        size.width().text().set("500");
        assertThat(size.width().problem().get()).contains("512 is taken instead of 500");
        assertThat(size.shape().get()).isEmpty();
        assertThat(((ImageRequest.Generate) ask().request()).size()).contains(new PictureSize(512, 576));

        size.width().text().set("2048");
        assertThat(modes.missing().get()).contains("at most 1048576 pixels in all", "2048 x 576");
        assertThat(modes.complete().get()).isFalse();
        size.choose(SizeForm.Shape.LANDSCAPE);
        assertThat(modes.missing().get()).isEmpty();
        assertThat(size.width().problem().get()).isEmpty();
        assertThat(((ImageRequest.Generate) ask().request()).size()).contains(new PictureSize(576, 448));

        modes.mode().set(Mode.VARY);
        modes.mode().set(Mode.GENERATE);
        assertThat(size.shape().get()).as("remembered").contains(SizeForm.Shape.LANDSCAPE);
        modes.use(asked);
        assertThat(size.shape().get()).as("as the recipe says").contains(SizeForm.Shape.PORTRAIT);
        modes.use(asked.sized(Optional.of(new PictureSize(100, 100))));
        assertThat(size.shape().get()).as("of another pack").contains(SizeForm.Shape.SQUARE);
    }

    @Test
    void the_slider_is_made_ready_by_itself_and_its_strip_fills() throws InterruptedException {
        engine.set(new EngineState.Ready(generator));
        picture();
        modes.mode().set(Mode.TEXT_DIFF);
        settle();
        assertThat(modes.diff().isReady()).as("nothing said yet").isFalse();
        prompt.set("a castle");
        settle();

        assertThat(modes.diff().isReady()).isTrue();
        for (int place = 0; place < DiffForm.STRIP; place++) {
            assertThat(modes.diff().strip(place).get()).as("place " + place).isPresent();
        }
        assertThat(modes.diff().shown().get()).as("the document is seen").isEmpty();
        assertThat(modes.complete().get()).as("no way gone yet").isFalse();
        modes.diff().theta().set(0.4);
        assertThat(modes.diff().shown().get())
                .as("the nearest at once")
                .isEqualTo(modes.diff().strip(2).get());
        settle();
        assertThat(modes.diff().shown().get()).contains(ScriptedPictures.picture(400));

        Ask ask = ask();
        assertThat(((ImageRequest.TextDiff) ask.request()).theta()).isEqualTo(0.4);
        assertThat(ask.request().candidates()).isEqualTo(1);
        assertThat(ask.slider()).isPresent();
    }

    @Test
    void a_device_that_fails_under_the_slider_is_told_once_and_the_pictures_come() throws InterruptedException {
        engine.set(new EngineState.Ready(generator));
        picture();
        modes.mode().set(Mode.TEXT_DIFF);
        generator.losesItsDeviceTo(new DeviceInfo("cpu", "CPU", 1L << 30, Optional.of("The card failed.")));
        prompt.set("a castle");
        settle();
        assertThat(problems).containsExactly("The card failed.");
        assertThat(modes.diff().strip(DiffForm.STRIP - 1).get()).isPresent();
        assertThat(modes.diff().status().get()).isEmpty();
    }

    @Test
    void another_picture_or_another_word_makes_another_slider() throws InterruptedException {
        engine.set(new EngineState.Ready(generator));
        picture();
        modes.mode().set(Mode.TEXT_DIFF);
        prompt.set("a castle");
        settle();
        Ask first = ask(0.5);
        Ask second = ask(0.7);
        assertThat(second.slider().orElseThrow())
                .as("one slider")
                .isSameAs(first.slider().orElseThrow());

        prompt.set("a tent");
        settle();
        assertThat(modes.diff().theta().get()).as("begins anew").isZero();
        assertThat(ask(0.5).slider().orElseThrow()).isNotSameAs(first.slider().orElseThrow());
        modes.mode().set(Mode.GENERATE);
        settle();
        assertThat(modes.diff().isReady()).as("let go when the mode is left").isFalse();
    }

    @Test
    void a_pictures_request_sets_mode_and_fields() {
        picture();
        modes.mode().set(Mode.VARY);
        modes.vary().set(VaryAmount.STRONG);
        ImageRequest vary = ask().request();
        frame.set(new IntRect(-16, 0, 80, 48));
        modes.mode().set(Mode.EXPAND);
        prompt.set("a forest");
        ImageRequest expand = ask().request();
        modes.expand().reset();
        modes.mode().set(Mode.GENERATE);
        modes.vary().set(VaryAmount.SUBTLE);

        modes.use(vary);
        assertThat(modes.mode().get()).isEqualTo(Mode.VARY);
        assertThat(modes.vary().amount()).contains(VaryAmount.STRONG);
        modes.use(expand);
        assertThat(modes.mode().get()).isEqualTo(Mode.EXPAND);
        assertThat(prompt.get()).isEqualTo("a forest");
        assertThat(frame.get()).isEqualTo(new IntRect(-16, 0, 80, 48));
    }

    @Test
    void one_seed_is_drawn_for_a_slider_however_far_it_is_moved() throws InterruptedException {
        engine.set(new EngineState.Ready(generator));
        picture();
        modes.mode().set(Mode.TEXT_DIFF);
        prompt.set("a castle");
        settle();
        long before = drawn;
        assertThat(before).as("for the slider").isEqualTo(1);
        assertThat(ask(0.3).request().seed()).isEqualTo(ask(0.8).request().seed());
        assertThat(drawn).as("by its full pictures").isEqualTo(before);
        modes.mode().set(Mode.GENERATE);
        prompt.set("an owl");
        assertThat(ask().request().seed()).isNotEqualTo(ask().request().seed());
    }

    @Test
    void what_the_model_sees_around_a_mask_is_known_after_a_pause_and_goes_with_the_mask() throws InterruptedException {
        engine.set(new EngineState.Ready(generator));
        picture();
        mask(new IntRect(28, 20, 8, 6));
        assertThat(modes.inpaintContexts().get())
                .as("not in the middle of the work")
                .isEmpty();
        settle();
        int around = ScriptedPictures.AROUND;
        assertThat(modes.inpaintContexts().get())
                .containsExactly(new IntRect(28 - around, 20 - around, 8 + 2 * around, 6 + 2 * around));
        modes.inpaint().how().set(PaintMode.BACKGROUND);
        settle();
        assertThat(modes.inpaintContexts().get()).as("all of it is seen").isEmpty();
        modes.inpaint().how().set(PaintMode.REPLACE);
        settle();
        workspace.undo();
        assertThat(modes.inpaintContexts().get()).isEmpty();
    }

    private Ask ask(double theta) {
        modes.diff().theta().set(theta);
        return ask();
    }
}
