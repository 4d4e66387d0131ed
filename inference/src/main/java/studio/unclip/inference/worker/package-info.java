/**
 * The engine's port across a process border. Today: the wire form of every message, tested from the first day so that
 * the port stays plain data. A child process that speaks it comes with a later order.
 *
 * <p>May use {@code api} only. Start reading at {@link studio.unclip.inference.worker.MessageCodec}.
 */
package studio.unclip.inference.worker;
