package studio.unclip.app.queue;

import studio.unclip.app.generate.Ask;

/**
 * Something that was asked for and could not be made, or not all of it. Plain data.
 *
 * @param again what to ask for to get what is missing
 * @param message what happened and what to do, one line
 * @param kept pictures of it that were finished before
 */
public record FailedAsk(Ask again, String message, int kept) {}
