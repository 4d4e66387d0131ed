package studio.unclip.app.results;

import java.nio.file.Path;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;

/**
 * A picture on the disk, and as much of it as a tile needs. Plain data.
 *
 * @param file where it is
 * @param number among those of its request, from 1
 * @param recipe that makes it again
 * @param thumbnail of its proportions, its longer side up to half as much again as {@link PictureStore#THUMBNAIL_SIDE}
 */
public record StoredPicture(Path file, int number, Recipe recipe, Picture thumbnail) {}
