package org.collapselab.local.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * Images in rows and columns with headings, in the manner of the study's figure 4.
 *
 * @param columns headings, wrapped to a tile's width
 * @param rows each with its heading
 * @param withText whether headings are drawn; a machine without fonts cannot
 */
record ImageGrid(List<String> columns, List<Row> rows, boolean withText) {
  private static final int TILE = 128;
  private static final int GAP = 4;
  private static final int FONT = 11;
  private static final int HEADING_LINES = 4;
  private static final int CAPTION_LINES = 4;
  private static final int LINE = FONT + 4;

  /** A row. */
  record Row(String heading, List<Tile> tiles) {}

  /**
   * A place in a row; one without an image stays empty.
   *
   * @param caption below the image, wrapped to its width
   */
  record Tile(Optional<BufferedImage> image, String caption) {
    Tile(Optional<BufferedImage> image) {
      this(image, "");
    }
  }

  BufferedImage draw() {
    int left = withText ? TILE : 0;
    int top = withText && columns.stream().anyMatch(c -> !c.isEmpty()) ? HEADING_LINES * LINE : 0;
    int pitch = pitch();
    int width = left + columns.size() * (TILE + GAP);
    int height = top + rows.size() * pitch;
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    TextDrawing.smooth(graphics);
    // Small images are shown as they are, not smoothed into something else.
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    for (int r = 0; r < rows.size(); r++) {
      int y = top + r * pitch;
      List<Tile> tiles = rows.get(r).tiles();
      for (int c = 0; c < tiles.size(); c++) {
        int x = left + c * (TILE + GAP);
        tiles.get(c).image().ifPresent(tile -> graphics.drawImage(tile, x, y, TILE, TILE, null));
      }
    }
    if (withText) {
      drawHeadings(graphics, left, top);
    }
    graphics.dispose();
    return image;
  }

  /** From the top of a row to the top of the next. */
  private int pitch() {
    boolean captions =
        rows.stream().flatMap(row -> row.tiles().stream()).anyMatch(t -> !t.caption().isEmpty());
    return TILE + GAP + (withText && captions ? CAPTION_LINES * LINE + GAP : 0);
  }

  private void drawHeadings(Graphics2D graphics, int left, int top) {
    graphics.setFont(TextDrawing.font(FONT));
    graphics.setColor(Color.BLACK);
    FontMetrics metrics = graphics.getFontMetrics();
    for (int c = 0; c < columns.size() && top > 0; c++) {
      List<String> lines = TextDrawing.wrap(columns.get(c), metrics, TILE, HEADING_LINES);
      draw(graphics, lines, left + c * (TILE + GAP), top - lines.size() * LINE);
    }
    for (int r = 0; r < rows.size(); r++) {
      List<String> lines =
          TextDrawing.wrap(rows.get(r).heading(), metrics, TILE - 2 * GAP, TILE / LINE);
      int y = top + r * pitch();
      draw(graphics, lines, GAP, y + (TILE - lines.size() * LINE) / 2);
      drawCaptions(graphics, rows.get(r), left, y + TILE);
    }
  }

  private static void drawCaptions(Graphics2D graphics, Row row, int left, int y) {
    for (int c = 0; c < row.tiles().size(); c++) {
      String caption = row.tiles().get(c).caption();
      List<String> lines =
          TextDrawing.wrap(caption, graphics.getFontMetrics(), TILE, CAPTION_LINES);
      draw(graphics, lines, left + c * (TILE + GAP), y);
    }
  }

  private static void draw(Graphics2D graphics, List<String> lines, int x, int y) {
    for (int i = 0; i < lines.size(); i++) {
      graphics.drawString(lines.get(i), x, y + (i + 1) * LINE - 4);
    }
  }
}
