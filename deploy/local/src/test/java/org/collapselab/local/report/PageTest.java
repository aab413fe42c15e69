package org.collapselab.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  private final Page page =
      new Page("Experiment")
          .paragraph("fails for x < 3 & \"y\"")
          .table(List.of(List.of("a", "b|c"), List.of("1", "2")))
          .figure("fd.png", "a curve");

  @Test
  void shouldWriteMarkdownThatKeepsItsTable() {
    assertThat(page.markdown())
        .contains("# Experiment", "| a | b\\|c |\n|---|---|\n| 1 | 2 |", "![a curve](fd.png)");
  }

  @Test
  void shouldEscapeTextInHtml() {
    assertThat(page.html())
        .contains("<p>fails for x &lt; 3 &amp; &quot;y&quot;</p>")
        .contains("<tr><th>a</th><th>b|c</th></tr>\n<tr><td>1</td><td>2</td></tr>")
        .contains("<img src=\"fd.png\" alt=\"a curve\">");
  }
}
