package studio.unclip.inference.api;

import java.util.OptionalDouble;

/**
 * One finished picture.
 *
 * @param index its number in the request, from 0
 * @param picture the picture at the pack's output size
 * @param recipe everything that made it; generating by it gives this picture again
 * @param score CLIP similarity (cosine, -1 to 1) of picture and prompt; empty where the pack has no image encoder
 */
public record Candidate(int index, Picture picture, Recipe recipe, OptionalDouble score) {}
