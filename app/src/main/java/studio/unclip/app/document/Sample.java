package studio.unclip.app.document;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.picture.PictureFiles;

/** Pictures that come with the program, to try things on. Where they come from: NOTICE. */
public enum Sample {
    OWL("An owl", "owl.png"),
    HOUSE("A house in the snow", "house.png"),
    BOAT("A boat at sunset", "boat.png"),
    PHOTOGRAPH("A photograph", "photograph.jpg");

    private final String title;
    private final String file;

    Sample(String title, String file) {
        this.title = title;
        this.file = file;
    }

    /** In a few words. */
    public String title() {
        return title;
    }

    /** What a document begun with it is called: no file, so that saving asks where. */
    String fileName() {
        return file;
    }

    /** Its picture. */
    public URL resource() {
        return Sample.class.getResource("samples/" + file);
    }

    /**
     * Reads it as any file is read, with the recipe that made it, if one did. May wait for a disk.
     *
     * @throws IOException if there is no room for a copy of it
     */
    PictureFiles.Opened open(DocumentFiles files, Watcher watcher) throws IOException {
        // Readers want a file that can be read from anywhere, which what is packed in the program is not.
        Path copy = Files.createTempFile("unclip-sample", file);
        try (InputStream in = resource().openStream()) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            PictureFiles.Opened opened = files.open(copy, watcher);
            Document document = opened.contents().document();
            // Its one layer has the name of the copy.
            Document named = document.withLayer(
                    document.layers().getFirst().id(),
                    layer -> layer.withProperties(layer.properties().withName(title)));
            return new PictureFiles.Opened(
                    opened.format(),
                    OraContents.of(named).withMetadata(opened.contents().metadata()),
                    opened.form(),
                    opened.notices());
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
