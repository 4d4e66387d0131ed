package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ColourDriftTest {
    private static final int SIZE = 32;
    private static final int PIXELS = SIZE * SIZE;

    private final float[] before = new float[3 * PIXELS];
    private final float[] after = new float[3 * PIXELS];
    private final float[] repaint = new float[PIXELS];

    /** Old to the left, a soft edge, new to the right. */
    private void halves() {
        for (int i = 0; i < PIXELS; i++) {
            int x = i % SIZE;
            repaint[i] = x < 8 ? 0 : x < 16 ? (x - 7) / 9f : 1;
        }
    }

    @Test
    void aDriftIsTakenFromTheWholeOfTheNewSide() {
        halves();
        Arrays.fill(after, 0.1f);
        Arrays.fill(after, PIXELS, 2 * PIXELS, -0.05f);
        float[] taken = ColourDrift.taken(before, after, repaint, SIZE);
        for (int i = 0; i < PIXELS; i++) {
            if (repaint[i] > 0) {
                assertThat(taken[i]).isCloseTo(0, Offset.offset(0.01f));
                assertThat(taken[PIXELS + i]).isCloseTo(0, Offset.offset(0.01f));
            } else {
                assertThat(taken[i]).isEqualTo(after[i]);
            }
        }
    }

    @Test
    void anotherThingTellsNothing() {
        halves();
        Arrays.fill(after, 0, PIXELS, 0.8f);
        assertThat(ColourDrift.taken(before, after, repaint, SIZE)).isEqualTo(after);
    }

    /** Two plains that meet all along the rim are one. */
    @Test
    void aPlainInAnotherColourIsTaken() {
        halves();
        Arrays.fill(after, 0, PIXELS, 0.5f);
        float[] taken = ColourDrift.taken(before, after, repaint, SIZE);
        for (int i = 0; i < PIXELS; i++) {
            if (repaint[i] > 0) {
                assertThat(taken[i]).isCloseTo(0, Offset.offset(0.01f));
            }
        }
    }

    /** A fringe in the edge alone, the brighter the nearer to the rim: no plain, but both show the same place there. */
    @Test
    void aFringeAlongTheWholeEdgeIsTakenUpToTheRim() {
        int size = 128;
        float[] old = new float[3 * size * size];
        float[] fresh = new float[3 * size * size];
        float[] edge = new float[size * size];
        for (int i = 0; i < edge.length; i++) {
            int x = i % size;
            edge[i] = x < 32 ? 0 : x < 48 ? (x - 31) / 17f : 1;
            fresh[i] = x >= 32 && x < 48 ? 0.035f * (x - 31) : 0;
        }
        float[] taken = ColourDrift.taken(old, fresh, edge, size);
        for (int y = 8; y < size - 8; y++) {
            for (int x = 32; x < size; x++) {
                assertThat(Math.abs(taken[y * size + x]))
                        .as("%d, %d, was %f", x, y, fresh[y * size + x])
                        .isLessThan(0.1f);
            }
        }
    }

    /** What is not plain is a thing, however long. */
    @Test
    void aLongThingTellsNothing() {
        halves();
        for (int i = 0; i < PIXELS; i++) {
            after[i] = i / SIZE / 4 % 2 == 0 ? 0.5f : -0.5f;
        }
        assertThat(ColourDrift.taken(before, after, repaint, SIZE)).isEqualTo(after);
    }

    /** Half a line of another colour at the rim is not carried into the new part. */
    @Test
    void oneCellOfTheRimIsNoDrift() {
        halves();
        Arrays.fill(after, 0.1f);
        for (int i = 16 * SIZE; i < 20 * SIZE; i++) {
            after[i] = 0.3f;
        }
        float[] taken = ColourDrift.taken(before, after, repaint, SIZE);
        assertThat(taken[17 * SIZE + 20]).isCloseTo(0.2f, Offset.offset(0.01f));
        assertThat(taken[8 * SIZE + 20]).isCloseTo(0, Offset.offset(0.01f));
    }

    @Test
    void withoutAnEdgeThereIsNothingToCompare() {
        Arrays.fill(repaint, 1);
        Arrays.fill(after, 0.1f);
        assertThat(ColourDrift.taken(before, after, repaint, SIZE)).isEqualTo(after);
    }

    /** Away from the rim too, as far as it is trusted; a thing on it stays as it was painted. */
    @Test
    void aPromisedGroundKeepsItsColourWhereItIsTrusted() {
        halves();
        float[] promised = new float[3 * 8 * 8];
        for (int i = 0; i < PIXELS; i++) {
            after[i] = repaint[i] == 1 ? 0.01f * (i % SIZE - 16) : 0;
        }
        int thing = 20 * SIZE + 28;
        after[thing] = -0.9f;
        float[] whole = ColourDrift.taken(before, after, repaint, SIZE, promised, 8, 1);
        float[] half = ColourDrift.taken(before, after, repaint, SIZE, promised, 8, 0.5);
        float[] none = ColourDrift.taken(before, after, repaint, SIZE, promised, 8, 0);
        assertThat(none).isEqualTo(ColourDrift.taken(before, after, repaint, SIZE));
        int far = 10 * SIZE + 24;
        double ground = 0;
        double before = 0;
        for (int i = 0; i < PIXELS; i++) {
            if (repaint[i] == 1 && i != thing) {
                ground += whole[i];
                before += none[i];
            }
        }
        assertThat(Math.abs(ground)).isLessThan(0.1 * Math.abs(before));
        assertThat(half[far]).isCloseTo((whole[far] + none[far]) / 2, Offset.offset(1e-5f));
        assertThat(whole[thing]).isLessThan(-0.8f);
    }

    /** One cell of large forms holds both: without shades what both lack would cancel out. */
    @Test
    void whatASkyLacksIsNotLaidOverTheGroundBelow() {
        halves();
        float[] promised = new float[3 * 8 * 8];
        for (int i = 0; i < promised.length; i++) {
            promised[i] = i % 64 < 32 ? 0.5f : -0.5f;
        }
        for (int i = 0; i < before.length; i++) {
            int pixel = i % PIXELS;
            before[i] = pixel < PIXELS / 2 ? 0.5f : -0.5f;
            float off = repaint[pixel] == 1 ? 0.01f * (pixel % SIZE - 16) : 0;
            after[i] = before[i] < 0 ? before[i] + off : before[i] - off;
        }
        float[] whole = ColourDrift.taken(before, after, repaint, SIZE, promised, 8, 1);
        float[] none = ColourDrift.taken(before, after, repaint, SIZE, promised, 8, 0);
        for (int y : new int[] {4, 27}) {
            double lacking = 0;
            double left = 0;
            for (int x = 17; x < SIZE; x++) {
                lacking += before[y * SIZE + x] - none[y * SIZE + x];
                left += before[y * SIZE + x] - whole[y * SIZE + x];
            }
            assertThat(Math.abs(lacking)).isGreaterThan(0.5);
            assertThat(Math.abs(left)).isLessThan(0.2 * Math.abs(lacking));
        }
    }
}
