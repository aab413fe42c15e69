package org.collapselab.diffusion.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes TorchScript: a tensor is the name of a local variable, an operation appends one statement.
 * Parameters are numbered in the order they are first asked for and read from the list {@code p}.
 */
class ScriptOps implements Ops<String> {

  private final StringBuilder body = new StringBuilder();
  private final List<String> parameters = new ArrayList<>();
  private final ParameterShapes shapes;
  private int variables;

  /** Checks the shape a network asks a parameter to have. */
  interface ParameterShapes {
    void check(String name, long... shape);
  }

  ScriptOps(ParameterShapes shapes) {
    this.shapes = shapes;
  }

  /** The statements so far. */
  String body() {
    return body.toString();
  }

  /** The names of the parameters, in the order of the list {@code p}. */
  List<String> parameters() {
    return parameters;
  }

  @Override
  public String parameter(String name, long... shape) {
    shapes.check(name, shape);
    int index = parameters.indexOf(name);
    if (index < 0) {
      index = parameters.size();
      parameters.add(name);
    }
    return "p[" + index + "]";
  }

  @Override
  public String conv2d(String x, String weight, String bias, int stride, int padding) {
    return let(
        "torch.conv2d(%s, %s, %s, [%d, %d], [%d, %d], [1, 1], 1)",
        x, weight, bias, stride, stride, padding, padding);
  }

  @Override
  public String conv2d(String x, String weight, int stride, int padding) {
    return conv2d(x, weight, "None", stride, padding);
  }

  @Override
  public String conv2d(String x, String weight, int stride, int paddingHeight, int paddingWidth) {
    return let(
        "torch.conv2d(%s, %s, None, [%d, %d], [%d, %d], [1, 1], 1)",
        x, weight, stride, stride, paddingHeight, paddingWidth);
  }

  @Override
  public String batchNorm(
      String x, String mean, String variance, String weight, String bias, double epsilon) {
    return let(
        "torch.batch_norm(%s, %s, %s, %s, %s, False, 0., %s, False)",
        x, weight, bias, mean, variance, number(epsilon));
  }

  @Override
  public String linear(String x, String weight, String bias) {
    return let("torch.linear(%s, %s, %s)", x, weight, bias);
  }

  @Override
  public String linear(String x, String weight) {
    return linear(x, weight, "None");
  }

  @Override
  public String groupNorm(String x, int groups, String weight, String bias, double epsilon) {
    return let("torch.group_norm(%s, %d, %s, %s, %s)", x, groups, weight, bias, number(epsilon));
  }

  @Override
  public String layerNorm(String x, String weight, String bias, double epsilon) {
    return let(
        "torch.layer_norm(%s, [torch.size(%s, -1)], %s, %s, %s)",
        x, x, weight, bias, number(epsilon));
  }

  @Override
  public String attention(String query, String key, String value, int heads) {
    return attention(query, key, value, heads, "");
  }

  @Override
  public String causalAttention(String query, String key, String value, int heads) {
    return attention(query, key, value, heads, ", None, 0., True");
  }

  private String attention(String query, String key, String value, int heads, String options) {
    String mixed =
        let(
            "torch.scaled_dot_product_attention(%s, %s, %s%s)",
            splitHeads(query, heads), splitHeads(key, heads), splitHeads(value, heads), options);
    return joinHeads(mixed);
  }

  final String joinHeads(String x) {
    return let("torch.flatten(torch.transpose(%s, 1, 2), 2)", x);
  }

  final String splitHeads(String x, int heads) {
    return let(
        "torch.transpose(torch.reshape(%s, [torch.size(%s, 0), torch.size(%s, 1), %d, -1]), 1, 2)",
        x, x, x, heads);
  }

  @Override
  public String relu(String x) {
    return let("torch.relu(%s)", x);
  }

  @Override
  public String silu(String x) {
    return let("torch.silu(%s)", x);
  }

  @Override
  public String gelu(String x) {
    return let("torch.gelu(%s)", x);
  }

  @Override
  public String quickGelu(String x) {
    return let("torch.mul(%s, torch.sigmoid(torch.mul(%s, 1.702)))", x, x);
  }

  @Override
  public String geglu(String x) {
    return let("torch.mul(%s, torch.gelu(%s))", chunk(x, 2, -1, 0), chunk(x, 2, -1, 1));
  }

