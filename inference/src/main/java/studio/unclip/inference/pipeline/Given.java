package studio.unclip.inference.pipeline;

/** What a picture stage has of a picture before it makes one: it decides which networks it needs. */
enum Given {
    /** Nothing: it begins in noise. */
    NOTHING,
    /** A whole one, to begin with or to stay with. */
    PICTURE,
    /** Some of its pixels for good. */
    PIXELS
}
