package org.collapselab.evaluator.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import org.collapselab.contracts.Key;
import org.collapselab.contracts.event.ImageGenerated;
import org.collapselab.contracts.recipe.EvaluationRecipe;
import org.collapselab.contracts.recipe.Recipes;
import org.collapselab.evaluator.readmodel.Status;

/** The evaluations and the images they wait for. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class EvaluationRows implements PanacheRepositoryBase<EvaluationRow, String> {

  /**
   * Opens an evaluation unless it is known.
   *
   * @return whether it is new
   */
  boolean open(EvaluationRecipe recipe, Key base, String requester) {
    return getEntityManager()
            .createNativeQuery(
                """
                insert into evaluation
                  (key, checkpoint, base, recipe, state, requester, requested_at)
                values (:key, :checkpoint, :base, :recipe, 'WAITING', :requester, now())
                on conflict (key) do nothing
                """)
            .setParameter("key", recipe.key().value())
            .setParameter("checkpoint", recipe.checkpoint().value())
            .setParameter("base", base.value())
            .setParameter("recipe", new String(Recipes.canonicalJson(recipe), UTF_8))
            .setParameter("requester", requester)
            .executeUpdate()
        > 0;
  }

  /** The evaluation, locked until the transaction ends. */
  Optional<EvaluationRow> locked(Key key) {
    return findByIdOptional(key.value(), LockModeType.PESSIMISTIC_WRITE);
  }

  /** Adds an image that the evaluation waits for. */
  void await(Key evaluation, EvaluationPlan.Image image) {
    getEntityManager().persist(new EvaluationImageRow(evaluation.value(), image));
  }

  /** Notes that an image is there, for every evaluation that waits for it. */
  public void made(ImageGenerated event) {
    getEntityManager()
        .createNativeQuery(
            """
            update evaluation_image set made_at = now(), reused = :reused
            where image = :image and made_at is null
            """)
        .setParameter("image", event.image().value())
        .setParameter("reused", event.reused())
        .executeUpdate();
  }

  /** The images of an evaluation in the order of their slots. */
  List<EvaluationImageRow> images(Key evaluation) {
    return getEntityManager()
        .createQuery(
            "from EvaluationImageRow where evaluation = ?1 order by slot", EvaluationImageRow.class)
        .setParameter(1, evaluation.value())
        .getResultList();
  }

  /** The evaluations that are open and have all their images, the oldest first. */
  List<Key> ready() {
    return getEntityManager()
        .createQuery(
            """
            select e.key from EvaluationRow e
            where e.state in :open and not exists (
              from EvaluationImageRow i where i.evaluation = e.key and i.madeAt is null)
            order by e.requestedAt, e.key
            """,
            String.class)
        .setParameter("open", List.of(EvaluationRow.State.WAITING, EvaluationRow.State.REQUESTED))
        .getResultStream()
        .map(Key::parse)
        .toList();
  }

  /** How many evaluations lack images that were asked for. */
  int inFlight() {
    return getEntityManager()
        .createQuery(
            """
            select count(e) from EvaluationRow e
            where e.state = :requested and exists (
              from EvaluationImageRow i where i.evaluation = e.key and i.madeAt is null)
            """,
            Long.class)
        .setParameter("requested", EvaluationRow.State.REQUESTED)
        .getSingleResult()
        .intValue();
  }

  /** Lets those wait again whose images were asked for in the name of one that runs no longer. */
  void putBackAbandoned() {
    getEntityManager()
        .createQuery(
            """
            update EvaluationRow e set e.state = :waiting
            where e.state = :requested
              and exists (
                from EvaluationImageRow i where i.evaluation = e.key and i.madeAt is null)
              and not exists (
                from ExperimentRow x where x.id = e.requester and x.status = :running)
            """)
        .setParameter("waiting", EvaluationRow.State.WAITING)
        .setParameter("requested", EvaluationRow.State.REQUESTED)
        .setParameter("running", Status.RUNNING)
        .executeUpdate();
  }
}
