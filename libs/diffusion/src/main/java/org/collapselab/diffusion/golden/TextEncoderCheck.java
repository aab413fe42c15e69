package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.collapselab.diffusion.clip.ClipTextConfig;
import org.collapselab.diffusion.clip.ClipTextModel;
import org.collapselab.diffusion.nn.EagerOps;
import org.collapselab.diffusion.nn.Script;
import org.collapselab.diffusion.nn.ShapeOps;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.Weights;

/** Hidden states of the text encoder. */
public final class TextEncoderCheck extends TensorGoldenCheck {

  private static final String IDS = "input_ids";
  private static final String PENULTIMATE = "penultimate";

  /** A check of goldens of the kind {@code text_encoder}. */
  public TextEncoderCheck() {
    super("text_encoder");
  }

  @Override
  protected void check(TensorGolden golden, Comparisons comparisons) throws IOException {
    ClipTextModel model = new ClipTextModel(ClipTextConfig.of(golden.metadata().config("config")));
    long[] ids = golden.shape(IDS);
    TokenIds.require(golden, IDS, model.config());
    // Without the projection, which a text encoder alone doesn't have.
    Map<String, long[]> parameters = ShapeOps.of(model.states(), ids).parameters();
    comparisons.given(IDS);
    comparisons.parameters(parameters);
    try (Weights weights = Formula.weights(parameters, "cpu");
        NDManager manager = weights.manager().newSubManager();
        Script script = Script.compile(model.states(), weights)) {
      NDArray captions = golden.tensor(manager, IDS);
      NDArray states = script.run(captions);
      comparisons.tensor("last_hidden_state", stored(golden, states));
      if (golden.tensors().contains(PENULTIMATE)) {
        EagerOps ops = new EagerOps(weights);
        NDArray penultimate =
            Torch.withoutGradient(() -> model.penultimateHiddenState(ops, captions));
        comparisons.tensor(PENULTIMATE, stored(golden, penultimate));
      }
    }
  }

  /** The positions [B,P,E] of states [B,L,E] that the golden keeps. */
  private static NDArray stored(TensorGolden golden, NDArray states) {
    String text = golden.metadata().text("positions_stored");
    if (text.equals("all")) {
      return states;
    }
    NDList kept = new NDList();
    long length = states.getShape().get(1);
    for (JsonNode node : golden.metadata().json("positions_stored")) {
      long position = node.asLong(-1);
      if (position < 0 || position >= length) {
        throw new IllegalArgumentException(
            "metadata: positions_stored: expected positions from 0 to %d, found %s"
                .formatted(length - 1, node));
      }
      kept.add(states.get(new NDIndex(":,{}:{}", position, position + 1)));
    }
    return NDArrays.concat(kept, 1);
  }
}
