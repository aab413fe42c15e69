package org.collapselab.local.report;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Text in images. */
public final class TextDrawing {
  private TextDrawing() {}

  /** Why no text can be drawn on this machine, if that is so: a bare system may have no fonts. */
  public static Optional<String> problem() {
    var image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setFont(font(12));
      graphics.drawString("x", 0, 8);
      return Optional.empty();
    } catch (RuntimeException | LinkageError | InternalError e) {
      return Optional.of("no text can be drawn, install fontconfig and a font (" + e + ")");
    } finally {
      graphics.dispose();
    }
  }

  static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  static void smooth(Graphics2D graphics) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  /**
   * Breaks text into at most so many lines that fit a width; what is too much ends in an ellipsis.
   */
  static List<String> wrap(String text, FontMetrics metrics, int width, int lines) {
    var wrapped = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (metrics.stringWidth(longer) > width && !line.isEmpty()) {
        wrapped.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    wrapped.add(line.toString());
    if (wrapped.size() <= lines) {
      return wrapped;
    }
    List<String> kept = new ArrayList<>(wrapped.subList(0, lines));
    kept.set(lines - 1, kept.get(lines - 1) + "…");
    return kept;
  }
}
