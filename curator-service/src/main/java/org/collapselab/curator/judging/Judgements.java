package org.collapselab.curator.judging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.collapselab.artifacts.ArtifactStore;
import org.collapselab.artifacts.Images;
import org.collapselab.contracts.Key;
import org.collapselab.vision.judgement.Verdict;

/** Verdicts on images, remembered: conditions that share an image share its verdict. */
@Startup
@ApplicationScoped
class Judgements {

  private final EntityManager database;
  private final Images images;
  private final Judges judges;
  private final Timer timer;

  Judgements(EntityManager database, ArtifactStore store, Judges judges, MeterRegistry registry) {
    this.database = database;
    this.images = new Images(store);
    this.judges = judges;
    this.timer =
        Timer.builder("collapse.judgements")
            .description("Images looked at by a judge")
            .register(registry);
  }

  /** The verdict of a judge on an image of this caption. */
  Verdict judge(JudgeName judge, Key image, String caption) {
    return known(judge, image).orElseGet(() -> look(judge, image, images.get(image), caption));
  }

  // One at a time: the network uses all cores for one image, and of two conditions that get the
  // same image at once the second finds the verdict of the first.
  private synchronized Verdict look(JudgeName judge, Key image, byte[] png, String caption) {
    return known(judge, image)
        .orElseGet(
            () -> {
              Verdict verdict = timer.record(() -> judges.judge(judge, image, png, caption));
              remember(judge, image, verdict);
              return verdict;
            });
  }

  private Optional<Verdict> known(JudgeName judge, Key image) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Optional.ofNullable(
                        database.find(
                            JudgementRow.class,
                            new JudgementRow.Id(image.value(), judge.toString())))
                    .map(JudgementRow::verdict));
  }

  private void remember(JudgeName judge, Key image, Verdict verdict) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                database
                    .createNativeQuery(
                        """
                        insert into judgement (image, judge, verdict)
                        values (:image, :judge, :verdict)
                        on conflict (image, judge) do nothing
                        """)
                    .setParameter("image", image.value())
                    .setParameter("judge", judge.toString())
                    .setParameter("verdict", VerdictJson.write(verdict))
                    .executeUpdate());
  }
}
