/**
 * The prompt panel: what to draw, from which seed, how many, with how many steps; which words the pack does not know.
 *
 * <p>View models know no control and no scene. Start reading at {@link
 * studio.unclip.app.panel.prompt.PromptViewModel}, then {@code PromptView}.
 */
package studio.unclip.app.panel.prompt;
