package studio.unclip.app.panel.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The prompts that pictures were made from, to be leafed through as a shell does; what is being typed waits behind the
 * newest one. Window thread.
 */
public final class FormerPrompts {
    /** So many are kept. */
    public static final int MOST = 100;

    private final List<String> prompts;
    private final Consumer<List<String>> remember;

    /** Which one is shown; as many as there are: what is being typed. */
    private int place;

    private String typed = "";

    /**
     * @param before those of the runs before, the newest last
     * @param remember is told of every change
     */
    public FormerPrompts(List<String> before, Consumer<List<String>> remember) {
        this.prompts = new ArrayList<>(before.subList(Math.max(0, before.size() - MOST), before.size()));
        this.remember = remember;
        this.place = prompts.size();
    }

    /** Pictures are made from it; one that was there before is the newest now. */
    public void add(String prompt) {
        String words = prompt.strip();
        if (words.isEmpty()) {
            return;
        }
        prompts.remove(words);
        prompts.add(words);
        if (prompts.size() > MOST) {
            prompts.removeFirst();
        }
        place = prompts.size();
        remember.accept(List.copyOf(prompts));
    }

    /**
     * The one before.
     *
     * @param shown what stands in the field; if it is not what was last shown, it is being typed
     * @return empty if there is none
     */
    Optional<String> earlier(String shown) {
        begin(shown);
        int at = place - 1;
        while (at >= 0 && prompts.get(at).equals(shown)) {
            at--;
        }
        return goTo(at);
    }

    /**
     * The one after, at last what was being typed.
     *
     * @return empty if nothing comes after
     */
    Optional<String> later(String shown) {
        begin(shown);
        if (place == prompts.size()) {
            return Optional.empty();
        }
        return goTo(place + 1);
    }

    /** Whether the field shows a former prompt, unchanged. */
    boolean isShowing(String shown) {
        return place < prompts.size() && prompts.get(place).equals(shown);
    }

    private void begin(String shown) {
        if (!isShowing(shown)) {
            typed = shown;
            place = prompts.size();
        }
    }

    private Optional<String> goTo(int at) {
        if (at < 0) {
            return Optional.empty();
        }
        place = at;
        return Optional.of(at == prompts.size() ? typed : prompts.get(at));
    }
}
