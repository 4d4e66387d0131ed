package studio.unclip.app.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.session.EditOutcome;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/** Lays pictures into the open document, each as a layer in its middle. Window thread. */
final class LayingIn {
    private final Workspace workspace;
    private final FileDesk desk;
    private final Consumer<Recipe> useRecipe;

    /** A picture to be laid in. */
    private record Sheet(String name, Raster pixels, Optional<String> recipe) {}

    /** @param useRecipe puts the settings of a picture into the fields, where a person takes them */
    LayingIn(Workspace workspace, FileDesk desk, Consumer<Recipe> useRecipe) {
        this.workspace = workspace;
        this.desk = desk;
        this.useRecipe = useRecipe;
    }

    /** A picture that is in no file becomes a layer. */
    void layIn(String name, Raster picture) {
        layIn(List.of(new Sheet(name, picture, Optional.empty())));
    }

    /**
     * Lays pictures in, each as a layer in the middle; a file that cannot be read hinders no other.
     *
     * @param files pictures; of OpenRaster files, what is seen
     */
    void layIn(Iterable<Path> files, String title) {
        FileWork work = desk.begin(title);
        desk.background().execute(() -> {
            List<Sheet> sheets = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            for (Path file : files) {
                try {
                    sheets.add(sheet(file, work, lines));
                } catch (FileNotReadException e) {
                    refused.add(e.getMessage());
                } catch (CancellationException e) {
                    break;
                }
            }
            desk.windowThread().execute(() -> {
                desk.end(work);
                layIn(sheets);
                lines.addAll(refused);
                if (!lines.isEmpty()) {
                    // In one go: a window shows the last word it was told.
                    desk.tell(new Notice(String.join("\n", lines), !refused.isEmpty(), Optional.empty()));
                }
            });
        });
    }

    private Sheet sheet(Path file, FileWork work, List<String> lines) throws FileNotReadException {
        PictureFiles.Flat flat =
                FileNotReadException.guarded(file, () -> desk.files().read(file, work));
        flat.notices().forEach(notice -> lines.add(FileName.name(file) + ": " + notice.words()));
        return new Sheet(FileName.stem(FileName.name(file)), flat.raster(), RecipeReader.text(flat.metadata()));
    }

    private void layIn(List<Sheet> sheets) {
        for (Sheet sheet : sheets) {
            IntSize canvas = workspace.history().current().document().size();
            Raster pixels = sheet.pixels();
            PlacePicture edit = new PlacePicture(
                    sheet.name(),
                    pixels,
                    Math.floorDiv(canvas.width() - pixels.width(), 2),
                    Math.floorDiv(canvas.height() - pixels.height(), 2),
                    sheet.recipe().map(Provenance::new));
            if (workspace.apply(edit, "Laid in " + sheet.name(), sheet.recipe())
                    instanceof EditOutcome.Refused(Refusal why)) {
                desk.problem(sheet.name() + " was not laid in: " + why.sentence());
            } else {
                sheet.recipe()
                        .flatMap(LayingIn::parse)
                        .ifPresent(recipe -> desk.tell(new Notice(
                                sheet.name() + " carries the settings it was made with.",
                                false,
                                Optional.of(new Notice.Offer("Use its settings", () -> useRecipe.accept(recipe))))));
            }
        }
    }

    private static Optional<Recipe> parse(String text) {
        try {
            return Optional.of(RecipeJson.read(text));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }
}
