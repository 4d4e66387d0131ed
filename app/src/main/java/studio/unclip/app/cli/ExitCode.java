package studio.unclip.app.cli;

/** What the process answers its caller; docs/command-line.md lists them for people. */
final class ExitCode {
    static final int OK = 0;
    /** A fault of ours; the log file has the details. */
    static final int INTERNAL = 1;
    /** Options that do not exist or do not go together, values out of range, an empty prompt, an existing file. */
    static final int USAGE = 2;
    /** A picture or recipe that cannot be read. */
    static final int INPUT = 3;
    /** A pack that is missing, damaged, hostile or made for another version. */
    static final int PACK = 4;
    /** Not enough memory, no such device, a disk that is full or refuses. */
    static final int RESOURCE = 5;
    /** Ended by the person: 128 + SIGINT. */
    static final int CANCELLED = 130;

    private ExitCode() {}
}
