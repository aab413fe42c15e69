package org.collapselab.diffusion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The names and shapes that diffusers and transformers give the tensors of Stable Diffusion. */
public final class GoldenShapes {

  private GoldenShapes() {}

  /** The shape of each tensor of a network of Stable Diffusion 2.1, as text. */
  public static Map<String, String> of(String network) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (InputStream file =
        GoldenShapes.class.getResourceAsStream("/goldens/state_dict_shapes.json")) {
      Map<String, String> expected = new TreeMap<>();
      for (JsonNode tensor : json.readTree(file).path(network).path("tensors")) {
        long[] shape = json.convertValue(tensor.get(1), long[].class);
        expected.put(tensor.get(0).textValue(), Arrays.toString(shape));
      }
      return expected;
    }
  }

  /** The shape of each tensor of a single file and the parameters it holds, after a tab. */
  public static Map<String, String> ofSingleFile(String list) throws IOException {
    String file = "/goldens/" + list + ".tsv.gz";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(GoldenShapes.class.getResourceAsStream(file)), UTF_8))) {
      Map<String, String> expected = new TreeMap<>();
      lines
          .lines()
          .map(line -> line.split("\t", 2))
          .forEach(columns -> expected.put(columns[0], columns[1]));
      return expected;
    }
  }
}
