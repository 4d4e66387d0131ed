package studio.unclip.inference.pack;

/**
 * What is wrong with a pack, in words for a person: which pack, what was found, and what to do about it.
 *
 * <p>The cases differ in what helps: a missing pack is installed, a damaged one repaired, an unsupported one needs
 * another version of the studio, a hostile one must not be used at all, and an I/O problem lies with disk or rights.
 */
public sealed interface PackProblem {

    /** The pack's id where known, else the name of the folder or archive it should have come from. */
    String pack();

    /** What was found, without a full stop; names the file or the JSON path. */
    String what();

    /** What the person can do, without a full stop. */
    String todo();

    /** One line for a person: pack, finding, advice. */
    default String message() {
        return pack() + ": " + what() + ". " + todo() + ".";
    }

    /** There is no such pack, folder or archive. */
    record Missing(String pack, String what, String todo) implements PackProblem {}

    /** The pack's files are not what its manifest says, or the manifest itself cannot be read. */
    record Damaged(String pack, String what, String todo) implements PackProblem {}

    /** A sound pack that asks for something this studio does not know: format, family, section. */
    record Unsupported(String pack, String what, String todo) implements PackProblem {}

    /** The pack tries something no honest pack does: paths outside its folder, links, foreign operators, bombs. */
    record Hostile(String pack, String what, String todo) implements PackProblem {}

    /** Reading or writing failed: disk full, rights, a file in use. */
    record Io(String pack, String what, String todo) implements PackProblem {}
}
