package studio.unclip.inference.pack;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Tells a damaged archive from a failing disk: both are IOExceptions underneath. */
final class BrokenZipStream extends FilterInputStream {

    /** An archive's content could not be unpacked. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient PackException problem;

        Broken(PackException problem, Exception cause) {
            super(problem.getMessage(), cause);
            this.problem = problem;
        }

        PackException problem() {
            return problem;
        }
    }

    private final PackException problem;

    /** @param problem thrown, inside {@link Broken}, when the content is not what a zip file holds */
    BrokenZipStream(InputStream in, PackException problem) {
        super(in);
        this.problem = problem;
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new Broken(problem, e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new Broken(problem, e);
        }
    }
}
