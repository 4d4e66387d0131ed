package studio.unclip.app.cli;

import studio.unclip.inference.api.ImageRequest;

/**
 * One of several requests whose pictures stand side by side.
 *
 * @param <R> the command's kind of request
 * @param label what is written below its picture
 * @param request for one candidate
 */
record Labelled<R extends ImageRequest>(String label, R request) {}
