package studio.unclip.inference.model;

import studio.unclip.inference.onnx.BoundRun;

/** Fills the text inputs of a prior or decoder; with two rows the first is "no text". */
final class TextConditioning {
    private TextConditioning() {}

    /** Tensors start as zeros, so a row without text needs only the null embedding: its states and mask stay 0. */
    static void fill(BoundRun run, int rows, TextFeatures text, float[] nullText) {
        int conditioned = rows - 1;
        if (rows == 2) {
            Rows.put(run.input(Roles.TEXT_EMBEDDING), rows, 0, nullText);
        }
        Rows.put(run.input(Roles.TEXT_EMBEDDING), rows, conditioned, text.embedding());
        if (run.hasInput(Roles.TEXT_STATES)) {
            Rows.put(run.input(Roles.TEXT_STATES), rows, conditioned, text.states());
        }
        if (run.hasInput(Roles.TEXT_MASK)) {
            Rows.put(run.input(Roles.TEXT_MASK), rows, conditioned, text.mask());
        }
    }
}
