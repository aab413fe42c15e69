package org.collapselab.evaluator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.TinyInputs;
import org.collapselab.contracts.Json;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.spec.ResolvedExperiment;
import org.collapselab.contracts.spec.SpecReader;
import org.collapselab.testing.EventLog;
import org.collapselab.testing.SharedStackResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person uses it, in a browser. */
@QuarkusTest
@QuarkusTestResource(SharedStackResource.class)
class PageTest {

  private static final Pattern INTERVAL =
      Pattern.compile("(-?[0-9.]+) \\[(-?[0-9.]+), (-?[0-9.]+)]");

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  @TestHTTPResource String root;
  @Inject ArtifactStore store;
  @TempDir Path folder;

  @Test
  void shouldSubmitWatchToTheEndAndShowTheNumbersOfTheApi() throws Exception {
    // Given
    Optional<Path> executable = Chromium.executable();
    assumeTrue(executable.isPresent(), "there is no Chromium here");
    Key checkpoint = new TinyInputs(store).publishModel(folder.resolve("model"));
    Key realDataset = new TinyInputs(store).publishRealImages(folder);
    String yaml = TinySpec.yaml("seen <b>in</b> a browser", checkpoint, realDataset, 51);
    ResolvedExperiment experiment =
        ResolvedExperiment.of(SpecReader.read(yaml), checkpoint, realDataset);

    try (Chromium chromium = new Chromium(executable.get());
        EventLog log = new EventLog(broker)) {
      Page page = chromium.open(root + "#/submit");
      checkAsTyped(page, yaml);

      // When
      button(page, "Submit").click();
      page.waitForURL("**/#/experiments/" + experiment.experiment());
      play(log, experiment);

      // Then
      page.locator(".badge.completed").waitFor();
      assertThat(page.locator("h1").textContent()).isEqualTo("seen <b>in</b> a browser");
      compareNumbers(page, experiment.experiment());
      checkPictures(page);
      assertThat(page.locator("section:has-text('Reuse') .tile").allTextContents())
          .anyMatch(text -> text.startsWith("2 of 4 measurements reused"));
      page.getByText("Use as a template").click();
      page.locator("#verdict")
          .getByText(experiment.experiment() + " was submitted before")
          .waitFor();
      page.navigate(root + "#/");
      page.getByText(experiment.experiment()).waitFor();
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  private static void checkAsTyped(Page page, String yaml) {
    Locator spec = page.getByLabel("Spec (YAML)");
    Locator verdict = page.locator("#verdict");
    spec.fill(yaml.replace("images: 8", "images: eight"));
    verdict.getByText("1 problem").waitFor();
    assertThat(page.locator(".problems li").allTextContents())
        .singleElement()
        .asString()
        .startsWith("line 5 images ");
    assertThat(button(page, "Submit").isDisabled()).isTrue();
    spec.fill(yaml);
    verdict.getByText("Nothing is wrong with it.").waitFor();
    assertThat(page.locator(".verdict dl").textContent()).contains("images to measure40");
  }

  /** Says what the other services say, as soon as this one asks for it. */
  private void play(EventLog log, ResolvedExperiment experiment) {
    OtherServices others = new OtherServices(store, log);
    others.generate(others.awaitRequests(experiment, 0)).forEach(log::send);
    for (String condition : List.of("a", "b")) {
      others.iteration(experiment, condition).forEach(log::send);
    }
    others.generate(others.awaitRequests(experiment, 1)).forEach(log::send);
  }

  /** Every number of every metric, as the tables beside the charts have it. */
  private static void compareNumbers(Page page, String id) {
    JsonNode metrics =
        Json.parse(
            given()
                .get("/api/experiments/" + id + "/metrics")
                .asString()
                .getBytes(StandardCharsets.UTF_8));
    assertThat(metrics).isNotEmpty();
    for (JsonNode metric : metrics) {
      Locator figure = page.locator("[data-metric='" + metric.get("name").textValue() + "']");
      Locator row =
          figure.locator("tbody tr:has(th:text-is('" + metric.get("condition").textValue() + "'))");
      String cell = row.locator("td").nth(metric.get("iteration").intValue()).textContent();
      Matcher numbers = INTERVAL.matcher(cell);
      assertThat(numbers.matches()).as("%s is a number with its interval", cell).isTrue();
      List<String> fields = List.of("value", "low", "high");
      for (int i = 0; i < fields.size(); i++) {
        String shown = numbers.group(i + 1);
        assertThat(Double.parseDouble(shown))
            .as("%s of %s", fields.get(i), metric)
            .isCloseTo(metric.get(fields.get(i)).doubleValue(), within(lastDigit(shown)));
      }
    }
  }

  /** What a number may be off when its last digit is rounded. */
  private static double lastDigit(String number) {
    int point = number.indexOf('.');
    return 0.5001 * Math.pow(10, point < 0 ? 0 : point + 1 - number.length());
  }

  /** The wall shows pictures that are there; one that is pressed tells of itself until Escape. */
  private static void checkPictures(Page page) {
    Locator pictures = page.locator(".wall .picture img");
    pictures.first().scrollIntoViewIfNeeded();
    page.waitForFunction(
        "() => [...document.querySelectorAll('.wall .picture img')].some((i) => i.naturalWidth > 0)");
    assertThat(pictures.count()).isEqualTo(2 * 8);
    page.locator(".wall .picture").first().press("Enter");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.waitFor();
    assertThat(dialog.locator("h2").textContent()).isNotBlank();
    page.keyboard().press("Escape");
    dialog.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
