package studio.unclip.inference.api;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What each operation has of its own in a recipe. Pictures by size and hash, masks as PNG in base64. */
final class RequestJson {
    private RequestJson() {}

    /** Adds the request's own fields. */
    static void write(ImageRequest request, ObjectNode root) {
        switch (request) {
            case ImageRequest.Generate r -> {
                root.put("prompt", r.prompt());
                root.put("prior", r.conditioning().word());
                if (!r.areas().isEmpty()) {
                    ArrayNode areas = root.putArray("areas");
                    for (Area area : r.areas()) {
                        rectangle(areas.addObject().put("prompt", area.prompt()).putObject("where"), area.where());
                    }
                }
                if (r.splitting()) {
                    root.put("splitting", true);
                }
                r.firstLook().ifPresent(look -> root.put("firstLook", look));
                r.size()
                        .ifPresent(size -> root.putObject("size")
                                .put("width", size.width())
                                .put("height", size.height()));
            }
            case ImageRequest.Inpaint r -> {
                picture(root.putObject("picture"), r.picture());
                mask(root.putObject("mask"), r.mask());
                root.put("intent", word(r.intent()));
                root.put("prompt", r.prompt());
                root.put("likeness", r.likeness());
                r.frame().ifPresent(frame -> rectangle(root.putObject("frame"), frame));
                if (r.closely()) {
                    root.put("closely", true);
                }
            }
            case ImageRequest.Expand r -> {
                picture(root.putObject("picture"), r.picture());
                rectangle(root.putObject("canvas"), r.canvas());
                root.put("prompt", r.prompt());
                root.put("likeness", r.likeness());
            }
            case ImageRequest.Upscale r -> {
                picture(root.putObject("picture"), r.picture());
                root.put("factor", r.factor());
            }
            case ImageRequest.Vary r -> {
                picture(root.putObject("picture"), r.picture());
                root.put("meaning", r.meaning());
                root.put("layout", r.layout());
            }
            case ImageRequest.Refine r -> {
                picture(root.putObject("picture"), r.picture());
                root.put("prompt", r.prompt());
                root.put("negative", r.negative());
                root.put("strength", r.strength());
            }
            case ImageRequest.TextDiff r -> {
                picture(root.putObject("picture"), r.picture());
                root.put("from", r.from());
                root.put("to", r.to());
                root.put("way", word(r.way()));
                root.put("theta", r.theta());
                r.mask().ifPresent(mask -> mask(root.putObject("mask"), mask));
            }
            case ImageRequest.Mix r -> {
                ArrayNode ingredients = root.putArray("ingredients");
                r.ingredients().forEach(one -> ingredient(ingredients.addObject(), one));
                r.aspect().ifPresent(aspect -> root.put("aspect", aspect));
                root.put("layouts", r.layouts());
            }
        }
    }

    /**
     * @param operation {@link ImageRequest#operation}
     * @throws InvalidRequestException if a field is missing, of the wrong type or out of its range, or the operation is
     *     none of this program's
     */
    static ImageRequest read(String operation, RecipeFields in, Sampling sampling) {
        return switch (operation) {
            case "generate" ->
                new ImageRequest.Generate(
                        in.text("prompt"),
                        Conditioning.ofWord(in.text("prior")),
                        areas(in),
                        in.has("splitting") && in.flag("splitting"),
                        in.has("firstLook") ? OptionalInt.of(in.small("firstLook")) : OptionalInt.empty(),
                        in.has("size") ? Optional.of(size(in.object("size"))) : Optional.empty(),
                        sampling);
            case "inpaint" ->
                new ImageRequest.Inpaint(
                        picture(in.object("picture")),
                        mask(in.object("mask")),
                        named(in, "intent", ImageRequest.Intent.class),
                        in.text("prompt"),
                        in.number("likeness"),
                        in.has("frame") ? Optional.of(rectangle(in.object("frame"))) : Optional.empty(),
                        in.has("closely") && in.flag("closely"),
                        sampling);
            case "expand" ->
                new ImageRequest.Expand(
                        picture(in.object("picture")),
                        rectangle(in.object("canvas")),
                        in.text("prompt"),
                        in.number("likeness"),
                        sampling);
            case "upscale" -> new ImageRequest.Upscale(picture(in.object("picture")), in.small("factor"), sampling);
            case "vary" ->
                new ImageRequest.Vary(
                        picture(in.object("picture")), in.number("meaning"), in.number("layout"), sampling);
            case "refine" ->
                new ImageRequest.Refine(
                        picture(in.object("picture")),
                        in.text("prompt"),
                        in.text("negative"),
                        in.number("strength"),
                        sampling);
            case "diff" ->
                new ImageRequest.TextDiff(
                        picture(in.object("picture")),
                        in.text("from"),
                        in.text("to"),
                        named(in, "way", ImageRequest.DiffWay.class),
                        in.number("theta"),
                        in.has("mask") ? Optional.of(mask(in.object("mask"))) : Optional.empty(),
                        sampling);
            case "mix" ->
                new ImageRequest.Mix(
                        in.objects("ingredients").stream()
                                .map(RequestJson::ingredient)
                                .toList(),
                        in.has("aspect") ? Optional.of(in.text("aspect")) : Optional.empty(),
                        in.flag("layouts"),
                        sampling);
            default ->
                throw new InvalidRequestException(
                        "recipe", "This program cannot do the recipe's operation: " + operation);
        };
    }

