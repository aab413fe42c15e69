package org.collapselab.diffusion.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteOrder;
import java.util.Map;
import org.collapselab.diffusion.golden.Formula;
import org.collapselab.diffusion.nn.ParameterSource;

/** Weights that follow from their names, made one at a time: no model of full size is in memory. */
record FormulaParameters(Map<String, long[]> shapes) implements ParameterSource {

  @Override
  public NDArray read(NDManager owner, String parameter) {
    long[] shape = shapes.get(parameter);
    NDArray array = owner.create(new Shape(shape), DataType.FLOAT32);
    Formula.fillWeight(
        parameter,
        shape,
        0,
        array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer());
    return array;
  }
}