  @Override
  public String maxPool(String x, int size, int stride, int padding) {
    return let(
        "torch.max_pool2d(%s, [%d, %d], [%d, %d], [%d, %d], [1, 1], False)",
        x, size, size, stride, stride, padding, padding);
  }

  @Override
  public String averagePool(String x, int size, int stride, int padding) {
    return let(
        "torch.avg_pool2d(%s, [%d, %d], [%d, %d], [%d, %d], False, False, None)",
        x, size, size, stride, stride, padding, padding);
  }

  @Override
  public String meanPixel(String x) {
    return let("torch.mean(%s, [2, 3])", x);
  }

  @Override
  public String multiply(String a, String b) {
    return let("torch.mul(%s, %s)", a, b);
  }

  @Override
  public String add(String a, String b) {
    return let("torch.add(%s, %s)", a, b);
  }

  @Override
  public String addPerChannel(String x, String e) {
    return let("torch.add(%s, torch.unsqueeze(torch.unsqueeze(%s, -1), -1))", x, e);
  }

  @Override
  public String scale(String x, double factor) {
    return let("torch.mul(%s, %s)", x, number(factor));
  }

  @Override
  public String clamp(String x, double low, double high) {
    return let("torch.clamp(%s, %s, %s)", x, number(low), number(high));
  }

  @Override
  public String twice(String x) {
    return let("torch.cat([%s, %s])", x, x);
  }

  @Override
  public String concatChannels(String a, String b) {
    return let("torch.cat([%s, %s], 1)", a, b);
  }

  @Override
  public String chunk(String x, int parts, int axis, int index) {
    String chunks = let("torch.chunk(%s, %d, %d)", x, parts, axis);
    return let("%s[%d]", chunks, index);
  }

  @Override
  public String upsampleNearest2x(String x) {
    return let("torch.upsample_nearest2d(%s, None, [2., 2.])", x);
  }

  @Override
  public String padBottomRight(String x) {
    return let("torch.constant_pad_nd(%s, [0, 1, 0, 1], 0)", x);
  }

  @Override
  public String toTokens(String x) {
    return let("torch.transpose(torch.flatten(%s, 2), 1, 2)", x);
  }

  @Override
  public String toImage(String tokens, String like) {
    return let("torch.reshape(torch.transpose(%s, 1, 2), torch.size(%s))", tokens, like);
  }

  @Override
  public String embedding(String table, String ids) {
    return let("torch.embedding(%s, %s)", table, ids);
  }

  @Override
  public String leadingRows(String table, String like, int extra) {
    return let(
        "torch.unsqueeze(torch.slice(%s, 0, 0, torch.add(torch.size(%s, 1), %d)), 0)",
        table, like, extra);
  }

  @Override
  public String resizePositions(String positions, int from, int to, double scale) {
    String patches =
        let("torch.transpose(torch.slice(%s, 1, 1, 9223372036854775807), 1, 2)", positions);
    String grid = let("torch.reshape(%s, [1, -1, %d, %d])", patches, from, from);
    String resized =
        let(
            "torch.upsample_bicubic2d(%s, [%d, %d], False, %s, %s)",
            grid, to, to, number(scale), number(scale));
    return let("torch.cat([torch.slice(%s, 1, 0, 1), %s], 1)", positions, toTokens(resized));
  }

  @Override
  public String prependToken(String token, String tokens) {
    String first =
        let(
            "torch.expand(torch.reshape(%s, [1, 1, -1]), [torch.size(%s, 0), 1, -1])",
            token, tokens);
    return let("torch.cat([%s, %s], 1)", first, tokens);
  }

  @Override
  public String tokenAt(String tokens, String index) {
    String rows =
        let(
            "torch.expand(torch.reshape(%s, [-1, 1, 1]), [-1, 1, torch.size(%s, 2)])",
            index, tokens);
    return let("torch.squeeze(torch.gather(%s, 1, %s), 1)", tokens, rows);
  }

  @Override
  public String tokenAt(String tokens, int position) {
    return let("torch.select(%s, 1, %d)", tokens, position);
  }

  @Override
  public String l2Normalize(String x) {
    return let("torch.div(%s, torch.norm(%s, 2, [-1], True))", x, x);
  }

  final String let(String format, Object... operands) {
    String variable = "v" + variables++;
    body.append("    ").append(variable).append(" = ");
    body.append(String.format(Locale.ROOT, format, operands)).append('\n');
    return variable;
  }

  private static String number(double value) {
    return Double.toString(value);
  }
}
