package studio.unclip.inference.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.Charset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a worker's stderr into our log, up to a limit; the rest is read and dropped, so that it is never held up. */
final class StderrLog implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("studio.unclip.worker");
    private static final int MOST_CHARS = 100_000;

    private final InputStream stderr;

    StderrLog(InputStream stderr) {
        this.stderr = stderr;
    }

    @Override
    public void run() {
        try (InputStream in = stderr) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
            char[] line = new char[1000];
            int used = 0;
            int kept = 0;
            for (int c = lines.read(); c >= 0 && kept < MOST_CHARS; c = lines.read()) {
                if (c == '\n' || used == line.length) {
                    LOG.info("{}", new String(line, 0, used));
                    used = 0;
                }
                if (c != '\n' && c != '\r') {
                    line[used++] = (char) c;
                    kept++;
                }
            }
            LOG.info("{}", new String(line, 0, used));
            if (in.transferTo(OutputStream.nullOutputStream()) > 0) {
                LOG.warn("the worker said more than {} characters; the rest is left out", MOST_CHARS);
            }
        } catch (IOException e) {
            LOG.debug("the worker's stderr", e);
        }
    }
}
