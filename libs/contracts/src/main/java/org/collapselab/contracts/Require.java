package org.collapselab.contracts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Preconditions of the contracts' values; each names the field that breaks it. */
public final class Require {
  /** The largest integer that every JSON reader holds exactly (RFC 8785, appendix D). */
  public static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  private Require() {}

  /** A text of 1 to {@code longest} characters that is not blank. */
  public static String text(String value, String field, int longest) {
    present(value, field);
    if (value.isBlank()) {
      throw new ContractViolationException(field, "expected a text but it is blank");
    }
    return textOrEmpty(value, field, longest);
  }

  /** A text of at most {@code longest} characters. */
  public static String textOrEmpty(String value, String field, int longest) {
    present(value, field);
    if (value.length() > longest) {
      throw new ContractViolationException(
          field, "expected at most " + longest + " characters but found " + value.length());
    }
    return value;
  }

  public static <T> T present(T value, String field) {
    if (value == null) {
      throw new ContractViolationException(field, "expected a value but it is missing");
    }
    return value;
  }

  public static long within(long value, long least, long most, String field) {
    if (value < least || value > most) {
      throw new ContractViolationException(
          field, "expected an integer from " + least + " to " + most + " but found " + value);
    }
    return value;
  }

  public static double within(double value, double least, double most, String field) {
    if (!(value >= least && value <= most)) {
      throw new ContractViolationException(
          field, "expected a number from " + least + " to " + most + " but found " + value);
    }
    return value;
  }

  public static double finite(double value, String field) {
    if (!Double.isFinite(value)) {
      throw new ContractViolationException(field, "expected a finite number but found " + value);
    }
    return value;
  }

  public static double above(double value, double bound, String field) {
    if (!(value > bound) || Double.isInfinite(value)) {
      throw new ContractViolationException(
          field, "expected a number above " + bound + " but found " + value);
    }
    return value;
  }

  /** A number of at least {@code least} and below {@code bound}. */
  public static double halfOpen(double value, double least, double bound, String field) {
    if (!(value >= least && value < bound)) {
      throw new ContractViolationException(
          field, "expected a number from " + least + " to below " + bound + " but found " + value);
    }
    return value;
  }

  public static int multipleOf(int value, int divisor, String field) {
    if (value % divisor != 0) {
      throw new ContractViolationException(
          field, "expected a multiple of " + divisor + " but found " + value);
    }
    return value;
  }

  /** An unmodifiable copy with {@code least} to {@code most} elements, none of them null. */
  public static <T> List<T> list(Collection<T> values, int least, int most, String field) {
    present(values, field);
    if (values.size() < least || values.size() > most) {
      throw new ContractViolationException(
          field, "expected " + least + " to " + most + " elements but found " + values.size());
    }
    List<T> copy = new ArrayList<>(values.size());
    for (T value : values) {
      copy.add(present(value, field + "[" + copy.size() + "]"));
    }
    return Collections.unmodifiableList(copy);
  }

  /** An unmodifiable copy with at most {@code most} entries, none of them null or unnamed. */
  public static <V> SortedMap<String, V> map(Map<String, V> values, int most, String field) {
    present(values, field);
    if (values.size() > most) {
      throw new ContractViolationException(
          field, "expected at most " + most + " entries but found " + values.size());
    }
    SortedMap<String, V> copy = new TreeMap<>();
    values.forEach(
        (name, value) -> copy.put(text(name, field, 512), present(value, field + "." + name)));
    return Collections.unmodifiableSortedMap(copy);
  }
}
