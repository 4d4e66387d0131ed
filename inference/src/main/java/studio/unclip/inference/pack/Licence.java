package studio.unclip.inference.pack;

import java.util.List;
import java.util.Optional;

/**
 * Under what terms the pack may be used.
 *
 * @param spdx SPDX identifier
 * @param file the licence's text, a file of the pack
 * @param notices further texts that must travel with the pack: attributions, model card
 * @param summary one sentence for a person
 * @param restrictions use restrictions in words, where the licence has any
 */
public record Licence(String spdx, String file, List<String> notices, String summary, Optional<String> restrictions) {

    public Licence {
        notices = List.copyOf(notices);
    }
}
