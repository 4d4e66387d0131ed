package studio.unclip.inference.image;

/** Square pictures with rows as columns, so that what is done to one side can be held against another. */
final class TurnedPlanes {
    private TurnedPlanes() {}

    /** @param planes any number of planes [size x size], one after the other */
    static float[] turned(float[] planes, int size) {
        float[] turned = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            int at = i % (size * size);
            turned[i - at + at % size * size + at / size] = planes[i];
        }
        return turned;
    }
}
