package studio.unclip.editor.mask;

/** A corner of an outline, in document pixels. */
public record Corner(double canvasX, double canvasY) {}
