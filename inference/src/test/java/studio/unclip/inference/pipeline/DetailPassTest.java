package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.diffusion.NoiseStreams;
import studio.unclip.inference.frame.Frame;
import studio.unclip.inference.frame.Window;

class DetailPassTest {
    private static final int SIZE = 256;
    private static final int SMALL = 64;
    private static final PixelRect CANVAS = new PixelRect(0, 0, 512, 256);
    private static final PixelRect OLD = new PixelRect(0, 0, 256, 256);
    private static final PixelRect NEW = new PixelRect(256, 0, 256, 256);

    /** All of the canvas, shrunk to half. */
    private static final Window WINDOW = new Window(Frame.of(CANVAS, SIZE), CANVAS, List.of(NEW));

    private static Picture grey(int width, int height, int level) {
        byte[] rgba = new byte[width * height * 4];
        Arrays.fill(rgba, (byte) level);
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }

    /** One pixel dark, one light, around a mean. */
    private static Picture weave(int mean, int apart) {
        byte[] rgba = grey(SIZE, SIZE, 0).toRgba();
        for (int i = 0; i < rgba.length; i++) {
            int pixel = i / 4;
            rgba[i] = (byte) (i % 4 == 3 ? 255 : mean + ((pixel % SIZE + pixel / SIZE) % 2 == 0 ? apart : -apart));
        }
        return Picture.of(SIZE, SIZE, rgba);
    }

    private static GrownPicture painted(int old, int made) {
        GrownPicture picture = new GrownPicture(grey(OLD.width(), OLD.height(), old), OLD, CANVAS);
        picture.lay(NEW.x(), NEW.y(), grey(NEW.width(), NEW.height(), made), (_, _) -> 1);
        return picture;
    }

    private static CandidateDraft draft(int number) {
        return new CandidateDraft(0, number, 7, NoiseStreams.perStage(7));
    }

    @Test
    void tilesCoverWhatWasPaintedAndAreNumberedAfterTheWindows() {
        List<DetailPass> passes = DetailPass.tiles(List.of(WINDOW), CANVAS, SIZE);
        assertThat(passes).extracting(pass -> pass.detail().number()).containsExactly(1, 2);
        assertThat(passes)
                .extracting(pass -> pass.detail().tile().frame())
                .allMatch(Frame::isExact)
                .extracting(frame -> frame.square().x())
                .containsExactly(128, 256);
    }

    @Test
    void aWindowAtTheCanvassOwnScaleNeedsNone() {
        Window exact = new Window(new Frame(OLD, SIZE), CANVAS, List.of(new PixelRect(200, 0, 56, 256)));
        assertThat(DetailPass.tiles(List.of(exact), CANVAS, SIZE)).isEmpty();
    }

    @Test
    void anUpsamplerIsGivenTheCanvasShrunkAndToldWhatIsOld() {
        DetailPass pass = DetailPass.tiles(List.of(WINDOW), CANVAS, SIZE).getFirst();
        CandidateDraft draft = pass.begin(draft(pass.detail().number()), painted(50, 200), SMALL, new float[4]);
        float[] small = draft.planes().values();
        assertThat(small).hasSize(3 * SMALL * SMALL);
        assertThat(small[10]).as("old").isCloseTo(50 / 127.5f - 1, within(1e-3f));
        assertThat(small[50]).as("new").isCloseTo(200 / 127.5f - 1, within(1e-3f));
        KnownPicture known = draft.known().orElseThrow();
        assertThat(known.repaint()[100]).as("old, far from the border").isZero();
        assertThat(known.repaint()[128]).as("the first new pixel").isEqualTo(1);
    }

    @Test
    void itsDetailIsTakenAndItsColoursAreNot() {
        GrownPicture picture = painted(50, 200);
        for (DetailPass pass : DetailPass.tiles(List.of(WINDOW), CANVAS, SIZE)) {
            CandidateDraft draft = pass.begin(draft(pass.detail().number()), picture, SMALL, new float[4]);
            draft.finish(weave(120, 20));
            pass.lay(draft, picture);
        }
        byte[] all = picture.patch(CANVAS).pixels().toRgba();
        Rim rim = Rim.of(WINDOW);
        for (int x = 0; x < CANVAS.width(); x++) {
            int level = all[(100 * CANVAS.width() + x) * 4] & 0xff;
            int beside = all[(101 * CANVAS.width() + x) * 4] & 0xff;
            if (x < OLD.right() - rim.worn()) {
                assertThat(level).as("old pixel %d", x).isEqualTo(50);
            } else if (x > OLD.right() + 40) {
                assertThat((level + beside) / 2.0).as("colour at %d", x).isCloseTo(200, within(2.0));
                assertThat(Math.abs(level - beside)).as("detail at %d", x).isBetween(36, 42);
            }
        }
    }
}
