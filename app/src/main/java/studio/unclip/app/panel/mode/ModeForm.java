package studio.unclip.app.panel.mode;

import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Mode;
import studio.unclip.inference.api.Sampling;

/** One mode: what it needs beside the prompt, and what it asks of the engine. Window thread. */
public interface ModeForm {
    Mode mode();

    ObservableValue<PromptUse> promptUse();

    /** What stands in the empty prompt field. */
    ObservableValue<String> question();

    /** What is still missing beside the prompt, one line that says what to do; empty when nothing is. */
    ObservableValue<String> missing();

    /**
     * What is asked, of the document as it is now.
     *
     * @param prompt stripped; not empty where it is needed
     * @param sampling asked only if it is needed: it may draw a seed and show it
     * @throws studio.unclip.inference.api.InvalidRequestException with a sentence for a person
     */
    Ask ask(String prompt, Supplier<Sampling> sampling);
}
