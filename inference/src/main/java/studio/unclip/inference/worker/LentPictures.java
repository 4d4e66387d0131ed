package studio.unclip.inference.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;

/**
 * Large pictures that go with a call without being sent: the other side asks for the parts it wants, until the call is
 * answered. Safe for threads.
 */
final class LentPictures {
    private final Map<Long, PictureSource> pictures = new ConcurrentHashMap<>();
    private final Map<Long, List<Long>> byCall = new ConcurrentHashMap<>();
    private final AtomicLong lastNumber = new AtomicLong();

    /** Reads a part of a picture of the other side's. */
    interface Reader {
        Picture read(long picture, PixelRect region);
    }

    /** @param call with which pictures of ours are lent */
    MessageCodec.Lending with(long call, Reader reader) {
        return new MessageCodec.Lending() {
            @Override
            public long lend(PictureSource picture) {
                long number = lastNumber.incrementAndGet();
                pictures.put(number, picture);
                byCall.computeIfAbsent(call, id -> new ArrayList<>()).add(number);
                return number;
            }

            @Override
            public PictureSource borrowed(long number, int width, int height) {
                return new Borrowed(width, height, region -> reader.read(number, region));
            }
        };
    }

    /** The call is answered: its pictures are no longer read. */
    void takeBack(long call) {
        List<Long> numbers = byCall.remove(call);
        if (numbers != null) {
            numbers.forEach(pictures::remove);
        }
    }

    /** @throws IllegalArgumentException if there is no such picture any more, or the region is not within it */
    Picture read(long number, PixelRect region) {
        PictureSource picture = pictures.get(number);
        if (picture == null) {
            throw new IllegalArgumentException("picture " + number + " is not lent");
        }
        picture.requireInside(region);
        return picture.read(region);
    }

    private record Borrowed(int width, int height, Function<PixelRect, Picture> parts) implements PictureSource {
        @Override
        public Picture read(PixelRect region) {
            requireInside(region);
            return parts.apply(region);
        }
    }
}
