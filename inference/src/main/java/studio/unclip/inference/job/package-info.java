/**
 * Jobs as the port promises them, whoever does the work: one at a time, in order, each with one last event, told on a
 * thread of its own. The engine in this process and the one in a process of its own stand on the same queue.
 *
 * <p>May use {@code api} only. Start reading at {@link studio.unclip.inference.job.JobQueue}.
 */
package studio.unclip.inference.job;
