package studio.unclip.app.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Sampling;

class UnderwayTest {
    private static final UUID JOB = new UUID(1, 2);
    private static final Sampling TWO = Sampling.of(7, 2);

    private final Workspace workspace = Workspaces.empty(200, 100);
    private final Underway underway = new Underway(workspace);
    private final Picture photograph = filled(200, 100, 0x30);

    @BeforeEach
    void open() {
        workspace.show(Document.of(Raster.filled(200, 100, 0xff303030), "Background"), "Opened");
    }

    private static Picture filled(int width, int height, int grey) {
        byte[] rgba = new byte[width * height * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = (byte) (i % 4 == 3 ? 255 : grey);
        }
        return Picture.of(width, height, rgba);
    }

    private static int alpha(Sketch sketch, int x, int y) {
        return sketch.picture().rgba().get((y * sketch.picture().width() + x) * 4 + 3) & 0xff;
    }

    private void begin(Ask ask) {
        underway.hear(ask, new JobEvent.Planned(JOB, new RunPlan(List.of(), 1, 1, List.of())));
    }

    private List<Sketch> preview(Ask ask, int candidate, PixelRect area, Picture picture) {
        underway.hear(ask, new JobEvent.Preview(JOB, candidate, "decoder", area, picture));
        return underway.sketches().get();
    }

    private Ask inpaint() {
        IntRect hole = new IntRect(80, 30, 40, 40);
        ImageRequest request = new ImageRequest.Inpaint(
                photograph,
                Mask.rectangle(200, 100, new PixelRect(80, 30, 40, 40)),
                ImageRequest.Intent.REPLACE,
                "a hat",
                0,
                Optional.empty(),
                TWO);
        return new Ask(
                Mode.INPAINT,
                request,
                new Destination.Within(workspace.document().get(), Masks.rectangle(hole), new BlendRing(8)),
                "a hat");
    }

    private Ask vary() {
        return new Ask(
                Mode.VARY, new ImageRequest.Vary(photograph, 0.5, 0.5, TWO), new Destination.NewLayer(), "Like it");
    }

    @Test
    void under_a_mask_a_preview_has_the_masks_shape_with_a_soft_edge_and_no_document_changes() {
        Document before = workspace.document().get();
        int steps = workspace.history().size();
        PixelRect context = new PixelRect(60, 10, 80, 80);
        begin(inpaint());
        Sketch sketch = preview(inpaint(), 0, context, filled(40, 40, 0xc0)).getFirst();

        assertThat(sketch.place()).isEqualTo(new IntRect(60, 10, 80, 80));
        assertThat(alpha(sketch, 20, 20)).as("in the mask").isEqualTo(255);
        assertThat(alpha(sketch, 3, 20)).as("far from it").isZero();
        assertThat(alpha(sketch, 10, 20)).as("just within").isEqualTo(255);
        assertThat(alpha(sketch, 9, 20)).as("just outside").isBetween(50, 200);
        assertThat(workspace.document().get()).isSameAs(before);
        assertThat(workspace.history().size()).isEqualTo(steps);
    }

    @Test
    void parts_of_one_candidate_are_seen_together_and_the_next_candidate_begins_anew() {
        Ask ask = inpaint();
        begin(ask);
        preview(ask, 0, new PixelRect(0, 0, 64, 64), filled(16, 16, 1));
        preview(ask, 0, new PixelRect(100, 0, 64, 64), filled(16, 16, 2));
        List<Sketch> both = preview(ask, 0, new PixelRect(0, 0, 64, 64), filled(32, 32, 3));
        assertThat(both).extracting(sketch -> sketch.place().x()).containsExactly(100, 0);
        assertThat(both.getLast().picture().width()).isEqualTo(32);
        assertThat(preview(ask, 1, new PixelRect(0, 0, 64, 64), filled(16, 16, 4)))
                .hasSize(1);
    }

    @Test
    void around_a_picture_only_the_new_sides_are_seen() {
        ImageRequest request =
                new ImageRequest.Expand(photograph, new PixelRect(-100, 0, 300, 100), "a hill", 0.3, TWO);
        Ask ask = new Ask(
                Mode.EXPAND,
                request,
                new Destination.Around(workspace.document().get(), new BlendRing(8)),
                "Expanded");
        begin(ask);
        Sketch sketch = preview(ask, 0, new PixelRect(0, -50, 200, 200), filled(64, 64, 9))
                .getFirst();
        assertThat(sketch.place()).isEqualTo(new IntRect(-100, -50, 200, 200));
        assertThat(sketch.within()).isEqualTo(new IntRect(-100, 0, 300, 100));
        assertThat(alpha(sketch, 10, 32)).isEqualTo(255);
        assertThat(alpha(sketch, 50, 32)).as("over the old picture").isZero();
    }

    @Test
    void a_varied_picture_is_seen_within_the_picture_however_square_the_model_sees_it() {
        begin(vary());
        Sketch sketch = preview(vary(), 0, new PixelRect(0, -50, 200, 200), filled(64, 64, 9))
                .getFirst();
        assertThat(sketch.place()).isEqualTo(new IntRect(0, -50, 200, 200));
        assertThat(sketch.within()).isEqualTo(new IntRect(0, 0, 200, 100));
    }

    @Test
    void a_picture_of_its_own_is_seen_in_the_middle_of_an_empty_document_and_not_over_another_picture() {
        Ask ask = Ask.of(ImageRequest.Generate.of("an owl", 7, 1));
        begin(ask);
        assertThat(preview(ask, 0, new PixelRect(0, 0, 64, 64), ScriptedPictures.picture(7)))
                .isEmpty();

        workspace.begin(new IntSize(300, 200));
        begin(ask);
        Sketch sketch = preview(ask, 0, new PixelRect(0, 0, 64, 64), ScriptedPictures.picture(7))
                .getFirst();
        assertThat(sketch.place()).isEqualTo(new IntRect(118, 68, 64, 64));
    }

    @Test
    void it_is_gone_when_the_job_ends_or_is_cancelled_and_when_the_document_changes_meanwhile() {
        PixelRect all = photograph.bounds();
        begin(vary());
        assertThat(preview(vary(), 0, all, photograph)).hasSize(1);
        underway.hear(vary(), new JobEvent.Cancelled(JOB, 0));
        assertThat(underway.sketches().get()).isEmpty();

        begin(vary());
        assertThat(preview(vary(), 0, all, photograph)).hasSize(1);
        workspace.apply(
                new PlacePicture("sketch", Raster.filled(20, 20, 0xff00ff00), 0, 0), "Sketch", Optional.empty());
        assertThat(underway.sketches().get()).isEmpty();
        assertThat(preview(vary(), 0, all, photograph)).as("also later ones").isEmpty();
    }

    @Test
    void the_full_picture_of_a_slider_is_not_seen_before_it_is_there() {
        Ask ask = new Ask(
                Mode.TEXT_DIFF, vary().request(), new Destination.NewLayer(), "a castle", Optional.of(new Trying()));
        begin(ask);
        assertThat(preview(ask, 0, photograph.bounds(), photograph)).isEmpty();
    }
}
