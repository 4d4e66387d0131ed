package studio.unclip.inference.published;

import java.util.List;
import java.util.Optional;
import studio.unclip.inference.pack.MadePack;

/**
 * Published folders that were checked and can be installed as a pack.
 *
 * @param name for a person
 * @param licence its short name
 * @param licenceSummary one sentence
 * @param restrictions what it forbids, if it does
 * @param notes what the person may want to know before: folders that could be given, too
 * @param pack what is installed ({@link studio.unclip.inference.pack.PackStore#install(MadePack, boolean,
 *     studio.unclip.inference.pack.Watcher)})
 */
public record PublishedPack(
        String name,
        String licence,
        String licenceSummary,
        Optional<String> restrictions,
        List<String> notes,
        MadePack pack) {

    public PublishedPack {
        notes = List.copyOf(notes);
    }
}
