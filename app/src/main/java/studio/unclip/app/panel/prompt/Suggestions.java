package studio.unclip.app.panel.prompt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Example prompts for an empty start, made of what the pack says it can draw. */
final class Suggestions {
    /** Where things can be; a pack that does not know the words is offered the bare thing. */
    private static final List<String> PLACES =
            List.of("", " at night", "", " in the snow", " on the beach", "", " in a meadow", " on a blue background");

    /** A pack draws these when it is asked to; nobody is greeted with them. */
    private static final Pattern NO_GREETING = Pattern.compile(
            "\\b(coffin|casket|gravestone|headstone|skull|crossbones|bomb|explosion|gun|pistol|rifle|dagger|swords"
                    + "|syringe|cigarette|poo|toilet|plunger|lungs|brain|bone|tongue|mousetrap|razor|cockroach|chains"
                    + "|underpants|rat|mosquito|wastebasket)\\b");

    private Suggestions() {}

    /**
     * @param concepts what the pack can draw, as a prompt speaks of it
     * @param known whether the pack knows every word of a prompt
     * @param count how many at most
     * @param random which ones
     */
    static List<String> of(List<String> concepts, Predicate<String> known, int count, Random random) {
        List<String> things = new ArrayList<>(concepts.stream()
                .filter(thing -> !NO_GREETING.matcher(thing).find())
                .toList());
        Collections.shuffle(things, random);
        List<String> prompts = new ArrayList<>();
        for (String thing : things) {
            if (prompts.size() == count) {
                break;
            }
            String placed = thing + PLACES.get(prompts.size() % PLACES.size());
            if (known.test(placed)) {
                prompts.add(placed);
            } else if (known.test(thing)) {
                prompts.add(thing);
            }
        }
        return prompts;
    }
}
