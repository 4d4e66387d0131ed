package studio.unclip.app.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the program's log to one file and nowhere else: never to a terminal. Stack traces a person must not see on
 * stderr are found there.
 */
public final class LogFile {
    private static final FileSize LARGEST = FileSize.valueOf("2MB");
    private static final int KEPT = 3;

    private LogFile() {}

    /**
     * Starts logging into {@code folder/NAME.log}, which rolls over to {@code NAME.1.log} and so on. Where the folder
     * cannot be written the program goes on without a log.
     *
     * @param name the file's name without its ending
     * @return the file, also when it could not be opened
     */
    public static Path open(Path folder, String name) {
        Path file = folder.resolve(name + ".log");
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        // Also removes logback's default appender, which writes to stdout.
        context.reset();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            return file;
        }
        ((ch.qos.logback.classic.Logger) root).setLevel(Level.INFO);
        ((ch.qos.logback.classic.Logger) root).addAppender(appender(context, folder, name, file));
        return file;
    }

    /** Starts logging to stderr: for a process whose parent reads that into its own log, which has the time. */
    public static void toStderr() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, Charset.defaultCharset(), "%-5level [%thread] %logger - %msg%n%ex"));
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
    }

    private static PatternLayoutEncoder encoder(LoggerContext context, Charset charset, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(charset);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private static RollingFileAppender<ILoggingEvent> appender(
            LoggerContext context, Path folder, String name, Path file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(
                context,
                StandardCharsets.UTF_8,
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger - %msg%n%ex"));

        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(folder.resolve(name + ".%i.log").toString());
        rolling.setMinIndex(1);
        rolling.setMaxIndex(KEPT);
        rolling.start();

        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(LARGEST);
        trigger.start();

        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(trigger);
        appender.start();
        return appender;
    }
}
