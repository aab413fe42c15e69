package org.collapselab.diffusion.golden;

import ai.djl.ndarray.NDArray;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.collapselab.diffusion.nn.Ops;

/**
 * Arithmetic that is wrong on purpose.
 *
 * @param golden whose network is computed with it
 * @param operation what is wrong, a method of {@link Ops}
 * @param argument of the operation, by its index
 * @param name of the argument
 * @param change what is done to the argument
 */
record Fault(
    String golden, String operation, int argument, String name, UnaryOperator<Object> change) {

  /** Another constant. */
  static Fault constant(String golden, String operation, int argument, String name, double value) {
    return new Fault(golden, operation, argument, name, right -> value);
  }

  /** A tensor multiplied by a factor. */
  static Fault factor(String golden, String operation, int argument, String name, double factor) {
    return new Fault(golden, operation, argument, name, tensor -> ((NDArray) tensor).mul(factor));
  }

  /** Operations with the fault. */
  @SuppressWarnings("unchecked")
  Ops<NDArray> in(Ops<NDArray> right) {
    return (Ops<NDArray>)
        Proxy.newProxyInstance(
            Ops.class.getClassLoader(),
            new Class<?>[] {Ops.class},
            (proxy, method, arguments) -> call(proxy, right, method, arguments));
  }

  private Object call(Object proxy, Ops<NDArray> right, Method method, Object[] arguments)
      throws Throwable {
    Object[] given = arguments.clone();
    if (method.getName().equals(operation)) {
      given[argument] = change.apply(given[argument]);
    }
    try {
      // What is made of other operations has their faults.
      return isMadeOfOthers(right, method)
          ? InvocationHandler.invokeDefault(proxy, method, given)
          : method.invoke(right, given);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static boolean isMadeOfOthers(Ops<NDArray> right, Method method)
      throws NoSuchMethodException {
    return right
        .getClass()
        .getMethod(method.getName(), method.getParameterTypes())
        .getDeclaringClass()
        .isInterface();
  }

  @Override
  public String toString() {
    return golden + ": " + operation + ": " + name;
  }
}
