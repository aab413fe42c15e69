package org.collapselab.diffusion.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** CLIP's own vocabulary, laid out as the tokenizer folder of a diffusers model. */
final class OpenClipVocabulary {

  private static final int MERGES = 49152 - 256 - 2;

  private OpenClipVocabulary() {}

  static BpeTokenizer tokenizer(Path folder, String padToken) throws IOException {
    List<Merge> merges = merges();
    List<String> tokens = BpeTrainer.vocabulary(merges);
    TokenizerFolder.write(folder, tokens, merges, 77);
    Path config = folder.resolve("tokenizer_config.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode fields = (ObjectNode) json.readTree(config.toFile());
    Files.writeString(config, fields.put("pad_token", padToken).toString());
    return BpeTokenizer.read(folder);
  }

  private static List<Merge> merges() throws IOException {
    try (InputStream file =
            OpenClipVocabulary.class.getResourceAsStream(
                "/goldens/vocab/bpe_simple_vocab_16e6.txt.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .limit(MERGES)
          .map(line -> line.split(" ", -1))
          .map(pair -> new Merge(pair[0], pair[1]))
          .toList();
    }
  }
}
