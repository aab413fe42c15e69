package org.collapselab.diffusion.clip;

import org.collapselab.diffusion.nn.ConfigJson;
import org.collapselab.diffusion.nn.Ops;

/** The non-linearity of a CLIP tower, {@code hidden_act} of its configuration. */
public enum Activation {
  GELU("gelu"),
  QUICK_GELU("quick_gelu");

  private final String configName;

  Activation(String configName) {
    this.configName = configName;
  }

  static Activation read(ConfigJson json) {
    String name = json.text("hidden_act", QUICK_GELU.configName);
    for (Activation activation : values()) {
      if (activation.configName.equals(name)) {
        return activation;
      }
    }
    throw json.expected("hidden_act", "gelu or quick_gelu");
  }

  /** The name in config.json. */
  public String configName() {
    return configName;
  }

  <T> T apply(Ops<T> ops, T x) {
    return switch (this) {
      case GELU -> ops.gelu(x);
      case QUICK_GELU -> ops.quickGelu(x);
    };
  }
}
