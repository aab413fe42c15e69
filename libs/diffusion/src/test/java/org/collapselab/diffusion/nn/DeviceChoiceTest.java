package org.collapselab.diffusion.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {

  private static final DeviceChoice NO_GPU = new DeviceChoice(false, 0);
  private static final DeviceChoice TWO_GPUS = new DeviceChoice(true, 2);

  @ParameterizedTest
  @CsvSource({"auto, 0", "cuda, 0", "cuda:0, 0", "cuda:1, 1"})
  void aGpuIsChosenByItsNumber(String name, int number) {
    assertThat(TWO_GPUS.of(name)).isEqualTo(Device.gpu(number));
  }

  @Test
  void theCpuIsTakenWhereItIsAskedForOrThereIsNothingElse() {
    assertThat(TWO_GPUS.of("cpu")).isEqualTo(Device.cpu());
    assertThat(NO_GPU.of("cpu")).isEqualTo(Device.cpu());
    assertThat(NO_GPU.of("auto")).isEqualTo(Device.cpu());
    assertThat(new DeviceChoice(true, 0).of("auto")).isEqualTo(Device.cpu());
  }

  @Test
  void aGpuThatAnEngineForCpusCannotUseIsNotChosen() {
    DeviceChoice engineForCpus = new DeviceChoice(false, 1);

    assertThat(engineForCpus.of("auto")).isEqualTo(Device.cpu());
    assertThatThrownBy(() -> engineForCpus.of("cuda"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the one for CPUs");
  }

  @Test
  void aGpuThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> TWO_GPUS.of("cuda:2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("device: \"cuda:2\" asked for, but the engine sees 2 CUDA devices");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CUDA", "cuda:", "cuda:-1", "cuda:100", "cpu:0"})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> TWO_GPUS.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected auto, cpu, cuda or cuda:N");
  }
}
