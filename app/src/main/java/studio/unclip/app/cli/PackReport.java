package studio.unclip.app.cli;

import java.io.PrintWriter;
import java.util.Locale;
import studio.unclip.inference.pack.Licence;
import studio.unclip.inference.pack.Pack;

/** What was done to a pack, with its licence, on stdout. */
record PackReport(PrintWriter out, boolean json) {

    /** @param done for example {@code installed} */
    void print(String done, Pack pack) {
        Licence licence = pack.manifest().licence();
        if (json) {
            Json.print(
                    out,
                    Json.object()
                            .put("done", done)
                            .put("id", pack.manifest().id())
                            .put("version", pack.manifest().version())
                            .put("folder", pack.folder().toString())
                            .put("licence", licence.spdx()));
            return;
        }
        out.println(String.format(
                Locale.ROOT,
                "%s %s %s in %s",
                done,
                pack.manifest().id(),
                pack.manifest().version(),
                pack.folder()));
        out.println(String.format(Locale.ROOT, "licence: %s. %s", licence.spdx(), licence.summary()));
        licence.restrictions().ifPresent(text -> out.println("restrictions: " + text));
        out.println("its text: " + pack.folder().resolve(licence.file()));
    }
}
