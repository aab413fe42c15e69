package org.collapselab.local.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A readable page, as Markdown and as HTML. */
final class Page {
  private sealed interface Block {}

  private record Heading(int level, String text) implements Block {}

  private record Paragraph(String text) implements Block {}

  private record Table(List<List<String>> cells) implements Block {}

  private record Figure(String file, String text) implements Block {}

  private record Link(String file, String text) implements Block {}

  private final String title;
  private final List<Block> blocks = new ArrayList<>();

  Page(String title) {
    this.title = title;
    blocks.add(new Heading(1, title));
  }

  Page heading(String text) {
    blocks.add(new Heading(2, text));
    return this;
  }

  Page paragraph(String text) {
    blocks.add(new Paragraph(text));
    return this;
  }

  /** A table; its first row is the heading. */
  Page table(List<List<String>> cells) {
    blocks.add(new Table(cells));
    return this;
  }

  Page figure(String file, String text) {
    blocks.add(new Figure(file, text));
    return this;
  }

  Page link(String file, String text) {
    blocks.add(new Link(file, text));
    return this;
  }

  String markdown() {
    return blocks.stream().map(Page::markdown).collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static String markdown(Block block) {
    if (block instanceof Heading heading) {
      return "#".repeat(heading.level()) + " " + heading.text();
    } else if (block instanceof Table table) {
      List<String> lines =
          new ArrayList<>(
              table.cells().stream()
                  .map(
                      row ->
                          row.stream()
                              .map(cell -> cell.replace("|", "\\|"))
                              .collect(Collectors.joining(" | ", "| ", " |")))
                  .toList());
      lines.add(1, "|" + "---|".repeat(table.cells().get(0).size()));
      return String.join("\n", lines);
    } else if (block instanceof Figure figure) {
      return "![" + figure.text() + "](" + figure.file() + ")";
    } else if (block instanceof Link link) {
      return "- [" + link.file() + "](" + link.file() + "): " + link.text();
    }
    return ((Paragraph) block).text();
  }

  String html() {
    String body = blocks.stream().map(Page::html).collect(Collectors.joining("\n"));
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>%s</title>
        <style>
        body { font: 15px/1.45 sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em }
        table { border-collapse: collapse; font-size: 13px } td, th { padding: .25em .7em; text-align: left;
        border-bottom: 1px solid #ddd; white-space: nowrap } img { max-width: 100%% } figure { margin: 1em 0 }
        figcaption { color: #555; font-size: 13px } .wide { overflow-x: auto }
        </style>
        %s
        </html>
        """
        .formatted(escape(title), body);
  }

  private static String html(Block block) {
    if (block instanceof Heading heading) {
      return "<h%1$d>%2$s</h%1$d>".formatted(heading.level(), escape(heading.text()));
    } else if (block instanceof Table table) {
      var rows = new ArrayList<String>();
      for (List<String> row : table.cells()) {
        String tag = rows.isEmpty() ? "th" : "td";
        rows.add(
            row.stream()
                .map(cell -> "<" + tag + ">" + escape(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>")));
      }
      return "<div class=\"wide\"><table>\n" + String.join("\n", rows) + "\n</table></div>";
    } else if (block instanceof Figure figure) {
      return "<figure><img src=\"%s\" alt=\"%s\"><figcaption>%2$s</figcaption></figure>"
          .formatted(escape(figure.file()), escape(figure.text()));
    } else if (block instanceof Link link) {
      return "<p><a href=\"%1$s\">%1$s</a>: %2$s</p>"
          .formatted(escape(link.file()), escape(link.text()));
    }
    return "<p>" + escape(((Paragraph) block).text()) + "</p>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
