package io.letterhead.apache;

import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;

/** A request's body, framed as was decided, without trailers. */
final class SealedBody extends WithoutTrailers {

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
}
