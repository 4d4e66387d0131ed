package studio.unclip.app.shell;

import java.util.Optional;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.panel.tray.CandidateViewModel;
import studio.unclip.app.panel.tray.TileMenu;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/** What can be done with a finished picture of the tray: the items of its menu. Window thread. */
final class PictureUses {
    private static final String BELOW = "Background";

    private final StudioModel model;

    private PictureUses(StudioModel model) {
        this.model = model;
    }

    static TileMenu menu(StudioModel model, PictureClipboard clipboard) {
        PictureUses uses = new PictureUses(model);
        TileMenu menu = new TileMenu();
        menu.add(
                TileMenu.Item.of("place", "Put on the canvas", model.tray().tried()::accept),
                TileMenu.Item.of("look", "Look at it large", model.tray().looking()::at),
                TileMenu.Item.of("new-document", "Open as a new document", uses::begin));
        menu.add(
                TileMenu.Item.of("more", "More like this", uses::more),
                TileMenu.Item.of(
                        "use-recipe",
                        "Use its prompt and settings",
                        one -> one.recipe().ifPresent(model.asking()::use)),
                TileMenu.Item.of("add-to-mix", "Add to the mix", uses::mix));
        menu.add(
                TileMenu.Item.of(
                        "copy",
                        "Copy picture",
                        one -> model.tray().picture(one, picture -> clipboard.copy(() -> picture))),
                // Its own words: in a round of several looks more than was typed. With the seed they make it again.
                new TileMenu.Item(
                        "copy-prompt",
                        "Copy prompt",
                        one -> prompt(one).isPresent(),
                        one -> prompt(one).ifPresent(words -> clipboard.copyText("Prompt", words))),
                TileMenu.Item.of(
                        "copy-seed", "Copy seed", one -> clipboard.copyText("Seed", Long.toString(one.seed()))),
                TileMenu.Item.of("save-as", "Save as…", uses::save));
        menu.add(TileMenu.Item.of("dismiss", "Put into the trash", model.tray()::dismiss));
        return menu;
    }

    private static Optional<String> prompt(CandidateViewModel one) {
        return one.recipe().map(Recipe::prompt).filter(words -> !words.isBlank());
    }

    private void more(CandidateViewModel one) {
        model.tray()
                .picture(
                        one, picture -> model.asking().vary(picture, one.round().label()));
    }

    private void mix(CandidateViewModel one) {
        model.tray().picture(one, picture -> {
            model.modes().mix().addPicture(picture, one.shown().get().orElse(picture));
            model.modes().mode().set(Mode.MIX);
        });
    }

    private void begin(CandidateViewModel one) {
        model.tray().picture(one, picture -> model.documents().begin(one.round().label(), document(one, picture)));
    }

    private void save(CandidateViewModel one) {
        model.tray()
                .picture(
                        one,
                        picture -> model.documents()
                                .export(
                                        document(one, picture),
                                        one.recipe(),
                                        one.round().label()));
    }

    /** The picture as the only layer, with its recipe. */
    private static Document document(CandidateViewModel one, Picture picture) {
        Optional<Provenance> made = one.recipe().map(PictureUses::provenance);
        PlacePicture place = new PlacePicture(
                one.round().label(), Raster.owning(picture.width(), picture.height(), picture.toRgba()), 0, 0, made);
        return place.edited(Document.blank(new IntSize(picture.width(), picture.height()), BELOW));
    }

    private static Provenance provenance(Recipe recipe) {
        return new Provenance(RecipeJson.write(recipe));
    }
}
