package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;

import io.letterhead.conformance.WireField;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

/**
 * What a transport gives its caller for a request. Its content is read once.
 *
 * @param status the status of the final response
 * @param fields the fields, in their order
 * @param content the content as it comes; to end too early is to throw, and a caller that closes it
 *     before its end has left
 */
public record CallerAnswer(int status, List<WireField> fields, InputStream content) {
  public CallerAnswer {
    fields = List.copyOf(fields);
    requireNonNull(content, "content");
  }

  /** An answer that is there as a whole. */
  public static CallerAnswer of(int status, List<WireField> fields, byte[] content) {
    return new CallerAnswer(status, fields, new ByteArrayInputStream(content));
  }
}
