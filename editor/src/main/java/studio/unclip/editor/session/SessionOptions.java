package studio.unclip.editor.session;

import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What a session works with.
 *
 * @param sessionThread runs a task on the session's own thread, later
 * @param worker runs slow edits and thumbnails, off the session's thread
 * @param clock tells the time of history entries
 */
public record SessionOptions(Executor sessionThread, Executor worker, InstantSource clock) {}
