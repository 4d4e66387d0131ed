package studio.unclip.app.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.frame.CloseUp;
import studio.unclip.inference.frame.Context;
import studio.unclip.inference.frame.Repainting;

/**
 * Painting under a mask without a model: one that gives back what it is shown must leave the picture as it is, and one
 * that paints a colour everywhere must leave all but mask and ring as it is. On random pictures and masks of every kind.
 */
class InpaintIdentityTest {
    private static final int[] SIZES = {64, 64, 64, 128, 256, 512};
    private static final int[] PRIMES = {2, 3, 5, 7, 31, 61, 127, 251, 509, 1021, 1499};

    @Test
    void what_is_not_painted_is_not_changed() {
        for (int seed = 0; seed < 300; seed++) {
            new Round(seed).check();
        }
    }

    @Test
    @Tag("measure")
    void what_is_not_painted_is_not_changed_in_ten_thousand_pictures() {
        for (int seed = 300; seed < 10_300; seed++) {
            new Round(seed).check();
        }
    }

    /** One picture and its mask. */
    private static final class Round {
        private final int seed;
        private final Random random;
        private final int size;
        private final int width;
        private final int height;
        private final Mask mask;
        private final List<Context> contexts;
        private final Map<Context, Mask> closely = new HashMap<>();

        Round(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.size = random.nextInt(20) == 0 ? 1024 : SIZES[random.nextInt(SIZES.length)];
            this.width = side();
            this.height = side();
            this.mask = mask();
            List<Context> wide = Context.of(mask, size, 0.5, Optional.empty());
            // Every other picture in close looks, at scales that cut pixels.
            this.contexts =
                    seed % 2 == 0 ? wide : wide.stream().map(this::close).toList();
        }

        private Context close(Context wide) {
            CloseUp close = CloseUp.of(CloseUp.within(mask, wide.box()), 0.75, 0.55, size);
            closely.put(close.context(), close.mask());
            return close.context();
        }

        private Repainting place(Context context, DocumentPicture picture) {
            return new Repainting(context, picture, closely.getOrDefault(context, mask));
        }

        void check() {
            Picture noise = noise();
            Document document = Document.of(Raster.owning(width, height, noise.toRgba()), "picture");
            Result.Patches same = painted(new DocumentPicture(document), shown -> shown);
            for (int i = 0; i < contexts.size(); i++) {
                boolean ownScale = contexts.get(i).frame().square().width() == size;
                checkSame(noise, same.patches().get(i), ownScale, contexts.get(i));
            }
            Result.Patches constant = painted(new DocumentPicture(document), shown -> {
                float[] pink = shown.clone();
                Arrays.fill(pink, 0, pink.length / 3, 0.9f);
                Arrays.fill(pink, pink.length / 3, pink.length, -0.2f);
                return pink;
            });
            checkOutside(document, constant);
            checkShift();
        }

        private Result.Patches painted(DocumentPicture picture, UnaryOperator<float[]> model) {
            return new Result.Patches(
                    width,
                    height,
                    0,
                    0,
                    contexts.stream()
                            .map(context -> {
                                Repainting place = place(context, picture);
                                return place.patch(model.apply(place.planes()));
                            })
                            .toList());
        }

        /** Bit for bit at its own scale, and at any scale where the model is told that all is known. */
        private void checkSame(Picture noise, Patch patch, boolean ownScale, Context context) {
            PixelRect area = patch.area();
            byte[] was = overWhite(noise.read(area));
            byte[] is = patch.pixels().toRgba();
            // A colour half seen through lies between two levels: either of them is right.
            int rounding = Arrays.equals(was, noise.read(area).toRgba()) ? 0 : 1;
            if (ownScale) {
                assertThat(furthest(is, was, 0, is.length))
                        .as("seed %d, %s", seed, context)
                        .isLessThanOrEqualTo(rounding);
                return;
            }
            double far =
                    34 + 0.1 * Math.hypot(context.box().width(), context.box().height());
            double scale = Math.max(1, context.frame().square().width() / (double) size);
            for (int i = 0; i < area.width() * area.height(); i++) {
                int x = area.x() + i % area.width();
                int y = area.y() + i / area.width();
                PixelRect box = context.box();
                int beside = Math.max(
                        Math.max(box.x() - x, x - box.right() + 1), Math.max(box.y() - y, y - box.bottom() + 1));
                if (beside > far + 2 * scale && furthest(is, was, 4 * i, 4 * i + 4) > rounding) {
                    fail("seed %d, %s: pixel %d, %d is another one", seed, context, x, y);
                }
            }
        }

