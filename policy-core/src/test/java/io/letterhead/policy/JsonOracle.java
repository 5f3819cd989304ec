package io.letterhead.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What Jackson says of a text: another reader of JSON, by other people. */
final class JsonOracle {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonOracle() {}

  /**
   * Whether the text is one JSON value with no key twice, no half of a surrogate pair, and no more
   * open at a time than may be.
   */
  static boolean reads(String json) {
    int values = 0;
    Deque<JsonToken> open = new ArrayDeque<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructEnd()) {
          open.pop();
          continue;
        }
        values += open.isEmpty() ? 1 : 0;
        if (token.isStructStart()) {
          open.push(token);
        }
        if (open.size() > JsonScanner.DEEPEST || holdsHalfOfAPair(parser.getText())) {
          return false;
        }
      }
    } catch (JsonProcessingException malformed) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values == 1;
  }

  private static boolean holdsHalfOfAPair(String text) {
    return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= 0xDFFF);
  }
}
