package io.letterhead.apache;

import java.util.Arrays;
import org.apache.hc.core5.http.Header;

/** A field that is harmless to all but HttpClient's code that writes it. */
final class ReaderAwareHeader implements Header {

  @Override
  public String getName() {
    boolean written =
        Arrays.stream(new Throwable().getStackTrace())
            .anyMatch(
                e ->
                    e.getClassName().contains("LineFormatter")
                        || e.getClassName().contains("RequestConverter"));
    return written ? "x-api-key" : "X-Harmless";
  }

  @Override
  public String getValue() {
    return ClientAttack.CANARY;
  }

  @Override
  public boolean isSensitive() {
    return false;
  }
}
