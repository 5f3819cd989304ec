package io.letterhead.apache;

import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** A request's body, framed as was decided, without trailers. */
final class SealedBody extends HttpEntityWrapper {

  private final BodyFraming framing;

  SealedBody(HttpEntity body, BodyFraming framing) {
    super(body);
    this.framing = framing;
  }

  @Override
  public void writeTo(OutputStream to) throws IOException {
    CountingOutputStream counted = new CountingOutputStream(to);
    super.writeTo(counted);
    framing.requireLength(counted.getCount());
  }

  @Override
  public long getContentLength() {
    return framing.length();
  }

  @Override
  public boolean isChunked() {
    return framing.isChunked();
  }

  @Override
  public @Nullable Supplier<List<? extends Header>> getTrailers() {
    return null;
  }

  @Override
  public Set<String> getTrailerNames() {
    return Set.of();
  }
}
