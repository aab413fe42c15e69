package org.collapselab.evaluator.readmodel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.TrainingProgressed;

/** The course of the trainings. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class TrainingSteps {

  private final EntityManager database;

  TrainingSteps(EntityManager database) {
    this.database = database;
  }

  /** Notes a report; a training that was taken up again repeats itself. */
  void note(TrainingProgressed event) {
    database
        .createNativeQuery(
            """
            insert into training_step (checkpoint, step, loss, gradient_norm, step_millis)
            values (:checkpoint, :step, :loss, :gradientNorm, :stepMillis)
            on conflict (checkpoint, step) do nothing
            """)
        .setParameter("checkpoint", event.checkpoint().value())
        .setParameter("step", event.step())
        .setParameter("loss", event.loss())
        .setParameter("gradientNorm", event.gradientNorm())
        .setParameter("stepMillis", event.stepMillis())
        .executeUpdate();
  }

  /**
   * The curves of an experiment, by condition and iteration; those without a report are left out.
   */
  public List<LossCurve> of(String experiment) {
    Map<IterationName, Key> checkpoints = new LinkedHashMap<>();
    Map<IterationName, List<TrainingStep>> steps = new HashMap<>();
    for (Object found : rows(experiment)) {
      Object[] row = (Object[]) found;
      IterationName name = new IterationName((String) row[0], (Integer) row[1]);
      checkpoints.put(name, Key.parse((String) row[2]));
      steps
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(
              new TrainingStep(
                  (Integer) row[3], (Double) row[4], (Double) row[5], (Double) row[6]));
    }
    return checkpoints.entrySet().stream()
        .map(
            entry -> {
              IterationName name = entry.getKey();
              return new LossCurve(
                  name.condition(), name.iteration(), entry.getValue(), steps.get(name));
            })
        .toList();
  }

  private List<?> rows(String experiment) {
    return database
        .createNativeQuery(
            """
            select p.condition, p.iteration, p.checkpoint, s.step, s.loss, s.gradient_norm,
              s.step_millis
            from progress p join training_step s on s.checkpoint = p.checkpoint
            where p.experiment = :experiment order by p.condition, p.iteration, s.step
            """)
        .setParameter("experiment", experiment)
        .getResultList();
  }
}
