package studio.unclip.app.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
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

    private static RollingFileAppender<ILoggingEvent> appender(
            LoggerContext context, Path folder, String name, Path file) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger - %msg%n%ex");
        encoder.start();

        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);

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
