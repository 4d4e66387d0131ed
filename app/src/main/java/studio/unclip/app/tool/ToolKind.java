package studio.unclip.app.tool;

/** The tools a person chooses from, in the order in which they are shown. */
public enum ToolKind {
    HAND("Hand", Group.VIEW),
    MOVE("Move layer", Group.VIEW),
    CROP("Crop", Group.VIEW),
    FRAME("Frame", Group.VIEW),
    MASK_BRUSH("Mask brush", Group.MASK),
    MASK_ERASER("Mask eraser", Group.MASK),
    BRUSH("Brush", Group.PAINT),
    ERASER("Eraser", Group.PAINT),
    FILL("Fill", Group.PAINT),
    EYEDROPPER("Eyedropper", Group.PAINT),
    RECTANGLE("Select rectangle", Group.SELECTION),
    ELLIPSE("Select ellipse", Group.SELECTION),
    LASSO("Lasso", Group.SELECTION),
    POLYGON("Select polygon", Group.SELECTION),
    WAND("Magic wand", Group.SELECTION);

    /** What tools work on. */
    public enum Group {
        VIEW,
        MASK,
        PAINT,
        SELECTION
    }

    private final String title;
    private final Group group;

    ToolKind(String title, Group group) {
        this.title = title;
        this.group = group;
    }

    /** In a word or two. */
    public String title() {
        return title;
    }

    public Group group() {
        return group;
    }

    /** Whether it draws with a brush. */
    public boolean isBrush() {
        return this == MASK_BRUSH || this == MASK_ERASER || this == BRUSH || this == ERASER;
    }

    /** Whether it puts the colour down. */
    public boolean usesColour() {
        return this == BRUSH || this == FILL;
    }

    /** Whether it works on an area of like colour. */
    public boolean takesLikeColours() {
        return this == FILL || this == WAND;
    }

    /** What to do with it: one line for a person who has it in the hand. */
    public String hint() {
        return switch (this) {
            case HAND -> "Drag or scroll to move the picture in the window; with Ctrl scrolling zooms.";
            case MOVE -> "Drag to move the layer; Shift keeps it straight. Arrow keys move it by one pixel.";
            case CROP -> "Pull the sides, then press Enter. Pulled outward, the canvas grows.";
            case FRAME -> "Pull a side outward: what lies between it and the picture will be filled.";
            case MASK_BRUSH -> "Paint over what the model shall repaint. [ and ] change the size.";
            case MASK_ERASER -> "Take away from the mask. [ and ] change the size.";
            case BRUSH -> "Paint on the layer; hold Alt to take a colour from the picture.";
            case ERASER -> "Make the layer transparent. [ and ] change the size.";
            case FILL -> "Click an area to fill it with the colour; hold Alt to take a colour.";
            case EYEDROPPER -> "Click to take a colour from the picture.";
            case RECTANGLE, ELLIPSE, LASSO ->
                "Drag to select; Shift adds, Alt takes away. A click selects everything again.";
            case POLYGON -> "Click the corners; Enter or a click on the first one closes it.";
            case WAND -> "Click a colour to select where it is; Shift adds, Alt takes away.";
        };
    }
}
