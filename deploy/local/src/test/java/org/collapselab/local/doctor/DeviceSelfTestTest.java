package org.collapselab.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.collapselab.diffusion.nn.Torch;
import org.collapselab.local.doctor.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

class DeviceSelfTestTest {

  @Test
  void theCpuAgreesWithItself() {
    // When
    List<Finding> findings = new DeviceSelfTest("cpu").examine();

    // Then
    assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.OK);
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly("cpu", "u-net", "decoder", "training", "speed", "memory");
  }

  @Test
  @DisabledIf("hasGpu")
  void aDeviceThatIsNotThereIsSaidToBeMissing() {
    // When
    List<Finding> findings = new DeviceSelfTest("cuda:0").examine();

    // Then
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).verdict()).isEqualTo(Verdict.WRONG);
    assertThat(findings.get(0).text()).contains("\"cuda:0\" asked for");
  }

  static boolean hasGpu() {
    return Torch.device("auto").isGpu();
  }

  @Test
  void whatIsNoNumberIsNotCloseToAnything() {
    float[] expected = {1, 2};

    assertThat(DeviceSelfTest.relativeError(new float[] {1, Float.NaN}, expected)).isInfinite();
    assertThat(DeviceSelfTest.relativeError(new float[] {1, 2}, expected)).isZero();
    assertThat(DeviceSelfTest.relativeError(new float[] {1.1f, 2}, expected)).isBetween(0.04, 0.05);
  }
}
