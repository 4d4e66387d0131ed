package studio.unclip.app.boot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Random;
import studio.unclip.inference.api.Picture;

/** Pictures that look like some, for looking at the window without a model: hills, a sun, a house; from a seed. */
final class DrawnPictures {
    static final int SIDE = 1024;

    private DrawnPictures() {}

    static Picture of(long seed) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed * 31);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = random.nextFloat();
        g.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, 0.55f, 0.75f), 0, SIDE, Color.getHSBColor(hue + 0.1f, 0.25f, 0.98f)));
        g.fillRect(0, 0, SIDE, SIDE);
        g.setColor(new Color(0xffe28a));
        int sun = 120 + random.nextInt(120);
        g.fillOval(100 + random.nextInt(700), 90 + random.nextInt(200), sun, sun);
        for (int i = 0; i < 3; i++) {
            g.setColor(Color.getHSBColor(0.33f + 0.04f * i, 0.45f, 0.72f - 0.14f * i));
            g.fillOval(-300 + random.nextInt(500), 560 + 120 * i, 1100 + random.nextInt(500), 700);
        }
        int x = 250 + random.nextInt(350);
        g.setColor(new Color(0xf4efe4));
        g.fillRect(x, 520, 260, 240);
        g.setColor(Color.getHSBColor(random.nextFloat(), 0.6f, 0.7f));
        g.fillPolygon(new int[] {x - 40, x + 130, x + 300}, new int[] {520, 380, 520}, 3);
        g.setStroke(new BasicStroke(10));
        g.drawRect(x + 100, 620, 60, 140);
        g.dispose();
        byte[] rgba = new byte[SIDE * SIDE * 4];
        int[] pixels = image.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
        for (int i = 0; i < pixels.length; i++) {
            rgba[4 * i] = (byte) (pixels[i] >> 16);
            rgba[4 * i + 1] = (byte) (pixels[i] >> 8);
            rgba[4 * i + 2] = (byte) pixels[i];
            rgba[4 * i + 3] = (byte) 255;
        }
        return Picture.of(SIDE, SIDE, rgba);
    }
}