        /** Counted, and compared pixel by pixel beside the count. */
        private void checkOutside(Document document, Result.Patches result) {
            BlendRing ring = new BlendRing(random.nextInt(3) == 0 ? 0 : random.nextInt(60));
            MaskMap repaint = Masking.toEditor(mask);
            Landing landing = Landing.of(document, result, repaint, ring, "painted", Optional.empty());
            assertThat(landing.changed().outside())
                    .as("seed %d, pixels changed outside mask and ring", seed)
                    .isZero();
            if (ring.width() == 0) {
                assertThat(landing.changed().inRing()).as("seed %d", seed).isZero();
            }
            IntRect all = document.bounds();
            MaskMap reach = ring.reach(repaint, all);
            Raster before = Flattener.flatten(document, all);
            Raster after = Flattener.flatten(landing.document(), all);
            long inside = 0;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    boolean changed = before.argb(x, y) != after.argb(x, y);
                    if (changed && reach.value(x, y) == 0) {
                        fail("seed %d: pixel %d, %d is changed", seed, x, y);
                    }
                    inside += changed ? 1 : 0;
                }
            }
            assertThat(inside).as("seed %d", seed).isEqualTo(landing.changed().total());
            if (closely.isEmpty()
                    && mask.at(
                                    mask.area().orElseThrow().x(),
                                    mask.area().orElseThrow().y())
                            == 255) {
                assertThat(inside)
                        .as("seed %d: the model's colour arrived", seed)
                        .isPositive();
            }
        }

        /** A ramp of one level a pixel comes back where it was. */
        private void checkShift() {
            for (Context context : contexts) {
                PixelRect box = context.box();
                int middleX = box.x() + box.width() / 2;
                int middleY = box.y() + box.height() / 2;
                Document ramp = Document.of(ramp(middleX, middleY), "ramp");
                Repainting place = place(context, new DocumentPicture(ramp));
                Patch patch = place.patch(place.planes());
                int scale = Math.max(1, context.frame().square().width() / size);
                PixelRect straight = new PixelRect(middleX - 100, middleY - 100, 201, 201);
                double acrossX = 0;
                double acrossY = 0;
                int compared = 0;
                for (int i = 0; i < patch.area().width() * patch.area().height(); i++) {
                    int x = patch.area().x() + i % patch.area().width();
                    int y = patch.area().y() + i / patch.area().width();
                    int room = Math.min(
                            Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y)),
                            Math.min(
                                    Math.min(x - straight.x(), straight.right() - 1 - x),
                                    Math.min(y - straight.y(), straight.bottom() - 1 - y)));
                    if (room >= 4 * scale) {
                        compared++;
                        acrossX += (patch.pixels().rgba().get(4 * i) & 0xff) - (128 + x - middleX);
                        acrossY += (patch.pixels().rgba().get(4 * i + 1) & 0xff) - (128 + y - middleY);
                    }
                }
                if (compared > 0) {
                    assertThat(acrossX / compared)
                            .as("seed %d, %s, shift across", seed, context)
                            .isBetween(-0.5, 0.5);
                    assertThat(acrossY / compared)
                            .as("seed %d, %s, shift down", seed, context)
                            .isBetween(-0.5, 0.5);
                }
            }
        }

        private Raster ramp(int middleX, int middleY) {
            byte[] rgba = new byte[width * height * 4];
            for (int i = 0; i < width * height; i++) {
                rgba[4 * i] = (byte) Math.clamp(128 + i % width - middleX, 0, 255);
                rgba[4 * i + 1] = (byte) Math.clamp(128 + i / width - middleY, 0, 255);
                rgba[4 * i + 3] = (byte) 255;
            }
            return Raster.owning(width, height, rgba);
        }

        private int side() {
            return switch (random.nextInt(8)) {
                case 0 -> 1;
                case 1 -> PRIMES[random.nextInt(PRIMES.length - 3)];
                case 2 -> random.nextInt(6) == 0 ? PRIMES[random.nextInt(PRIMES.length)] : 1 + random.nextInt(64);
                case 3 -> random.nextInt(4) == 0 ? 1 + random.nextInt(1500) : 1 + random.nextInt(200);
                default -> 1 + random.nextInt(300);
            };
        }

        /** Opaque, transparent, or both; colours below transparency too. */
        private Picture noise() {
            byte[] rgba = new byte[width * height * 4];
            random.nextBytes(rgba);
            int alpha = random.nextInt(3);
            for (int i = 3; i < rgba.length; i += 4) {
                rgba[i] = switch (alpha) {
                    case 0 -> (byte) 255;
                    case 1 -> (byte) (random.nextBoolean() ? 255 : 0);
                    default -> rgba[i];
                };
            }
            return Picture.of(width, height, rgba);
        }

        /** Full, soft or hard; rectangles anywhere, from corners, along borders, single pixels. */
        private Mask mask() {
            byte[] values = new byte[width * height];
            int kind = random.nextInt(6);
            if (kind == 0) {
                Arrays.fill(values, (byte) 255);
                return Mask.of(width, height, values);
            }
            int places = 1 + random.nextInt(4);
            for (int place = 0; place < places; place++) {
                int w = kind == 1 ? 1 : 1 + random.nextInt(Math.max(1, width * 2 / 3));
                int h = kind == 1 ? 1 : 1 + random.nextInt(Math.max(1, height * 2 / 3));
                int x = kind == 2 ? 0 : random.nextInt(width - w + 1);
                int y = kind == 3 ? height - h : random.nextInt(height - h + 1);
                for (int row = y; row < y + h; row++) {
                    for (int column = x; column < x + w; column++) {
                        values[row * width + column] = (byte) (kind == 4 ? 1 + random.nextInt(255) : 255);
                    }
                }
            }
            return Mask.of(width, height, values);
        }

        private static int furthest(byte[] a, byte[] b, int from, int to) {
            int most = 0;
            for (int i = from; i < to; i++) {
                most = Math.max(most, Math.abs((a[i] & 0xff) - (b[i] & 0xff)));
            }
            return most;
        }

        private static byte[] overWhite(Picture picture) {
            byte[] rgba = picture.toRgba();
            for (int i = 0; i < rgba.length; i += 4) {
                float alpha = (rgba[i + 3] & 0xff) / 255f;
                for (int c = i; c < i + 3; c++) {
                    float unit = (rgba[c] & 0xff) / 255f * alpha + (1 - alpha);
                    rgba[c] = (byte) Math.rint(unit * 255);
                }
                rgba[i + 3] = (byte) 255;
            }
            return rgba;
        }
    }
}
