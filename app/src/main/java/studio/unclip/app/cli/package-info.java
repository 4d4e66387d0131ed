/**
 * The command line: {@code unclip generate}, {@code rank}, {@code classify}, {@code packs}, {@code recipe}, {@code
 * bench}.
 *
 * <p>Results go to stdout, progress and the one line that explains a failure to stderr, details to the log file. Commands
 * are thin: they read options, ask the engine's port, print. Everything they touch outside themselves comes through
 * {@link studio.unclip.app.cli.CommandLineHost}, so tests run them in-process. No JavaFX class is loaded here.
 *
 * <p>Start reading at {@link studio.unclip.app.cli.CommandLineMain} (the composition root), then {@code
 * GenerateCommand}.
 */
package studio.unclip.app.cli;