    private static List<Area> areas(RecipeFields in) {
        List<Area> areas = new ArrayList<>();
        in.objects("areas").forEach(one -> areas.add(new Area(rectangle(one.object("where")), one.text("prompt"))));
        return areas;
    }

    private static void ingredient(ObjectNode node, ImageRequest.Ingredient ingredient) {
        switch (ingredient) {
            case ImageRequest.Ingredient.OfPicture seen -> picture(node.putObject("picture"), seen.picture());
            case ImageRequest.Ingredient.OfPrompt words -> node.put("prompt", words.prompt());
        }
        node.put("weight", ingredient.weight());
    }

    private static ImageRequest.Ingredient ingredient(RecipeFields in) {
        return in.has("picture")
                ? new ImageRequest.Ingredient.OfPicture(picture(in.object("picture")), in.number("weight"))
                : new ImageRequest.Ingredient.OfPrompt(in.text("prompt"), in.number("weight"));
    }

    private static void picture(ObjectNode node, PictureSource source) {
        RecipePicture picture = RecipePicture.of(source);
        node.put("width", picture.width());
        node.put("height", picture.height());
        node.put("sha256", picture.sha256());
    }

    private static RecipePicture picture(RecipeFields in) {
        return new RecipePicture(in.small("width"), in.small("height"), in.text("sha256"));
    }

    private static void mask(ObjectNode node, Mask mask) {
        node.put("width", mask.width());
        node.put("height", mask.height());
        mask.area().ifPresent(area -> {
            rectangle(node.putObject("area"), area);
            byte[] png = MaskPng.write(area.width(), area.height(), mask.values());
            node.put("png", Base64.getEncoder().encodeToString(png));
        });
    }

    private static Mask mask(RecipeFields in) {
        int width = in.small("width");
        int height = in.small("height");
        try {
            if (!in.has("area")) {
                return Mask.empty(width, height);
            }
            PixelRect area = rectangle(in.object("area"));
            byte[] png = Base64.getDecoder().decode(in.text("png"));
            if ((long) area.width() * area.height() > Integer.MAX_VALUE / 2) {
                throw new InvalidRequestException("area", "The mask is too large.");
            }
            return Mask.of(width, height, area, MaskPng.read(png, area.width(), area.height()));
        } catch (InvalidRequestException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw in.at(new InvalidRequestException("png", "The mask is damaged."));
        }
    }

    private static void rectangle(ObjectNode node, PixelRect rect) {
        node.put("x", rect.x()).put("y", rect.y()).put("width", rect.width()).put("height", rect.height());
    }

    private static PixelRect rectangle(RecipeFields in) {
        try {
            return new PixelRect(in.small("x"), in.small("y"), in.small("width"), in.small("height"));
        } catch (InvalidRequestException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw in.at(new InvalidRequestException("width", "This is no rectangle of pixels."));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E named(RecipeFields in, String key, Class<E> kind) {
        String word = in.text(key);
        for (E value : kind.getEnumConstants()) {
            if (word(value).equals(word)) {
                return value;
            }
        }
        throw in.at(new InvalidRequestException(key, "'" + word + "' is none of this program's."));
    }

    private static PictureSize size(RecipeFields in) {
        return new PictureSize(in.small("width"), in.small("height"));
    }
}
