package studio.unclip.app.generate;

import studio.unclip.inference.api.ImageGenerator;

/** Where the engine stands. */
public sealed interface EngineState {

    /** A pack is being checked and opened. */
    record Opening() implements EngineState {}

    /** Prompts can be answered. */
    record Ready(ImageGenerator generator) implements EngineState {}

    /**
     * No pack could be opened.
     *
     * @param message what happened and what to do, one line
     */
    record Unavailable(String message) implements EngineState {}
}
